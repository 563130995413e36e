"""The targets: one for each way in. A target takes bytes, and raises nothing unless it found something.

Where bytes alone would never come past a checksum or a zip header, the target's bytes are what lies inside: the XML of
a document, the JSON of a backup's header. The target wraps them as the outside does.
"""

import hashlib
import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from fuzz.invariants import BrokenPromiseError, check_transcript, hold
from fuzz.study_archive import check_archive
from fuzz.typed import check_beside, check_call, check_guide, check_strokes, check_typed
from lifeworld.common.errors import DomainError
from lifeworld.common.search_index.query import WORD, pieces
from lifeworld.interchange.transcripts import UnreadableTranscriptError, read_pasted, read_transcript
from lifeworld.interviews.rules.file_names import LONGEST_ENDING, ending_of
from lifeworld.security.backup.errors import BackupDamagedError, BackupTooNewError, NotABackupError
from lifeworld.security.backup.file import MAGIC, VERSION, read_header
from lifeworld.security.sealed_head import LONGEST
from lifeworld.study.rules.hra_record import NotASummaryError
from lifeworld.study.rules.hra_summary import parse_summary
from lifeworld.study.rules.slugs import LONGEST_SLUG, slug_for
from lifeworld.study.rules.upload_text import text_of

PART = b"\n%%part "  # parts the entries of a package: PART, the entry's name, a line feed, its bytes
WORD_ROOT = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    b'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    b'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><w:body>',
    b"</w:body></w:document>",
)
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_OPEN_NAMES = "".join(f' xmlns:{one}="{_OASIS}:{one}:1.0"' for one in ("office", "text", "table", "style"))
OPEN_ROOT = (
    f'<office:document-content{_OPEN_NAMES} xmlns:draw="{_OASIS}:drawing:1.0" '
    f'xmlns:fo="{_OASIS}:xsl-fo-compatible:1.0"><office:body><office:text>'.encode(),
    b"</office:text></office:body></office:document-content>",
)


@dataclass(frozen=True)
class Target:
    """A way in. `importer`: it reads a transcript. `longest`: the largest input worth trying, in bytes."""

    name: str
    check: Callable[[bytes], None]
    importer: bool = True
    longest: int = 16_384


def packed(data: bytes, main: str, root: tuple[bytes, bytes]) -> bytes:
    """A package whose `main` entry is `data` up to the first `PART`, each further part an entry of the name it gives.

    The main entry's XML stands within `root` unless it brings a root of its own.
    """
    body, *others = data.split(PART)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(main, body if body.startswith((b"<?xml", b"<!")) else root[0] + body + root[1])
        for part in others:
            name, _, content = part.partition(b"\n")
            entry = name.decode("latin-1").replace("\0", "") or "x"
            if entry not in archive.namelist():
                archive.writestr(zipfile.ZipInfo(entry), content)
    return buffer.getvalue()


def _file(suffix: str, data: bytes) -> None:
    try:
        read = read_transcript(data, suffix)
    except UnreadableTranscriptError as refusal:
        _check_refusal(refusal)
        return
    check_transcript(read, len(data))


def _check_refusal(refusal: DomainError) -> None:
    hold(len(refusal.sentences()) == 3, "a refusal without what, safe and do")
    hold(refusal.__cause__ is None and (refusal.__context__ is None or refusal.__suppress_context__), "a cause shows")


def _docx(data: bytes) -> None:
    _file(".docx", packed(data, "word/document.xml", WORD_ROOT))


def _odt(data: bytes) -> None:
    _file(".odt", packed(data, "content.xml", OPEN_ROOT))


def _package(data: bytes) -> None:
    _file(".docx", b"PK\x03\x04" + data)


def _rtf(data: bytes) -> None:
    _file(".rtf", b"{\\rtf1 " + data)


def _pasted(data: bytes) -> None:
    text = data.decode("utf-8", "surrogatepass" if data[:1] == b"\xed" else "replace")
    try:
        read = read_pasted(text)
    except UnreadableTranscriptError as refusal:
        _check_refusal(refusal)
        return
    check_transcript(read, len(data))


def _name(data: bytes) -> None:
    """A file's name up to the first line feed, then its content."""
    name, _, content = data.partition(b"\n")
    ending = ending_of(name.decode("utf-8", "replace"))
    hold(ending == ending.lower() and len(ending) <= LONGEST_ENDING and ending.isascii(), "an ending beyond its column")
    _file(ending, content)


def _summary(data: bytes) -> None:
    text = text_of(data)
    try:
        summary = parse_summary(text)
    except NotASummaryError as refusal:
        _check_refusal(refusal)
        return
    hold(summary.raw == text, "the text is not kept as it came")
    slug = slug_for(summary.short_title or summary.full_title, [])
    hold(0 < len(slug) <= LONGEST_SLUG and slug.isascii(), "no address for the study")


def _header(head: bytes) -> None:
    try:
        header = read_header(io.BytesIO(head))
    except (NotABackupError, BackupTooNewError, BackupDamagedError):
        return
    hold(
        header.size >= 0 and len(header.salt) == 32 and header.made_at.tzinfo is not None,
        "a header that cannot be used was taken",
    )


def _backup(data: bytes) -> None:
    """Once as it is, once as a header's body with the digest that fits it."""
    _header(MAGIC + data)
    start = MAGIC + struct.pack(">HI", VERSION, min(len(data), LONGEST + 1))
    _header(start + data + hashlib.sha256(start + data).digest())


def _search(data: bytes) -> None:
    found = [word for piece in pieces(data.decode("utf-8", "replace")) for word in piece.words]
    hold(sum(map(len, found)) <= 400, "a search without end")
    hold(all(WORD.fullmatch(word) for word in found), "an operator that a person typed reaches the index")


TARGETS = {
    target.name: target
    for target in (
        Target("docx", _docx),
        Target("odt", _odt),
        Target("package", _package),
        Target("rtf", _rtf),
        Target("txt", lambda data: _file(".txt", data)),
        Target("md", lambda data: _file(".md", data)),
        Target("vtt", lambda data: _file(".vtt", data)),
        Target("srt", lambda data: _file(".srt", data)),
        Target("pasted", _pasted),
        Target("name", _name),
        Target("summary", _summary, importer=False),
        Target("backup", _backup, importer=False, longest=4_096),
        Target("search", _search, importer=False, longest=1_024),
        Target("archive", check_archive, importer=False),
        Target("typed", check_typed, importer=False, longest=6_000),
        Target("strokes", check_strokes, importer=False),
        Target("guide", check_guide, importer=False, longest=4_096),
        Target("call", check_call, importer=False),
        Target("beside", check_beside, importer=False),
    )
}
__all__ = ["TARGETS", "BrokenPromiseError", "Target", "packed"]
