"""Reading caption files (WebVTT and SubRip) into cues, losing no words that sit where the formats allow none.

Source: W3C WebVTT (file structure, cue text tags, entities); SubRip as players read it.
"""

import html
import re
from collections import Counter
from dataclasses import dataclass

from lifeworld.interchange.transcripts.blocks import level_breaks

_STAMP = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
TIMING = re.compile(rf"[ \t]*({_STAMP})[ \t]*-->[ \t]*({_STAMP})(?:[ \t]+(.*))?")
_SETTINGS = re.compile(r"(?:(?:vertical|line|position|size|align|region|[XY][12]):\S+(?:[ \t]+|$))*")
_STAMP_PARTS = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?")
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>]*)>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:v|c|i|b|u|s|ruby|rt|lang|font)(?:[.\s][^<>]*)?/?>|<c\.[^<>]*>|<(?:\d{1,3}:)?\d{1,2}:\d{2}\.\d{3}>|\{\\an\d\}",
    re.IGNORECASE,
)
_TIMING_REACH = 40
LONGEST_NAME = 120
LATEST_MS = 2**31 - 1  # nearly 25 days, and the largest whole number that every database keeps in such a column
_COMMENT = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t:]|$)")


@dataclass(frozen=True)
class Piece:
    """Words of one voice within a cue: speaker "" where the format names none."""

    speaker: str
    text: str


@dataclass(frozen=True)
class Cue:
    """One caption: times in milliseconds (None for words that stood outside any cue), pieces in order."""

    start_ms: int | None
    end_ms: int | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Captions:
    """The cues of a file in file order, its title line, and whether voices were tagged and cues numbered."""

    cues: tuple[Cue, ...]
    title: str
    tagged_voices: int
    numbered: int
    webvtt: bool


def holds_caption_times(text: str) -> bool:
    """Whether any line is a caption's timing line and nothing else; needs level line breaks."""
    at = text.find("-->")
    while at >= 0:
        start = text.rfind("\n", 0, at) + 1
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        timing = TIMING.fullmatch(text, start, end) if at - start < _TIMING_REACH else None
        if timing and not _words_after(timing):
            return True
        at = text.find("-->", end)
    return False


def _words_after(timing: re.Match[str]) -> list[str]:
    """What follows a cue's times and settings on their line, where the formats allow nothing."""
    words = _SETTINGS.sub("", timing[3] or "", count=1).strip()
    return [words] if words else []


class _Reading:
    """Walks the blocks of a caption file."""

    def __init__(self, found: Counter[str]) -> None:
        self.cues: list[Cue] = []
        self.title = ""
        self.tagged_voices = 0
        self.numbered = 0
        self._found = found

    def take_header(self, block: list[str]) -> None:
        """The first block of a WebVTT file: its mark, a title on the same line, and lines of details."""
        self.title = block[0][len("WEBVTT") :].strip(" \t-")
        self._found["caption_title"] += bool(self.title)
        timing = next((at for at, line in enumerate(block) if TIMING.fullmatch(line)), len(block))
        self._found["caption_notes"] += timing > 1 and timing == len(block)
        if timing < len(block):
            self.take_block(block[1:])

    def take_block(self, block: list[str]) -> None:
        """Lines between two empty lines: a comment, one or more cues, or stray words."""
        if _COMMENT.match(block[0]) and not any(TIMING.fullmatch(line) for line in block):
            self._found["caption_notes"] += 1
            return
        payload: list[str] = []
        timing: re.Match[str] | None = None
        for line in block:
            found = TIMING.fullmatch(line)
            if found is None:
                payload.append(line)
                continue
            payload = self._without_identifier(payload, first=timing is None)
            self._take_cue(timing, payload)
            timing, payload = found, _words_after(found)
        self._take_cue(timing, payload)

    def _without_identifier(self, lines: list[str], *, first: bool) -> list[str]:
        """A single line before a block's first timing, or a bare number before any timing, names the cue."""
        if lines and (lines[-1].strip().isdigit() or (first and len(lines) == 1)):
            self.numbered += lines[-1].strip().isdigit()
            return lines[:-1]
        return lines

    def _take_cue(self, timing: re.Match[str] | None, payload: list[str]) -> None:
        pieces = self._pieces(payload)
        if timing is None:
            if pieces:
                self._found["stray_captions"] += 1
                self.cues.append(Cue(None, None, pieces))
            return
        start, end = _stamp(timing[1]), _stamp(timing[2])
        if pieces:
            self.cues.append(Cue(start, end, pieces))
        else:
            self._found["empty_captions"] += 1

    def _pieces(self, payload: list[str]) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        speaker = ""
        for line in payload:
            at = 0
            for voice in _VOICE.finditer(line):
                _add_piece(pieces, speaker, line[at : voice.start()])
                speaker = " ".join(_plain(voice[1]).split())
                if len(speaker) > LONGEST_NAME:  # words that got into a tag: nobody is called so
                    _add_piece(pieces, "", voice[1])
                    speaker = ""
                self.tagged_voices += bool(speaker)
                at = voice.end()
            _add_piece(pieces, speaker, line[at:])
        return tuple(pieces)


def _add_piece(pieces: list[Piece], speaker: str, raw: str) -> None:
    text = _plain(_TAG.sub("", raw)).strip()
    if text:
        pieces.append(Piece(speaker, text))


def _plain(raw: str) -> str:
    """Entities as what they stand for, among which may be line breaks and characters that show nothing."""
    return level_breaks(html.unescape(raw))


def _stamp(written: str) -> int:
    parts = _STAMP_PARTS.fullmatch(written)
    if parts is None:
        raise ValueError("not a caption time")
    hours, minutes, seconds, fraction = parts.groups()
    whole = ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int((fraction or "0").ljust(3, "0"))
    return min(whole, LATEST_MS)


def read_captions(text: str, found: Counter[str]) -> Captions:
    """Cues of a WebVTT or SubRip text whose line breaks are level.

    Args:
        text: the whole file; a first line WEBVTT marks WebVTT.
        found: counts of what was left out or put up with are added here.
    """
    reading = _Reading(found)
    is_webvtt = text.startswith("WEBVTT")
    found["comma_times"] += sum(
        bool((time := TIMING.fullmatch(line)) and "," in time[1])
        for line in text.split("\n")
        if is_webvtt and "-->" in line
    )
    block: list[str] = []
    first = is_webvtt
    for line in [*text.split("\n"), ""]:
        if line.strip():
            block.append(line)
        elif block:
            (reading.take_header if first else reading.take_block)(block)
            block, first = [], False
    return Captions(tuple(reading.cues), reading.title, reading.tagged_voices, reading.numbered, is_webvtt)
