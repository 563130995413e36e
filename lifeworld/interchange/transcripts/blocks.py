"""The common form between the readers of files and the recognition of speakers: lines, paragraphs and tables."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lifeworld.interchange.transcripts import refusals

MAX_WORDS = 400_000
MAX_CHARACTERS = 40 * MAX_WORDS

_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\ufeff\ufffe\uffff]")
_WORD = re.compile(r"\S+")


class Line(NamedTuple):
    """One line of running text.

    Attributes:
        text: no space at either end, never empty, no line feed.
        bold: how many characters from the start are bold without a gap.
        opens: whether a paragraph begins here.
        wrapped: whether the break before it only comes from a fixed line width and means nothing.
    """

    text: str
    bold: int = 0
    opens: bool = True
    wrapped: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of cells; each cell is the lines it holds, possibly none."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]


Block = Line | Table


@dataclass
class Gathered:
    """What a reader found: blocks in reading order, and counts of what the person should be told (see `findings`)."""

    blocks: list[Block]
    found: Counter[str]


def level_breaks(text: str) -> str:
    """Text with every kind of line break as a line feed, and characters that show nothing taken out."""
    # Breaks, controls and the no-break space are what Python calls unprintable, and the question is quickly answered.
    if text.isprintable():
        return text
    levelled = _BREAKS.sub("\n", text)
    return _INVISIBLE.sub("", levelled).replace("\xa0", " ")


def refuse_beyond_limits(text: str, *, most_words: int = MAX_WORDS) -> None:
    """Raise `UnreadableTranscriptError` for more than `most_words` words or `MAX_CHARACTERS` characters.

    Counting stops at the limit. Caption files count their times as words, so they come with a higher limit first.
    """
    if len(text) > MAX_CHARACTERS:
        raise refusals.too_much_text()
    if len(text) < most_words:
        return
    for number, _ in enumerate(_WORD.finditer(text), start=1):
        if number > most_words:
            raise refusals.too_many_words(MAX_WORDS)


class WordMeter:
    """Counts words and characters while a document streams by, so that an endless one is refused early."""

    def __init__(self) -> None:
        self._words = 0
        self._characters = 0

    def count(self, text: str) -> None:
        """Add `text`; raise `UnreadableTranscriptError` beyond `MAX_CHARACTERS` or far beyond `MAX_WORDS`."""
        self._characters += len(text)
        # So many words need twice as many characters; until then there is nothing to count. The reader counts exactly.
        if self._characters > 2 * MAX_WORDS:
            self._words += len(text.split())
        if self._words > MAX_WORDS:
            raise refusals.too_many_words(MAX_WORDS)
        if self._characters > MAX_CHARACTERS:
            raise refusals.too_much_text()


class ParagraphBuilder:
    """Gathers the pieces of one paragraph and splits it at its soft breaks."""

    __slots__ = ("_bold", "_pieces")

    def __init__(self) -> None:
        self._pieces: list[tuple[str, bool]] = []
        self._bold = False

    def add(self, text: str, *, bold: bool = False) -> None:
        """Append a piece of text; a line feed in it is a soft break."""
        if text:
            self._pieces.append((text, bold))
            self._bold = self._bold or bold

    def text(self) -> str:
        """All pieces so far as one string."""
        return "".join([piece for piece, _ in self._pieces])

    def lines(self) -> tuple[Line, ...]:
        """The paragraph's lines that hold more than white space; the first one opens it."""
        whole = self.text()
        if whole.isprintable():
            # Nothing in it breaks or is invisible: nearly every paragraph of a transcript is one line as it stands.
            line = _line(whole, self._pieces if self._bold else (), opens=True)
            return (line,) if line else ()
        lines: list[Line] = []
        for pieces in self._broken():
            line = _line("".join([piece for piece, _ in pieces]), pieces, opens=not lines)
            if line:
                lines.append(line)
        return tuple(lines)

    def _broken(self) -> list[list[tuple[str, bool]]]:
        """The pieces of each line."""
        lines: list[list[tuple[str, bool]]] = [[]]
        for piece, bold in self._pieces:
            first, *others = level_breaks(piece).split("\n")
            lines[-1].append((first, bold))
            lines += [[(other, bold)] for other in others]
        return lines


def _line(whole: str, pieces: Sequence[tuple[str, bool]], *, opens: bool) -> Line | None:
    """The line that `pieces` make together, `whole`; None where they are but white space."""
    stripped = whole.strip()
    if not stripped:
        return None
    bold_end = 0
    for text, bold in pieces:
        if not bold and text.strip():
            break
        bold_end += len(text)
    if bold_end:
        bold_end = min(max(bold_end - len(whole) + len(whole.lstrip()), 0), len(stripped))
    return Line(stripped, bold_end, opens)


def line_texts(block: Block) -> list[str]:
    """Every line of text in a block, in reading order."""
    if isinstance(block, Line):
        return [block.text]
    return [line.text for row in block.rows for cell in row for line in cell]
