"""Excel: one sheet that can be sorted and filtered, its words typed as words so that nothing runs as a formula."""

import io
from itertools import zip_longest
from typing import Any

import xlsxwriter

from lifeworld.reporting.documents.legal_text import legal
from lifeworld.reporting.documents.page_style import SERIF
from lifeworld.reporting.tables import STEP, Cell, Column, Progress, Row, Run, Table

# Excel holds 32,767 UTF-16 units in a cell; half that many code points always fit.
CELL = 16_000
WIDE = 90
HEADER_ROW = 0
_UNSAFE_IN_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def write(table: Table, progress: Progress) -> bytes:
    """A workbook: the flat table on the first sheet, what it is and its notes on the second.

    What is longer than a cell can hold goes on in the rows beneath it, so no word is lost.
    """
    stream = io.BytesIO()
    # In memory: the writer would otherwise keep the words in plain temporary files.
    book = xlsxwriter.Workbook(
        stream,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties({"title": legal(table.title), "author": "", "comments": "", "created": _naive(table)})
    book.set_size(2400, 1400)
    styles = _Styles(book)
    _table_sheet(book, table, styles, progress)
    _about_sheet(book, table, styles)
    book.close()
    return stream.getvalue()


class _Styles:
    """The few cell and run formats a sheet uses, each made once."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self._made: dict[tuple[Any, ...], Any] = {}
        self._face = {"font_name": SERIF, "font_size": 10}
        self._cell = {**self._face, "valign": "top", "text_wrap": True}
        self.header = book.add_format({**self._cell, "bold": True, "bottom": 1, "valign": "bottom"})
        self.title = book.add_format({**self._cell, "font_size": 14, "bold": True, "text_wrap": False})
        self.words = self.cell(Run(""), centred=False)

    def run(self, run: Run) -> Any:
        """The format of a stretch of text within a cell."""
        return self._once(self._face | _face_of(run))

    def cell(self, run: Run, *, centred: bool) -> Any:
        """The format of a cell whose words are all as `run` is."""
        hair = {"bottom": 4, "bottom_color": "#B8B2A6", "align": "center" if centred else "left"}
        return self._once(self._cell | _face_of(run) | hair)

    def _once(self, properties: dict[str, Any]) -> Any:
        key = tuple(properties.items())
        if key not in self._made:
            self._made[key] = self.book.add_format(properties)
        return self._made[key]


def _face_of(run: Run) -> dict[str, Any]:
    return {"bold": run.bold, "italic": run.italic, "underline": 1 if run.underline else 0}


def _table_sheet(book: Any, table: Table, styles: _Styles, progress: Progress) -> None:
    sheet = book.add_worksheet(_sheet_name(table.title))
    for n, column in enumerate(table.columns):
        sheet.set_column(n, n, _width(column))
        sheet.write_string(HEADER_ROW, n, legal(column.name), styles.header)
    at = HEADER_ROW + 1
    for n, row in enumerate(table.rows):
        if n % STEP == 0:
            progress(n, len(table.rows))
        for part in _parts(row):
            for place, runs in enumerate(part):
                _write(sheet, at, place, runs or (), styles, centred=table.columns[place].centred)
            at += 1
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    if table.rows:
        sheet.autofilter(HEADER_ROW, 0, at - 1, len(table.columns) - 1)
    _page(sheet, table)


def _about_sheet(book: Any, table: Table, styles: _Styles) -> None:
    sheet = book.add_worksheet("About this table")
    sheet.set_column(0, 0, WIDE)
    sheet.write_string(0, 0, legal(table.title), styles.title)
    for n, sentence in enumerate((*table.caption, *table.notes), start=1):
        sheet.write_string(n, 0, legal(sentence), styles.words)
    sheet.set_paper(9)


def _page(sheet: Any, table: Table) -> None:
    if table.landscape:
        sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(HEADER_ROW)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P")


def _parts(row: Row) -> list[tuple[tuple[Run, ...] | None, ...]]:
    """The row, and further rows for what a cell cannot hold; each cell as runs."""
    return list(zip_longest(*(_pieces(cell) for cell in row))) or [()]


def _pieces(cell: Cell) -> list[tuple[Run, ...]]:
    pieces: list[tuple[Run, ...]] = []
    current: list[Run] = []
    room = CELL
    for run in _runs(cell):
        text = legal(run.text)
        while text:
            if room == 0:
                pieces.append(tuple(current))
                current, room = [], CELL
            taken, text = text[:room], text[room:]
            current.append(Run(taken, run.bold, run.italic, run.underline))
            room -= len(taken)
    return [*pieces, tuple(current)]


def _runs(cell: Cell) -> list[Run]:
    runs: list[Run] = []
    for n, paragraph in enumerate(cell.paragraphs):
        runs += [Run("\n")] if n else []
        runs += paragraph.runs
    return runs


def _write(sheet: Any, row: int, column: int, runs: tuple[Run, ...], styles: _Styles, *, centred: bool) -> None:
    text = "".join(run.text for run in runs)
    plain = styles.cell(Run(""), centred=centred)
    if not text:
        sheet.write_blank(row, column, None, plain)
    elif len(runs) > 1 and any(run.bold or run.italic or run.underline for run in runs):
        fragments = [part for run in runs if run.text for part in (styles.run(run), run.text)]
        sheet.write_rich_string(row, column, *fragments, plain)
    else:
        # One styled stretch: a rich string needs two, so an empty-looking plain one would have to be added.
        sheet.write_string(row, column, text, styles.cell(runs[0], centred=centred))


def _width(column: Column) -> float:
    return float(min(WIDE, max(len(column.name) + 2, 11 * column.width)))


def _sheet_name(title: str) -> str:
    # 31 characters at most, none of Excel's own signs (Microsoft, "Rename a worksheet").
    return legal(title).translate(_UNSAFE_IN_SHEET_NAME).strip()[:31].strip() or "Table"


def _naive(table: Table) -> Any:
    return table.made_at.replace(tzinfo=None)
