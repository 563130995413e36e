"""A transcript as plain reading: turns with numbered lines and their notes, for a page without script."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Min

from lifeworld.analysis.models import Note, NoteKind
from lifeworld.interviews.models import TranscriptVersion
from lifeworld.study.models import Case


@dataclass(frozen=True)
class PlainNote:
    """A note with the line it begins on."""

    line: str
    kind: str
    body: str


@dataclass(frozen=True)
class PlainTurn:
    """One turn: who speaks, its lines by their numbers (written out, so that no template has to), and the notes."""

    speaker: str
    lines: list[tuple[str, str]]
    notes: list[PlainNote]


def plain_turns(case: Case, version: TranscriptVersion) -> list[PlainTurn]:
    """Every turn of a frozen transcript of a case that may be seen."""
    lines: dict[int, list[tuple[str, str]]] = defaultdict(list)
    turn_of: dict[int, int] = {}
    for number, (start, end, turn) in enumerate(version.lines, start=1):
        lines[turn].append((str(number), version.text[start:end]))
        turn_of[number] = turn
    notes: dict[int, list[PlainNote]] = defaultdict(list)
    written = Note.objects.filter(case=case, removed_at__isnull=True, anchors__version=version).exclude(body="")
    # Plain rows: this is made with every reader's page, for the few who have no script.
    rows = written.annotate(first=Min("anchors__first_line")).order_by("first", "pk")
    for kind, body, first in rows.values_list("kind", "body", "first"):
        said = NoteKind(kind).label if kind != NoteKind.UNTYPED else "Note"
        notes[turn_of[first]].append(PlainNote(str(first), said, body))
    speakers = version.turns.order_by("index").values_list("index", "speaker")
    return [PlainTurn(speaker, lines[index], notes[index]) for index, speaker in speakers]
