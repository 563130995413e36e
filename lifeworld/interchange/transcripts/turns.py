"""Turning lines of running text into turns.

A line that opens with a speaker begins a turn; a line without one continues the turn before it. A paragraph with a
time of its own begins a new turn by the same speaker, so that no time is lost. Without any speaker in the
whole text each paragraph is a turn.
"""

import re
from collections import Counter
from collections.abc import Sequence

from lifeworld.interchange.transcripts.blocks import Line
from lifeworld.interchange.transcripts.evidence import Evidence
from lifeworld.interchange.transcripts.headers import Header, possible_headers
from lifeworld.interchange.transcripts.labels import Labels, label_key
from lifeworld.interchange.transcripts.times import split_f4_end
from lifeworld.interviews.rules.reading import ReadTurn

_SERVICE_FOOTER = re.compile(r"\W*transcribed by\W+(?:https?://)?(?:www\.)?(?:otter\.ai|rev\.com)\S*\W*", re.IGNORECASE)
_FOOTER_REACH = 80


def turns_from(parts: Sequence[Line | ReadTurn], found: Counter[str]) -> list[ReadTurn]:
    """Turns from running lines, between which turns that a table already gave may stand.

    Args:
        parts: lines and ready turns in reading order.
        found: counts of what the person should be told are added here.
    """
    kept = [part for part in parts if isinstance(part, ReadTurn) or not _is_service_footer(part)]
    found["footer_lines"] += len(parts) - len(kept)
    labels = Labels()
    openings = [possible_headers(part, labels) if isinstance(part, Line) else () for part in kept]
    evidence = Evidence(openings)
    headers = [evidence.accepted(one, at) for at, one in enumerate(openings)]
    in_tables = any(isinstance(part, ReadTurn) and part.speaker for part in kept)
    in_lines = any(header and header.label for header in headers)
    assembly = _Assembly(labelled=in_tables or in_lines, found=found)
    for part, header in zip(kept, headers, strict=True):
        if isinstance(part, ReadTurn):
            assembly.take_turn(part)
        elif header:
            assembly.take_header(header)
        else:
            assembly.take_words(part)
    return assembly.finish()


def _is_service_footer(line: Line) -> bool:
    return len(line.text) <= _FOOTER_REACH and bool(_SERVICE_FOOTER.fullmatch(line.text))


class _Assembly:
    """Gathers lines into turns, remembering whose turn it is and which times are still to be given out."""

    def __init__(self, *, labelled: bool, found: Counter[str]) -> None:
        self._labelled = labelled
        self._found = found
        self._turns: list[ReadTurn] = []
        self._spelling: dict[str, str] = {}
        self._speaker = ""
        self._named_here = False
        self._text: list[str] = []
        self._start: int | None = None
        self._end: int | None = None
        self._closed = False
        self._last_f4_end: int | None = None
        self._anyone_spoke = False

    def take_header(self, header: Header) -> None:
        """Begin a turn as the header says; a time alone waits for the words that follow it."""
        waiting = self._start if not self._text and not self._named_here else None
        self._close()
        if header.label:
            self._anyone_spoke = True
            self._speaker = self._spelling.setdefault(label_key(header.label), header.label)
        self._named_here = bool(header.label)
        self._start = header.start_ms if header.start_ms is not None else waiting
        self._end = header.end_ms
        if header.rest:
            self._append(header.rest, "\n")

    def take_words(self, line: Line) -> None:
        """Continue the turn, or begin one where nothing says whose it is."""
        alone = not self._labelled and line.opens and bool(self._text)
        if self._closed or alone:
            self._close()
        if self._labelled and not self._anyone_spoke:
            self._found["opening_lines"] += 1
        if line.wrapped and self._text:
            self._found["unwrapped"] += 1
        self._append(line.text, " " if line.wrapped else "\n")

    def take_turn(self, turn: ReadTurn) -> None:
        """Put a ready turn after what was gathered; what follows it has no speaker until one is named."""
        self._close()
        self._speaker = ""
        self._anyone_spoke = self._anyone_spoke or bool(turn.speaker)
        self._turns.append(turn)

    def finish(self) -> list[ReadTurn]:
        """All turns in order."""
        self._close()
        return self._turns

    def _append(self, words: str, joint: str) -> None:
        words, f4_end = split_f4_end(words)
        if self._text and words:
            self._text.append(joint)
        if words:
            self._text.append(words)
        if f4_end is not None:
            self._start = self._start if self._start is not None else self._last_f4_end
            self._end = self._last_f4_end = f4_end
            self._closed = True

    def _close(self) -> None:
        text = "".join(self._text).strip()
        if text:
            self._turns.append(ReadTurn(self._speaker, text, self._start, self._end))
        elif self._named_here:
            self._found["wordless_labels"] += 1
        self._text = []
        self._start = self._end = None
        self._closed = self._named_here = False
