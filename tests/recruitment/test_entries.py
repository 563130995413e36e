"""Entries of the log: roles and no names, corrected openly; criteria, frames and the plan beneath them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifeworld.approvals.models import Site
from lifeworld.common.errors import ClashError, InvalidInputError, NotFoundError
from lifeworld.recruitment.models import Criterion, CriterionAnswer, ScreeningEntry, Stage
from lifeworld.recruitment.rules.bands import bands_from, spread, wrong_with_frame
from lifeworld.recruitment.rules.eligibility import Asked, Hours, why_not_eligible
from lifeworld.recruitment.rules.roles import (
    APPROACHED,
    CHECKERS,
    PUT_FORWARD,
    SOURCES,
    may_be_a_name,
    wrong_with_role,
)
from lifeworld.recruitment.rules.suggestions import hours_named, suggestions_for
from lifeworld.recruitment.selectors.criteria import criteria_of, criterion_of
from lifeworld.recruitment.selectors.entries import entry_of
from lifeworld.recruitment.selectors.frames import frame_of, spread_of
from lifeworld.recruitment.selectors.log import log_of
from lifeworld.recruitment.selectors.plan import plan_of
from lifeworld.recruitment.services import criteria, entries, frames, plans, stages
from lifeworld.study.models import Role
from lifeworld.study.selectors import Access, NotAllowedError
from lifeworld.trail.models import Act
from tests.conftest import NOON
from tests.recruitment.recruited import SCREENED, come_to, open_site, plan, put_forward


def given_for(site: Site, **other: Any) -> entries.EntryGiven:
    values: dict[str, Any] = {"site": site, "screened_on": SCREENED, "put_forward_by": "care coordinator"}
    return entries.EntryGiven(**(values | other))


def test_serials_go_up_and_say_nothing(access: Access) -> None:
    site = open_site(access)
    assert [put_forward(access, site).serial for _ in range(3)] == [1, 2, 3]


def test_without_a_plan_nobody_is_written_down(access: Access) -> None:
    with pytest.raises(InvalidInputError, match="does not keep its recruitment here"):
        entries.add_entry(access=access, at=NOON, given=given_for(open_site(access)))


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"screened_on": NOON.date() + timedelta(days=1)}, "has not come yet"),
        ({"put_forward_by": " "}, "not said who put them forward"),
        ({"put_forward_by": "ward 7"}, "no figures"),
        ({"approached_by": "nurse at clinic.example@nhs"}, "no address"),
        ({"hours": Decimal(-1)}, "no such number"),
        ({"hours_source": "x" * 81}, "80 characters"),
        ({"hours_checked_by": "Siobhan"}, "may name somebody"),
    ],
)
def test_what_cannot_be_or_may_name_somebody_is_refused(access: Access, other: dict[str, Any], told: str) -> None:
    plan(access)
    with pytest.raises((InvalidInputError, entries.MayBeANameError), match=told):
        entries.add_entry(access=access, at=NOON, given=given_for(open_site(access), **other))
    assert not ScreeningEntry.objects.exists()


def test_an_answer_is_yes_no_or_not_known_and_a_band_is_the_frames(access: Access) -> None:
    site, _ = open_site(access), plan(access)
    place = criteria_of(access.study)[0]
    frame = frames.add_frame(access=access, at=NOON, name="Ending", bands=["near", "far"])
    for other in ({"answers": {place.pk: entries.AnswerGiven("perhaps")}}, {"bands": {frame.pk: "middling"}}):
        with pytest.raises(InvalidInputError):
            entries.add_entry(access=access, at=NOON, given=given_for(site, **other))
    assert not ScreeningEntry.objects.exists()


def test_a_correction_keeps_what_stood_before_with_its_reason(access: Access) -> None:
    site = open_site(access)
    entry = put_forward(access, site)
    frame = frames.add_frame(access=access, at=NOON, name="Ending", bands=["near", "far"])
    place = criteria_of(access.study)[0]
    given_now = given_for(
        site, put_forward_by="social worker", answers={place.pk: entries.AnswerGiven("no")}, bands={frame.pk: "far"}
    )
    seen = entry.changed_at
    entries.correct_entry(access=access, at=NOON, entry=entry, given=given_now, why="Misheard.", seen=seen)
    act = Act.objects.get(verb="corrected screening entry")
    change = act.detail.changes[0]
    assert (change["before"]["put_forward_by"], change["after"]["put_forward_by"]) == (
        "care coordinator", "social worker",
    )  # fmt: skip
    assert (change["before"]["criterion 1"][:3], change["after"]["criterion 1"]) == ("yes", "no")
    assert change["after"][f"frame {frame.pk}"] == "far" and act.detail.why == "Misheard."
    with pytest.raises(ClashError):
        entries.correct_entry(access=access, at=NOON, entry=entry, given=given_for(site), why="", seen=seen)


def test_a_correction_cannot_put_a_stage_before_what_it_rests_on(access: Access) -> None:
    site = open_site(access)
    entry = come_to(access, put_forward(access, site), Stage.ELIGIBLE)
    late = open_site(access, "Suffolk Trust")
    Site.objects.filter(pk=late.pk).update(green_light=date(2026, 2, 20))
    late.refresh_from_db()
    for wrong, told in (
        (given_for(site, screened_on=date(2026, 2, 10)), "before that day"),
        (given_for(late), "before that site had its green light"),
    ):
        with pytest.raises(InvalidInputError, match=told):
            entries.correct_entry(access=access, at=NOON, entry=entry, given=wrong, why="")
    earlier = given_for(site, screened_on=date(2026, 1, 30))
    entries.correct_entry(access=access, at=NOON, entry=entry, given=earlier, why="")
    assert entry_of(access, 1).stages.all()[0].on == date(2026, 1, 30)


def test_every_role_offered_is_taken_as_it_is() -> None:
    for role in (*PUT_FORWARD, *APPROACHED, *SOURCES, *CHECKERS):
        assert wrong_with_role(role) == "" and not may_be_a_name(role)


@pytest.mark.parametrize("role", ["CPN", "the NHS trust’s own list", "GP", "team leader", "Peer Support Worker", ""])
def test_what_teams_call_themselves_is_no_name(role: str) -> None:
    assert not may_be_a_name(role)


@pytest.mark.parametrize("role", ["Maeve", "her sister Anne", "Dr Patel", "O’Hara", "Jean-Luc at the desk"])
def test_what_may_name_somebody_is_asked_about(role: str) -> None:
    assert may_be_a_name(role)


def test_why_an_entry_was_changed_holds_no_number_of_anybodys(access: Access) -> None:
    site = open_site(access)
    entry = put_forward(access, site)
    for why in ("Rang 07700 900123", "maeve@example.org wrote", "NHS 943 476 5919"):
        with pytest.raises(InvalidInputError, match="holds no address"):
            entries.correct_entry(access=access, at=NOON, entry=entry, given=given_for(site), why=why)
    entries.correct_entry(access=access, at=NOON, entry=entry, given=given_for(site), why="It was 13 hours, not 3.")


@given(st.text(max_size=80))
def test_no_role_that_is_taken_holds_a_figure_or_an_address(text: str) -> None:
    if not wrong_with_role(text):
        assert not any(character.isdigit() for character in text) and "@" not in text


def test_a_criterion_is_met_only_as_it_asks() -> None:
    hours = Hours(Decimal(6), "diary", "researcher")
    least = Asked("Six hours", least=Decimal(6))
    assert why_not_eligible([least, Asked("Norfolk", "yes"), Asked("Treated here", "no", excludes=True)], hours) == []
    assert why_not_eligible([Asked("Treated here", "yes", excludes=True)], hours) == ["Excluded by: Treated here."]
    assert why_not_eligible([Asked("Norfolk", "no"), least], Hours(Decimal("5.99"), "a", "b")) == [
        "Not met: Norfolk.", "Not met: Six hours.",
    ]  # fmt: skip
    assert why_not_eligible([], hours) == ["The study has no criteria yet: write down whom it is for first."]


def test_suggestions_are_read_from_the_study_and_its_sites() -> None:
    said = "People who have had at least eight individual hours with a peer support worker take part."
    assert hours_named(said) == 8 and hours_named("an interview of an hour") is None
    assert hours_named("at least 12 hours") == 12
    offered = suggestions_for(said, ["Norfolk", "Suffolk", "Norfolk", ""])
    assert [one.words for one in offered][:3] == [
        "Lives in Norfolk or Suffolk", "Is under an adult community mental health team",
        "Has had at least 8 individual hours with a peer support worker",
    ]  # fmt: skip
    assert suggestions_for("", [])[2].least == 6


def test_a_criterion_that_was_answered_does_not_turn_about(access: Access) -> None:
    put_forward(access, open_site(access))
    place = criteria_of(access.study)[0]
    for values in ({"excludes": True}, {"kind": "age"}):
        with pytest.raises(InvalidInputError, match="asked this already"):
            criteria.change_criterion(access=access, at=NOON, criterion=place, values=values)
    criteria.change_criterion(access=access, at=NOON, criterion=place, values={"words": "Lives in Norfolk"})
    criteria.retire_criterion(access=access, at=NOON, criterion=place)
    assert CriterionAnswer.objects.filter(criterion=place).exists()
    with pytest.raises(NotFoundError):
        criterion_of(access, place.pk)


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "place", "words": " "},
        {"kind": "weather", "words": "Sunny"},
        {"kind": "hours", "words": "Hours"},
        {"kind": "hours", "words": "Hours", "least": Decimal(0)},
        {"kind": "hours", "words": "Hours", "least": Decimal(6), "excludes": True},
        {"kind": "place", "words": "Norfolk", "least": Decimal(6)},
        {"kind": "hours", "words": "Hours", "least": Decimal(1000)},
        {"kind": "place", "words": "x" * 301},
    ],
)
def test_a_criterion_that_cannot_be_asked_is_refused(access: Access, values: dict[str, Any]) -> None:
    with pytest.raises(InvalidInputError):
        criteria.add_criterion(access=access, at=NOON, values=values)
    assert not Criterion.objects.exists()


def test_criteria_keep_their_order_and_begin_together(access: Access) -> None:
    wanted = [{"kind": "place", "words": word} for word in ("One", "Two", "Three")]
    criteria.begin_criteria(access=access, at=NOON, wanted=wanted)
    with pytest.raises(InvalidInputError):
        criteria.begin_criteria(access=access, at=NOON, wanted=wanted)
    third = criteria_of(access.study)[2]
    for _ in range(3):
        criteria.move_criterion_up(access=access, at=NOON, criterion=third)
    assert [one.words for one in criteria_of(access.study)] == ["Three", "One", "Two"]


def test_the_plan_is_made_once_and_has_one_cut_off(access: Access) -> None:
    kept = plan(access)
    with pytest.raises(InvalidInputError, match="already"):
        plans.keep_recruitment_here(access=access, at=NOON, values={})
    for values in ({"hours_to_consider": 2000}, {"cut_off_words": "until the analysis begins"}):
        with pytest.raises(InvalidInputError):
            plans.change_plan(access=access, at=NOON, plan=kept, values=values)
    words = {"cut_off_days": None, "cut_off_words": "until the analysis begins"}
    plans.change_plan(access=access, at=NOON, plan=kept, values=words)
    found = plan_of(access.study)
    assert found is not None and found.cut_off_words == "until the analysis begins" and found.cut_off_days is None


def test_bands_are_counted_of_those_who_consented_and_stayed(access: Access) -> None:
    site, _ = open_site(access), plan(access)
    age = frame_of(access, spread_of(access)[0].key)
    for band, stage in (("31 to 50", Stage.CONSENTED), ("31 to 50", Stage.CONTACT), ("", Stage.CONSENTED)):
        come_to(access, put_forward(access, site, bands={age.pk: band}), stage)
    gone = come_to(access, put_forward(access, site, bands={age.pk: "over 50"}), Stage.CONSENTED)
    stages.leave(access=access, at=NOON, entry=gone, reason="withdrew-before", on=NOON.date())
    assert spread_of(access)[0].bands == [("18 to 30", 0), ("31 to 50", 1), ("over 50", 0), ("", 1)]
    with pytest.raises(InvalidInputError, match="would go"):
        frames.change_frame(access=access, at=NOON, frame=age, values={"bands": ["young", "old"]})


def test_the_name_of_a_frame_is_taken_whatever_its_capitals(access: Access) -> None:
    frame = frames.add_frame(access=access, at=NOON, name="Éducation", bands=["near", "far"])
    with pytest.raises(InvalidInputError, match="frame of that name"):
        frames.add_frame(access=access, at=NOON, name="éducation", bands=["near", "far"])
    frames.change_frame(access=access, at=NOON, frame=frame, values={"name": "ÉDUCATION"})
    assert [one.name for one in frame.study.sampling_frames.all()] == ["ÉDUCATION"]


def test_bands_are_read_a_line_each_and_checked() -> None:
    assert bands_from(" 18  to 30\n\nover 50\n18 to 30") == ["18 to 30", "over 50"]
    assert spread(["a", "b"], ["a", "a"]) == {"a": 2, "b": 0}
    for name, bands in (
        ("", ["a", "b"]),
        ("Age", ["a"]),
        ("Age", ["x" * 81, "b"]),
        ("Age", [str(n) for n in range(13)]),
    ):
        assert wrong_with_frame(name, bands)


def test_the_log_shows_the_latest_first_and_only_to_those_who_may(access: Access) -> None:
    site = open_site(access)
    for _ in range(27):
        entry = put_forward(access, site)
    stages.leave(access=access, at=NOON, entry=entry, reason="unwell", on=NOON.date())
    page, rows = log_of(access, None)
    assert (rows[0].serial, rows[0].came_to) == (27, "not eligible: too unwell just then")
    assert (page.paginator.count, len(rows), log_of(access, "2")[1][0].serial) == (27, 7, 20)
    with pytest.raises(NotAllowedError):
        log_of(Access(access.study, access.person, Role.ADVISER), None)


def test_a_page_of_the_log_asks_as_often_for_many_as_for_few(
    access: Access, django_assert_max_num_queries: Any
) -> None:
    site = open_site(access)
    for _ in range(12):
        put_forward(access, site)
    with django_assert_max_num_queries(4):
        log_of(access, None)
