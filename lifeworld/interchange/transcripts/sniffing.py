"""What a file is by its content, because names are often wrong."""

import re
from enum import Enum, auto

from lifeworld.interchange.transcripts import refusals

TEXT_SUFFIXES = frozenset({".txt", ".md", ".vtt", ".srt"})
SUFFIXES = TEXT_SUFFIXES | {".docx", ".odt", ".rtf"}

_ARCHIVE = b"PK\x03\x04"
_EMPTY_ARCHIVE = b"PK\x05\x06"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RICH_TEXT = b"{\\rtf"
_PDF = b"%PDF-"
_REACH = 1_024
_WEB_PAGE = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,400}?-->\s*)?<(?:!doctype\s+html|html)\b", re.I | re.S)
_WEB_ARCHIVE = re.compile(r"\s*(?:From:[^\n]{0,200}\n)?(?:MIME-Version:|Content-Type:\s*multipart)", re.I)
_XML = re.compile(r"\s*<\?xml\b")
_WEBVTT = re.compile(r"WEBVTT(?:[ \t\n-]|$)")


class Kind(Enum):
    """The kinds of content that can be read."""

    ARCHIVE = auto()
    RICH_TEXT = auto()
    TEXT = auto()
    WEBVTT = auto()
    SUBRIP = auto()
    MARKDOWN = auto()
    PLAIN = auto()


def kind_of(data: bytes, suffix: str) -> Kind:
    """Archive, rich text, or text still to be decoded.

    Raises:
        UnreadableTranscriptError: a known kind that cannot be read, or a name that promises something else.
    """
    head = data[:_REACH].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith((_ARCHIVE, _EMPTY_ARCHIVE)):
        return Kind.ARCHIVE
    if head.startswith(_RICH_TEXT):
        return Kind.RICH_TEXT
    if head.startswith(_PDF) or (suffix not in TEXT_SUFFIXES and _PDF in data[:_REACH]):
        raise refusals.pdf()
    if head.startswith(_OLD_OFFICE):
        raise refusals.older_word_or_protected()
    if _WEB_PAGE.match(head.decode("latin-1")):
        raise refusals.web_page()
    if suffix in TEXT_SUFFIXES:
        return Kind.TEXT
    if suffix in SUFFIXES:
        raise refusals.damaged()
    raise refusals.unknown_kind()


def kind_of_text(text: str, suffix: str, *, holds_times: bool) -> Kind:
    """WebVTT, SubRip, Markdown or plain text.

    Args:
        text: decoded, with level line breaks and nothing before the first character.
        suffix: "" for pasted text.
        holds_times: whether a line is a caption's timing line.

    Raises:
        UnreadableTranscriptError: a web page, or a caption file without captions.
    """
    head = text[:_REACH]
    if _WEB_PAGE.match(head) or _WEB_ARCHIVE.match(head):
        raise refusals.web_page()
    if _XML.match(head):
        raise refusals.unknown_kind()
    if _WEBVTT.match(head):
        return Kind.WEBVTT
    if holds_times:
        return Kind.WEBVTT if suffix == ".vtt" else Kind.SUBRIP
    if suffix in (".vtt", ".srt"):
        raise refusals.captions_without_times()
    return Kind.MARKDOWN if suffix == ".md" else Kind.PLAIN
