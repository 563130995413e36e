"""What the reader shows: one frozen transcript with the notes and statements of its case."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.timezone import localdate

from lifeworld.analysis.models import Note, NoteAnchor, Statement, StatementAnchor
from lifeworld.analysis.selectors.access import open_case
from lifeworld.analysis.selectors.history import stacks_for
from lifeworld.analysis.selectors.views_of import (
    CaseView,
    NoteView,
    StatementView,
    case_view,
)
from lifeworld.common.errors import NotFoundError
from lifeworld.interviews.models import TranscriptVersion
from lifeworld.interviews.selectors import frozen_version, interviews_of
from lifeworld.security.models import Person
from lifeworld.study.models import Case, CaseState
from lifeworld.study.rules.labels import Words, words_for
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access

# As text: Django takes longer over the moments of thousands of notes than over all else that is asked of them.
_CHANGED_AT = Cast("changed_at", TextField())


@dataclass(frozen=True)
class InterviewView:
    """One interview of the case, and whether its transcript is frozen."""

    number: int
    held_on: date | None
    minutes: int | None
    frozen: bool


@dataclass(frozen=True)
class VersionView:
    """A frozen transcript. `turns` are `[start, end, speaker, role, start_ms]`, `lines` `[start, end, turn index]`."""

    id: int
    interview: int
    frozen_on: date
    line_width: int
    lines_per_page: int
    text: str
    turns: list[tuple[int, int, str, str, int | None]]
    lines: list[tuple[int, int, int]]


@dataclass(frozen=True)
class ReaderView:
    """Everything the reader needs, in one answer."""

    case: CaseView
    words: Words
    interviews: list[InterviewView]
    version: VersionView
    notes: list[NoteView]
    statements: list[StatementView]
    can_undo: bool
    can_redo: bool


def reader_for(person: Person, case_id: int, interview: int | None = None) -> ReaderView:
    """The reader's content for one interview of a case (the first frozen one, where no number is given)."""
    access, case = open_case(person, case_id)
    version = frozen_version(case, interview)
    history = stacks_for(access, "reader", case)
    frozen = set(case.interviews.filter(versions__frozen_at__isnull=False).values_list("number", flat=True))
    return ReaderView(
        case=case_view(case, can_write=may_write(access, case)),
        words=words_for(access.study.label_profile),
        interviews=[
            InterviewView(one.number, one.held_on, one.minutes, one.number in frozen) for one in interviews_of(case)
        ],
        version=_version(version),
        notes=note_views(case),
        statements=statement_views(case),
        can_undo=bool(history.done),
        can_redo=bool(history.undone),
    )


def may_write(access: Access, case: Case) -> bool:
    """Whether this person may change the case's analysis as it stands."""
    return access.can(Right.ANALYSE) and case.state == CaseState.OPEN


def note_views(case: Case) -> list[NoteView]:
    """A case's notes as they are seen, in the order they were written.

    Read as plain rows: with thousands of notes, making a model of each would take most of a second.
    """
    rows = NoteAnchor.objects.filter(note__case=case, note__removed_at__isnull=True).order_by("version", "start", "end")
    anchors = _gathered(rows.values_list("note_id", "version_id", "start", "end"))
    found = case.notes.filter(removed_at__isnull=True).order_by("pk")
    return [
        NoteView(pk, kind, body, anchors[pk], _moment(changed_at))
        for pk, kind, body, changed_at in found.values_list("pk", "kind", "body", _CHANGED_AT)
    ]


def statement_views(case: Case) -> list[StatementView]:
    """A case's statements (set aside ones too) as they are seen, in the order they were written; plain rows as well."""
    here = {"statement__case": case, "statement__removed_at__isnull": True}
    rows = StatementAnchor.objects.filter(**here).order_by("version", "start", "end")
    anchors = _gathered(rows.values_list("statement_id", "version_id", "start", "end"))
    sources = Statement.notes.through.objects.filter(**here, note__removed_at__isnull=True).order_by("note")
    notes: dict[int, list[int]] = defaultdict(list)
    for pk, note in sources.values_list("statement_id", "note_id"):
        notes[pk].append(note)
    found = case.statements.filter(removed_at__isnull=True).order_by("pk")
    return [
        StatementView(pk, text, anchors[pk], notes[pk], set_aside, _moment(changed_at))
        for pk, text, set_aside, changed_at in found.values_list("pk", "text", "set_aside_reason", _CHANGED_AT)
    ]


def _moment(written: str) -> datetime:
    """The moment that a database has written, in UTC; SQLite does not say so, and said first it is read much sooner."""
    return datetime.fromisoformat(written if "+" in written else f"{written}+00:00")


def _gathered(rows: Iterable[tuple[int, int, int, int]]) -> dict[int, list[tuple[int, int, int]]]:
    """Anchors by what they belong to, from `(owner, version, start, end)`."""
    anchors: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for owner, version, start, end in rows:
        anchors[owner].append((version, start, end))
    return anchors


def note_for(person: Person, note_id: int, right: Right = Right.READ_WORDS) -> tuple[Access, Note]:
    """A note by its key, if its case's analysis may be seen now."""
    note = Note.objects.select_related("case__study").filter(pk=note_id).first()
    if note is None:
        raise NotFoundError
    access, case = open_case(person, note.case_id, right)
    note.case = case
    return access, note


def statement_for(person: Person, statement_id: int, right: Right = Right.READ_WORDS) -> tuple[Access, Statement]:
    """A statement by its key, if its case's analysis may be seen now."""
    statement = Statement.objects.select_related("case__study").filter(pk=statement_id).first()
    if statement is None:
        raise NotFoundError
    access, case = open_case(person, statement.case_id, right)
    statement.case = case
    return access, statement


def _version(version: TranscriptVersion) -> VersionView:
    assert version.frozen_at and version.line_width and version.lines_per_page
    turns = version.turns.order_by("index").values_list("start", "end", "speaker", "role", "start_ms")
    return VersionView(
        id=version.pk,
        interview=version.interview.number,
        frozen_on=localdate(version.frozen_at),
        line_width=version.line_width,
        lines_per_page=version.lines_per_page,
        text=version.text,
        turns=list(turns),
        lines=[(start, end, turn) for start, end, turn in version.lines],
    )
