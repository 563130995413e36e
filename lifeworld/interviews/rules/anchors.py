"""Anchors: where in a version the words lie, with enough beside them to be found again.

Source: W3C Web Annotation Data Model (2017), TextPositionSelector (code points, end excluded) with
TextQuoteSelector (exact, prefix, suffix); 32 characters of context as Hypothesis keeps.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lifeworld.interviews.rules.lines import line_at

CONTEXT = 32


@dataclass(frozen=True)
class Passage:
    """One anchored passage: `[start, end)` in code points, the quote, its context and its lines (from 1)."""

    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    first_line: int
    last_line: int


def passage(text: str, lines: Sequence[Sequence[int]], start: int, end: int, *, offset: int = 0) -> Passage | None:
    """The passage at `[start, end)`, trimmed of white space at its ends; None where no words are left.

    `text` may be a piece of the version that begins at `offset`, if it reaches `CONTEXT` past both ends.
    """
    start, end = max(0, start - offset), min(end - offset, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return None
    return Passage(
        start=start + offset,
        end=end + offset,
        quote=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        first_line=line_at(lines, start + offset),
        last_line=line_at(lines, end + offset - 1),
    )


def utf16_to_code_points(text: str, offset: int) -> int:
    """A browser's UTF-16 offset as a code point offset; inside a surrogate pair, the character's start."""
    units = 0
    for index, char in enumerate(text):
        step = 2 if ord(char) > 0xFFFF else 1
        if units + step > offset:
            return index
        units += step
    return len(text)


def code_points_to_utf16(text: str, offset: int) -> int:
    """A code point offset as the UTF-16 offset a browser or NVivo counts."""
    return sum(2 if ord(char) > 0xFFFF else 1 for char in text[:offset])
