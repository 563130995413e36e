"""Word: the table as a thesis appendix prints it, with hairlines, a header on every page, and no row cut in two."""

import io
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from lxml.etree import Comment

from lifeworld.reporting.documents.legal_text import legal
from lifeworld.reporting.documents.page_style import INK, SERIF, new_document, text_width
from lifeworld.reporting.documents.word_runs import element, run_markup
from lifeworld.reporting.tables import STEP, Column, Line, Paragraph, Progress, Run, Table, reading_lines

TABLE_STYLE, CELL_STYLE, HEADER_STYLE, HEADING_STYLE = "Appendix table", "Table text", "Table header", "Table heading"
# A row of about more lines than this may pass a page's end: kept whole, it would leave half a page empty.
LONG_ROW = 16
TWIPS_A_CHARACTER = 92
# Where the rows go, as a comment: in people's words every angle bracket is escaped, so that none can be taken for it.
ROWS, MAIN_PART = "rows", "word/document.xml"


def write(table: Table, progress: Progress) -> bytes:
    """The whole document."""
    document = new_document(table.title, table.caption, table.made_at, landscape=table.landscape)
    add_styles(document)
    columns = [table.columns[n] for n in table.shown]
    widths = _widths(columns, text_width(document))
    body = _table(widths, table.title)
    body.append(Comment(ROWS))
    document.paragraphs[-1]._p.addnext(body)
    for note in table.notes:
        document.add_paragraph(legal(note), style=CELL_STYLE).paragraph_format.space_before = Pt(6)
    if not table.notes:
        # Word asks for a paragraph after a table.
        document.add_paragraph("", style=CELL_STYLE)
    return _with_rows(document, _rows(table, columns, widths, progress))


def _rows(table: Table, columns: Sequence[Column], widths: Sequence[int], progress: Progress) -> Iterator[str]:
    """The table's rows as markup, one after another."""
    yield _header(columns, widths)
    lines = reading_lines(table)
    for n, line in enumerate(lines):
        if n % STEP == 0:
            progress(n, len(lines))
        following = lines[n + 1] if n + 1 < len(lines) else None
        yield _heading(line, widths) if line.column else _row(line, following, columns, widths)


def _with_rows(document: Any, rows: Iterator[str]) -> bytes:
    """The document's file with the rows where the table's comment stands.

    The rows never become elements: a long table would take ten times the memory, and as long again to write.
    """
    empty, made = io.BytesIO(), io.BytesIO()
    document.save(empty)
    with ZipFile(empty) as parts, ZipFile(made, "w", ZIP_DEFLATED) as target:
        for name in parts.namelist():
            content = parts.read(name)
            if name != MAIN_PART:
                target.writestr(name, content)
                continue
            before, after = content.split(f"<!--{ROWS}-->".encode())
            with target.open(name, "w") as part:
                part.write(before)
                while some := "".join(islice(rows, STEP)):
                    part.write(some.encode())
                part.write(after)
    return made.getvalue()


def add_styles(document: Any) -> None:
    """The paragraph styles and the table style, so that a researcher can restyle the whole appendix at once."""
    for name, size, bold, before, after in (
        (CELL_STYLE, 10, False, 1, 1), (HEADER_STYLE, 9.5, True, 1, 3), (HEADING_STYLE, 10.5, False, 7, 2),
    ):  # fmt: skip
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.font.size, style.font.bold, style.font.color.rgb = Pt(size), bold, INK
        style.font.name = SERIF
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.1
    document.styles[HEADING_STYLE].paragraph_format.keep_with_next = True
    document.styles.element.append(parse_xml(_table_style()))


def _table_style() -> str:
    hair = 'w:val="single" w:sz="4" w:space="0" w:color="B8B2A6"'
    rule = 'w:val="single" w:sz="8" w:space="0" w:color="57524A"'
    return (
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="AppendixTable">'
        f'<w:name w:val="{TABLE_STYLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:qFormat/>'
        f"<w:tblPr><w:tblBorders><w:top {rule}/><w:bottom {rule}/><w:insideH {hair}/></w:tblBorders>"
        '<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        '<w:bottom w:w="30" w:type="dxa"/><w:right w:w="140" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders><w:bottom {rule}/></w:tcBorders></w:tcPr>'
        "</w:tblStylePr></w:style>"
    )


def _widths(columns: Sequence[Column], room: int) -> list[int]:
    whole = sum(column.width for column in columns)
    return [int(room * column.width / whole) for column in columns]


def _table(widths: Sequence[int], title: str) -> Any:
    table = OxmlElement("w:tbl")
    properties = parse_xml(
        f'<w:tblPr {nsdecls("w")}><w:tblStyle w:val="AppendixTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
    )
    caption = element("w:tblCaption", val=legal(title))
    properties.append(caption)
    table.append(properties)
    grid = OxmlElement("w:tblGrid")
    for width in widths:
        grid.append(element("w:gridCol", w=str(width)))
    table.append(grid)
    return table


def _header(columns: Sequence[Column], widths: Sequence[int]) -> str:
    cells = [
        _cell(_paragraph(Paragraph((Run(column.name),)), HEADER_STYLE, centred=column.centred), width)
        for column, width in zip(columns, widths, strict=True)
    ]
    return _new_row(cells, header=True)


def _heading(line: Line, widths: Sequence[int]) -> str:
    assert line.heading is not None and line.column is not None
    column = line.column
    run = Run(line.heading.plain, bold=column.bold, italic=column.italic)
    paragraph = _paragraph(Paragraph((run,)), HEADING_STYLE, capitals=column.capitals)
    return _new_row([_cell(paragraph, sum(widths), span=len(widths))])


def _row(line: Line, following: Line | None, columns: Sequence[Column], widths: Sequence[int]) -> str:
    cells = []
    for n, (cell, column, width) in enumerate(zip(line.cells, columns, widths, strict=True)):
        below = following is not None and following.joined(n)
        shown = cell.paragraphs if cell is not None else ()
        words = "".join([_paragraph(one, CELL_STYLE, centred=column.centred) for one in shown or (Paragraph(()),)])
        cells.append(_cell(words, width, open_above=line.joined(n), open_below=below))
    return _new_row(cells, whole=_about_lines(line, widths) <= LONG_ROW)


def _about_lines(line: Line, widths: Sequence[int]) -> int:
    most = 1
    for cell, width in zip(line.cells, widths, strict=True):
        if cell is not None:
            most = max(most, sum([1 + len(one.text) * TWIPS_A_CHARACTER // width for one in cell.paragraphs]))
    return most


def _new_row(cells: Sequence[str], *, header: bool = False, whole: bool = True) -> str:
    properties = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if header else "")
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(words: str, width: int, *, span: int = 1, open_above: bool = False, open_below: bool = False) -> str:
    return f"<w:tc>{_cell_properties(width, span, open_above, open_below)}{words}</w:tc>"


@lru_cache(maxsize=256)
def _cell_properties(width: int, span: int, open_above: bool, open_below: bool) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    if span > 1:
        properties += f'<w:gridSpan w:val="{span}"/>'
    if open_above or open_below:
        top, bottom = ('<w:top w:val="nil"/>' if open_above else ""), ('<w:bottom w:val="nil"/>' if open_below else "")
        properties += f"<w:tcBorders>{top}{bottom}</w:tcBorders>"
    return f"<w:tcPr>{properties}</w:tcPr>"


def _paragraph(paragraph: Paragraph, style: str, *, centred: bool = False, capitals: bool = False) -> str:
    placed = '<w:jc w:val="center"/>' if centred else ""
    runs = "".join([run_markup(run, capitals=capitals) for run in paragraph.runs])
    return f'<w:p><w:pPr><w:pStyle w:val="{style.replace(" ", "")}"/>{placed}</w:pPr>{runs}</w:p>'
