"""Recurrence counts people: present, divergent or absent, each person once."""

from collections.abc import Sequence
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from lifeworld.reporting.rules.material import ContributionText, GroupText, GroupThemeText
from lifeworld.reporting.rules.recurrence import VARIANT_NOTE, count_in_words, presence, recurrence
from lifeworld.reporting.rules.setting import Setting
from lifeworld.study.rules.labels import words_for

SETTING = Setting("A study", False, "2022", words_for("2022"), datetime(2026, 3, 2, tzinfo=UTC))
PEOPLE = ((1, "Maeve"), (2, "Tobias"), (3, "Anjali"))
STANCES = st.sampled_from(["convergent", "divergent", "variant"])
JOINED = st.lists(st.tuples(st.sampled_from([1, 2, 3]), STANCES), max_size=8)


def theme(name: str, joined: Sequence[tuple[int, str]], *subthemes: GroupThemeText) -> GroupThemeText:
    names = dict(PEOPLE)
    made = tuple(ContributionText(n, names[n], "a theme", stance, "", ()) for n, stance in joined)
    return GroupThemeText(name, "", made, subthemes)


def rows_of(*themes: GroupThemeText) -> list[list[str]]:
    made = recurrence(GroupText(PEOPLE, (), themes), SETTING)
    return [[cell.plain for cell in row] for row in made.rows]


def test_convergent_counts_before_variant_and_variant_before_divergent() -> None:
    assert presence({"convergent", "divergent"}) == "present"
    assert presence({"variant", "divergent"}) == "variant"
    assert presence({"divergent"}) == "divergent"
    assert presence(()) == ""


def test_a_row_shows_who_is_there_and_leaves_absence_empty() -> None:
    (row,) = rows_of(theme("Met", [(1, "convergent"), (1, "divergent"), (2, "divergent")]))
    assert row == ["Met", "", "● present", "◐ divergent", "", "one of three (1 of 3)", "one of three (1 of 3)"]


def test_a_theme_counts_the_people_of_its_subthemes_once() -> None:
    sub = theme("Unwritten", [(2, "convergent"), (3, "variant")])
    top, below = rows_of(theme("Met", [(2, "divergent")], sub))
    assert top[2:] == ["", "● present", "● present*", "two of three (2 of 3)", "none of three (0 of 3)"]
    assert below[:2] == ["Met", "Unwritten"]


def test_a_variant_is_explained_beneath_the_table_only_where_there_is_one() -> None:
    with_variant = recurrence(GroupText(PEOPLE, (), (theme("Met", [(1, "variant")]),)), SETTING)
    without = recurrence(GroupText(PEOPLE, (), (theme("Met", [(1, "convergent")]),)), SETTING)
    assert with_variant.notes == (VARIANT_NOTE,) and without.notes == ()


@given(JOINED, JOINED)
def test_present_divergent_and_absent_make_everybody(own: list[tuple[int, str]], below: list[tuple[int, str]]) -> None:
    made = recurrence(GroupText(PEOPLE, (), (theme("Met", own, theme("Sub", below)),)), SETTING)
    for row in made.rows:
        cells, present, divergent = row[2:5], row[5].value, row[6].value
        absent = sum(not cell.plain for cell in cells)
        assert present["count"] + divergent["count"] + absent == present["of"] == 3
    assert made.rows[0][5].value["count"] >= made.rows[1][5].value["count"]


@given(JOINED)
def test_saying_it_again_counts_nobody_twice(joined: list[tuple[int, str]]) -> None:
    assert rows_of(theme("Met", joined)) == rows_of(theme("Met", joined + joined))


def test_numbers_past_twenty_are_figures() -> None:
    assert count_in_words(20, 20) == "twenty of twenty (20 of 20)"
    assert count_in_words(3, 21) == "3 of 21"
