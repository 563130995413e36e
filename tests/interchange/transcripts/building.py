"""Builds small documents of each kind, so that tests say what a file holds and no file needs to be kept."""

import io
import zipfile
from xml.sax.saxutils import escape

from lifeworld.interchange.transcripts import read_transcript
from lifeworld.interviews.rules.reading import ReadTranscript

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def zipped(entries: dict[str, str | bytes]) -> bytes:
    """A zip archive of the entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A Word document with this XML as its body; `parts` are further entries, `header1` for word/header1.xml."""
    root = f'xmlns:w="{WORD}" xmlns:mc="{COMPATIBILITY}"'
    document = f"<w:document {root}><w:body>{body}</w:body></w:document>"
    others = {f"word/{name}.xml": f"<w:hdr {root}>{xml}</w:hdr>" for name, xml in parts.items()}
    return zipped({"word/document.xml": document, **others})


def w_run(text: str, *, bold: bool = False) -> str:
    """A run of Word text."""
    properties = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def w_paragraph(*runs: str) -> str:
    """A Word paragraph of runs; plain text becomes a run."""
    inner = "".join(run if run.startswith("<") else w_run(run) for run in runs)
    return f"<w:p>{inner}</w:p>"


def w_table(*rows: tuple[str, ...]) -> str:
    """A Word table of texts."""
    made = ("".join(f"<w:tc>{w_paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in made)}</w:tbl>"


def odt(body: str, *, styles: str = "", tracked: str = "") -> bytes:
    """An OpenDocument text with this XML as its body."""
    names = " ".join(f'xmlns:{one}="{OASIS}:{one}:1.0"' for one in ("office", "text", "table", "style"))
    names += f' xmlns:draw="{OASIS}:drawing:1.0" xmlns:fo="{OASIS}:xsl-fo-compatible:1.0"'
    content = (
        f"<office:document-content {names}>{styles}<office:body><office:text>{tracked}{body}"
        "</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def o_paragraph(xml: str) -> str:
    """An OpenDocument paragraph."""
    return f"<text:p>{xml}</text:p>"


def rtf(body: str) -> bytes:
    """An RTF text in Windows-1252."""
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Arial;}}" + body + "}").encode("latin-1")


def rtf_text(text: str) -> str:
    """Text as RTF writes it: everything beyond ASCII by UTF-16 number."""
    written = []
    for character in text:
        if character in "\\{}":
            written.append("\\" + character)
        elif character.isascii():
            written.append(character)
        else:
            units = character.encode("utf-16-le")
            for at in range(0, len(units), 2):
                number = int.from_bytes(units[at : at + 2], "little")
                written.append(f"\\u{number - 0x10000 if number > 0x7FFF else number}?")
    return "".join(written)


def read_text(text: str, suffix: str = ".txt") -> ReadTranscript:
    """Read text as a UTF-8 file."""
    return read_transcript(text.encode(), suffix)


def said(transcript: ReadTranscript) -> list[tuple[str, str]]:
    """Speaker and words of every turn."""
    return [(turn.speaker, turn.text) for turn in transcript.turns]


def sentences(transcript: ReadTranscript) -> list[str]:
    """What the person is told."""
    return [notice.sentence for notice in transcript.notices]
