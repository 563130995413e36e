"""Reading Word documents (.docx) by walking their XML, because ready-made extractors drop words.

Tracked insertions, content controls, smart tags, hyperlinks, field results, soft breaks and text boxes are kept;
tracked deletions, notes, comments, headers and footers are left out and counted.
Source of element names: ECMA-376, WordprocessingML, transitional and strict.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from lifeworld.interchange.transcripts import refusals
from lifeworld.interchange.transcripts.archive import GuardedArchive
from lifeworld.interchange.transcripts.blocks import Gathered
from lifeworld.interchange.transcripts.flow import FlowStack
from lifeworld.interchange.transcripts.streamed_xml import walk_xml
from lifeworld.interchange.transcripts.symbols import UNREADABLE_SYMBOL, symbol_character

NAMESPACES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "urn:schemas-microsoft-com:vml": "v",
}
_USUAL_MAIN_PART = "word/document.xml"
_SIDE_PART = re.compile(r"(?:header|footer)\d*\.xml")

_SKIPPED_NAMES = (
    "pPrChange rPrChange sectPrChange sectPr sdtPr sdtEndPr trPr tcPr tblPr tblPrEx tblGrid "
    "instrText delInstrText delText rubyPr fldData ffData"
)
_SKIPPED = frozenset(f"w:{name}" for name in _SKIPPED_NAMES.split())
_AS_TEXT = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "-",
}
_COUNTED = {
    "w:footnoteReference": "footnotes",
    "w:endnoteReference": "endnotes",
    "w:commentReference": "comments",
    "w:altChunk": "embedded",
    "a:blip": "pictures",
    "v:imagedata": "pictures",
}
_REMOVED = {"w:del": "deletions", "w:moveFrom": "moves"}
# What is opened and closed; all else (a run's properties, above all) says nothing.
_HOLDING_NAMES = "w:t m:t w:r w:p w:ins w:tbl w:tr w:tc w:txbxContent mc:AlternateContent mc:Fallback"
_HOLDING = frozenset(_HOLDING_NAMES.split())
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass
class _Run:
    bold: bool = False
    hidden: bool = False


class _WordWalker:
    """Follows the main part's XML and gathers its visible words."""

    def __init__(self) -> None:
        self.flow = FlowStack()
        self.found: Counter[str] = Counter()
        self._skip = 0
        self._removed = 0
        self._removed_text = False
        self._inserted_from: list[int] = []
        self._properties = 0
        self._mark_deleted: list[bool] = []
        self._runs: list[_Run] = []
        self._in_text = False
        self._choices: list[int] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._removed and name in ("w:delText", "w:t"):
            self._removed_text = True
        if self._skip or name in _SKIPPED:
            self._skip += 1
        elif self._properties or name == "w:pPr":
            self._note_paragraph_property(name)
        elif name in _REMOVED:
            self._removed += 1
        elif name in _COUNTED:
            self.found[_COUNTED[name]] += 1
        elif name in _AS_TEXT:
            self._add(_AS_TEXT[name])
        elif name == "w:sym":
            self._add_symbol(attributes)
        elif name in ("w:b", "w:vanish"):
            self._format_run(name, attributes)
        elif name in _HOLDING:
            self._open(name)

    def end(self, name: str) -> None:
        if self._skip:
            self._skip -= 1
        elif self._properties:
            self._properties -= 1
        elif name in _REMOVED:
            self._removed -= 1
            if self._removed_text and not self._removed:
                self.found[_REMOVED[name]] += 1
                self._removed_text = False
        elif name in _HOLDING:
            self._close(name)

    def text(self, text: str) -> None:
        if self._in_text and not self._skip:
            self._add(text.replace("\n", " "))

    def _open(self, name: str) -> None:
        if name in ("w:t", "m:t"):
            self._in_text = True
        elif name == "w:r":
            self._runs.append(_Run())
        elif name == "w:p":
            self._mark_deleted.append(False)
            self.flow.open_paragraph()
        elif name == "w:ins":
            self._inserted_from.append(self.flow.characters)
        elif name == "w:tbl":
            self.flow.open_table()
        elif name == "w:tr":
            self.flow.open_row()
        elif name == "w:tc":
            self.flow.open_cell()
        elif name == "w:txbxContent":
            self.flow.open_box()
        elif name in ("mc:AlternateContent", "mc:Fallback"):
            self._open_alternative(name)

    def _close(self, name: str) -> None:
        if name in ("w:t", "m:t"):
            self._in_text = False
        elif name == "w:r":
            self._runs.pop()
        elif name == "w:p":
            self.flow.close_paragraph(mark_deleted=self._mark_deleted.pop())
        elif name == "w:ins":
            self.found["insertions"] += self.flow.characters > self._inserted_from.pop()
        elif name == "w:tbl":
            self.flow.close_table()
        elif name == "w:tc":
            self.flow.close_cell()
        elif name == "w:txbxContent":
            self.flow.close_box()
        elif name == "mc:AlternateContent":
            self._choices.pop()

    def _open_alternative(self, name: str) -> None:
        """The same content is written twice for old and new readers: the second only counts if the first was empty."""
        if name == "mc:AlternateContent":
            self._choices.append(self.flow.characters)
        elif self._choices and self.flow.characters > self._choices[-1]:
            self._skip = 1

    def _note_paragraph_property(self, name: str) -> None:
        self._properties += 1
        if name == "w:del" and self._mark_deleted:
            self._mark_deleted[-1] = True

    def _format_run(self, name: str, attributes: Mapping[str, str]) -> None:
        on = attributes.get("w:val", "1").lower() not in _OFF
        if self._runs and name == "w:b":
            self._runs[-1].bold = on
        elif self._runs:
            self._runs[-1].hidden = on

    def _add(self, text: str) -> None:
        if self._removed:
            return
        run = self._runs[-1] if self._runs else _Run()
        if run.hidden and text.strip():
            self.found["hidden"] += 1
        self.flow.add(text, bold=run.bold)

    def _add_symbol(self, attributes: Mapping[str, str]) -> None:
        character = symbol_character(attributes.get("w:font", ""), attributes.get("w:char", ""))
        if character == UNREADABLE_SYMBOL and not self._removed:
            self.found["symbols"] += 1
        self._add(character)


class _TextSeeker:
    """Finds out whether a part holds any words at all."""

    def __init__(self) -> None:
        self.found = False
        self._in_text = False

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        self._in_text = name == "w:t"

    def end(self, _name: str) -> None:
        self._in_text = False

    def text(self, text: str) -> None:
        self.found = self.found or (self._in_text and bool(text.strip()))


class _RelationWalker:
    """Finds the main part among the package's relations."""

    def __init__(self) -> None:
        self.target = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("Type", "")
        if name == "Relationship" and kind.endswith("/officeDocument") and not self.target:
            self.target = attributes.get("Target", "").lstrip("/")

    def end(self, name: str) -> None:
        """Relations are read from their opening tags alone."""

    def text(self, text: str) -> None:
        """Relations hold no text."""


def main_part(archive: GuardedArchive) -> str:
    """The entry that holds a Word document's text, or "" when the archive is not a Word document."""
    target = _USUAL_MAIN_PART
    if "_rels/.rels" in archive.names:
        relations = _RelationWalker()
        walk_xml(archive.chunks("_rels/.rels"), relations, {})
        target = relations.target or target
    inside_word = target.startswith("word/") and target in archive.names
    return target if inside_word else ""


def read_word(archive: GuardedArchive) -> Gathered:
    """The blocks of a Word document.

    Raises:
        UnreadableTranscriptError: damaged, hostile, or without a text part.
    """
    part = main_part(archive)
    if not part:
        raise refusals.other_package()
    walker = _WordWalker()
    walk_xml(archive.chunks(part), walker, NAMESPACES)
    folder = part.rpartition("/")[0] + "/"
    sides = [name for name in archive.names if name.startswith(folder) and _SIDE_PART.fullmatch(name[len(folder) :])]
    walker.found["headers"] += sum(_holds_text(archive, name) for name in sides)
    return Gathered(walker.flow.finish(), walker.found)


def _holds_text(archive: GuardedArchive, name: str) -> bool:
    seeker = _TextSeeker()
    walk_xml(archive.chunks(name), seeker, NAMESPACES)
    return seeker.found
