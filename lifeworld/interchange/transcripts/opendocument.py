"""Reading OpenDocument text (.odt) by walking its XML: deleted paragraphs stay out, headings and spaces stay in.

Source of element names: OASIS OpenDocument 1.3, part 3.
"""

import re
from collections import Counter
from collections.abc import Mapping

from lifeworld.interchange.transcripts import refusals
from lifeworld.interchange.transcripts.archive import GuardedArchive
from lifeworld.interchange.transcripts.blocks import Gathered
from lifeworld.interchange.transcripts.flow import FlowStack
from lifeworld.interchange.transcripts.streamed_xml import walk_xml

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = {
    f"{_OASIS}:office:1.0": "office",
    f"{_OASIS}:text:1.0": "text",
    f"{_OASIS}:table:1.0": "table",
    f"{_OASIS}:drawing:1.0": "draw",
    f"{_OASIS}:style:1.0": "style",
    f"{_OASIS}:xsl-fo-compatible:1.0": "fo",
    f"{_OASIS}:svg-compatible:1.0": "svg",
    f"{_OASIS}:manifest:1.0": "manifest",
    "http://www.w3.org/1998/Math/MathML": "math",
}
_CONTENT = "content.xml"
_STYLES = "styles.xml"
_MOST_SPACES = 1_000
_WHITE_SPACE = re.compile(r"[ \t\r\n]+")

_SKIPPED_WORDS = (
    "text:tracked-changes text:note office:annotation office:forms office:scripts text:sequence-decls "
    "text:variable-decls text:user-field-decls text:index-title-template text:list-header-template "
    "svg:title svg:desc office:event-listeners text:alphabetical-index-source "
    "text:table-of-content-source office:binary-data text:script"
)
_SKIPPED = frozenset(_SKIPPED_WORDS.split())
_PARAGRAPHS = frozenset({"text:p", "text:h"})
_HEADERS = frozenset({"style:header", "style:footer", "style:header-left", "style:footer-left"})
_CHANGES = {"text:deletion": "deletions", "text:insertion": "insertions"}


class _OpenDocumentWalker:
    """Follows content.xml and gathers its visible words."""

    def __init__(self) -> None:
        self.flow = FlowStack()
        self.found: Counter[str] = Counter()
        self.is_text = False
        self._skip = 0
        self._paragraphs = 0
        self._after_space = True
        self._bold_styles: set[str] = set()
        self._style = ""
        self._bold: list[bool] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _CHANGES:
            self.found[_CHANGES[name]] += 1
        if self._skip or name in _SKIPPED:
            self._begin_skipping(name, attributes)
        elif name in _PARAGRAPHS:
            self._paragraphs += 1
            self._after_space = True
            self.flow.open_paragraph()
        elif name == "text:span":
            style = attributes.get("text:style-name", "")
            self._bold.append(style in self._bold_styles or style == "Strong_20_Emphasis")
        elif name == "text:s":
            self._add(" " * _repeat(attributes), collapse=False)
        elif name == "text:tab":
            self._add("\t", collapse=False)
        elif name == "text:line-break":
            self._add("\n", collapse=False)
            self._after_space = True
        else:
            self._open(name, attributes)

    def end(self, name: str) -> None:
        if self._skip:
            self._skip -= 1
        elif name in _PARAGRAPHS:
            self._paragraphs -= 1
            self.flow.close_paragraph()
        elif name == "text:span":
            self._bold.pop()
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self.flow.close_cell()
        elif name == "table:table":
            self.flow.close_table()
        elif name == "draw:text-box":
            self.flow.close_box()

    def text(self, text: str) -> None:
        if self._paragraphs and not self._skip:
            self._add(text, collapse=True)

    def _begin_skipping(self, name: str, attributes: Mapping[str, str]) -> None:
        if not self._skip and name == "text:note":
            kind = attributes.get("text:note-class", "footnote")
            self.found["endnotes" if kind == "endnote" else "footnotes"] += 1
        elif not self._skip and name == "office:annotation":
            self.found["comments"] += 1
        self._skip += 1

    def _open(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table:table":
            self.flow.open_table()
        elif name == "table:table-row":
            self.flow.open_row()
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self.flow.open_cell()
        elif name == "draw:text-box":
            self.flow.open_box()
        elif name == "draw:image":
            self.found["pictures"] += 1
        elif name == "office:text":
            self.is_text = True
        elif name == "style:style":
            self._style = attributes.get("style:name", "")
        elif name == "style:text-properties" and attributes.get("fo:font-weight") == "bold":
            self._bold_styles.add(self._style)
        elif name in ("text:hidden-text", "text:hidden-paragraph"):
            self.found["hidden"] += 1

    def _add(self, text: str, *, collapse: bool) -> None:
        """White space in the XML collapses to one space, none at a paragraph's start; elements for space do not."""
        if collapse:
            text = _WHITE_SPACE.sub(" ", text)
            if self._after_space:
                text = text.lstrip(" ")
        if text:
            self._after_space = text.endswith(" ") and collapse
            self.flow.add(text, bold=any(self._bold))


class _HeaderSeeker:
    """Finds out whether page headers or footers hold words."""

    def __init__(self) -> None:
        self.headers = 0
        self._inside = 0
        self._seen = False

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        if name in _HEADERS:
            self._seen = False
        self._inside += self._inside > 0 or name in _HEADERS

    def end(self, name: str) -> None:
        self._inside -= self._inside > 0
        if name in _HEADERS:
            self.headers += self._seen

    def text(self, text: str) -> None:
        self._seen = self._seen or (self._inside > 0 and bool(text.strip()))


class _ManifestSeeker:
    """Finds out whether the package is encrypted."""

    def __init__(self) -> None:
        self.encrypted = False

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        self.encrypted = self.encrypted or name == "manifest:encryption-data"

    def end(self, name: str) -> None:
        """The manifest is read from its opening tags alone."""

    def text(self, text: str) -> None:
        """The manifest holds no text."""


def _repeat(attributes: Mapping[str, str]) -> int:
    count = attributes.get("text:c", "1")
    return min(int(count), _MOST_SPACES) if count.isascii() and count[:5].isdigit() and len(count) < 6 else 1


def read_opendocument(archive: GuardedArchive) -> Gathered:
    """The blocks of an OpenDocument text.

    Raises:
        UnreadableTranscriptError: damaged, hostile, encrypted, or not a text document.
    """
    if "META-INF/manifest.xml" in archive.names:
        manifest = _ManifestSeeker()
        walk_xml(archive.chunks("META-INF/manifest.xml"), manifest, NAMESPACES)
        if manifest.encrypted:
            raise refusals.protected()
    walker = _OpenDocumentWalker()
    walk_xml(archive.chunks(_CONTENT), walker, NAMESPACES)
    if not walker.is_text:
        raise refusals.other_package()
    if _STYLES in archive.names:
        headers = _HeaderSeeker()
        walk_xml(archive.chunks(_STYLES), headers, NAMESPACES)
        walker.found["headers"] += headers.headers
    return Gathered(walker.flow.finish(), walker.found)
