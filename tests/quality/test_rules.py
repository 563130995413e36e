"""The hard checks' rules over plain values."""

from hypothesis import given
from hypothesis import strategies as st

from lifeworld.interviews.rules.anchors import passage
from lifeworld.interviews.rules.lines import line_map
from lifeworld.quality.rules import (
    RULES,
    AnchorFact,
    lines_hold,
    opened_meanwhile,
    quote_holds,
    without_carry_over,
    without_statements,
)
from lifeworld.study.rules.labels import words_for

WORDS = st.text(st.sampled_from("abc é🙂"), min_size=1, max_size=300)


@given(WORDS, st.data())
def test_every_anchor_made_by_the_rules_of_anchors_holds(text: str, data: st.DataObject) -> None:
    lines = line_map(text, [(0, len(text))], 40)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = passage(text, lines, start, end)
    if found is not None:
        fact = AnchorFact(found.start, found.end, found.quote, found.first_line, found.last_line)
        assert quote_holds(text, fact) and lines_hold(lines, fact)


@given(WORDS, st.integers(0, 20))
def test_a_quote_with_one_letter_changed_does_not_hold(text: str, place: int) -> None:
    place = min(place, len(text) - 1)
    changed = text[:place] + "X" + text[place + 1 :]
    assert not quote_holds(text, AnchorFact(0, len(text), changed, 1, 1))


def test_a_line_that_is_not_there_or_not_the_one_does_not_hold() -> None:
    text = "one two " * 20
    lines = line_map(text, [(0, len(text))], 40)
    assert lines_hold(lines, AnchorFact(0, 3, "one", 1, 1))
    assert not lines_hold(lines, AnchorFact(0, 3, "one", 2, 2))
    assert not lines_hold(lines, AnchorFact(0, 3, "one", 1, len(lines) + 1))
    assert not lines_hold(lines, AnchorFact(0, 3, "one", 0, 1))


def test_a_theme_is_fed_by_its_own_statements_or_its_subthemes() -> None:
    assert without_statements({1: None, 2: 1, 3: None, 4: 3}, {2}) == [3, 4]
    assert without_statements({1: None}, {1}) == []
    assert without_statements({}, {9}) == []


def test_opening_a_case_beside_another_is_found_and_reopening_is_not() -> None:
    order = [("opened case", 1), ("signed off case", 1), ("opened case", 2), ("reopened case", 1)]
    assert opened_meanwhile(order) == []
    assert opened_meanwhile([("opened case", 1), ("opened case", 2), ("opened case", 3)]) == [(2, 1), (3, 1)]


@given(st.lists(st.integers(1, 6), unique=True))
def test_one_case_after_another_is_never_found(cases: list[int]) -> None:
    acts = [(verb, number) for number in cases for verb in ("opened case", "signed off case")]
    assert opened_meanwhile(acts) == []


def test_every_change_of_case_wants_an_entry_but_the_first() -> None:
    assert without_carry_over([2, 1, 3], {1}) == [3]
    assert without_carry_over([], set()) == []


def test_every_rule_reads_as_a_sentence_with_its_source_in_both_editions() -> None:
    for rule in RULES.values():
        for profile in ("2022", "2009"):
            said = rule.holds_in(words_for(profile))
            assert said.endswith(".") and "{" not in said and " a e" not in said
        assert rule.source.endswith(".")
