"""What any text becomes in each format: kept letter for letter, and never run as a formula."""

import csv
import io
import json
import re
import zipfile
from datetime import UTC, datetime
from html.parser import HTMLParser

import docx
import openpyxl  # type: ignore[import-untyped]
import pytest
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from lifeworld.reporting.documents import WRITERS
from lifeworld.reporting.documents.formulas import STARTS, harmless
from lifeworld.reporting.documents.word_runs import run_elements, run_markup
from lifeworld.reporting.documents.xlsx import CELL
from lifeworld.reporting.tables import Cell, Column, Place, Row, Run, Table, no_progress, plain, reading_lines

AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PLANTED = ["=1+1", "+44", "-2", "@SUM(A1)", "\tx", "\rx", "=cmd|' /C calc'!A0", "＝1"]
ANY = st.text(max_size=60)
# What XML 1.0 can hold, less what XML readers fold together by rule (carriage returns).
IN_XML = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\ufffe\uffff", min_codepoint=0x20)
    | st.sampled_from("\n\t"),
    max_size=60,
)

MARKED = st.lists(st.sampled_from(["●", "◐", "○", "\n", "\t", " ", "<&>", "é", "\x00"]) | ANY, max_size=5).map("".join)


def table(*rows: Row, columns: tuple[Column, ...] = (Column("a", "One"), Column("b", "Two"))) -> Table:
    return Table("statements", "A table", "A study", ("A caption.",), columns, rows, AT)


def written(made: Table, fmt: str) -> bytes:
    return WRITERS[fmt](made, no_progress)


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@given(st.lists(st.tuples(ANY, ANY), max_size=4))
def test_csv_gives_back_every_text(pairs: list[tuple[str, str]]) -> None:
    rows = read_csv(written(table(*((plain(a), plain(b)) for a, b in pairs)), "csv"))
    assert rows[0] == ["One", "Two"]
    assert [tuple(row) for row in rows[1:]] == [(harmless(a), harmless(b)) for a, b in pairs]


@given(ANY)
def test_a_harmless_text_starts_no_formula_and_loses_nothing(text: str) -> None:
    made = harmless(text)
    assert not made.startswith(STARTS)
    assert made.removeprefix("'") == text or made == text


def test_csv_is_utf8_with_a_mark_and_crlf() -> None:
    content = written(table((plain("é"), plain("b"))), "csv")
    assert content.startswith(b"\xef\xbb\xbf") and content.endswith(b'"b"\r\n')
    assert content.count(b"\r\n") == 2


@settings(max_examples=40, deadline=None)
@given(st.lists(IN_XML, min_size=1, max_size=3))
def test_excel_gives_back_every_text(texts: list[str]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(table(*((plain(one), Cell()) for one in texts)), "xlsx")))
    sheet = book.worksheets[0]
    found = [sheet.cell(n, 1).value or "" for n in range(2, 2 + len(texts))]
    assert [_unescaped(one) for one in found] == texts


def _unescaped(text: str) -> str:
    # Excel writes some characters as _xHHHH_ (ECMA-376, ST_Xstring); openpyxl gives them back as written.
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text)


@pytest.mark.parametrize("text", PLANTED)
def test_a_planted_formula_runs_nowhere(text: str) -> None:
    made = table((plain(text), plain(text, italic=True)))
    assert all(cell.startswith("'") for cell in read_csv(written(made, "csv"))[1])
    book = openpyxl.load_workbook(io.BytesIO(written(made, "xlsx")))
    cells = [book.worksheets[0].cell(2, n) for n in (1, 2)]
    assert [cell.data_type for cell in cells] == ["s", "s"]
    with zipfile.ZipFile(io.BytesIO(written(made, "xlsx"))) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_what_is_too_long_for_a_cell_goes_on_beneath_it() -> None:
    long = "word " * (CELL // 4)
    book = openpyxl.load_workbook(io.BytesIO(written(table((plain(long), plain("b"))), "xlsx")))
    sheet = book.worksheets[0]
    assert "".join(sheet.cell(n, 1).value or "" for n in range(2, sheet.max_row + 1)) == long
    assert sheet.max_row == 3


def test_an_excel_sheet_says_what_it_is_and_holds_nobodys_name() -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(table((plain("a"), plain("b"))), "xlsx")))
    assert book.sheetnames == ["A table", "About this table"]
    assert [row[0].value for row in book.worksheets[1].rows] == ["A table", "A caption."]
    assert not book.properties.creator
    assert book.worksheets[0].freeze_panes == "A2"


@settings(max_examples=40, deadline=None)
@given(IN_XML)
def test_word_gives_back_every_text(text: str) -> None:
    document = docx.Document(io.BytesIO(written(table((plain(text), Cell())), "docx")))
    assert document.tables[0].cell(1, 0).text == text


@given(MARKED, st.booleans(), st.booleans(), st.booleans(), st.booleans())
def test_words_in_markup_are_the_elements_that_they_would_be(
    text: str, bold: bool, italic: bool, underline: bool, capitals: bool
) -> None:
    run = Run(text, bold=bold, italic=italic, underline=underline)
    elements = [etree.tostring(one) for one in run_elements(run, capitals=capitals)]
    written_out = etree.fromstring(f"<w:p {nsdecls('w')}>{run_markup(run, capitals=capitals)}</w:p>")
    assert [etree.tostring(one) for one in written_out] == elements


@pytest.mark.parametrize("fmt", ["docx", "xlsx", "html"])
def test_a_character_that_xml_forbids_spoils_nothing(fmt: str) -> None:
    content = written(table((plain("before\x00\x0b\ud800after"), Cell())), fmt)
    opened = {"docx": docx.Document, "xlsx": openpyxl.load_workbook}.get(fmt)
    if opened:
        opened(io.BytesIO(content))
    else:
        assert "before\ufffd\ufffd\ufffdafter" in content.decode()


def test_word_repeats_its_header_and_keeps_rows_whole() -> None:
    content = written(table((plain("a"), plain("b"))), "docx")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = archive.read("word/document.xml").decode()
        styles = archive.read("word/styles.xml").decode()
        footer = archive.read("word/footer1.xml").decode()
    assert body.count("<w:tblHeader/>") == 1 and body.count("<w:cantSplit/>") == 2
    assert 'w:val="en-GB"' in styles and "PAGE" in footer
    document = docx.Document(io.BytesIO(content))
    core = document.core_properties
    assert (core.title, core.author, core.last_modified_by, core.language) == ("A table", "", "", "en-GB")
    width, height = document.sections[0].page_width, document.sections[0].page_height
    assert width and height and (width.cm, height.cm) == pytest.approx((21.0, 29.7), 1e-3)


class _Texts(HTMLParser):
    """The text of each cell of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "td":
            self.cells.append("")
            self.inside = True

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "td"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.cells[-1] += data


@given(IN_XML)
def test_a_web_page_gives_back_every_text(text: str) -> None:
    parser = _Texts()
    parser.feed(written(table((plain(text), plain("<b>not bold</b>"))), "html").decode())
    assert parser.cells == [text, "<b>not bold</b>"]


def test_a_web_page_stands_alone() -> None:
    page = written(table((plain("a"), plain("b"))), "html").decode()
    assert not re.search(r"<script|<link|src=|url\(|https?:", page)
    assert '<html lang="en-GB">' in page and "@media print" in page


@given(st.lists(st.tuples(ANY, ANY), max_size=4))
def test_json_gives_back_every_text(pairs: list[tuple[str, str]]) -> None:
    rows = json.loads(written(table(*((plain(a), plain(b)) for a, b in pairs)), "json"))["rows"]
    assert [(row["a"], row["b"]) for row in rows] == [(a, b) for a, b in pairs]


SHELF = (
    Column("top", "Top", place=Place.HEADING),
    Column("who", "Who", place=Place.RUN_ON),
    Column("said", "Said"),
)


@given(st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("xy"), ANY), max_size=8))
def test_reading_lines_lose_no_row_and_name_each_place_once(rows: list[tuple[str, str, str]]) -> None:
    lines = reading_lines(table(*((plain(a), plain(b), plain(c)) for a, b, c in rows), columns=SHELF))
    top, who, told = "", "", []
    for line in lines:
        if line.heading is not None:
            assert line.heading.plain != top
            top, who = line.heading.plain, ""
            continue
        if line.cells[0] is not None:
            who = line.cells[0].plain
        assert line.cells[1] is not None
        told.append((top, who, line.cells[1].plain))
    assert told == rows
