"""What every change to the analysis checks first."""

from datetime import datetime
from typing import Any

from lifeworld.analysis.selectors.access import check_open
from lifeworld.common.errors import DomainError, InvalidInputError, NotFoundError
from lifeworld.study.models import Case, CaseState
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access


class ClashError(DomainError):
    """The object was changed elsewhere since this writer last saw it."""

    def __init__(self, current: Any) -> None:
        super().__init__(
            "This was changed in another window since you opened it.",
            "Both versions are kept: yours is on the page.",
            "Compare the two and choose which to keep.",
        )
        self.current = current


def check_case_at_hand(access: Access, case: Case) -> None:
    """Raise unless this person analyses, the case may be seen, and it is open (not signed off, not unopened)."""
    access.require(Right.ANALYSE)
    check_open(access, case)
    if case.state == CaseState.SIGNED_OFF:
        raise DomainError(
            "This case is signed off.",
            "Your text is still on the page, and the case is as it was.",
            "Reopen the case to change it: that is normal, and is recorded.",
        )
    if case.state == CaseState.PREPARED:
        raise DomainError(
            "This case has not been opened for analysis yet.",
            "Nothing was changed.",
            "Open the case first.",
        )


def check_unchanged(obj: Any, seen: datetime | None) -> None:
    """Raise `ClashError` where `obj` changed after `seen`, `NotFoundError` where it was taken out."""
    if obj.removed_at is not None:
        raise NotFoundError("This was taken out. Undo brings it back.")
    if seen is not None and obj.changed_at > seen:
        raise ClashError(obj)


def now_removed(obj: Any, at: datetime) -> None:
    """Take an object out of sight."""
    obj.removed_at = obj.removed_at or at
    obj.changed_at = at
    obj.save()


def longest(text: str, limit: int) -> None:
    """Raise `InvalidInputError` for text over `limit` characters."""
    if len(text) > limit:
        raise InvalidInputError(
            f"This text is longer than {limit:,} characters.",
            "It is still on the page.",
            "Shorten or divide it.",
        )
