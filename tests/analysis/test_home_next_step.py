"""The next step of a study, from where its cases stand: one example for each turn of the path."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifeworld.analysis.rules.next_step import Ground, step_for_adviser, step_for_reader, steps
from lifeworld.analysis.rules.path import Conditions, Plan, Recruiting, path_of
from lifeworld.analysis.rules.saying import counted, listed, said, said_day, said_time
from lifeworld.analysis.rules.sign_off import Shelf, still_open
from lifeworld.analysis.rules.standing import Standing, where_it_is
from lifeworld.study.rules.labels import words_for

WORDS = words_for("2022")
TODAY = date(2026, 3, 12)
PLAN = Plan("Favourable Opinion", "14 May 2025", 6, 8, None, "")

READY = Standing(1, "Maeve", "prepared", "frozen", 7)
OPENED = replace(READY, state="open")
NOTED = replace(OPENED, notes=True)
STATED = replace(NOTED, statements=True)
THEMED = replace(STATED, themes=True)
DONE = replace(THEMED, summary=True)
SIGNED = Standing(1, "Maeve", "signed_off", "frozen", 7, date(2026, 2, 15))


def ground(*cases: Standing, across: bool = False, group: bool = False, unused: bool = False) -> Ground:
    return Ground(cases, WORDS, across, group, unused)


@pytest.mark.parametrize(
    ("case", "place", "word"),
    [
        (Standing(1, "Maeve"), "import", "Bring in"),
        (Standing(1, "Maeve", "prepared", "draft", 7), "transcript", "freeze"),
        (READY, "case", "Open Maeve’s case"),
        (OPENED, "reader", "Read Maeve’s"),
        (NOTED, "reader", "Go on noting"),
        (STATED, "board", "on the table"),
        (replace(THEMED, loose=3), "board", "three statements still lie on their own"),
        (replace(THEMED, loose=1), "board", "one statement still lies on its own"),
        (THEMED, "case", "case summary"),
        (DONE, "case", "Sign Maeve off"),
        (replace(DONE, loose=2), "case", "Sign Maeve off"),
    ],
)
def test_each_place_on_the_path_has_its_next_step(case: Standing, place: str, word: str) -> None:
    first = steps(ground(case))[0]
    assert (first.place, word in first.what) == (place, True)
    assert first.case == 1
    assert first.button


def test_a_study_without_cases_asks_for_the_first() -> None:
    assert [step.place for step in steps(ground())] == ["people", "recruitment"]
    assert [step.place for step in steps(replace(ground(), recruits_here=True))] == ["recruitment"]
    assert steps(ground(), leads=False) == []


def test_the_case_at_hand_comes_before_the_next_one_and_before_the_group_level() -> None:
    coming = Standing(2, "Tobias", "prepared", "frozen", 8)
    found = steps(ground(NOTED, coming, across=True, group=True))
    assert found[0].case == 1
    assert "Open Tobias’s case for analysis." in [step.what for step in found]


def test_once_across_is_open_a_finished_study_leads_to_the_group_themes() -> None:
    assert steps(ground(SIGNED, across=True))[0].place == "group"
    found = steps(ground(SIGNED, across=True, group=True, unused=True))
    assert [(step.place, step.button) for step in found[:1]] == [("group", "Open the group themes")]
    assert [step.place for step in found] == ["group", "group", "findings"]


def test_an_unopened_case_waits_behind_group_themes_that_were_opened_early() -> None:
    late = Standing(2, "Ines", "prepared", "frozen", 9)
    found = steps(ground(SIGNED, late, across=True, group=True))
    assert found[0].place == "group"
    assert found[-1].what == "Open Ines’s case for analysis."


def test_before_across_is_open_a_finished_study_names_no_group_step() -> None:
    assert steps(ground(SIGNED)) == []


def test_those_who_do_not_lead_get_no_step_that_only_the_lead_can_take() -> None:
    found = steps(ground(Standing(1, "Maeve"), Standing(2, "Tobias", "prepared", "draft", 3)), leads=False)
    assert found == []


def test_those_who_read_along_are_led_to_the_case_at_hand_and_then_to_the_group_themes() -> None:
    assert step_for_reader(ground(NOTED)).case == 1
    assert step_for_reader(ground(SIGNED)).place == ""
    assert step_for_reader(ground(NOTED, across=True, group=True)).place == "group"


def test_an_adviser_is_led_to_findings_alone() -> None:
    assert step_for_adviser(ground(NOTED)).place == ""
    assert "Maeve" not in step_for_adviser(ground(NOTED)).what
    assert step_for_adviser(ground(NOTED, across=True, group=True)).place == "group"


@given(
    st.sampled_from(["prepared", "open", "signed_off"]), st.sampled_from(["none", "draft", "frozen"]), st.booleans(),
    st.booleans(), st.booleans(), st.integers(0, 40), st.booleans(),
)  # fmt: skip
def test_no_step_or_place_ever_counts_notes_or_shouts(
    state: str, transcript: str, notes: bool, statements: bool, themes: bool, loose: int, summary: bool
) -> None:
    case = Standing(1, "Maeve", state, transcript, 1, None, notes, statements, themes, loose, summary)
    for step in steps(ground(case)):
        assert step.what.endswith(".")
        assert "!" not in step.what + step.why + step.button
        assert not any(char.isdigit() for char in step.what) or loose > 12
    assert where_it_is(case, WORDS, TODAY).endswith(".")


def test_where_a_case_is_reads_as_a_sentence() -> None:
    cases = [Standing(1, "Maeve"), READY, OPENED, NOTED, STATED, THEMED, DONE, SIGNED]
    assert [where_it_is(case, WORDS, TODAY) for case in cases] == [
        "No transcript yet.",
        "Transcript frozen. Not opened yet, and it opens blank.",
        "Being read.",
        "In the transcript: exploratory notes being written.",
        "In the transcript: experiential statements being written.",
        "On the table: experiential statements being gathered into personal experiential themes.",
        "On the table: experiential statements being gathered into personal experiential themes. Summary written.",
        "Signed off on 15 February.",
    ]


@pytest.mark.parametrize(
    ("cases", "across_on", "here"),
    [
        ([], None, "Recruited"),
        ([NOTED], None, "Case by case"),
        ([SIGNED], None, "Case by case"),
        ([SIGNED], date(2026, 2, 15), "Across cases"),
        ([SIGNED, NOTED], date(2026, 2, 15), "Case by case"),
        ([SIGNED, READY], date(2026, 2, 15), "Across cases"),
    ],
)
def test_the_path_marks_one_place_as_here(cases: list[Standing], across_on: date | None, here: str) -> None:
    found = path_of(replace(PLAN, across_on=across_on), cases, TODAY)
    assert [point.name for point in found if point.here] == [here]
    assert [point.name for point in found] == [
        "Approved", "Recruited", "Case by case", "Across cases", "Written and checked", "Given back",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("low", "high", "sentence"),
    [
        (6, 8, "You hoped for six to eight. Two people are in the study."),
        (6, 6, "You hoped for six. Two people are in the study."),
        (6, None, "You hoped for at least six. Two people are in the study."),
        (None, 8, "You hoped for up to eight. Two people are in the study."),
        (None, None, "Two people are in the study."),
    ],
)
def test_the_target_range_is_said_in_words(low: int | None, high: int | None, sentence: str) -> None:
    plan = replace(PLAN, target_min=low, target_max=high)
    assert path_of(plan, [SIGNED, SIGNED], TODAY)[1].sentence == sentence


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        (None, None, "Not open yet."),
        (date(2025, 6, 2), None, "Open since 2 June 2025."),
        (date(2025, 6, 2), date(2026, 1, 30), "Closed on 30 January."),
        (date(2025, 6, 2), date(2026, 12, 1), "Open since 2 June 2025."),
    ],
)
def test_where_recruitment_is_kept_here_the_path_tells_it(since: date | None, until: date | None, told: str) -> None:
    plan = replace(PLAN, recruiting=Recruiting(since, until, 7))
    sentence = path_of(plan, [SIGNED, SIGNED], TODAY)[1].sentence
    assert sentence == f"{told} You hoped for six to eight; seven people consented."


@pytest.mark.parametrize(
    ("conditions", "told"),
    [
        (Conditions(), "."),
        (
            Conditions(1, 0, date(2025, 6, 2)),
            ", with one condition, met on 2 June 2025.",
        ),
        (Conditions(1, 1), ", with one condition, still to be met."),
        (Conditions(3, 2), ", with three conditions, two still to be met."),
    ],
)
def test_the_conditions_of_the_approval_are_told_beside_it(conditions: Conditions, told: str) -> None:
    assert (
        path_of(replace(PLAN, conditions=conditions), [SIGNED], TODAY)[0].sentence
        == f"Favourable Opinion, 14 May 2025{told}"
    )


def test_what_is_still_open_is_said_and_never_more_than_that() -> None:
    shelf = Shelf(1, 2, ["Sat with"], 1, summary=False, first_impressions=True)
    assert still_open(shelf, WORDS) == [
        "One statement lies on its own, which may be right.",
        "Two piles have no name yet.",
        "“Sat with” rests on no statement.",
        "There is no case summary.",
    ]
    assert still_open(Shelf(0, 0, [], 3, summary=True, first_impressions=True), WORDS) == []


def test_numbers_lists_and_times_are_said_as_a_person_says_them() -> None:
    assert [said(0), said(12), said(13)] == ["no", "twelve", "13"]
    assert counted(1, "pile", "piles") == "one pile"
    assert [listed([]), listed(["A"]), listed(["A", "B"]), listed(["A", "B", "C"])] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]
    assert [said_day(date(2026, 1, 2), TODAY), said_day(date(2025, 1, 2), TODAY)] == ["2 January", "2 January 2025"]
    now = datetime(2026, 3, 12, 9, 5)  # noqa: DTZ001
    assert said_time(now.replace(hour=8), now) == "today at 08:05"
    assert said_time(now.replace(day=11), now) == "yesterday at 09:05"
    assert said_time(now.replace(day=3), now) == "on 3 March at 09:05"
