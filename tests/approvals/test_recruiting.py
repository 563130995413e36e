"""When a study may recruit: its conditions, its sites and their days."""

from contextlib import nullcontext
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifeworld.approvals.rules import recruiting as rules
from lifeworld.approvals.rules.recruiting import SiteDates, Standing, why_not_open, wrong_with_site
from lifeworld.approvals.selectors.course import course_of, why_not_recruiting
from lifeworld.approvals.selectors.sites import condition_of, site_numbered, sites_of
from lifeworld.approvals.services import conditions, course, sites
from lifeworld.common.errors import ClashError, InvalidInputError, NotFoundError
from lifeworld.study.acting import TakenMeanwhileError
from lifeworld.study.models import Study
from lifeworld.study.selectors import Access
from lifeworld.trail.models import Act
from tests.conftest import NOON

OPINION, TODAY = date(2026, 2, 2), NOON.date()
NORFOLK: dict[str, Any] = {
    "organisation": "Norfolk Trust", "place": "Norfolk", "route": "hra-hcrw", "permission_on": date(2026, 2, 10),
    "capacity_on": date(2026, 2, 20), "green_light": date(2026, 2, 25),
}  # fmt: skip


@pytest.fixture
def approved(access: Access) -> Access:
    course.set_course(access=access, at=NOON, course=course_of(access), values={"opinion_on": OPINION})
    return access


def test_a_study_with_nothing_says_all_that_stands_against_it(access: Access) -> None:
    with pytest.raises(course.NotOpenYetError) as refused:
        course.open_recruitment(access=access, at=NOON, on=TODAY)
    assert "favourable opinion is not written down" in refused.value.what
    assert "no site is written down" in refused.value.what


def test_an_open_condition_holds_recruitment_closed_until_it_is_met(approved: Access) -> None:
    sites.add_site(access=approved, at=NOON, values=NORFOLK)
    condition = conditions.add_condition(access=approved, at=NOON, values={"words": "Shorten the sheet to two pages."})
    with pytest.raises(course.NotOpenYetError, match="1 condition to be met before the start is still open"):
        course.open_recruitment(access=approved, at=NOON, on=TODAY)
    conditions.close_condition(access=approved, at=NOON, condition=condition, on=TODAY, evidence="E-mail of 1 March")
    opened = course.open_recruitment(access=approved, at=NOON, on=TODAY)
    assert (opened.recruiting_from, opened.recruiting_until) == (TODAY, None)
    closed = course.close_recruitment(access=approved, at=NOON, on=TODAY)
    assert (closed.recruiting_from, closed.recruiting_until) == (TODAY, TODAY)
    verbs = Act.objects.filter(object_type__in=("site", "condition", "course")).order_by("number")
    assert list(verbs.values_list("verb", flat=True)) == [
        "changed course", "added site", "logged condition", "closed condition", "opened recruitment",
        "closed recruitment",
    ]  # fmt: skip


def test_a_condition_to_be_kept_holds_nothing_closed(approved: Access) -> None:
    sites.add_site(access=approved, at=NOON, values=NORFOLK)
    conditions.add_condition(access=approved, at=NOON, values={"words": "Report breaches.", "before_start": False})
    assert course.open_recruitment(access=approved, at=NOON, on=TODAY).recruiting_from == TODAY


def test_a_condition_is_closed_by_evidence_on_a_day_that_has_come(approved: Access) -> None:
    condition = conditions.add_condition(access=approved, at=NOON, values={"words": "Shorten the sheet."})
    for on, evidence in ((date(2026, 3, 3), "A letter"), (TODAY, " ")):
        with pytest.raises(InvalidInputError):
            conditions.close_condition(access=approved, at=NOON, condition=condition, on=on, evidence=evidence)
    condition.refresh_from_db()
    assert condition.closed_on is None
    conditions.close_condition(access=approved, at=NOON, condition=condition, on=TODAY, evidence="A letter")
    conditions.reopen_condition(access=approved, at=NOON, condition=condition)
    condition.refresh_from_db()
    assert (condition.closed_on, condition.evidence) == (None, "")


def test_a_condition_copied_wrongly_is_corrected_and_whoever_saves_second_is_told(approved: Access) -> None:
    condition = conditions.add_condition(access=approved, at=NOON, values={"words": "Shorten the sheep."})
    mine, seen = condition_of(approved, condition.pk), condition.changed_at
    values = {"words": "Shorten the sheet.", "before_start": False}
    conditions.change_condition(access=approved, at=NOON, condition=condition, values=values, seen=seen)
    assert why_not_recruiting(approved, TODAY) == ["recruitment is not open yet."]
    with pytest.raises(ClashError):
        conditions.change_condition(access=approved, at=NOON, condition=mine, values={"words": "Lengthen."}, seen=seen)
    with pytest.raises(InvalidInputError, match="has no words"):
        conditions.change_condition(access=approved, at=NOON, condition=condition, values={"words": " "})
    conditions.change_condition(access=approved, at=NOON, condition=condition, values={})
    assert Act.objects.filter(verb="changed condition").count() == 1


@pytest.mark.parametrize("on", ["2026-02-24", "2026-02-01"])
def test_recruitment_opens_on_no_day_before_a_green_light_or_the_opinion(approved: Access, on: str) -> None:
    sites.add_site(access=approved, at=NOON, values=NORFOLK)
    with pytest.raises(course.NotOpenYetError):
        course.open_recruitment(access=approved, at=NOON, on=date.fromisoformat(on))


def test_recruitment_is_not_closed_before_it_was_open(approved: Access) -> None:
    with pytest.raises(InvalidInputError):
        course.close_recruitment(access=approved, at=NOON, on=TODAY)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ({"green_light": date(2026, 2, 1)}, "before the favourable opinion"),
        ({"permission_on": None}, "only once its permission has a day"),
        ({"permission_on": date(2026, 2, 26)}, "before its permission"),
        ({"capacity_on": date(2026, 2, 26)}, "before it confirmed"),
        ({"organisation": " "}, "needs its organisation"),
        ({"route": "telepathy"}, "needs its organisation"),
    ],
)
def test_a_site_whose_days_cannot_be_is_refused(approved: Access, days: dict[str, Any], told: str) -> None:
    with pytest.raises(InvalidInputError, match=told):
        sites.add_site(access=approved, at=NOON, values=NORFOLK | days)
    assert not sites_of(approved).exists()


def test_a_site_is_changed_and_taken_out_and_its_number_stays_its_own(approved: Access) -> None:
    first = sites.add_site(access=approved, at=NOON, values=NORFOLK)
    mine, seen = site_numbered(approved, 1), first.changed_at
    sites.change_site(access=approved, at=NOON, site=first, values={"place": "Norwich"}, seen=seen)
    with pytest.raises(ClashError):
        sites.change_site(access=approved, at=NOON, site=mine, values={"place": "Lynn"}, seen=seen)
    sites.take_out_site(access=approved, at=NOON, site=first)
    with pytest.raises(NotFoundError):
        site_numbered(approved, 1)
    assert sites.add_site(access=approved, at=NOON, values=NORFOLK).number == 2


def test_another_studys_conditions_are_not_found(approved: Access, alice: Any) -> None:
    from lifeworld.study.selectors import access_to
    from lifeworld.study.services import create_study
    from tests.conftest import RECORD

    condition = conditions.add_condition(access=approved, at=NOON, values={"words": "Shorten the sheet."})
    other: Study = create_study(by=alice, at=NOON, summary_text=RECORD, slug="other")
    with pytest.raises(NotFoundError):
        condition_of(access_to(alice, other.slug), condition.pk)


days = st.none() | st.dates(date(2026, 1, 1), date(2026, 3, 1))


@given(days, days, days, days)
def test_no_green_light_that_is_let_through_comes_before_what_it_rests_on(
    opinion: date | None, permission: date | None, capacity: date | None, green: date | None
) -> None:
    if wrong_with_site(SiteDates(permission, capacity, green), opinion) or green is None:
        return
    assert permission is not None and permission <= green
    assert opinion is None or opinion <= green
    assert capacity is None or capacity <= green


@given(days, st.integers(0, 3), st.integers(0, 3), st.integers(0, 3), st.dates(date(2026, 1, 1), date(2026, 3, 1)))
def test_a_study_opens_only_with_everything_in_place(
    opinion: date | None, open_conditions: int, all_sites: int, green: int, on: date
) -> None:
    standing = Standing(opinion, open_conditions, max(all_sites, green), green, on)
    ready = opinion is not None and on >= opinion and not open_conditions and green > 0
    assert (why_not_open(standing) == []) == ready


def test_nobody_new_comes_in_before_opening_after_closing_or_against_a_condition(approved: Access) -> None:
    assert why_not_recruiting(approved, TODAY) == ["recruitment is not open yet."]
    sites.add_site(access=approved, at=NOON, values=NORFOLK)
    course.open_recruitment(access=approved, at=NOON, on=date(2026, 2, 26))
    assert why_not_recruiting(approved, TODAY) == why_not_recruiting(approved.study, TODAY) == []
    assert why_not_recruiting(approved, date(2026, 2, 25)) == ["recruitment was not open yet on that day."]
    condition = conditions.add_condition(access=approved, at=NOON, values={"words": "Shorten the sheet."})
    assert why_not_recruiting(approved, TODAY) == ["1 condition to be met before the start is still open."]
    conditions.close_condition(access=approved, at=NOON, condition=condition, on=date(2026, 2, 28), evidence="E-mail")
    assert why_not_recruiting(approved, date(2026, 2, 27)) == ["1 condition to be met before the start is still open."]
    assert why_not_recruiting(approved, date(2026, 2, 28)) == []
    course.close_recruitment(access=approved, at=NOON, on=date(2026, 3, 1))
    assert why_not_recruiting(approved, date(2026, 3, 1)) == []
    assert why_not_recruiting(approved, TODAY) == ["recruitment was closed by that day."]


def test_recruitment_opens_on_no_day_before_a_condition_was_met(approved: Access) -> None:
    sites.add_site(access=approved, at=NOON, values=NORFOLK)
    condition = conditions.add_condition(access=approved, at=NOON, values={"words": "Shorten the sheet."})
    conditions.close_condition(access=approved, at=NOON, condition=condition, on=TODAY, evidence="E-mail")
    with pytest.raises(course.NotOpenYetError, match="still open"):
        course.open_recruitment(access=approved, at=NOON, on=date(2026, 3, 1))


@given(days, days, st.integers(0, 2), st.dates(date(2026, 1, 1), date(2026, 3, 1)))
def test_people_come_in_only_between_opening_and_closing_with_every_condition_met(
    opened: date | None, last: date | None, open_conditions: int, on: date
) -> None:
    free = not rules.why_not_recruiting(rules.Recruiting(opened, last, open_conditions, on))
    assert free == (opened is not None and opened <= on and (last is None or on <= last) and not open_conditions)


def test_the_opinion_does_not_move_past_a_green_light(approved: Access) -> None:
    sites.add_site(access=approved, at=NOON, values=NORFOLK)
    late = {"opinion_on": NORFOLK["green_light"] + timedelta(days=1)}
    with pytest.raises(InvalidInputError, match="has its green light on 25 February 2026"):
        course.set_course(access=approved, at=NOON, course=course_of(approved), values=late)
    same_day = {"opinion_on": NORFOLK["green_light"]}
    assert course.set_course(access=approved, at=NOON, course=course_of(approved), values=same_day).opinion_on
    sites.take_out_site(access=approved, at=NOON, site=site_numbered(approved, 1))
    assert course.set_course(access=approved, at=NOON, course=course_of(approved), values=late).opinion_on


def test_what_two_people_close_at_once_keeps_the_evidence_of_the_first(approved: Access) -> None:
    condition = conditions.add_condition(access=approved, at=NOON, values={"words": "Shorten the sheet."})
    theirs = condition_of(approved, condition.pk)
    conditions.close_condition(access=approved, at=NOON, condition=condition, on=TODAY, evidence="Letter of 1 March")
    for evidence, told in (("Letter of 1 March", None), ("An e-mail", TakenMeanwhileError)):
        with pytest.raises(told) if told else nullcontext():
            conditions.close_condition(access=approved, at=NOON, condition=theirs, on=TODAY, evidence=evidence)
    assert condition_of(approved, condition.pk).evidence == "Letter of 1 March"
    assert Act.objects.filter(verb="closed condition").count() == 1
