"""Experiential statements: written from notes or straight from a passage, always anchored."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from lifeworld.analysis.models import Note, Statement
from lifeworld.analysis.services.anchoring import Span
from lifeworld.analysis.services.changes import Changes, index, replace_anchors
from lifeworld.analysis.services.contributions import used_by
from lifeworld.analysis.services.guards import (
    check_made_here,
    check_unchanged,
    longest,
    take_case,
    take_up,
)
from lifeworld.common.errors import DomainError, InvalidInputError, NotFoundError
from lifeworld.study.acting import now_changed, one_act
from lifeworld.study.models import Case
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access

MAX_TEXT = 2_000


@one_act(Right.ANALYSE)
def write_statement(
    *,
    access: Access,
    at: datetime,
    case: Case,
    text: str,
    note_ids: Sequence[int] = (),
    spans: Sequence[Span] = (),
    client_key: UUID | None = None,
) -> Statement:
    """Write a statement. Without `spans` it takes the passages of its notes; one there must be, or `InvalidInputError`.

    Source of the anchor rule: `ipa.md` (c), hard check 1: every statement has at least one anchor.
    """
    take_case(access, case)
    made = Statement.objects.filter(client_key=client_key).first() if client_key else None
    if made:
        check_made_here(made.case_id, case.pk)
        return made
    longest(text, MAX_TEXT)
    notes = _notes(case, note_ids)
    where = list(spans) or _spans_of_notes(notes)
    _check_anchored(where)
    statement = Statement.objects.create(case=case, text=text, client_key=client_key, created_at=at, changed_at=at)
    statement.notes.add(*notes)
    replace_anchors(statement, where, new=True)
    index(statement)
    changes = Changes(access, at)
    changes.made(statement)
    changes.write("wrote statement", statement, area="reader", case=case)
    return statement


@one_act(Right.ANALYSE)
def change_statement(
    *,
    access: Access,
    at: datetime,
    statement: Statement,
    text: str | None = None,
    note_ids: Sequence[int] | None = None,
    spans: Sequence[Span] | None = None,
    seen: datetime | None = None,
) -> Statement:
    """Change a statement's words, sources or passages; what is None stays."""
    take_up(access, statement)
    words_alone = text is not None and note_ids is None and spans is None
    check_unchanged(statement, seen, {"text": text} if words_alone else None)
    longest(text or "", MAX_TEXT)
    notes = _notes(statement.case, note_ids) if note_ids is not None else None
    if spans is not None:
        _check_anchored(spans)
    changes = Changes(access, at)
    changes.touch(statement)
    statement.text = text if text is not None else statement.text
    now_changed(statement, at)
    statement.save()
    if notes is not None:
        statement.notes.set(notes)
    if spans is not None:
        replace_anchors(statement, list(spans))
    index(statement)
    verb = "moved statement" if spans is not None else "changed statement"
    changes.write(verb, statement, area="reader", case=statement.case)
    return statement


@one_act(Right.ANALYSE)
def take_out_statement(
    *, access: Access, at: datetime, statement: Statement, seen: datetime | None = None
) -> Statement:
    """Take a statement out; undo brings it back, to the pile it lay in."""
    take_up(access, statement)
    if statement.removed_at is not None:
        return statement
    check_unchanged(statement, seen)
    changes = Changes(access, at)
    changes.take_out(statement)
    changes.write("took out statement", statement, area="reader", case=statement.case)
    return statement


@one_act(Right.ANALYSE)
def set_statement_aside(
    *, access: Access, at: datetime, statement: Statement, reason: str, seen: datetime | None = None
) -> Statement:
    """Set a statement aside, kept with its reason.

    Raises `InvalidInputError` without one: `ipa.md` (c), hard check 9, all that is set aside carries a reason. Raises
    `DomainError` while a group theme uses it.
    """
    if not reason.strip():
        raise InvalidInputError(
            "Setting a statement aside needs a reason.", "The statement is where it was.", "Write a few words on why."
        )
    if used_by(statement).exists():
        raise DomainError(
            "A group theme uses this statement, so it cannot be set aside.",
            "The statement is where it was.",
            "Take it out of the group theme first.",
        )
    return _aside(access, at, statement, reason.strip(), "set statement aside", seen)


@one_act(Right.ANALYSE)
def take_statement_back(
    *, access: Access, at: datetime, statement: Statement, seen: datetime | None = None
) -> Statement:
    """Take a statement that was set aside back onto the table."""
    return _aside(access, at, statement, "", "took statement back", seen)


def _aside(
    access: Access, at: datetime, statement: Statement, reason: str, verb: str, seen: datetime | None
) -> Statement:
    longest(reason, MAX_TEXT)
    take_up(access, statement)
    check_unchanged(statement, seen, {"set_aside_reason": reason})
    changes = Changes(access, at)
    changes.touch(statement)
    statement.set_aside_reason = reason
    now_changed(statement, at)
    statement.save()
    changes.write(verb, statement, area="board", case=statement.case, why=reason)
    return statement


def _notes(case: Case, note_ids: Sequence[int]) -> list[Note]:
    notes = list(Note.objects.filter(pk__in=note_ids, case=case).order_by("pk"))
    if len(notes) != len(set(note_ids)):
        raise NotFoundError("One of those notes is not in this case.")
    return notes


def _spans_of_notes(notes: Sequence[Note]) -> list[Span]:
    return [Span(anchor.version_id, anchor.start, anchor.end) for note in notes for anchor in note.anchors.all()]


def _check_anchored(spans: Sequence[Span]) -> None:
    if not spans:
        raise InvalidInputError(
            "A statement needs a passage it rests on.",
            "Your text is still here.",
            "Choose some words or a note, then write it.",
        )
