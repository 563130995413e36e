"""What must hold of anything that was read, whatever the bytes were. Each check raises `BrokenPromiseError`."""

import re
from itertools import pairwise

from lifeworld.interviews.rules.anchors import code_points_to_utf16, passage, utf16_to_code_points
from lifeworld.interviews.rules.lines import line_map
from lifeworld.interviews.rules.reading import ReadTranscript
from lifeworld.interviews.rules.speaking import ROLES, guess_roles, labels_for

NARROWEST = 40
MOST_CHARACTERS_PER_BYTE = 1_000  # <text:s text:c="1000"/> is the widest thing any of the formats can say
LARGEST_DATABASE_INTEGER = 2**31 - 1
_NEVER_IN_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\ud800-\udfff\u2028\u2029]")


class BrokenPromiseError(AssertionError):
    """An invariant does not hold: a finding."""


def hold(condition: bool, what: str) -> None:
    """Raise `BrokenPromiseError` unless `condition`."""
    if not condition:
        raise BrokenPromiseError(what)


def check_transcript(read: ReadTranscript, size: int) -> None:
    """A transcript read from `size` bytes can be stored, frozen, cited and anchored."""
    hold(bool(read.turns), "no turns and no refusal")
    hold(len(read.text) <= MOST_CHARACTERS_PER_BYTE * size + 1_000, "far more text than the file could hold")
    hold(0 < len(read.dialect) <= 80, "the kind of file does not fit its column")
    hold(all(one.sentence.endswith(".") for one in read.notices), "a notice is no sentence")
    for turn in read.turns:
        hold(turn.text == turn.text.strip() != "", "a turn is empty or has space at an end")
        hold(not _NEVER_IN_TEXT.search(turn.text + turn.speaker), "a character that no database or reader can take")
        hold("\n" not in turn.speaker and len(turn.speaker) <= 120, "a speaker's name is no name")
        for time in (turn.start_ms, turn.end_ms):
            hold(time is None or 0 <= time <= LARGEST_DATABASE_INTEGER, "a time beyond what is stored")
    hold([read.text[start:end] for start, end in read.spans] == [turn.text for turn in read.turns], "turns moved")
    hold(sum(one.turns for one in read.speakers) == len(read.turns), "turns are lost among speakers")
    _check_roles(read)
    for width in (NARROWEST, 62, 100):
        _check_lines(read, width)


def _check_roles(read: ReadTranscript) -> None:
    roles = guess_roles(read)
    names = [one.name for one in read.speakers]
    hold(set(roles) == set(names) and set(roles.values()) <= {*ROLES, ""}, "a speaker has no role")
    hold(set(labels_for(names, roles, "Ann")) == set(names), "a speaker has no label")


def _check_lines(read: ReadTranscript, width: int) -> None:
    text, lines = read.text, line_map(read.text, read.spans, width)
    hold({turn for _, _, turn in lines} == set(range(len(read.turns))), "a turn has no line")
    hold(all(0 <= start <= end <= len(text) and end - start <= width for start, end, _ in lines), "a line is too wide")
    hold(all(one[1] <= other[0] for one, other in pairwise(lines)), "lines overlap or run backwards")
    kept = "".join(text[start:end] for start, end, _ in lines)
    hold(re.sub(r"[ \n]", "", kept) == re.sub(r"[ \n]", "", text), "a line map loses words")
    for start, end, _ in lines[:5] + lines[-5:]:
        _check_anchor(text, lines, start, min(end + 7, len(text)))
    if width == NARROWEST and len(text) < 3_000:  # these walk the text, and once is enough
        middle = lines[len(lines) // 2][0]
        hold(utf16_to_code_points(text, code_points_to_utf16(text, middle)) == middle, "offsets do not come back")


def _check_anchor(text: str, lines: list[tuple[int, int, int]], start: int, end: int) -> None:
    found = passage(text, lines, start, end)
    if found is None:
        hold(not text[start:end].strip(), "an anchor on words was lost")
        return
    hold(text[found.start : found.end] == found.quote, "an anchor's quote is not what lies there")
    hold(found.prefix + found.quote + found.suffix in text, "an anchor's context is not what lies around it")
    first, last = lines[found.first_line - 1], lines[found.last_line - 1]
    hold(first[0] <= found.start and last[0] <= found.end - 1, "an anchor cites a line that it does not reach")
