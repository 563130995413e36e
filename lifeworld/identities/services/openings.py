"""Opening the names of a study for a purpose, and closing them."""

from contextlib import suppress
from datetime import datetime

from lifeworld.common.errors import DomainError, InvalidInputError
from lifeworld.identities.models import Opening
from lifeworld.identities.rules.purposes import OPEN_FOR, PURPOSES
from lifeworld.identities.selectors.openings import opening_of
from lifeworld.identities.services.telling import tell_of
from lifeworld.security.models import Person
from lifeworld.security.storage import StoreBusyError, StoreFullError, StoreReadOnlyError
from lifeworld.study.acting import one_act
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to


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


def close_all_names(*, by: Person, at: datetime) -> None:
    """Close the names of every study to somebody who signs out or locks the store.

    Where the store takes no writing just now, they close by themselves when their ten minutes are over.
    """
    live = Opening.objects.filter(person=by, opened_at__lte=at, until__gt=at)
    with suppress(StoreReadOnlyError, StoreFullError, StoreBusyError):
        for opening in live.select_related("study"):
            # Who lost the right since has no act of their own here; what they opened ends all the same.
            with suppress(DomainError):
                close_names(access=access_to(by, opening.study.slug), at=at)
        live.update(until=at)


def _end(access: Access, at: datetime) -> Opening | None:
    live = opening_of(access, at)
    if live is not None:
        live.until = at
        live.save(update_fields=["until"])
    return live
