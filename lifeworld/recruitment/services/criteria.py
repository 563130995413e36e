"""Whom the study is for: criteria as the protocol has them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from lifeworld.common.errors import InvalidInputError
from lifeworld.common.lengths import check_lengths
from lifeworld.recruitment.models import Criterion, CriterionKind
from lifeworld.recruitment.rules.eligibility import MOST_HOURS
from lifeworld.recruitment.selectors.criteria import criteria_of
from lifeworld.study.acting import check_as_seen, next_number, now_changed, one_act, read_again
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import set_values, tell, values_of

CRITERION_FIELDS = ("kind", "words", "explained", "excludes", "least", "protocol_id")
_TOLD = ("number", *CRITERION_FIELDS, "retired_at")


@one_act(Right.RECRUIT)
def add_criterion(*, access: Access, at: datetime, values: Mapping[str, Any]) -> Criterion:
    """Add a criterion, as the last. `InvalidInputError` where it has no words, or its number of hours cannot be."""
    number = next_number(Criterion.objects.filter(study=access.study))
    criterion = Criterion(study=access.study, number=number, created_at=at, changed_at=at)
    _set(criterion, values)
    criterion.save()
    tell(access, at, "added criterion", criterion, before=None, after=values_of(criterion, _TOLD))
    return criterion


@one_act(Right.RECRUIT)
def begin_criteria(*, access: Access, at: datetime, wanted: Sequence[Mapping[str, Any]]) -> list[Criterion]:
    """Add the first criteria, all or none. `InvalidInputError` where none is wanted, or there are some already."""
    if not wanted or criteria_of(access.study).exists():
        raise InvalidInputError(
            "No criterion is ticked, or the study has some already.", "Nothing was changed.", "Tick those that hold."
        )
    return [add_criterion(access=access, at=at, values=values) for values in wanted]


@one_act(Right.RECRUIT)
def change_criterion(
    *, access: Access, at: datetime, criterion: Criterion, values: Mapping[str, Any], seen: datetime | None = None
) -> Criterion:
    """Change a criterion's words. What it asks may not turn about once somebody was asked: retire it, and add another.

    Raises:
        InvalidInputError: it would have no words, or turns about after it was answered.
        ClashError: somebody changed it since `seen`.
    """
    read_again(criterion)
    check_as_seen(criterion, seen, values)
    before, stood = values_of(criterion, _TOLD), (criterion.kind, criterion.excludes)
    _set(criterion, values)
    if stood != (criterion.kind, criterion.excludes) and criterion.answers.exists():
        raise InvalidInputError(
            "Somebody was asked this already, so it cannot come to ask the opposite or something else.",
            "The criterion is as it was, and what you typed is still here.",
            "Retire it, and add another.",
        )
    return _keep(access, at, "changed criterion", criterion, before)


@one_act(Right.RECRUIT)
def retire_criterion(*, access: Access, at: datetime, criterion: Criterion) -> Criterion:
    """Ask a criterion of nobody any more; answers given to it stay."""
    read_again(criterion)
    before = values_of(criterion, _TOLD)
    criterion.retired_at = at
    return _keep(access, at, "retired criterion", criterion, before)


@one_act(Right.RECRUIT)
def move_criterion_up(*, access: Access, at: datetime, criterion: Criterion) -> None:
    """Put a criterion before the one above it; nothing happens where it is the first."""
    read_again(criterion)
    above = criteria_of(access.study).filter(number__lt=criterion.number).last()
    if above is None:
        return
    before = values_of(criterion, _TOLD)
    free = next_number(Criterion.objects.filter(study=access.study))
    mine, theirs = criterion.number, above.number
    # A number stands once in a study at every moment, so the two change places by way of a free one.
    for one, number in ((criterion, free), (above, mine), (criterion, theirs)):
        one.number = number
        now_changed(one, at)
        one.save(update_fields=["number", "changed_at"])
    tell(access, at, "moved criterion", criterion, before=before, after=values_of(criterion, _TOLD))


def _set(criterion: Criterion, values: Mapping[str, Any]) -> None:
    set_values(criterion, CRITERION_FIELDS, values)
    by_hours = criterion.kind == CriterionKind.HOURS
    if not criterion.words or criterion.kind not in CriterionKind.values:
        raise InvalidInputError(
            "A criterion needs its words and what it is about.",
            "Nothing was changed, and what you typed is still here.",
            "Copy the words from the protocol.",
        )
    if by_hours != (criterion.least is not None) or (by_hours and not 0 < (criterion.least or 0) <= MOST_HOURS):
        raise InvalidInputError(
            "A criterion about hours names the least number of them, and no other one does.",
            "Nothing was changed, and what you typed is still here.",
            "Give the number, or say that it is about something else.",
        )
    if by_hours and criterion.excludes:
        raise InvalidInputError(
            "A least number of hours is asked of everyone, and excludes nobody who has it.",
            "Nothing was changed, and what you typed is still here.",
            "Say that it must hold.",
        )
    check_lengths(criterion)


def _keep(access: Access, at: datetime, verb: str, criterion: Criterion, before: dict[str, str]) -> Criterion:
    after = values_of(criterion, _TOLD)
    if before != after:
        now_changed(criterion, at)
        criterion.save()
        tell(access, at, verb, criterion, before=before, after=after)
    return criterion
