"""Entries of the screening log: one person each, by serial."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.utils.timezone import get_default_timezone, localtime

from lifeworld.common.errors import NotFoundError
from lifeworld.recruitment.models import CriterionAnswer, RecruitmentPlan, ScreeningEntry, Stage, StageReached
from lifeworld.recruitment.rules.considering import TimeToConsider, time_to_consider
from lifeworld.recruitment.rules.eligibility import Asked, Hours
from lifeworld.recruitment.rules.stages import Reached, furthest
from lifeworld.recruitment.selectors.criteria import criteria_of
from lifeworld.study.models import Case
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access


def entries_of(access: Access) -> QuerySet[ScreeningEntry]:
    """The screening log, the latest entry first, with what a row of it shows."""
    access.require(Right.READ_RECRUITMENT)
    found = ScreeningEntry.objects.filter(study=access.study).order_by("-serial")
    stages = Prefetch("stages", StageReached.objects.order_by("on", "pk"))
    return found.select_related("site", "case", "leaving").prefetch_related(stages)


def entry_of(access: Access, serial: int) -> ScreeningEntry:
    """An entry by its serial; `NotFoundError` where the study has none, or this person may not see the log."""
    if not access.can(Right.READ_RECRUITMENT):
        raise NotFoundError
    found = entries_of(access).filter(serial=serial).first()
    if found is None:
        raise NotFoundError
    return found


def entry_of_case(case: Case) -> ScreeningEntry | None:
    """The entry of somebody who became a case by consenting; None where they were added by hand."""
    return ScreeningEntry.objects.filter(case=case).select_related("site").first()


def reached_by(entry: ScreeningEntry) -> list[Reached]:
    """The stages somebody reached, in order of their days. That their case is in the analysis is not among them."""
    return [Reached(one.stage, one.on) for one in entry.stages.all()]


def stage_of(entry: ScreeningEntry) -> Stage:
    """The furthest stage somebody reached: in the analysis, where they stayed in and their case was opened."""
    found = furthest(reached_by(entry))
    in_analysis = found == Stage.INTERVIEWED and not has_left(entry) and entry.case and entry.case.opened_at
    return Stage.ANALYSED if in_analysis else Stage(found)


def has_left(entry: ScreeningEntry) -> bool:
    """Whether somebody went no further."""
    return hasattr(entry, "leaving")


def hours_of(entry: ScreeningEntry) -> Hours:
    """The hours as the rule on eligibility takes them."""
    return Hours(entry.hours, entry.hours_source, entry.hours_checked_by)


def asked_of(entry: ScreeningEntry, answers: Mapping[int, CriterionAnswer] | None = None) -> list[Asked]:
    """Each standing criterion with its answer for this person, as the rule on eligibility takes them."""
    given = answers if answers is not None else {one.criterion_id: one for one in entry.answers.all()}
    return [
        Asked(one.words, given[one.pk].answer if one.pk in given else "unknown", one.excludes, one.least)
        for one in criteria_of(entry.study)
    ]


def time_before_consent(entry: ScreeningEntry, plan: RecruitmentPlan, at: datetime) -> TimeToConsider | None:
    """How long somebody had between the information and a consent at that moment; None where they had none."""
    informed = next((one for one in entry.stages.all() if one.stage == Stage.INFORMED), None)
    if informed is None:
        return None
    zone = get_default_timezone()
    return time_to_consider(informed.on, informed.at, localtime(at, zone), plan.hours_to_consider, zone)
