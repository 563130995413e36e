"""That a study keeps its recruitment here, and how."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lifeworld.common.errors import InvalidInputError
from lifeworld.common.lengths import check_lengths
from lifeworld.recruitment.models import RecruitmentPlan
from lifeworld.recruitment.selectors.plan import plan_of
from lifeworld.study.acting import check_as_seen, now_changed, one_act, read_again
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import set_values, tell, values_of

PLAN_FIELDS = ("hours_to_consider", "cut_off_days", "cut_off_words")
# A month, and ten years: beyond them a number was mistyped.
LONGEST_HOURS, LONGEST_DAYS = 24 * 31, 3660


@one_act(Right.RECRUIT)
def keep_recruitment_here(*, access: Access, at: datetime, values: Mapping[str, Any]) -> RecruitmentPlan:
    """Begin to keep recruitment here. `InvalidInputError` where it is kept already, or a number cannot be."""
    if plan_of(access.study) is not None:
        raise InvalidInputError("Recruitment is kept here already.", "Nothing was changed.", "Change its plan instead.")
    plan = RecruitmentPlan(study=access.study, created_at=at, changed_at=at)
    _set(plan, values)
    plan.save()
    tell(access, at, "kept recruitment here", plan, before=None, after=values_of(plan, PLAN_FIELDS))
    return plan


@one_act(Right.RECRUIT)
def change_plan(
    *, access: Access, at: datetime, plan: RecruitmentPlan, values: Mapping[str, Any], seen: datetime | None = None
) -> RecruitmentPlan:
    """Change how recruitment is kept.

    Raises:
        InvalidInputError: a number cannot be, or there is no cut-off.
        ClashError: somebody changed it since `seen`.
    """
    read_again(plan)
    check_as_seen(plan, seen, values)
    before = values_of(plan, PLAN_FIELDS)
    _set(plan, values)
    after = values_of(plan, PLAN_FIELDS)
    if before != after:
        now_changed(plan, at)
        plan.save()
        tell(access, at, "changed recruitment plan", plan, before=before, after=after)
    return plan


def _set(plan: RecruitmentPlan, values: Mapping[str, Any]) -> None:
    set_values(plan, PLAN_FIELDS, values)
    hours, days = plan.hours_to_consider, plan.cut_off_days
    if hours is None or hours > LONGEST_HOURS or (days is not None and days > LONGEST_DAYS):
        raise InvalidInputError(
            "The hours to consider or the days of the cut-off are no such number.",
            "Nothing was changed, and what you typed is still here.",
            "Write them in figures, as they stand in the information sheet.",
        )
    if days is not None and plan.cut_off_words:
        raise InvalidInputError(
            "The cut-off is a number of days or is said in words, and not both.",
            "Nothing was changed, and what you typed is still here.",
            "Leave one of the two empty.",
        )
    check_lengths(plan)
