"""Exploratory notes: write, change, take out. A note always keeps at least one anchor."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from lifeworld.analysis.models import Note, NoteKind
from lifeworld.analysis.services.anchoring import Span
from lifeworld.analysis.services.changes import Changes, index, replace_anchors
from lifeworld.analysis.services.guards import (
    check_made_here,
    check_unchanged,
    longest,
    take_case,
    take_up,
)
from lifeworld.common.errors import InvalidInputError
from lifeworld.common.rows import insert_row
from lifeworld.study.acting import now_changed, one_act
from lifeworld.study.models import Case
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access

MAX_BODY = 20_000


@one_act(Right.ANALYSE)
def write_note(
    *,
    access: Access,
    at: datetime,
    case: Case,
    kind: str,
    body: str,
    spans: Sequence[Span],
    client_key: UUID | None = None,
) -> Note:
    """Write a note on one or more passages. The same `client_key` again answers the note it made.

    Raises `InvalidInputError` for an unknown kind or no passage, and what `anchors_for` raises.
    """
    take_case(access, case)
    made = next(iter(Note.objects.filter(client_key=client_key)), None) if client_key else None
    if made:
        check_made_here(made.case_id, case.pk)
        return made
    _check(kind, body)
    if not spans:
        raise InvalidInputError("A note needs a passage.", "Your text is still here.", "Choose some words first.")
    note = Note(case=case, kind=kind, body=body, client_key=client_key, created_at=at, changed_at=at)
    insert_row(note)
    replace_anchors(note, list(spans), new=True)
    if body:
        index(note)
    changes = Changes(access, at)
    changes.made(note)
    changes.write("wrote note", note, area="reader", case=case)
    return note


@one_act(Right.ANALYSE)
def change_note(
    *,
    access: Access,
    at: datetime,
    note: Note,
    kind: str | None = None,
    body: str | None = None,
    spans: Sequence[Span] | None = None,
    seen: datetime | None = None,
) -> Note:
    """Change a note's kind, words or passages; what is None stays.

    `seen` is when the note was last changed as far as the writer knows: where it has changed since, `ClashError`.
    """
    take_up(access, note)
    wanted = {name: value for name, value in (("kind", kind), ("body", body)) if value is not None}
    check_unchanged(note, seen, wanted if spans is None else None)
    _check(kind if kind is not None else note.kind, body or "")
    if spans is not None and not spans:
        raise InvalidInputError("A note needs a passage.", "The note is as it was.", "Choose some words first.")
    changes = Changes(access, at)
    changes.touch(note)
    for name, value in wanted.items():
        setattr(note, name, value)
    now_changed(note, at)
    note.save()
    if spans is not None:
        replace_anchors(note, list(spans))
    index(note)
    changes.write(_verb(kind, spans), note, area="reader", case=note.case)
    return note


@one_act(Right.ANALYSE)
def take_out_note(*, access: Access, at: datetime, note: Note, seen: datetime | None = None) -> Note:
    """Take a note out; undo brings it back, and the trail keeps it. Statements that came from it keep their words."""
    take_up(access, note)
    if note.removed_at is not None:
        return note
    check_unchanged(note, seen)
    changes = Changes(access, at)
    changes.take_out(note)
    changes.write("took out note", note, area="reader", case=note.case)
    return note


def _verb(kind: str | None, spans: Sequence[Span] | None) -> str:
    if spans is not None:
        return "moved note"
    return "changed kind of note" if kind is not None else "changed note"


def _check(kind: str, body: str) -> None:
    if kind not in NoteKind.values:
        raise InvalidInputError("There is no such kind of note.", "Nothing was changed.", "Choose d, l, c or none.")
    longest(body, MAX_BODY)
