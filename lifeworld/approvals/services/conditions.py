"""Changes to the conditions of an approval, kept word for word."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from lifeworld.approvals.models import Condition
from lifeworld.common.errors import InvalidInputError
from lifeworld.common.lengths import check_lengths
from lifeworld.study.acting import TakenMeanwhileError, check_as_seen, now_changed, one_act, read_again
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import set_values, tell, values_of

CONDITION_FIELDS = ("words", "asked_by", "before_start", "owner", "due")
_TOLD = (*CONDITION_FIELDS, "closed_on", "evidence")


@one_act(Right.LEAD)
def add_condition(*, access: Access, at: datetime, values: Mapping[str, Any]) -> Condition:
    """Log a condition. `InvalidInputError` where it has no words."""
    condition = Condition(study=access.study, created_at=at, changed_at=at)
    _set(condition, values)
    condition.save()
    tell(access, at, "logged condition", condition, before=None, after=values_of(condition, _TOLD))
    return condition


@one_act(Right.LEAD)
def change_condition(
    *, access: Access, at: datetime, condition: Condition, values: Mapping[str, Any], seen: datetime | None = None
) -> Condition:
    """Correct a condition, such as a word that was copied wrongly.

    Raises:
        InvalidInputError: it would have no words.
        ClashError: somebody changed it since `seen`.
    """
    read_again(condition)
    check_as_seen(condition, seen, values)
    before = values_of(condition, _TOLD)
    _set(condition, values)
    if before == values_of(condition, _TOLD):
        return condition
    return _keep(access, at, "changed condition", condition, before)


@one_act(Right.LEAD)
def close_condition(*, access: Access, at: datetime, condition: Condition, on: date, evidence: str) -> Condition:
    """Close a condition on a day, by its evidence.

    Raises:
        InvalidInputError: none is named, or the day has not come.
        TakenMeanwhileError: somebody closed it by other evidence.
    """
    read_again(condition)
    if on > localdate(at) or not evidence.strip():
        raise InvalidInputError(
            "A condition is closed on a day that has come, by what shows that it is met.",
            "The condition is still open, and what you typed is still here.",
            "Give the day, and name the letter or e-mail.",
        )
    if condition.closed_on is not None:
        if (condition.closed_on, condition.evidence) == (on, evidence.strip()):
            return condition
        raise TakenMeanwhileError
    before = values_of(condition, _TOLD)
    condition.closed_on, condition.evidence = on, evidence.strip()
    check_lengths(condition)
    return _keep(access, at, "closed condition", condition, before)


@one_act(Right.LEAD)
def reopen_condition(*, access: Access, at: datetime, condition: Condition) -> Condition:
    """Open a condition again."""
    read_again(condition)
    before = values_of(condition, _TOLD)
    condition.closed_on, condition.evidence = None, ""
    return _keep(access, at, "reopened condition", condition, before)


def _set(condition: Condition, values: Mapping[str, Any]) -> None:
    set_values(condition, CONDITION_FIELDS, values)
    if not condition.words:
        raise InvalidInputError(
            "The condition has no words.", "Nothing was kept.", "Copy it word for word from the letter."
        )
    check_lengths(condition)


def _keep(access: Access, at: datetime, verb: str, condition: Condition, before: dict[str, str]) -> Condition:
    now_changed(condition, at)
    condition.save()
    tell(access, at, verb, condition, before=before, after=values_of(condition, _TOLD))
    return condition
