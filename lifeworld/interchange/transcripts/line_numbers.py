"""Marks of the page that some text files carry along: line numbers typed by hand, and lines broken at a fixed width."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from lifeworld.interchange.transcripts.blocks import Line

_NUMBER = re.compile(r"(\d{1,5})[.):|]?(?:[ \t]+|$)")
_LEAST_NUMBERED = 8
_LEAST_SHARE_NUMBERED = 0.6
_LEAST_SHARE_RISING = 0.9
_LARGEST_STEP = 5
_LEAST_BROKEN = 10
_BROKEN_WIDTHS = range(45, 111)
_LEAST_SHARE_OF_WIDTHS = 0.85


def without_typed_numbers(lines: Sequence[Line], found: Counter[str]) -> list[Line]:
    """The lines without numbers typed at their start, when most lines have one and the numbers rise.

    Numbers may begin again at 1, as on a new page. `found` counts what was taken off.
    """
    numbers = [_NUMBER.match(line.text) for line in lines]
    values = [int(number[1]) for number in numbers if number]
    if len(values) < _LEAST_NUMBERED or len(values) < len(lines) * _LEAST_SHARE_NUMBERED or not _rise(values):
        return list(lines)
    found["line_numbers"] += len(values)
    stripped = [_without(line, number.end()) if number else line for line, number in zip(lines, numbers, strict=True)]
    return [line for line in stripped if line.text]


def _rise(values: list[int]) -> bool:
    steps = [later - earlier for earlier, later in pairwise(values)]
    restarts = sum(value == 1 for value in values[1:])
    rising = sum(1 <= step <= _LARGEST_STEP for step in steps) + restarts
    return rising >= len(steps) * _LEAST_SHARE_RISING


def _without(line: Line, length: int) -> Line:
    return line._replace(text=line.text[length:].strip(), bold=max(line.bold - length, 0))


def lines_of_text(text: str) -> list[Line]:
    """Lines of plain text with levelled breaks: white space alone makes an empty line, which ends a paragraph."""
    lines: list[Line] = []
    after_empty = True
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            lines.append(Line(stripped, opens=after_empty))
        after_empty = not stripped
    return lines


def settle_breaks(lines: Sequence[Line]) -> list[Line]:
    """Mark breaks inside paragraphs as `wrapped` where nearly all of them come from a fixed width.

    Otherwise every line stands as a paragraph.
    """
    broken = [len(line.text) for line, after in pairwise(lines) if not after.opens]
    fixed = sum(length in _BROKEN_WIDTHS for length in broken)
    too_long = sum(length > _BROKEN_WIDTHS[-1] for length in broken)
    is_wrapped = len(broken) >= _LEAST_BROKEN and fixed >= len(broken) * _LEAST_SHARE_OF_WIDTHS and not too_long
    if is_wrapped:
        return [line if line.opens else line._replace(wrapped=True) for line in lines]
    return [line._replace(opens=True) for line in lines]
