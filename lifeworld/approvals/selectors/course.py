"""The facts that a study's duties follow from, and what stands against recruiting."""

from datetime import date

from django.db.models import Q

from lifeworld.approvals.models import Condition, Course, SafetyEvent, Site
from lifeworld.approvals.rules import recruiting as rules
from lifeworld.approvals.rules.dates import end_by_duration, in_reach
from lifeworld.approvals.rules.nations import nation_of
from lifeworld.approvals.rules.obligations import Nation, StudyFacts
from lifeworld.approvals.rules.recruiting import Recruiting, Standing
from lifeworld.approvals.rules.safety import Happened, Kind
from lifeworld.study.models import Study
from lifeworld.study.rules.hra_record import read_opinion_date
from lifeworld.study.selectors import Access


def course_of(access: Access) -> Course:
    """The study's course as it was written down; until it was, unsaved, as the public record tells it."""
    found = Course.objects.filter(study=access.study).first()
    if found is not None:
        return found
    study = access.study
    opinion = in_reach(read_opinion_date(study.rec_opinion_date))
    if "unfavourable" in study.rec_opinion.casefold():
        opinion = None
    return Course(
        study=study, nation=nation_of(study.rec_reference, study.rec_name) or "", opinion_on=opinion,
        planned_end=end_by_duration(opinion, study.duration) if opinion else None,
        created_at=study.changed_at, changed_at=study.changed_at,
    )  # fmt: skip


def facts_of(course: Course) -> StudyFacts:
    """The facts as the rules take them, with what happened that may have to be reported."""
    events = SafetyEvent.objects.filter(study=course.study, removed_at__isnull=True)
    return StudyFacts(
        opinion_on=course.opinion_on, nation=Nation(course.nation) if course.nation else None,
        proportionate=course.proportionate, started_on=course.started_on, planned_end=course.planned_end,
        ended_on=course.ended_on, ended_early=course.ended_early, events=tuple(happened(one).clock for one in events),
    )  # fmt: skip


def happened(event: SafetyEvent) -> Happened:
    """An event as the rules take it; its number is its key."""
    return Happened(
        str(event.number), Kind(event.kind), event.happened_on, event.known_on, event.serious, event.related,
        event.unexpected,
    )  # fmt: skip


def standing_of(access: Access, on: date) -> Standing:
    """What the rule on opening to recruitment looks at, for a day."""
    sites = Site.objects.filter(study=access.study, removed_at__isnull=True)
    return Standing(
        opinion_on=course_of(access).opinion_on,
        conditions_open=open_conditions(access.study, on),
        sites=sites.count(),
        sites_with_green_light=sites.filter(green_light__lte=on).count(),
        on=on,
    )


def why_not_recruiting(of: Access | Study, on: date) -> list[str]:
    """Why nobody new may be put forward or consent on a day, a sentence each; an empty list where they may.

    Whatever brings a person into the study asks this first. It takes the access, or the study where there is none.
    """
    study = of.study if isinstance(of, Access) else of
    course = Course.objects.filter(study=study).first() or Course()
    return rules.why_not_recruiting(
        Recruiting(course.recruiting_from, course.recruiting_until, open_conditions(study, on), on)
    )


def held_up(access: Access, on: date) -> str:
    """What is said where recruitment is open on a day against a condition that is not met; empty elsewhere."""
    reasons = why_not_recruiting(access, on)
    if len(reasons) == 1 and open_conditions(access.study, on):
        return f"Recruitment is open, and {reasons[0]}"
    return ""


def open_conditions(study: Study, on: date) -> int:
    """How many conditions to be met before the start were not met by a day."""
    waiting = Condition.objects.filter(study=study, before_start=True)
    return waiting.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on)).count()
