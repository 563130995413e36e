"""Experiential statements: written from notes or straight from a passage, always anchored."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from lifeworld.analysis.models import Note, Statement
from lifeworld.analysis.services.anchoring import Span
from lifeworld.analysis.services.changes import Changes, index, replace_anchors
from lifeworld.analysis.services.guards import check_case_at_hand, check_unchanged, longest, now_removed
from lifeworld.common.errors import InvalidInputError, NotFoundError
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access

MAX_TEXT = 2_000


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
    check_case_at_hand(access, case)
    made = Statement.objects.filter(client_key=client_key, case=case).first() if client_key else None
    if made:
        return made
    longest(text, MAX_TEXT)
    notes = _notes(case, note_ids)
    where = list(spans) or _spans_of_notes(notes)
    _check_anchored(where)
    with transaction.atomic():
        statement = Statement.objects.create(case=case, text=text, client_key=client_key, created_at=at, changed_at=at)
        statement.notes.set(notes)
        replace_anchors(statement, where)
        index(statement)
        changes = Changes(access, at)
        changes.made(statement)
        changes.write("wrote statement", statement, area="reader", case=case)
    return statement


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
    check_case_at_hand(access, statement.case)
    check_unchanged(statement, seen)
    longest(text or "", MAX_TEXT)
    notes = _notes(statement.case, note_ids) if note_ids is not None else None
    if spans is not None:
        _check_anchored(spans)
    with transaction.atomic():
        changes = Changes(access, at)
        changes.touch(statement)
        statement.text = text if text is not None else statement.text
        statement.changed_at = at
        statement.save()
        if notes is not None:
            statement.notes.set(notes)
        if spans is not None:
            replace_anchors(statement, list(spans))
        index(statement)
        verb = "moved statement" if spans is not None else "changed statement"
        changes.write(verb, statement, area="reader", case=statement.case)
    return statement


def take_out_statement(*, access: Access, at: datetime, statement: Statement) -> Statement:
    """Take a statement out; undo brings it back, to the pile it lay in."""
    check_case_at_hand(access, statement.case)
    with transaction.atomic():
        changes = Changes(access, at)
        changes.touch(statement)
        now_removed(statement, at)
        index(statement)
        changes.write("took out statement", statement, area="reader", case=statement.case)
    return statement


def set_statement_aside(*, access: Access, at: datetime, statement: Statement, reason: str) -> Statement:
    """Set a statement aside, kept with its reason.

    Raises `InvalidInputError` without one: `ipa.md` (c), hard check 9, all that is set aside carries a reason.
    """
    if not reason.strip():
        raise InvalidInputError(
            "Setting a statement aside needs a reason.", "The statement is where it was.", "Write a few words on why."
        )
    return _aside(access, at, statement, reason.strip(), "set statement aside")


def take_statement_back(*, access: Access, at: datetime, statement: Statement) -> Statement:
    """Take a statement that was set aside back onto the table."""
    return _aside(access, at, statement, "", "took statement back")


def _aside(access: Access, at: datetime, statement: Statement, reason: str, verb: str) -> Statement:
    check_case_at_hand(access, statement.case)
    longest(reason, MAX_TEXT)
    with transaction.atomic():
        changes = Changes(access, at)
        changes.touch(statement)
        statement.set_aside_reason = reason
        statement.changed_at = at
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
