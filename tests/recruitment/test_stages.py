"""Stages are reached one after another, on days that may be, by people whom the study is for."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifeworld.approvals.models import Course, Site
from lifeworld.common.errors import InvalidInputError, NotFoundError
from lifeworld.recruitment.models import Leaving, Stage, StageReached
from lifeworld.recruitment.rules.considering import time_to_consider
from lifeworld.recruitment.rules.reasons import REASONS, reasons_at
from lifeworld.recruitment.rules.stages import ORDER, SCREENED, Reached, Step, furthest, next_stage, why_not_reach
from lifeworld.recruitment.selectors.entries import entry_of, entry_of_case, stage_of, time_before_consent
from lifeworld.recruitment.selectors.plan import plan_of
from lifeworld.recruitment.services.stages import (
    NotLastError,
    NotThatFarError,
    leave,
    link_case,
    reach_stage,
    undo_last,
)
from lifeworld.security.models import Person
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access, NotAllowedError, access_to
from lifeworld.study.services import add_case, create_study
from lifeworld.trail.models import Act
from tests.conftest import NOON, RECORD
from tests.recruitment.recruited import SCREENED as FIRST_DAY
from tests.recruitment.recruited import come_to, open_site, plan, put_forward, recruit

LATER = FIRST_DAY + timedelta(days=1)


def test_one_of_everything_is_made(access: Access) -> None:
    keys = recruit(access)
    assert stage_of(entry_of(access, keys["serial"])) == Stage.CONTACT
    assert StageReached.objects.count() == 5 and Leaving.objects.get().reason == "hours"


def test_the_stages_of_the_rules_are_those_of_the_store() -> None:
    assert list(ORDER) == Stage.values
    assert [next_stage(one) for one in ORDER] == [*ORDER[1:6], None, None]
    assert max(map(len, REASONS)) <= 30 and all(reasons_at(one) for one in ORDER[:6]) and not reasons_at("analysed")


def test_a_way_is_told_in_the_trail_by_serial_and_no_name(access: Access) -> None:
    entry = come_to(access, put_forward(access, open_site(access)), Stage.INFORMED)
    leave(access=access, at=NOON, entry=entry, reason="no-reply", on=date(2026, 2, 20))
    verbs = Act.objects.filter(object_type__in=("screeningentry", "stagereached", "leaving")).order_by("number")
    assert list(verbs.values_list("verb", flat=True)) == [
        "added screening entry", "reached stage", "reached stage", "went no further",
    ]  # fmt: skip


def test_no_stage_is_skipped_and_none_reached_twice(access: Access) -> None:
    entry = put_forward(access, open_site(access))
    for stage in (Stage.SCREENED, Stage.INFORMED, Stage.CONSENTED, Stage.INTERVIEWED, "elsewhere"):
        with pytest.raises(NotThatFarError, match="not the next"):
            reach_stage(access=access, at=NOON, entry=entry, stage=stage, on=LATER)
    with pytest.raises(NotThatFarError, match="not written down by hand"):
        reach_stage(access=access, at=NOON, entry=entry, stage=Stage.ANALYSED, on=LATER)
    assert StageReached.objects.count() == 1


def test_dates_never_go_back_and_never_lie_ahead(access: Access) -> None:
    entry = put_forward(access, open_site(access))
    for day in (FIRST_DAY - timedelta(days=1), NOON.date() + timedelta(days=1)):
        with pytest.raises(NotThatFarError):
            reach_stage(access=access, at=NOON, entry=entry, stage=Stage.ELIGIBLE, on=day)
        with pytest.raises(NotThatFarError):
            leave(access=access, at=NOON, entry=entry, reason="hours", on=day)


def shut(course: Course) -> None:
    course.recruiting_until = FIRST_DAY


def not_yet(course: Course) -> None:
    course.recruiting_from = None


@pytest.mark.parametrize("change", [shut, not_yet], ids=["closed", "never opened"])
def test_nobody_goes_beyond_screening_while_recruitment_is_not_open(
    access: Access, change: Callable[[Course], None]
) -> None:
    site = open_site(access)
    course = Course.objects.get(study=access.study)
    change(course)
    course.save()
    entry = put_forward(access, site)
    with pytest.raises(NotThatFarError, match="ecruitment"):
        reach_stage(access=access, at=NOON, entry=entry, stage=Stage.ELIGIBLE, on=LATER)


def test_who_consented_may_be_interviewed_after_recruitment_closed(access: Access) -> None:
    entry = come_to(access, put_forward(access, open_site(access)), Stage.CONSENTED)
    Course.objects.update(recruiting_until=FIRST_DAY + timedelta(days=4))
    come_to(access, entry, Stage.INTERVIEWED)
    assert stage_of(entry_of(access, entry.serial)) == Stage.INTERVIEWED


@pytest.mark.parametrize("green_light", [None, LATER + timedelta(days=1)])
def test_nobody_goes_beyond_screening_before_the_sites_green_light(access: Access, green_light: date | None) -> None:
    entry = put_forward(access, open_site(access))
    Site.objects.update(green_light=green_light)
    with pytest.raises(NotThatFarError, match="green light"):
        reach_stage(access=access, at=NOON, entry=entry, stage=Stage.ELIGIBLE, on=LATER)


def test_eligible_needs_every_criterion_answered_rightly(access: Access) -> None:
    site = open_site(access)
    for other, told in (
        ({"answers": {}}, "Not known yet: Lives in Norfolk or Suffolk"),
        ({"hours": Decimal("5.5")}, "Not met: At least six hours"),
        ({"hours": None}, "Not known yet: At least six hours"),
        ({"hours_source": ""}, "the place they were learnt from"),
        ({"hours_checked_by": ""}, "the role of whoever checked them"),
    ):
        entry = put_forward(access, site, **other)
        with pytest.raises(NotThatFarError, match=told):
            reach_stage(access=access, at=NOON, entry=entry, stage=Stage.ELIGIBLE, on=LATER)


def test_each_reason_belongs_to_its_stages(access: Access) -> None:
    entry = come_to(access, put_forward(access, open_site(access)), Stage.INFORMED)
    for reason in ("hours", "withdrew-after", "boredom"):
        with pytest.raises(InvalidInputError, match="no reason for going no further"):
            leave(access=access, at=NOON, entry=entry, reason=reason, on=date(2026, 2, 20))
    leave(access=access, at=NOON, entry=entry, reason="said-no", on=date(2026, 2, 20))
    for act in (
        lambda: leave(access=access, at=NOON, entry=entry, reason="said-no", on=date(2026, 2, 21)),
        lambda: reach_stage(access=access, at=NOON, entry=entry, stage=Stage.CONTACT, on=date(2026, 2, 21)),
    ):
        with pytest.raises(NotThatFarError, match="went no further"):
            act()


def test_the_last_thing_is_taken_back_and_screening_stays(access: Access) -> None:
    entry = come_to(access, put_forward(access, open_site(access)), Stage.ELIGIBLE)
    leave(access=access, at=NOON, entry=entry, reason="advised", on=date(2026, 2, 20))
    undo_last(access=access, at=NOON, entry=entry)
    assert not Leaving.objects.exists() and stage_of(entry_of(access, entry.serial)) == Stage.ELIGIBLE
    undo_last(access=access, at=NOON, entry=entry)
    with pytest.raises(NotThatFarError, match="stays in the log"):
        undo_last(access=access, at=NOON, entry=entry)


def test_what_is_last_is_taken_back_once_however_often_it_is_pressed(access: Access) -> None:
    entry = come_to(access, put_forward(access, open_site(access)), Stage.INFORMED)
    undo_last(access=access, at=NOON, entry=entry, seen=Stage.INFORMED)
    with pytest.raises(NotLastError, match="not the last thing"):
        undo_last(access=access, at=NOON, entry=entry, seen=Stage.INFORMED)
    assert stage_of(entry_of(access, entry.serial)) == Stage.ELIGIBLE
    leave(access=access, at=NOON, entry=entry, reason="advised", on=date(2026, 2, 20))
    with pytest.raises(NotLastError):
        undo_last(access=access, at=NOON, entry=entry, seen=Stage.ELIGIBLE)
    undo_last(access=access, at=NOON, entry=entry, seen="left")
    assert not Leaving.objects.exists()


def test_a_consent_is_not_taken_back_by_the_log_nor_an_interview_under_analysis(access: Access, maeve: Case) -> None:
    entry = come_to(access, put_forward(access, open_site(access)), Stage.CONSENTED)
    link_case(access=access, at=NOON, entry=entry, case=maeve)
    with pytest.raises(NotThatFarError, match="They consented"):
        undo_last(access=access, at=NOON, entry=entry)
    come_to(access, entry, Stage.INTERVIEWED)
    with pytest.raises(NotThatFarError, match="under analysis"):
        undo_last(access=access, at=NOON, entry=entry)
    assert stage_of(entry_of(access, entry.serial)) == Stage.ANALYSED


def test_a_case_belongs_to_one_entry(access: Access, maeve: Case) -> None:
    site = open_site(access)
    first, second = put_forward(access, site), put_forward(access, site)
    assert entry_of_case(maeve) is None
    link_case(access=access, at=NOON, entry=first, case=maeve)
    assert entry_of_case(maeve) == first
    other = add_case(access=access, at=NOON, pseudonym="Tobias")
    for entry, case in ((second, maeve), (first, other)):
        with pytest.raises(InvalidInputError, match="belongs to somebody else"):
            link_case(access=access, at=NOON, entry=entry, case=case)


def test_another_studys_entries_are_not_found(access: Access, alice: Person, bob: Person) -> None:
    entry = put_forward(access, open_site(access))
    create_study(by=alice, at=NOON, summary_text=RECORD, slug="other")
    with pytest.raises(NotFoundError):
        entry_of(access_to(alice, "other"), entry.serial)
    with pytest.raises(NotAllowedError):
        leave(access=access_to(bob, "walking"), at=NOON, entry=entry, reason="hours", on=NOON.date())


def test_without_a_plan_nothing_is_kept_here(access: Access) -> None:
    assert plan_of(access.study) is None
    plan(access)
    assert plan_of(access.study) is not None


LONDON = ZoneInfo("Europe/London")


def test_the_time_to_consider_counts_from_the_moment_or_from_the_days_end() -> None:
    day, at = date(2026, 2, 4), datetime(2026, 2, 4, 14, 0, tzinfo=UTC)
    exact = time_to_consider(day, at, datetime(2026, 2, 5, 13, 30, tzinfo=UTC), 24, LONDON)
    assert (exact.is_short, exact.had) == (True, timedelta(hours=23.5))
    enough = time_to_consider(day, at, datetime(2026, 2, 5, 14, 0, tzinfo=UTC), 24, LONDON)
    assert (enough.is_short, enough.had) == (False, enough.asked)
    by_day = time_to_consider(day, None, datetime(2026, 2, 5, 14, 0, tzinfo=UTC), 24, LONDON)
    assert (by_day.is_short, by_day.had) == (True, timedelta(hours=14))
    before = time_to_consider(day, at, datetime(2026, 2, 3, 14, 0, tzinfo=UTC), 24, LONDON)
    assert before.had == timedelta() and before.is_short


def test_the_clock_of_considering_is_found_for_an_entry(access: Access) -> None:
    entry = come_to(access, put_forward(access, open_site(access)), Stage.ELIGIBLE)
    kept = plan(access)
    assert time_before_consent(entry_of(access, entry.serial), kept, NOON) is None
    given_at = datetime(2026, 2, 4, 14, 0, tzinfo=UTC)
    reach_stage(access=access, at=NOON, entry=entry, stage=Stage.INFORMED, on=given_at.date(), moment=given_at)
    found = time_before_consent(entry_of(access, entry.serial), kept, given_at + timedelta(hours=20))
    assert found is not None and (found.is_short, found.had) == (True, timedelta(hours=20))


days = st.dates(date(2026, 1, 1), date(2026, 3, 1))
acts = st.lists(st.tuples(st.sampled_from(ORDER), days), max_size=20)


@given(acts, st.none() | days, st.lists(st.just("Closed."), max_size=1), st.lists(st.just("Not met."), max_size=1))
def test_no_order_of_acts_skips_a_stage_or_goes_before_the_green_light(
    tried: list[tuple[str, date]], opens_on: date | None, closed: list[str], unmet: list[str]
) -> None:
    before = [Reached(SCREENED, date(2026, 1, 10))]
    for stage, on in tried:
        step = Step(before, on, date(2026, 2, 20), opens_on, not_recruiting=closed, not_eligible=unmet)
        if not why_not_reach(stage, step):
            before.append(Reached(stage, on))
    assert tuple(one.stage for one in before) == ORDER[: len(before)] and furthest(before) != "analysed"
    on_days = [one.on for one in before]
    assert on_days == sorted(on_days) and on_days[-1] <= date(2026, 2, 20)
    if len(before) > 1:
        assert opens_on is not None and opens_on <= on_days[1] and not closed and not unmet


@pytest.mark.parametrize(
    ("day", "had"), [(date(2026, 3, 28), 23.5), (date(2026, 10, 24), 25.5), (date(2026, 2, 4), 24.5)]
)
def test_an_hour_that_the_clocks_skip_is_no_time_to_consider(day: date, had: float) -> None:
    """The night after which clocks go forward, the one after which they go back, and any other."""
    two_nights_on = datetime.combine(day + timedelta(days=2), time(0, 30), LONDON)
    found = time_to_consider(day, None, two_nights_on, 24, LONDON)
    assert (found.had, found.is_short) == (timedelta(hours=had), had < 24)
