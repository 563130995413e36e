"""Whether the names of a study are open to somebody, for what, and until when."""

from datetime import datetime
from math import ceil

from lifeworld.common.errors import DomainError
from lifeworld.identities.models import Opening
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access


class NamesClosedError(DomainError):
    """Names were asked for while they are closed to this person."""

    def __init__(self) -> None:
        super().__init__(
            "The names of this study are closed.",
            "Nothing was changed, and nobody’s name was shown.",
            "Open them for a purpose: they stay open for ten minutes.",
        )


def opening_of(access: Access, at: datetime) -> Opening | None:
    """This person's opening that is live at a moment; None where the names are closed to them."""
    access.require(Right.IDENTITIES)
    live = Opening.objects.filter(study=access.study, person=access.person, opened_at__lte=at, until__gt=at)
    return live.order_by("-opened_at", "-pk").first()


def live_opening(access: Access, at: datetime) -> Opening:
    """This person's live opening; `NamesClosedError` where there is none."""
    found = opening_of(access, at)
    if found is None:
        raise NamesClosedError
    return found


def seconds_left(opening: Opening, at: datetime) -> int:
    """How many whole seconds it is until an opening is over, rounded up so that it is over by then."""
    return max(0, ceil((opening.until - at).total_seconds()))
