"""A study that recruits here, with something of every kind in it, for tests that walk or move all there is."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from lifeworld.approvals.models import Course, Site
from lifeworld.approvals.selectors.sites import conditions_of
from lifeworld.approvals.services import conditions, sites
from lifeworld.recruitment.models import RecruitmentPlan, ScreeningEntry, Stage
from lifeworld.recruitment.selectors.criteria import criteria_of
from lifeworld.recruitment.selectors.plan import plan_of
from lifeworld.recruitment.services import criteria, entries, frames, plans, stages
from lifeworld.study.models import Study
from lifeworld.study.selectors import Access
from tests.conftest import NOON

# The day on which the site and recruitment open, and the first of the days on which each stage is reached.
OPENED, SCREENED = date(2026, 2, 2), date(2026, 2, 2)


def open_site(access: Access, organisation: str = "Norfolk Trust") -> Site:
    """A site with its green light, in a study that is open to recruitment."""
    values = {
        "organisation": organisation, "place": "Norfolk", "route": "hra-hcrw", "permission_on": OPENED,
        "green_light": OPENED,
    }  # fmt: skip
    site = sites.add_site(access=access, at=NOON, values=values)
    for condition in conditions_of(access).filter(closed_on__isnull=True):
        conditions.close_condition(access=access, at=NOON, condition=condition, on=OPENED, evidence="A letter")
    given = {"recruiting_from": OPENED, "created_at": NOON, "changed_at": NOON}
    course, made = Course.objects.get_or_create(study=access.study, defaults=given)
    if not made:
        course.recruiting_from = OPENED
        course.save()
    return site


def plan(access: Access) -> RecruitmentPlan:
    """The study keeps its recruitment here, with two criteria (one about hours) and a frame of ages."""
    kept = plan_of(access.study)
    if kept is None:
        values: dict[str, Any] = {"hours_to_consider": 24, "cut_off_days": 14}
        kept = plans.keep_recruitment_here(access=access, at=NOON, values=values)
        for one in (
            {"kind": "place", "words": "Lives in Norfolk or Suffolk"},
            {"kind": "hours", "words": "At least six hours", "least": Decimal(6)},
        ):
            criteria.add_criterion(access=access, at=NOON, values=one)
        frames.add_frame(access=access, at=NOON, name="Age", bands=["18 to 30", "31 to 50", "over 50"])
    return kept


def put_forward(access: Access, site: Site, *, on: date = SCREENED, **other: Any) -> ScreeningEntry:
    """Somebody put forward whom the study is for: nine hours, and every criterion answered rightly."""
    plan(access)
    given: dict[str, Any] = {
        "put_forward_by": "care coordinator", "approached_by": "care coordinator", "hours": Decimal(9),
        "hours_source": "the peer support worker’s diary", "hours_checked_by": "the researcher",
        "answers": {one.pk: entries.AnswerGiven("yes", "the team", "the researcher")
                    for one in criteria_of(access.study) if one.least is None},
    }  # fmt: skip
    return entries.add_entry(
        access=access, at=NOON, given=entries.EntryGiven(site=site, screened_on=on, **(given | other))
    )


def come_to(access: Access, entry: ScreeningEntry, stage: str, *, from_day: date = SCREENED) -> ScreeningEntry:
    """Lead somebody to a stage, one a day from the day after they were screened."""
    steps = [one for one in Stage.values if one not in {Stage.SCREENED, Stage.ANALYSED}]
    for number, one in enumerate(steps[: steps.index(stage) + 1], start=1):
        if not entry.stages.filter(stage=one).exists():
            stages.reach_stage(access=access, at=NOON, entry=entry, stage=one, on=from_day + timedelta(days=number))
    return entry


def recruit(access: Access, secret: str = "secret") -> dict[str, Any]:
    """One person under way to consent and one who went no further; answers the keys of what was made."""
    site = open_site(access, secret)
    under_way = come_to(access, put_forward(access, site), Stage.CONTACT)
    gone = put_forward(access, site, hours=Decimal("3.5"))
    stages.leave(access=access, at=NOON, entry=gone, reason="hours", on=SCREENED)
    frame = frames.add_frame(access=access, at=NOON, name=secret, bands=["one", "two"])
    criterion = criteria.add_criterion(access=access, at=NOON, values={"kind": "other", "words": secret})
    given = entries.EntryGiven(
        site=site, screened_on=SCREENED, put_forward_by="care coordinator", bands={frame.pk: "two"},
        hours=Decimal(9), hours_source="the team’s own count", hours_checked_by="the researcher",
        answers={criterion.pk: entries.AnswerGiven("yes")},
    )  # fmt: skip
    entries.correct_entry(access=access, at=NOON, entry=under_way, given=given, why=secret)
    return {"serial": under_way.serial, "criterion": criterion.pk, "frame": frame.pk, "left_serial": gone.serial}


def recruiting_study(access: Access) -> Study:
    """The study, open to recruitment at one site and with its plan made."""
    open_site(access)
    plan(access)
    return access.study
