"""Runs and small elements of a Word document, which python-docx leaves to be written by hand."""

import re
from collections.abc import Iterator
from functools import cache
from html import escape
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from lifeworld.reporting.documents.legal_text import legal
from lifeworld.reporting.tables import Run

# The marks of stance stand in few text faces; one face for the three keeps them of one size.
MARK_FONT = "Segoe UI Symbol"
_MARKS = re.compile("([●◐○])")
_MARK_FONT_MARKUP = (
    f'<w:rFonts w:ascii="{MARK_FONT}" w:hAnsi="{MARK_FONT}" w:eastAsia="{MARK_FONT}" w:cs="{MARK_FONT}"/>'
)
_BREAK = re.compile("([\t\n\r])")
_BREAKS = {"\t": "<w:tab/>", "\n": "<w:br/>", "\r": "<w:br/>"}


def element(name: str, **attributes: str) -> Any:
    """An element `w:…` with its attributes, all of that namespace."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def run_markup(run: Run, *, capitals: bool = False) -> str:
    """A stretch of text as the markup of its `w:r` elements, as `run_elements` makes them."""
    text, style = run.text, (run.bold, run.italic, capitals, run.underline)
    if text.isprintable() and not _MARKS.search(text):
        # No break, no tab, nothing that XML forbids: one piece as it stands, as nearly all texts are.
        return f"<w:r>{_properties(False, *style)}{_text(text)}</w:r>" if text else ""
    parts = [part for part in _MARKS.split(text) if part]
    # Breaks and tabs are elements of their own in a run (ECMA-376, 17.3.3).
    pieces = [[_BREAKS.get(piece) or _text(piece) for piece in _BREAK.split(legal(part)) if piece] for part in parts]
    properties = [_properties(bool(_MARKS.fullmatch(part)), *style) for part in parts]
    return "".join([f"<w:r>{how}{''.join(what)}</w:r>" for how, what in zip(properties, pieces, strict=True)])


@cache
def _properties(mark: bool, bold: bool, italic: bool, capitals: bool, underline: bool) -> str:
    style = "".join(
        (
            _MARK_FONT_MARKUP if mark else "",
            "<w:b/>" if bold else "",
            "<w:i/>" if italic else "",
            "<w:caps/>" if capitals else "",
            '<w:u w:val="single"/>' if underline else "",
        )
    )
    return f"<w:rPr>{style}</w:rPr>" if style else ""


def _text(words: str) -> str:
    kept = ' xml:space="preserve"' if words != words.strip() else ""
    return f"<w:t{kept}>{escape(words, quote=False)}</w:t>"


def run_elements(run: Run, *, capitals: bool = False) -> Iterator[Any]:
    """A stretch of text as `w:r` elements, the marks of stance in a face that has them."""
    for part in filter(None, _MARKS.split(run.text)):
        yield run_element(run._replace(text=part), capitals=capitals)


def run_element(run: Run, *, capitals: bool = False) -> Any:
    """One `w:r` with its style; line feeds and tabs in the text are kept (python-docx writes them so)."""
    made = OxmlElement("w:r")
    properties = OxmlElement("w:rPr")
    if _MARKS.fullmatch(run.text):
        properties.append(element("w:rFonts", ascii=MARK_FONT, hAnsi=MARK_FONT, eastAsia=MARK_FONT, cs=MARK_FONT))
    if run.bold:
        properties.append(OxmlElement("w:b"))
    if run.italic:
        properties.append(OxmlElement("w:i"))
    if capitals:
        properties.append(OxmlElement("w:caps"))
    if run.underline:
        properties.append(element("w:u", val="single"))
    if len(properties):
        made.append(properties)
    made.text = legal(run.text)
    return made
