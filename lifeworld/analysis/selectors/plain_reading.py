"""A transcript as plain reading: turns with numbered lines and their notes, for a page without script."""

from collections import defaultdict
from dataclasses import dataclass

from lifeworld.analysis.models import NoteKind
from lifeworld.analysis.selectors.reader import notes_of
from lifeworld.interviews.models import TranscriptVersion
from lifeworld.study.models import Case


@dataclass(frozen=True)
class PlainNote:
    """A note with the line it begins on."""

    line: int
    kind: str
    body: str


@dataclass(frozen=True)
class PlainTurn:
    """One turn: who speaks, its numbered lines, and the notes on them."""

    speaker: str
    lines: list[tuple[int, str]]
    notes: list[PlainNote]


def plain_turns(case: Case, version: TranscriptVersion) -> list[PlainTurn]:
    """Every turn of a frozen transcript of a case that may be seen."""
    lines: dict[int, list[tuple[int, str]]] = defaultdict(list)
    turn_of: dict[int, int] = {}
    for number, (start, end, turn) in enumerate(version.lines, start=1):
        lines[turn].append((number, version.text[start:end]))
        turn_of[number] = turn
    notes: dict[int, list[PlainNote]] = defaultdict(list)
    for note in notes_of(case):
        first = min((a.first_line for a in note.anchors.all() if a.version_id == version.pk), default=None)
        if first is not None and note.body:
            kind = NoteKind(note.kind).label if note.kind != NoteKind.UNTYPED else "Note"
            notes[turn_of[first]].append(PlainNote(first, kind, note.body))
    speakers = version.turns.order_by("index").values_list("index", "speaker")
    return [PlainTurn(speaker, lines[index], sorted(notes[index], key=lambda n: n.line)) for index, speaker in speakers]
