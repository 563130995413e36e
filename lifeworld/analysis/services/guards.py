"""What every change to the analysis checks first."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import prefetch_related_objects

from lifeworld.analysis.models import Layout, Note, PersonalTheme, Statement
from lifeworld.analysis.selectors.access import AcrossCasesClosedError, check_open, cross_case_open
from lifeworld.common.errors import DomainError, InvalidInputError, NotFoundError
from lifeworld.study.acting import check_as_seen, read_again
from lifeworld.study.models import Case, CaseState
from lifeworld.study.selectors import Access


def check_case_at_hand(access: Access, case: Case) -> None:
    """Raise unless a case, read anew within the act, may be seen and is open (not signed off, not unopened)."""
    if case.study_id != access.study.pk:
        raise NotFoundError
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


def take_case(access: Access, case: Case) -> None:
    """Read a case anew, within an act, and check that it is at hand."""
    read_again(case)
    check_case_at_hand(access, case)


def take_up(access: Access, obj: Note | Statement | Layout | PersonalTheme) -> None:
    """Read an object of a case anew, within an act, and check that its case is at hand."""
    if isinstance(obj, PersonalTheme):
        read_again(obj, "layout__case")
        check_case_at_hand(access, obj.layout.case)
    else:
        read_again(obj, "case")
        if isinstance(obj, Note | Statement):
            prefetch_related_objects([obj], "anchors")
        check_case_at_hand(access, obj.case)


def check_across(access: Access) -> None:
    """Raise `AcrossCasesClosedError` unless cases may be read together now."""
    if not cross_case_open(access.study):
        raise AcrossCasesClosedError(
            "Cases are not read together yet.",
            "Nothing was changed.",
            "It opens when all cases are signed off, or earlier if you write down why.",
        )


def check_unchanged(obj: Any, seen: datetime | None, wanted: Mapping[str, Any] | None = None) -> None:
    """Raise `ClashError` unless `obj` stands as its writer saw it, `NotFoundError` where it was taken out.

    `seen` is the `changed_at` that came with the object, None where the writer does not say. It is compared for being
    the same, never for being earlier: clocks go back, and `now_changed` never gives one object the same time twice.
    Where `obj` holds all that is `wanted` already there is nothing to choose: a save that is sent again is one.
    """
    if obj.removed_at is not None:
        raise NotFoundError("This was taken out. Undo brings it back.")
    check_as_seen(obj, seen, wanted)


def check_made_here(made: Any, owner: Any) -> None:
    """Raise `DomainError` (409) where a `client_key` belongs to something made in another place (`owner`)."""
    if made != owner:
        raise DomainError(
            "This was sent with the key of something else.", "Nothing was changed.", "Reload the page and try again."
        )


def longest(text: str, limit: int) -> None:
    """Raise `InvalidInputError` for text over `limit` characters."""
    if len(text) > limit:
        raise InvalidInputError(
            f"This text is longer than {limit:,} characters.",
            "It is still on the page.",
            "Shorten or divide it.",
        )
