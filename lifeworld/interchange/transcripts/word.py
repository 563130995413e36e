"""Reading Word documents (.docx) by walking their XML, because ready-made extractors drop words.

Tracked insertions, content controls, smart tags, hyperlinks, field results, soft breaks and text boxes are kept;
tracked deletions, notes, comments, headers and footers are left out and counted.
Source of element names: ECMA-376, WordprocessingML, transitional and strict.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
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
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(slots=True)
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
        elif self._properties:
            self._note_paragraph_property(name)
        elif (opens := _OPENS.get(name)) is not None:
            opens(self, name, attributes)

    def end(self, name: str) -> None:
        if self._skip:
            self._skip -= 1
        elif self._properties:
            self._properties -= 1
        elif (closes := _CLOSES.get(name)) is not None:
            closes(self, name)

    def text(self, text: str) -> None:
        if self._in_text and not self._skip:
            self._add(text.replace("\n", " "))

    def _open_text(self, _name: str, _attributes: Mapping[str, str]) -> None:
        self._in_text = True

    def _close_text(self, _name: str) -> None:
        self._in_text = False

    def _open_run(self, _name: str, _attributes: Mapping[str, str]) -> None:
        self._runs.append(_Run())

    def _close_run(self, _name: str) -> None:
        self._runs.pop()

    def _open_paragraph(self, _name: str, _attributes: Mapping[str, str]) -> None:
        self._mark_deleted.append(False)
        self.flow.open_paragraph()

    def _close_paragraph(self, _name: str) -> None:
        self.flow.close_paragraph(mark_deleted=self._mark_deleted.pop())

    def _open_insertion(self, _name: str, _attributes: Mapping[str, str]) -> None:
        self._inserted_from.append(self.flow.characters)

    def _close_insertion(self, _name: str) -> None:
        self.found["insertions"] += self.flow.characters > self._inserted_from.pop()

    def _open_removal(self, _name: str, _attributes: Mapping[str, str]) -> None:
        self._removed += 1

    def _close_removal(self, name: str) -> None:
        self._removed -= 1
        if self._removed_text and not self._removed:
            self.found[_REMOVED[name]] += 1
            self._removed_text = False

    def _open_alternatives(self, _name: str, _attributes: Mapping[str, str]) -> None:
        self._choices.append(self.flow.characters)

    def _close_alternatives(self, _name: str) -> None:
        self._choices.pop()

    def _open_fallback(self, _name: str, _attributes: Mapping[str, str]) -> None:
        """The same content is written twice for old and new readers: the second only counts if the first was empty."""
        if self._choices and self.flow.characters > self._choices[-1]:
            self._skip = 1

    def _open_properties(self, name: str, _attributes: Mapping[str, str]) -> None:
        self._note_paragraph_property(name)

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

    def _count(self, name: str, _attributes: Mapping[str, str]) -> None:
        self.found[_COUNTED[name]] += 1

    def _add_sign(self, name: str, _attributes: Mapping[str, str]) -> None:
        self._add(_AS_TEXT[name])

    def _add_symbol(self, _name: str, attributes: Mapping[str, str]) -> None:
        character = symbol_character(attributes.get("w:font", ""), attributes.get("w:char", ""))
        if character == UNREADABLE_SYMBOL and not self._removed:
            self.found["symbols"] += 1
        self._add(character)


# What is opened and closed; all else (a run's properties, above all) says nothing.
_OPENS: dict[str, Callable[[_WordWalker, str, Mapping[str, str]], None]] = {
    "w:t": _WordWalker._open_text,
    "m:t": _WordWalker._open_text,
    "w:r": _WordWalker._open_run,
    "w:p": _WordWalker._open_paragraph,
    "w:pPr": _WordWalker._open_properties,
    "w:b": _WordWalker._format_run,
    "w:vanish": _WordWalker._format_run,
    "w:sym": _WordWalker._add_symbol,
    "w:ins": _WordWalker._open_insertion,
    "w:tbl": lambda walker, _name, _attributes: walker.flow.open_table(),
    "w:tr": lambda walker, _name, _attributes: walker.flow.open_row(),
    "w:tc": lambda walker, _name, _attributes: walker.flow.open_cell(),
    "w:txbxContent": lambda walker, _name, _attributes: walker.flow.open_box(),
    "mc:AlternateContent": _WordWalker._open_alternatives,
    "mc:Fallback": _WordWalker._open_fallback,
    **dict.fromkeys(_REMOVED, _WordWalker._open_removal),
    **dict.fromkeys(_COUNTED, _WordWalker._count),
    **dict.fromkeys(_AS_TEXT, _WordWalker._add_sign),
}
_CLOSES: dict[str, Callable[[_WordWalker, str], None]] = {
    "w:t": _WordWalker._close_text,
    "m:t": _WordWalker._close_text,
    "w:r": _WordWalker._close_run,
    "w:p": _WordWalker._close_paragraph,
    "w:ins": _WordWalker._close_insertion,
    "w:tbl": lambda walker, _name: walker.flow.close_table(),
    "w:tc": lambda walker, _name: walker.flow.close_cell(),
    "w:txbxContent": lambda walker, _name: walker.flow.close_box(),
    "mc:AlternateContent": _WordWalker._close_alternatives,
    **dict.fromkeys(_REMOVED, _WordWalker._close_removal),
}


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
