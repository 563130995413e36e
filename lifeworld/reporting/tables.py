"""What every export is before it is a file: a table of cells, with what a page shows and what a program reads.

A kind of export makes one `Table`; a writer in `documents` lays it out. Rows are flat (every cell filled), so that
csv, xlsx and json can be sorted and filtered. Documents for reading turn the columns marked `Place.HEADING` into
heading rows and print a `Place.RUN_ON` cell only where it changes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

Progress = Callable[[int, int], None]
STEP = 40


def no_progress(done: int, total: int) -> None:
    """For whoever does not wait: small exports and tests."""


class Run(NamedTuple):
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False


class Paragraph(NamedTuple):
    """Runs on one line; `said` is the word that a format without styles puts before it (the kind of a note)."""

    runs: tuple[Run, ...]
    said: str = ""

    @property
    def text(self) -> str:
        """The words without their style."""
        return "".join([run.text for run in self.runs])


class Cell(NamedTuple):
    """One cell: paragraphs for people, and `value`, the typed value for json (the text, where it is None).

    A `joined` cell belongs with the one above it: no hairline is drawn between them.
    """

    paragraphs: tuple[Paragraph, ...] = ()
    value: Any = None
    joined: bool = False

    @property
    def plain(self) -> str:
        """The cell as plain text, a paragraph a line, each with what it is said to be."""
        return "\n".join([f"{p.said}: {p.text}" if p.said else p.text for p in self.paragraphs])

    @property
    def typed(self) -> Any:
        """The cell for a program to read."""
        return self.plain if self.value is None else self.value


class Place(StrEnum):
    """Where a column stands in documents made for reading; csv, xlsx and json show them all in order."""

    HEADING = "heading"
    COLUMN = "column"
    RUN_ON = "run on"
    DATA = "data"


@dataclass(frozen=True)
class Column:
    """One column. `width` is its share of the page; `capitals`, `bold` and `italic` style it as a heading row."""

    key: str
    name: str
    width: float = 1.0
    place: Place = Place.COLUMN
    centred: bool = False
    bold: bool = False
    italic: bool = False
    capitals: bool = False


Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """One export's table. `caption` are sentences above it, `notes` sentences beneath it."""

    kind: str
    title: str
    study: str
    caption: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    made_at: datetime
    words: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    landscape: bool = False

    @property
    def shown(self) -> tuple[int, ...]:
        """The places (in `columns`) of the columns that documents for reading print."""
        return tuple(n for n, one in enumerate(self.columns) if one.place in {Place.COLUMN, Place.RUN_ON})

    def first(self, count: int) -> "Table":
        """The table with its first rows only, for a look at it."""
        return replace(self, rows=self.rows[:count])


@dataclass(frozen=True, slots=True)
class Line:
    """A row as a document for reading prints it: a heading across the table, or cells (None: nothing printed)."""

    heading: Cell | None
    column: Column | None
    level: int
    cells: tuple[Cell | None, ...]

    def joined(self, place: int) -> bool:
        """Whether the cell at `place` (among those shown) belongs with the one above it."""
        if self.heading is not None:
            return False
        cell = self.cells[place]
        return cell is None or cell.joined


def reading_lines(table: Table) -> list[Line]:
    """The table as read on paper: heading rows where a heading column changes, run-on cells where they change."""
    lines: list[Line] = []
    told = [n for n, column in enumerate(table.columns) if column.place in {Place.HEADING, Place.RUN_ON}]
    before = dict.fromkeys(told, "")
    shown = [(n, table.columns[n].place is Place.RUN_ON) for n in table.shown]
    for row in table.rows:
        # Only what may be left out where it stays the same is compared, and so read as text.
        texts = {n: row[n].plain for n in told}
        changed = False
        level = 0
        for n in told:
            column = table.columns[n]
            if column.place is Place.HEADING:
                level += 1
                if (changed or texts[n] != before[n]) and texts[n]:
                    lines.append(Line(row[n], column, level, ()))
                changed = changed or texts[n] != before[n]
        lines.append(Line(None, None, level, _cells(shown, row, texts, before, changed)))
        before = texts
    return lines


def _cells(
    shown: Sequence[tuple[int, bool]], row: Row, texts: Mapping[int, str], before: Mapping[int, str], changed: bool
) -> tuple[Cell | None, ...]:
    """The cells of a row at the places `shown`, each place with whether it runs on."""
    cells: list[Cell | None] = []
    for n, run_on in shown:
        same = run_on and not changed and texts[n] == before[n]
        # A run-on cell that changes makes all those after it new.
        changed = changed or (run_on and not same)
        cells.append(None if same else row[n])
    return tuple(cells)


def plain(text: str, value: Any = None, **style: bool) -> Cell:
    """A cell of one paragraph in one style; line feeds stay within it."""
    return Cell((Paragraph((Run(text, **style),)),) if text else (), value)


def styled(paragraphs: Sequence[Paragraph], value: Any = None) -> Cell:
    """A cell of several paragraphs."""
    return Cell(tuple(paragraphs), value)
