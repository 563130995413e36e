"""Joining captions into turns.

Captions cut speech at the width of a screen. Consecutive captions of one speaker become one turn unless more than ten
seconds of silence lie between them: a pause that long is worth seeing in an interview. Without any
speakers, a turn ends at a sentence's end once it has grown to a paragraph, or after four seconds of silence.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lifeworld.interchange.transcripts.blocks import Line
from lifeworld.interchange.transcripts.captions import Captions, Cue
from lifeworld.interchange.transcripts.evidence import Evidence
from lifeworld.interchange.transcripts.headers import Form, Header, possible_headers
from lifeworld.interchange.transcripts.labels import Labels, label_key
from lifeworld.interviews.rules.reading import ReadTurn

PAUSE_MS = 10_000
PAUSE_WITHOUT_SPEAKERS_MS = 4_000
PARAGRAPH_WORDS = 80
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_LABELLED_THROUGHOUT = 0.5
_NAMED_BY_A_PROGRAM = 0.7
_PROGRAM_NAME = re.compile(r"([^:?!;…]{1,60}): +(.*)")
_MOST_WORDS_IN_A_NAME = 6
_NAMED_FORMS = (Form.NAME_COLON, Form.NAME_ASIDE_COLON)


@dataclass(frozen=True)
class _Said:
    speaker: str
    text: str
    start_ms: int | None
    end_ms: int | None


def turns_from_captions(captions: Captions, found: Counter[str]) -> list[ReadTurn]:
    """Turns in order of time; counts of what the person should be told are added to `found`."""
    cues = _in_order(captions.cues, found)
    said = _with_speakers(cues, found)
    found["overlaps"] += sum(
        later.start_ms is not None and earlier.end_ms is not None and later.start_ms < earlier.end_ms
        for earlier, later in pairwise(cues)
    )
    return _join(said)


def _in_order(cues: Sequence[Cue], found: Counter[str]) -> list[Cue]:
    """Cues by start; words without a time stay behind the cue they followed."""
    keyed: list[tuple[int, Cue]] = []
    last = 0
    for cue in cues:
        start = cue.start_ms if cue.start_ms is not None else last
        found["out_of_order"] += start < last
        keyed.append((start, cue))
        last = start
    return [cue for _, cue in sorted(keyed, key=lambda pair: pair[0])]


def _with_speakers(cues: Sequence[Cue], found: Counter[str]) -> list[_Said]:
    """Who said each piece: the tagged voice, else a name before a colon where there is evidence for it."""
    pieces = [(cue, piece) for cue in cues for piece in cue.pieces]
    labels = Labels()
    openings = [() if piece.speaker else _named(piece.text, labels) for _, piece in pieces]
    evidence = Evidence(openings)
    headers: list[Header | None] = [evidence.accepted(one, at) for at, one in enumerate(openings)]
    if sum(bool(one) for one in headers) >= len(pieces) * _NAMED_BY_A_PROGRAM:
        headers = [one or _named_by_program(piece.text) for one, (_, piece) in zip(headers, pieces, strict=True)]
    named_cues = {id(cue) for (cue, piece), header in zip(pieces, headers, strict=True) if piece.speaker or header}
    carry_on = len(named_cues) < len(cues) * _LABELLED_THROUGHOUT
    said: list[_Said] = []
    spelling: dict[str, str] = {}
    last_cue, speaker = None, ""
    for (cue, piece), header in zip(pieces, headers, strict=True):
        fresh = cue is not last_cue
        if piece.speaker or header:
            name = piece.speaker or (header.label if header else "")
            speaker = spelling.setdefault(label_key(name), name)
        elif fresh and cue.start_ms is not None and not carry_on:
            speaker = ""
        if fresh and id(cue) not in named_cues and named_cues:
            found["continued_captions" if speaker else "unlabelled_captions"] += 1
        last_cue = cue
        text = header.rest if header else piece.text
        said.append(_Said(speaker, text, cue.start_ms, cue.end_ms))
    return said


def _named(text: str, labels: Labels) -> tuple[Header, ...]:
    return tuple(
        header
        for header in possible_headers(Line(text), labels)
        if header.form in _NAMED_FORMS and header.start_ms is None
    )


def _named_by_program(text: str) -> Header | None:
    """Where nearly every caption begins with a name, a program wrote them: one that comes once is a name too."""
    match = _PROGRAM_NAME.fullmatch(text)
    if match is None or len(match[1].split()) > _MOST_WORDS_IN_A_NAME:
        return None
    return Header(Form.NAME_COLON, match[1].strip(), match[2])


def _join(said: Sequence[_Said]) -> list[ReadTurn]:
    anyone = any(one.speaker for one in said)
    turns: list[ReadTurn] = []
    open_pieces: list[_Said] = []
    words = 0
    for one in said:
        if open_pieces and _begins_turn(open_pieces[-1], one, words=words, anyone=anyone):
            _close(turns, open_pieces)
            open_pieces, words = [], 0
        open_pieces.append(one)
        words += len(one.text.split())
    _close(turns, open_pieces)
    return turns


def _begins_turn(before: _Said, after: _Said, *, words: int, anyone: bool) -> bool:
    if before.speaker != after.speaker:
        return True
    pause = 0
    if after.start_ms is not None and before.end_ms is not None:
        pause = after.start_ms - before.end_ms
    if anyone:
        return pause > PAUSE_MS
    grown = words >= PARAGRAPH_WORDS and bool(_SENTENCE_END.search(before.text[-4:]))
    return pause > PAUSE_WITHOUT_SPEAKERS_MS or grown


def _close(turns: list[ReadTurn], pieces: Sequence[_Said]) -> None:
    text = " ".join(piece.text for piece in pieces if piece.text).strip()
    if not text:
        return
    starts = [piece.start_ms for piece in pieces if piece.start_ms is not None]
    ends = [piece.end_ms for piece in pieces if piece.end_ms is not None]
    speaker = pieces[0].speaker
    turns.append(ReadTurn(speaker, text, min(starts, default=None), max(ends, default=None)))
