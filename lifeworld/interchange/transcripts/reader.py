"""The one way in: bytes or pasted text become turns and notices, or a plain refusal."""

from collections import Counter
from collections.abc import Sequence

from lifeworld.interchange.limits import MAX_MEGABYTES
from lifeworld.interchange.transcripts import refusals
from lifeworld.interchange.transcripts.archive import GuardedArchive
from lifeworld.interchange.transcripts.blocks import (
    MAX_WORDS,
    Block,
    Gathered,
    Line,
    level_breaks,
    refuse_beyond_limits,
)
from lifeworld.interchange.transcripts.captions import Captions, holds_caption_times, read_captions
from lifeworld.interchange.transcripts.encoding import decode
from lifeworld.interchange.transcripts.findings import (
    LATE_TIMES,
    NO_SPEAKERS,
    NO_SPEAKERS_IN_CAPTIONS,
    OTHER_CONTENT,
    notices,
)
from lifeworld.interchange.transcripts.joining import turns_from_captions
from lifeworld.interchange.transcripts.line_numbers import lines_of_text, settle_breaks, without_typed_numbers
from lifeworld.interchange.transcripts.markdown import plain_markdown
from lifeworld.interchange.transcripts.opendocument import read_opendocument
from lifeworld.interchange.transcripts.rich_text import read_rich_text
from lifeworld.interchange.transcripts.sniffing import Kind, kind_of, kind_of_text
from lifeworld.interchange.transcripts.tables import parts_of_table
from lifeworld.interchange.transcripts.turns import turns_from
from lifeworld.interchange.transcripts.word import main_part, read_word
from lifeworld.interviews.rules.reading import Notice, ReadTranscript, ReadTurn

_TOKENS_PER_CAPTION_WORD = 5


def read_transcript(data: bytes, suffix: str) -> ReadTranscript:
    """Read a transcript file.

    Args:
        data: the file's bytes.
        suffix: the ending of its name with the dot, in any letter case; the content decides where they differ.

    Raises:
        UnreadableTranscriptError: nothing else, whatever the bytes; says what happened and what to do.
    """
    if len(data) > MAX_MEGABYTES * 1024 * 1024:
        raise refusals.too_large(MAX_MEGABYTES)
    if not data.strip(b" \t\r\n\x00"):
        raise refusals.empty()
    suffix = suffix.lower()
    kind = kind_of(data, suffix)
    if kind is Kind.ARCHIVE:
        return _read_archive(data, suffix)
    if kind is Kind.RICH_TEXT:
        return _from_blocks("Rich text (RTF)", read_rich_text(data), _mismatch(suffix, ".rtf"))
    found: Counter[str] = Counter()
    return _read_text(decode(data, found), suffix, found)


def read_pasted(text: str) -> ReadTranscript:
    """Read a transcript pasted as text: running text or captions.

    Raises:
        UnreadableTranscriptError: nothing else, whatever the text.
    """
    if len(text) > MAX_MEGABYTES * 1024 * 1024:
        raise refusals.too_large(MAX_MEGABYTES)
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _read_text(whole, "", Counter())


def _read_archive(data: bytes, suffix: str) -> ReadTranscript:
    archive = GuardedArchive(data)
    if "content.xml" in archive.names and not main_part(archive):
        return _from_blocks("OpenDocument text", read_opendocument(archive), _mismatch(suffix, ".odt"))
    return _from_blocks("Word document", read_word(archive), _mismatch(suffix, ".docx"))


def _mismatch(suffix: str, *expected: str) -> list[Notice]:
    return [] if suffix in expected else [OTHER_CONTENT]


def _read_text(text: str, suffix: str, found: Counter[str]) -> ReadTranscript:
    text = level_breaks(text).lstrip("\n")
    refuse_beyond_limits(text, most_words=_TOKENS_PER_CAPTION_WORD * MAX_WORDS)
    kind = kind_of_text(text, suffix, holds_times=holds_caption_times(text))
    if kind is Kind.WEBVTT:
        return _from_captions(text, "WebVTT", found, _mismatch(suffix, ".vtt", ""))
    if kind is Kind.SUBRIP:
        return _from_captions(text, "SubRip", found, _mismatch(suffix, ".srt", ""))
    refuse_beyond_limits(text)
    front: tuple[str, ...] = ()
    if kind is Kind.MARKDOWN:
        plain = plain_markdown(text, found)
        front, text = plain.front_matter, level_breaks(plain.text)
    lines = settle_breaks(without_typed_numbers(lines_of_text(text), found))
    turns = turns_from(lines, found)
    if front:
        turns = [ReadTurn("", "\n".join(front)), *turns]
    dialect = {Kind.MARKDOWN: "Markdown text", Kind.PLAIN: "Plain text"}[kind] if suffix else "Pasted text"
    if found["footer_lines"]:
        dialect += " from a transcription service"
    return _transcript(dialect, turns, found, _mismatch(suffix, ".txt", ".md", ""))


def _from_captions(text: str, format_name: str, found: Counter[str], told: list[Notice]) -> ReadTranscript:
    captions = read_captions(text, found)
    turns = turns_from_captions(captions, found)
    producer = _producer(captions, turns)
    if producer == "noScribe captions":
        told = [*told, LATE_TIMES]
    return _transcript(f"{producer} ({format_name})", turns, found, told, no_speakers=NO_SPEAKERS_IN_CAPTIONS)


def _producer(captions: Captions, turns: Sequence[ReadTurn]) -> str:
    """Programs show themselves by habit: Teams tags every voice, Zoom numbers cues and writes names before a colon."""
    if "noscribe" in captions.title.lower():
        return "noScribe captions"
    named = any(turn.speaker for turn in turns)
    if captions.tagged_voices and captions.tagged_voices >= len(captions.cues):
        return "Teams captions" if not captions.title else "Captions"
    zoom = named and not captions.tagged_voices and captions.numbered == len(captions.cues)
    return "Zoom captions" if zoom and captions.webvtt else "Captions"


def _from_blocks(dialect: str, gathered: Gathered, told: list[Notice]) -> ReadTranscript:
    found = gathered.found
    lines = [block for block in gathered.blocks if isinstance(block, Line)]
    blocks: Sequence[Block] = gathered.blocks
    if len(lines) == len(blocks):
        blocks = without_typed_numbers(lines, found)
    parts: list[Line | ReadTurn] = []
    for block in blocks:
        if isinstance(block, Line):
            parts.append(block)
        else:
            parts.extend(parts_of_table(block, found))
    return _transcript(dialect, turns_from(parts, found), found, told)


def _transcript(
    dialect: str,
    turns: Sequence[ReadTurn],
    found: Counter[str],
    told: Sequence[Notice],
    no_speakers: Notice = NO_SPEAKERS,
) -> ReadTranscript:
    if not turns:
        raise refusals.empty()
    if not any(turn.speaker for turn in turns):
        told = [*told, no_speakers]
    found["times"] += sum(turn.start_ms is not None or turn.end_ms is not None for turn in turns)
    transcript = ReadTranscript(dialect, tuple(turns), (*told, *notices(found)))
    if transcript.word_count > MAX_WORDS:
        raise refusals.too_many_words(MAX_WORDS)
    return transcript
