"""What the study's first page says: where each case stands, the next step, what waits, where the study is."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, Max, OuterRef, Q
from django.utils.timezone import localtime

from lifeworld.analysis.models import GroupTheme
from lifeworld.analysis.rules.next_step import Ground, Step, step_for_adviser, step_for_reader, steps
from lifeworld.analysis.rules.path import Conditions, Plan, Recruiting, Waypoint, path_of
from lifeworld.analysis.rules.saying import said_day, said_time
from lifeworld.analysis.rules.standing import Standing, where_it_is
from lifeworld.analysis.selectors.access import cross_case_open, is_closed
from lifeworld.analysis.selectors.diary import EntryView, diary_of
from lifeworld.analysis.selectors.group import unused_themes
from lifeworld.analysis.selectors.standings import standings_of
from lifeworld.approvals.selectors.course import course_of
from lifeworld.approvals.selectors.sites import conditions_of
from lifeworld.interviews.models import TranscriptVersion
from lifeworld.recruitment.models import Stage, StageReached
from lifeworld.recruitment.selectors.plan import plan_of
from lifeworld.study.models import Case, CaseState, Study
from lifeworld.study.rules.labels import words_for
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, cases_in
from lifeworld.trail.models import Act
from lifeworld.trail.sentences import SENTENCES

# A page with one purpose lists a few things beside it; the rest comes up as these are done.
MOST_WAITING = 5
PEOPLE_A_PAGE = 50


@dataclass(frozen=True)
class PersonRow:
    """One case in the list of people: its interviews in words, and where its analysis is."""

    number: int
    pseudonym: str
    interviews: list[str]
    where: str


@dataclass(frozen=True)
class HomeView:
    """The whole first page. `last_here` is a sentence on this person's last act at the next step's place, or empty."""

    next: Step
    last_here: str
    waiting: list[Step]
    people: list[PersonRow]
    part: "Page[Case]"
    path: list[Waypoint]
    diary: EntryView | None


def home_for(access: Access, now: datetime, part: str | None = None) -> HomeView:
    """The first page as this person may see it, with one part of the people; `now` is in the reader's own zone."""
    shown = Paginator(cases_in(access).prefetch_related("interviews"), PEOPLE_A_PAGE).get_page(part)
    people = list(shown)
    standings = standings_of(people)
    leading = standings_of(_leading(access.study))
    everyone = shown.paginator.count
    found = _steps(access, leading, everyone)
    words_allowed = access.can(Right.READ_WORDS)
    words = words_for(access.study.label_profile)
    return HomeView(
        next=found[0],
        last_here=_last_here(access, found[0], now) if access.analysing else "",
        waiting=found[1 : 1 + MOST_WAITING],
        people=[
            PersonRow(
                case.number, case.pseudonym,
                [_interview(one.held_on, one.minutes, now.date()) for one in case.interviews.all()],
                where_it_is(standing, words, now.date()) if words_allowed else "",
            )
            for case, standing in zip(people, standings, strict=True)
        ],
        part=shown,
        path=path_of(_plan(access), leading, now.date(), people=everyone),
        diary=next(iter(diary_of(access)), None) if words_allowed else None,
    )  # fmt: skip


def _leading(study: Study) -> list[Case]:
    """The cases whose steps may show: those under analysis, the next to open, and the first that lack something.

    One more of each than shows beside the next step is enough; signed-off cases lead nowhere.
    """
    brought = TranscriptVersion.objects.filter(interview__case=OuterRef("pk"))
    frozen = Exists(brought.filter(frozen_at__isnull=False))
    cases = study.cases.order_by("number")
    prepared = cases.filter(state=CaseState.PREPARED)
    some = 1 + MOST_WAITING
    found = {
        *cases.filter(state=CaseState.OPEN)[:PEOPLE_A_PAGE],
        *prepared.filter(frozen)[:1],
        *prepared.filter(~frozen, Exists(brought))[:some],
        *prepared.filter(~Exists(brought))[:some],
    }
    return sorted(found, key=lambda case: case.number)


def _steps(access: Access, standings: list[Standing], people: int) -> list[Step]:
    across = cross_case_open(access.study)
    ground = Ground(
        cases=standings,
        words=words_for(access.study.label_profile),
        people=people,
        recruits_here=not people and plan_of(access.study) is not None,
        across_open=across,
        group_themes=across and GroupTheme.objects.filter(study=access.study, removed_at__isnull=True).exists(),
        unused=across and unused_themes(access.study).filter(set_aside_reason="").exists(),
    )
    if not access.can(Right.READ_WORDS):
        return [step_for_adviser(ground)]
    if not access.can(Right.ANALYSE):
        return [step_for_reader(ground)]
    nothing = Step("", "Nothing waits for you here.", "The lead researcher adds people and brings in interviews.")
    return steps(ground, leads=access.can(Right.LEAD)) or [nothing]


def _interview(held_on: date | None, minutes: int | None, today: date) -> str:
    parts = [said_day(held_on, today) if held_on else "", f"{minutes} minutes" if minutes else ""]
    return ", ".join(part for part in parts if part) or "Date not given"


def _plan(access: Access) -> Plan:
    study = access.study
    opened = study.cross_case_opened_at
    return Plan(
        study.rec_opinion, study.rec_opinion_date, study.target_min, study.target_max,
        localtime(opened).date() if opened else None, study.cross_case_reason, _conditions(access), _recruiting(access),
    )  # fmt: skip


def _conditions(access: Access) -> Conditions:
    asked = conditions_of(access).filter(before_start=True)
    unmet = Count("pk", filter=Q(closed_on__isnull=True))
    return Conditions(**asked.aggregate(count=Count("pk"), unmet=unmet, met_on=Max("closed_on")))


def _recruiting(access: Access) -> Recruiting | None:
    if plan_of(access.study) is None:
        return None
    course = course_of(access)
    consented = StageReached.objects.filter(entry__study=access.study, stage=Stage.CONSENTED).count()
    return Recruiting(course.recruiting_from, course.recruiting_until, consented)


def _last_here(access: Access, step: Step, now: datetime) -> str:
    """This person's last act on the case (or the group level) of a step, in words; nothing of a closed case."""
    acts = Act.objects.filter(study=access.study.slug, actor=access.person.username)
    if step.case is not None:
        case = access.study.cases.filter(number=step.case).first()
        if case is None or is_closed(access, case):
            return ""
        acts = acts.filter(case_number=step.case, area__in=["reader", "board", "case"])
    elif step.place == "group":
        acts = acts.filter(area="group")
    else:
        return ""
    act = acts.order_by("-number").first()
    if act is None:
        return ""
    at = said_time(act.at.astimezone(now.tzinfo), now)
    return f"You were last there {at}, when you {SENTENCES.get(act.verb, act.verb)}."
