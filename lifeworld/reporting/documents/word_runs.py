"""Runs and small elements of a Word document, which python-docx leaves to be written by hand."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from lifeworld.reporting.documents.legal_text import legal
from lifeworld.reporting.tables import Run

# The marks of stance stand in few text faces; one face for the three keeps them of one size.
MARK_FONT = "Segoe UI Symbol"
_MARKS = re.compile("([●◐○])")


def element(name: str, **attributes: str) -> Any:
    """An element `w:…` with its attributes, all of that namespace."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def run_elements(run: Run, *, capitals: bool = False) -> Iterator[Any]:
    """A stretch of text as `w:r` elements, the marks of stance in a face that has them."""
    for part in filter(None, _MARKS.split(run.text)):
        yield run_element(replace(run, text=part), capitals=capitals)


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
