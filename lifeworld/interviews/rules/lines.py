"""Line numbers: made once when a transcript is frozen, cited for ever after.

A line belongs to one turn, breaks at a space where it can, and is at most `width` characters. Pages are a count of
lines (`lines_per_page`), so that `page.line` in a thesis means the same on every machine.
"""

from bisect import bisect_right
from collections.abc import Sequence

MIN_WIDTH, MAX_WIDTH, DEFAULT_WIDTH = 40, 100, 62
MIN_PAGE, MAX_PAGE, DEFAULT_PAGE = 15, 60, 30

Line = tuple[int, int, int]


def line_map(text: str, turns: Sequence[tuple[int, int]], width: int) -> list[Line]:
    """Cut turns (`[start, end)` in code points of `text`) into lines `(start, end, turn index)`.

    Raises ValueError outside `MIN_WIDTH`..`MAX_WIDTH`. A line's end leaves out the spaces it breaks at.
    An empty turn gives one empty line, so that every turn can be cited.
    """
    if not MIN_WIDTH <= width <= MAX_WIDTH:
        raise ValueError(f"line width must be {MIN_WIDTH} to {MAX_WIDTH}")
    lines: list[Line] = []
    for index, (start, end) in enumerate(turns):
        position = start
        for paragraph in text[start:end].split("\n"):
            lines += _wrap(text, position, position + len(paragraph), width, index)
            position += len(paragraph) + 1
    return lines


def _wrap(text: str, start: int, end: int, width: int, turn: int) -> list[Line]:
    pieces: list[Line] = []
    while end - start > width:
        cut = text.rfind(" ", start, start + width + 1)
        if cut <= start:
            cut = start + width
        pieces.append((start, _without_trailing_spaces(text, start, cut), turn))
        start = cut
        while start < end and text[start] == " ":
            start += 1
    if start < end or not pieces:
        pieces.append((start, _without_trailing_spaces(text, start, end), turn))
    return pieces


def _without_trailing_spaces(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] == " ":
        end -= 1
    return end


def line_at(lines: Sequence[Sequence[int]], offset: int) -> int:
    """The number (from 1) of the line that holds a code point offset; between two lines, the earlier."""
    return max(1, bisect_right(lines, offset, key=lambda line: line[0]))


def page_line(line: int, lines_per_page: int) -> str:
    """`page.line` as theses cite it, lines counted through the whole transcript: page 8, line 214 is `8.214`."""
    return f"{(line - 1) // lines_per_page + 1}.{line}"


def line_range(first: int, last: int) -> str:
    """`214` or `213–216`."""
    return str(first) if first == last else f"{first}–{last}"
