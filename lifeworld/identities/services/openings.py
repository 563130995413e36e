"""Opening the names of a study for a purpose, and closing them."""

from datetime import datetime

from lifeworld.common.errors import InvalidInputError
from lifeworld.identities.models import Opening
from lifeworld.identities.rules.purposes import OPEN_FOR, PURPOSES
from lifeworld.identities.selectors.openings import opening_of
from lifeworld.identities.services.telling import tell_of
from lifeworld.study.acting import one_act
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access


@one_act(Right.IDENTITIES)
def open_names(*, access: Access, at: datetime, purpose: str) -> Opening:
    """Open the names to this person alone, for ten minutes; an opening of theirs that was live ends.

    Raises `InvalidInputError` where the purpose is none of the list.
    """
    if purpose not in PURPOSES:
        raise InvalidInputError("No purpose is chosen.", "The names are closed.", "Choose what you need them for.")
    _end(access, at)
    opening = Opening.objects.create(
        study=access.study, person=access.person, purpose=purpose, opened_at=at, until=at + OPEN_FOR
    )
    tell_of(access, at, "opened names", opening, purpose=purpose)
    return opening


@one_act(Right.IDENTITIES)
def close_names(*, access: Access, at: datetime) -> None:
    """Close them at once. Where they are closed already, nothing is done."""
    ended = _end(access, at)
    if ended is not None:
        tell_of(access, at, "closed names", ended, purpose=ended.purpose)


def _end(access: Access, at: datetime) -> Opening | None:
    live = opening_of(access, at)
    if live is not None:
        live.until = at
        live.save(update_fields=["until"])
    return live
