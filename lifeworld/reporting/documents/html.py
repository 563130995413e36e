"""A web page that stands alone: one semantic table, readable on screen and printed as an appendix."""

import re
from html import escape

from lifeworld.reporting.documents.legal_text import legal
from lifeworld.reporting.tables import STEP, Column, Line, Paragraph, Progress, Run, Table, reading_lines

_MARKS = re.compile("([●◐○])")
STYLE = """
:root { color-scheme: light dark; --ink: #211f1b; --pencil: #57524a; --hair: #ddd7ca; --rule: #8a8377;
  --paper: #fbf9f4 }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e3d8; --pencil: #b6afa2; --hair: #37332d; --rule: #7d766a; --paper: #191816 }
}
* { box-sizing: border-box }
body { max-width: 1180px; margin: 0 auto; padding: 32px clamp(16px, 4vw, 56px) 64px; background: var(--paper);
  color: var(--ink); font: 400 1.0625rem/1.5 "Source Serif 4", Charter, Georgia, serif }
h1 { margin: 0 0 12px; font-size: 1.875rem; line-height: 1.2 }
.caption, .notes { max-width: 72ch; margin: 0 0 24px; color: var(--pencil) }
.caption p, .notes p { margin: 0 }
.scroll { position: relative; overflow-x: auto }
table { width: 100%; border-collapse: collapse; font-size: 0.9375rem; line-height: 1.45 }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
th, td { padding: 6px 20px 6px 0; border-top: 1px solid var(--hair); text-align: left; vertical-align: top }
td.on { padding-top: 0; border-top-color: transparent }
.mark { font-family: "Segoe UI Symbol", "Apple Symbols", "DejaVu Sans", sans-serif; font-size: 0.85em }
thead th { border-top: 0; border-bottom: 1px solid var(--rule); font-weight: 400; color: var(--pencil);
  vertical-align: bottom }
th.across { padding-top: 18px; font-weight: 400 }
th.level2, th.level3, th.level4 { padding-top: 10px }
.caps { text-transform: uppercase; letter-spacing: 0.04em }
.centred { text-align: center }
td p, th p { margin: 0; white-space: pre-line; overflow-wrap: anywhere; min-width: 4ch }
td p + p { margin-top: 4px }
.notes { margin-top: 20px }
u { text-decoration-thickness: 1px; text-underline-offset: 3px }
.vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
@media print {
  @page { size: A4 PAGE; margin: 2cm }
  :root { --ink: #000; --pencil: #333; --hair: #bbb; --rule: #555; --paper: #fff }
  body { max-width: none; padding: 0; font-size: 10.5pt }
  table { font-size: 9.5pt }
  .scroll { overflow: visible }
  thead { display: table-header-group }
  tr { break-inside: avoid }
  th.across { break-after: avoid }
}
"""


def write(table: Table, progress: Progress) -> bytes:
    """The whole page as UTF-8; it loads nothing and runs nothing."""
    parts = [_head(table), *fragments(table, progress), "</main>\n</body>\n</html>\n"]
    return legal("".join(parts)).encode()


def fragments(table: Table, progress: Progress) -> list[str]:
    """The table element with its notes, as the page of the file and the preview both show it."""
    names = "".join(_header(table.columns[n]) for n in table.shown)
    parts = [
        '<div class="scroll" tabindex="0" role="group" aria-label="', escape(table.title), '">',
        f"<table>\n<caption>{escape(table.title)}</caption>\n{_widths(table)}<thead><tr>{names}</tr></thead>\n<tbody>\n",
    ]  # fmt: skip
    lines = reading_lines(table)
    for n, line in enumerate(lines):
        if n % STEP == 0:
            progress(n, len(lines))
        parts.append(_line(table, line))
    parts.append("</tbody>\n</table></div>\n")
    if table.notes:
        parts += ['<div class="notes">', *(f"<p>{_marked(note)}</p>" for note in table.notes), "</div>\n"]
    return parts


def caption(table: Table) -> str:
    """The sentences above the table."""
    sentences = "\n".join(f"<p>{_marked(sentence)}</p>" for sentence in table.caption)
    return f'<div class="caption">{sentences}</div>'


def _widths(table: Table) -> str:
    # Widths as attributes: the preview's page allows no style of its own in the markup.
    columns = [table.columns[n] for n in table.shown]
    whole = sum(column.width for column in columns)
    widths = "".join(f'<col width="{column.width / whole:.0%}">' for column in columns)
    return f"<colgroup>{widths}</colgroup>\n"


def _marked(text: str) -> str:
    """The text escaped, the marks of stance in a face that has them."""
    return _MARKS.sub(r'<span class="mark">\1</span>', escape(text))


def _head(table: Table) -> str:
    style = STYLE.replace("PAGE", "landscape" if table.landscape else "portrait")
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{escape(table.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(table.title)}</h1>\n{caption(table)}\n"
    )


def _header(column: Column) -> str:
    centred = ' class="centred"' if column.centred else ""
    return f'<th scope="col"{centred}>{escape(column.name)}</th>'


def _line(table: Table, line: Line) -> str:
    if line.heading is not None and line.column is not None:
        caps = " caps" if line.column.capitals else ""
        inner = _styled(_marked(line.heading.plain), line.column.bold, line.column.italic)
        span = len(table.shown)
        return f'<tr><th class="across level{line.level}{caps}" colspan="{span}" scope="rowgroup">{inner}</th></tr>\n'
    cells = "".join(_cell(line, place, table.columns[n]) for place, n in enumerate(table.shown))
    return f"<tr>{cells}</tr>\n"


def _cell(line: Line, place: int, column: Column) -> str:
    cell = line.cells[place]
    classes = [*(["centred"] if column.centred else []), *(["on"] if line.joined(place) else [])]
    marked = f' class="{" ".join(classes)}"' if classes else ""
    return f"<td{marked}>{''.join(_paragraph(one) for one in cell.paragraphs) if cell else ''}</td>"


def _paragraph(paragraph: Paragraph) -> str:
    said = f'<span class="vh">{escape(paragraph.said)}: </span>' if paragraph.said else ""
    return f"<p>{said}{''.join(_run(run) for run in paragraph.runs)}</p>"


def _run(run: Run) -> str:
    text = _styled(_marked(run.text), run.bold, run.italic)
    return f"<u>{text}</u>" if run.underline else text


def _styled(text: str, bold: bool, italic: bool) -> str:
    text = f"<i>{text}</i>" if italic else text
    return f"<b>{text}</b>" if bold else text
