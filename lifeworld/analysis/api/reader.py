"""The reader's calls: one transcript with its notes and statements, and every change to them."""

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import TypeAdapter

from lifeworld.analysis.api.shapes import (
    AreaIn,
    CasePatch,
    CaseSaved,
    NoteIn,
    NotePatch,
    NoteSaved,
    Removed,
    RemovedIds,
    Reversed,
    StatementIn,
    StatementPatch,
    StatementSaved,
)
from lifeworld.analysis.models import Note, Statement
from lifeworld.analysis.selectors.access import case_to_change, open_case
from lifeworld.analysis.selectors.board import board_for, kept_layout
from lifeworld.analysis.selectors.chain import StatementLink, passages_of
from lifeworld.analysis.selectors.history import stacks_for
from lifeworld.analysis.selectors.reader import (
    ReaderView,
    may_write,
    note_for,
    note_views,
    reader_for,
    statement_for,
    statement_views,
)
from lifeworld.analysis.selectors.search import SearchPage, search_case
from lifeworld.analysis.selectors.views_of import NoteView, StatementView, case_view, note_view, statement_view
from lifeworld.analysis.services import cases, history, notes, statements
from lifeworld.common.api import asker, now
from lifeworld.common.errors import InvalidInputError
from lifeworld.common.shapes import Ordinal, Seen
from lifeworld.study.rules.roles import Right
from lifeworld.trail.sentences import sentence_for

router = Router()
READER = TypeAdapter(ReaderView)


@router.get("/cases/{int:case}/reader", response=ReaderView)
def read(request: HttpRequest, case: int, interview: Ordinal | None = None) -> HttpResponse:
    """One frozen transcript with the notes and statements of its case.

    Written out here: checked value by value first, as other answers are, five thousand notes would take twice as long.
    """
    view = reader_for(asker(request), case, interview)
    return HttpResponse(READER.dump_json(view), content_type="application/json; charset=utf-8")


@router.get("/cases/{int:case}/notes", response=list[NoteView])
def list_notes(request: HttpRequest, case: int) -> list[NoteView]:
    """A case's notes."""
    _, found = open_case(asker(request), case)
    return note_views(found)


@router.post("/cases/{int:case}/notes", response=NoteSaved)
def write_note(request: HttpRequest, case: int, payload: NoteIn) -> NoteSaved:
    """Write a note."""
    access, found = case_to_change(asker(request), case)
    at = now()
    note = notes.write_note(
        access=access, at=at, case=found, kind=payload.kind, body=payload.body,
        spans=[anchor.span() for anchor in payload.anchors], client_key=payload.client_key,
    )  # fmt: skip
    return NoteSaved(note=note_view(note), saved_at=at)


@router.patch("/notes/{int:note}", response=NoteSaved)
def change_note(request: HttpRequest, note: int, payload: NotePatch) -> NoteSaved:
    """Change a note."""
    access, found = note_for(asker(request), note, Right.ANALYSE)
    at = now()
    spans = None if payload.anchors is None else [anchor.span() for anchor in payload.anchors]
    changed = notes.change_note(
        access=access, at=at, note=found, kind=payload.kind, body=payload.body, spans=spans, seen=payload.changed_at
    )
    return NoteSaved(note=note_view(changed), saved_at=at)


@router.delete("/notes/{int:note}", response=Removed)
def take_out_note(request: HttpRequest, note: int, changed_at: Seen | None = None) -> Removed:
    """Take a note out."""
    access, found = note_for(asker(request), note, Right.ANALYSE)
    at = now()
    gone = notes.take_out_note(access=access, at=at, note=found, seen=changed_at)
    return Removed(removed=gone.pk, saved_at=at)


@router.get("/cases/{int:case}/statements", response=list[StatementView])
def list_statements(request: HttpRequest, case: int) -> list[StatementView]:
    """A case's statements, those set aside too."""
    _, found = open_case(asker(request), case)
    return statement_views(found)


@router.post("/cases/{int:case}/statements", response=StatementSaved)
def write_statement(request: HttpRequest, case: int, payload: StatementIn) -> StatementSaved:
    """Write a statement from notes or from a passage."""
    access, found = case_to_change(asker(request), case)
    at = now()
    statement = statements.write_statement(
        access=access, at=at, case=found, text=payload.text, note_ids=payload.notes,
        spans=[anchor.span() for anchor in payload.anchors], client_key=payload.client_key,
    )  # fmt: skip
    return StatementSaved(statement=statement_view(statement), saved_at=at)


@router.patch("/statements/{int:statement}", response=StatementSaved)
def change_statement(request: HttpRequest, statement: int, payload: StatementPatch) -> StatementSaved:
    """Change a statement."""
    access, found = statement_for(asker(request), statement, Right.ANALYSE)
    at = now()
    spans = None if payload.anchors is None else [anchor.span() for anchor in payload.anchors]
    changed = statements.change_statement(
        access=access, at=at, statement=found, text=payload.text, note_ids=payload.notes, spans=spans,
        seen=payload.changed_at,
    )  # fmt: skip
    return StatementSaved(statement=statement_view(changed), saved_at=at)


@router.delete("/statements/{int:statement}", response=Removed)
def take_out_statement(request: HttpRequest, statement: int, changed_at: Seen | None = None) -> Removed:
    """Take a statement out."""
    access, found = statement_for(asker(request), statement, Right.ANALYSE)
    at = now()
    gone = statements.take_out_statement(access=access, at=at, statement=found, seen=changed_at)
    return Removed(removed=gone.pk, saved_at=at)


@router.get("/statements/{int:statement}/passages", response=StatementLink)
def passages(request: HttpRequest, statement: int) -> StatementLink:
    """The words and notes beneath a statement."""
    return passages_of(asker(request), statement)


@router.patch("/cases/{int:case}", response=CaseSaved)
def write_about(request: HttpRequest, case: int, payload: CasePatch) -> CaseSaved:
    """Write the first impressions or the summary."""
    access, found = open_case(asker(request), case, Right.ANALYSE)
    at = now()
    saved = cases.write_about_case(
        access=access, at=at, case=found, first_impressions=payload.first_impressions, summary=payload.summary,
        seen=payload.changed_at,
    )  # fmt: skip
    return CaseSaved(case=case_view(saved, can_write=may_write(access, saved)), saved_at=at)


@router.get("/cases/{int:case}/search", response=SearchPage)
def search(request: HttpRequest, case: int, q: str, page: Ordinal = 1) -> SearchPage:
    """Search the case at hand."""
    return search_case(asker(request), case, q, page)


@router.post("/cases/{int:case}/undo", response=Reversed)
def undo(request: HttpRequest, case: int, payload: AreaIn) -> Reversed:
    """Take back the last act in the area."""
    return _reverse(request, case, payload, history.undo)


@router.post("/cases/{int:case}/redo", response=Reversed)
def redo(request: HttpRequest, case: int, payload: AreaIn) -> Reversed:
    """Do again what was taken back."""
    return _reverse(request, case, payload, history.redo)


def _reverse(request: HttpRequest, case: int, payload: AreaIn, how: "history.Step") -> Reversed:
    if payload.area not in {"reader", "board"}:
        raise InvalidInputError("There is nothing of that name to undo.")
    person, at = asker(request), now()
    access, found = open_case(person, case, Right.ANALYSE)
    reversal = how(access=access, at=at, area=payload.area, case=found)
    left = stacks_for(access, payload.area, found)
    touched = [obj for obj in reversal.objects if isinstance(obj, Note | Statement)]
    here = [obj for obj in touched if obj.removed_at is None]
    gone = [obj for obj in touched if obj.removed_at is not None]
    board = None
    if payload.area == "board":
        board = board_for(person, case, history.layout_of(reversal.objects) or kept_layout(found, payload.layout))
    return Reversed(
        sentence=sentence_for(reversal.reversed_act),
        can_undo=bool(left.done),
        can_redo=bool(left.undone),
        notes=[note_view(obj) for obj in here if isinstance(obj, Note)],
        statements=[statement_view(obj) for obj in here if isinstance(obj, Statement)],
        removed=RemovedIds(
            notes=[obj.pk for obj in gone if isinstance(obj, Note)],
            statements=[obj.pk for obj in gone if isinstance(obj, Statement)],
        ),
        board=board,
        saved_at=at,
    )
