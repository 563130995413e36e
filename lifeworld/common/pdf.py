"""A plain A4 paper as PDF: headings, paragraphs, lines to write on and a drawing, tagged so that it can be read aloud.

Text is set in Helvetica, one of the fonts that every reader of PDF has, in WinAnsi (ISO 32000-1, 9.6.2.2 and annex D);
a letter outside it loses its mark, so that "ŵ" becomes "w". docs/decisions/0040 says why that is enough here.
"""

import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pydyf

WIDTH, HEIGHT, MARGIN = 595, 842, 64
MEASURE = WIDTH - 2 * MARGIN
LEADING = 1.42
# Widths in thousandths of the size, from Adobe's metrics of Helvetica: space to tilde, then what quotations need.
_WIDTHS = dict(zip(map(chr, range(32, 127)), (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
), strict=True)) | {"’": 222, "‘": 222, "“": 333, "”": 333, "–": 556, "—": 1000, "…": 1000, "·": 278}  # fmt: skip
# Bold is wider by at most this, which is close enough for breaking lines.
_BOLD = 1.08


@dataclass
class _Page:
    stream: Any
    marks: list[Any] = field(default_factory=list)


class Paper:
    """One document. Whatever is added goes below what is there, on a new page where it would not fit."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._pdf = pydyf.PDF()
        self._pages: list[_Page] = []
        self._parts: list[Any] = []
        self._root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        self._pdf.add_object(self._root)
        self._y = 0.0
        self._turn()

    def heading(self, text: str, level: int = 1) -> None:
        """A heading of the first or second level."""
        self._below(6 if level == 1 else 14, 60)
        self._text(text, 19 if level == 1 else 12.5, f"H{level}", bold=True)
        self._y -= 4

    def paragraph(self, text: str, *, bold: bool = False, indent: int = 0, size: float = 10.5) -> None:
        """A paragraph."""
        self._below(4, size * LEADING)
        self._text(text, size, "P", bold=bold, indent=indent)

    def line(self, label: str) -> None:
        """A label and a line to write on by hand."""
        self._below(18, 30)
        self._text(label, 9, "P")
        page = self._pages[-1].stream
        page.begin_marked_content("Artifact")
        page.set_line_width(0.6)
        page.move_to(MARGIN + 150, self._y + 3)
        page.line_to(WIDTH - MARGIN, self._y + 3)
        page.stroke()
        page.end_marked_content()

    def drawing(self, lines: Sequence[Sequence[tuple[int, int]]], width: int, height: int, said: str) -> None:
        """Strokes on a sheet of `width` by `height`, at most 240 points wide; `said` is what a voice reads."""
        scale = 240 / width
        self._below(8, height * scale + 8)
        top = self._y
        page = self._mark("Figure", said)
        page.set_line_width(1.1)
        page.set_line_cap(1)
        page.set_line_join(1)
        for stroke in lines:
            placed = [(MARGIN + x * scale, top - y * scale) for x, y in stroke]
            page.move_to(*placed[0])
            for point in placed[1:] or placed:
                page.line_to(*point)
            page.stroke()
        page.end_marked_content()
        self._y = top - height * scale

    def written(self) -> bytes:
        """The file."""
        self._finish()
        out = io.BytesIO()
        self._pdf.write(out)
        return out.getvalue()

    def _below(self, gap: float, needed: float) -> None:
        if self._y - gap - needed < MARGIN:
            self._turn()
        else:
            self._y -= gap

    def _turn(self) -> None:
        self._pages.append(_Page(pydyf.Stream()))
        self._y = HEIGHT - MARGIN

    def _text(self, text: str, size: float, tag: str, *, bold: bool = False, indent: int = 0) -> None:
        page = self._mark(tag)
        for line in wrapped(text, (MEASURE - indent) / size, bold=bold):
            if self._y - size * LEADING < MARGIN:
                page.end_marked_content()
                self._turn()
                page = self._mark(tag)
            self._y -= size * LEADING
            page.begin_text()
            page.set_font_size("Bold" if bold else "Plain", size)
            page.set_text_matrix(1, 0, 0, 1, MARGIN + indent, self._y)
            page.show_text(f"<{encoded(line).hex()}>")
            page.end_text()
        page.end_marked_content()

    def _mark(self, tag: str, said: str = "") -> Any:
        """Begin a piece that stands in the tree of the document's parts."""
        page = self._pages[-1]
        part = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{tag}", "K": len(page.marks)})
        if said:
            part["Alt"] = pydyf.String(said)
        self._pdf.add_object(part)
        part["page"] = len(self._pages) - 1
        page.stream.begin_marked_content(tag, pydyf.Dictionary({"MCID": len(page.marks)}))
        page.marks.append(part)
        self._parts.append(part)
        return page.stream

    def _finish(self) -> None:
        fonts = {}
        for key, name in (("Plain", "Helvetica"), ("Bold", "Helvetica-Bold")):
            font = pydyf.Dictionary(
                {"Type": "/Font", "Subtype": "/Type1", "BaseFont": f"/{name}", "Encoding": "/WinAnsiEncoding"}
            )
            self._pdf.add_object(font)
            fonts[key] = font.reference
        whole = pydyf.Dictionary({"Type": "/StructElem", "S": "/Document", "P": self._root.reference})
        self._pdf.add_object(whole)
        numbers, made = [], []
        for number, page in enumerate(self._pages):
            self._pdf.add_object(page.stream)
            leaf = pydyf.Dictionary({
                "Type": "/Page", "Parent": self._pdf.pages.reference, "MediaBox": pydyf.Array([0, 0, WIDTH, HEIGHT]),
                "Contents": page.stream.reference, "StructParents": number, "Tabs": "/S",
                "Resources": pydyf.Dictionary({"Font": pydyf.Dictionary(fonts)}),
            })  # fmt: skip
            self._pdf.add_page(leaf)
            made.append(leaf)
            numbers += [number, pydyf.Array([mark.reference for mark in page.marks])]
        for part in self._parts:
            part["P"], part["Pg"] = whole.reference, made[part.pop("page")].reference
        whole["K"] = pydyf.Array([part.reference for part in self._parts])
        parents = pydyf.Dictionary({"Nums": pydyf.Array(numbers)})
        self._pdf.add_object(parents)
        self._root |= {"K": whole.reference, "ParentTree": parents.reference, "ParentTreeNextKey": len(self._pages)}
        self._pdf.info["Title"] = pydyf.String(self._title)
        self._pdf.catalog |= {
            "StructTreeRoot": self._root.reference, "MarkInfo": pydyf.Dictionary({"Marked": "true"}),
            "Lang": pydyf.String("en-GB"), "ViewerPreferences": pydyf.Dictionary({"DisplayDocTitle": "true"}),
        }  # fmt: skip


def encoded(text: str) -> bytes:
    """Text as the fonts have it: a letter they lack without its mark, and a question mark where nothing is left."""
    parts = []
    for char in text:
        try:
            parts.append(char.encode("cp1252"))
        except UnicodeEncodeError:
            bare = unicodedata.normalize("NFKD", char).encode("ascii", "ignore")
            parts.append(bare or (b"" if unicodedata.combining(char) else b"?"))
    return b"".join(parts)


def text_width(text: str, *, bold: bool = False) -> float:
    """The width of text in units of its size."""
    total = sum(_WIDTHS.get(char) or _WIDTHS.get(unicodedata.normalize("NFKD", char)[0], 600) for char in text)
    return total / 1000 * (_BOLD if bold else 1)


def wrapped(text: str, width: float, *, bold: bool = False) -> list[str]:
    """Text in lines of at most `width` times its size, broken between words, and within one that is longer."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            while text_width(word, bold=bold) > width:
                at = max(1, int(len(word) * width / text_width(word, bold=bold)) - 1)
                lines += [line] if line else []
                lines.append(word[:at])
                line, word = "", word[at:]
            joined = f"{line} {word}" if line else word
            if line and text_width(joined, bold=bold) > width:
                lines.append(line)
                joined = word
            line = joined
        lines.append(line)
    return lines
