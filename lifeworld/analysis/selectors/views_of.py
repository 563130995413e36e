"""The analysis objects as other rooms, pages and the API see them: frozen, without the database behind them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from lifeworld.analysis.models import Note, Statement, StatementAnchor
from lifeworld.interviews.models import AnchorBase
from lifeworld.interviews.rules.lines import line_range
from lifeworld.study.models import Case


@dataclass(frozen=True)
class CaseView:
    """A case. `can_write` is whether this person may change its analysis now."""

    id: int
    number: int
    pseudonym: str
    study: str
    state: str
    can_write: bool
    first_impressions: str
    summary: str
    changed_at: datetime


@dataclass(frozen=True)
class NoteView:
    """A note; `anchors` are `[version, start, end]` in code points."""

    id: int
    kind: str
    body: str
    anchors: list[tuple[int, int, int]]
    changed_at: datetime


@dataclass(frozen=True)
class StatementView:
    """A statement; `notes` are the keys of the notes it was written from, `set_aside` the reason or empty."""

    id: int
    text: str
    anchors: list[tuple[int, int, int]]
    notes: list[int]
    set_aside: str
    changed_at: datetime


def case_view(case: Case, *, can_write: bool) -> CaseView:
    """A case as its readers see it."""
    return CaseView(
        case.pk, case.number, case.pseudonym, case.study.slug, case.state, can_write,
        case.first_impressions, case.summary, case.changed_at,
    )  # fmt: skip


def note_view(note: Note) -> NoteView:
    """A note; prefetch `anchors` for many."""
    return NoteView(note.pk, note.kind, note.body, _triples(note.anchors.all()), note.changed_at)


def statement_view(statement: Statement) -> StatementView:
    """A statement; prefetch `anchors` and `notes` for many."""
    notes = sorted(note.pk for note in statement.notes.all() if note.removed_at is None)
    return StatementView(
        statement.pk, statement.text, _triples(statement.anchors.all()), notes, statement.set_aside_reason,
        statement.changed_at,
    )  # fmt: skip


def lines_of(anchors: Sequence[StatementAnchor]) -> str:
    """Where a statement rests: `213–216`, passages of one version joined by commas."""
    spans = sorted({(a.version_id, a.first_line, a.last_line) for a in anchors})
    return ", ".join(line_range(first, last) for _, first, last in spans)


def _triples(anchors: Iterable[AnchorBase]) -> list[tuple[int, int, int]]:
    rows = [(a.version_id, a.start, a.end) for a in anchors]
    return sorted(rows)
