"""Properties of anchors, offsets and line maps, and that the browser's half is tried with the same cases."""

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lifeworld.interviews.rules.anchors import CONTEXT, code_points_to_utf16, passage, utf16_to_code_points
from lifeworld.interviews.rules.lines import MAX_WIDTH, MIN_WIDTH, line_at, line_map
from tests.interviews.offset_cases import FILE, PIECES, cases, written

ODD = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=20).map("".join)
TURNS = st.lists(ODD.map(str.strip), min_size=1, max_size=6)
WIDTHS = st.integers(MIN_WIDTH, MAX_WIDTH)


def joined(turns: list[str]) -> tuple[str, list[tuple[int, int]]]:
    spans, at = [], 0
    for turn in turns:
        spans.append((at, at + len(turn)))
        at += len(turn) + 1
    return "\n".join(turns), spans


def units_before(text: str, point: int) -> int:
    """The oracle: how UTF-16 itself counts."""
    return len(text[:point].encode("utf-16-le", "surrogatepass")) // 2


def test_the_file_of_cases_is_the_one_the_generator_writes() -> None:
    assert FILE.read_text(encoding="utf-8") == written()
    assert json.loads(written()) == cases()
    assert any(one["points"] != one["units"] for one in cases())


@given(ODD)
def test_offsets_are_counted_as_utf_16_counts_and_come_back(text: str) -> None:
    for point in range(len(text) + 1):
        assert code_points_to_utf16(text, point) == units_before(text, point)
        assert utf16_to_code_points(text, units_before(text, point)) == point


@given(ODD)
def test_an_offset_inside_a_character_falls_back_to_its_start(text: str) -> None:
    for point, character in enumerate(text):
        if ord(character) > 0xFFFF:
            assert utf16_to_code_points(text, units_before(text, point) + 1) == point


@given(TURNS, WIDTHS)
def test_a_line_map_holds_every_word_once_and_in_order(turns: list[str], width: int) -> None:
    text, spans = joined(turns)
    lines = line_map(text, spans, width)
    assert {turn for _, _, turn in lines} == set(range(len(turns)))
    for (_, end, turn), (begins, _, later) in pairwise(lines):
        assert end <= begins and turn <= later
        assert not text[end:begins].strip(" \n")
    for start, end, turn in lines:
        assert spans[turn][0] <= start <= end <= spans[turn][1]
        assert end - start <= width and "\n" not in text[start:end]
    assert text[: lines[0][0]].strip(" \n") == text[lines[-1][1] :].strip(" \n") == ""


@given(TURNS, WIDTHS)
def test_the_line_of_an_offset_is_the_one_that_holds_it(turns: list[str], width: int) -> None:
    text, spans = joined(turns)
    lines = line_map(text, spans, width)
    for number, (start, end, _) in enumerate(lines, start=1):
        for offset in range(start, end):
            assert line_at(lines, offset) == number


@given(TURNS, WIDTHS, st.integers(-5, 200), st.integers(-5, 200))
def test_a_passage_is_the_words_that_stand_there_with_what_is_beside_them(
    turns: list[str], width: int, start: int, end: int
) -> None:
    text, spans = joined(turns)
    lines = line_map(text, spans, width)
    found = passage(text, lines, start, end)
    wanted = text[max(0, start) : max(0, end)]
    if found is None:
        assert not wanted.strip()
        return
    assert found.quote == wanted.strip() == text[found.start : found.end]
    assert text[: found.start].endswith(found.prefix) and text[found.end :].startswith(found.suffix)
    assert len(found.prefix) == min(CONTEXT, found.start) and len(found.suffix) == min(CONTEXT, len(text) - found.end)
    assert passage(text, lines, found.start, found.end) == found, "what is chosen again is the same passage"
    # In between, the passage found again from UTF-16, as a browser sends it.
    there = [utf16_to_code_points(text, code_points_to_utf16(text, at)) for at in (found.start, found.end)]
    assert there == [found.start, found.end]
    assert found.first_line <= found.last_line
    assert lines[found.first_line - 1][0] <= found.start
