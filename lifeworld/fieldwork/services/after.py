"""What follows a meeting: the debrief, the letter where it was agreed, the field note and the diary, the same day."""

from datetime import date, datetime

from django.utils.timezone import localdate

from lifeworld.analysis.models import DiaryEntry, DiaryStep
from lifeworld.analysis.services.diary import write_entry
from lifeworld.common.errors import ClashError, DomainError, InvalidInputError
from lifeworld.common.lengths import check_lengths
from lifeworld.consent.models import Effect
from lifeworld.consent.selectors.permissions import allows
from lifeworld.fieldwork.models import FieldNote, Meeting
from lifeworld.fieldwork.rules.meetings import HELD, next_state
from lifeworld.fieldwork.services.meetings import NotNowError
from lifeworld.study.acting import check_as_seen, now_changed, one_act, read_again
from lifeworld.study.models import Case
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import tell, values_of
from lifeworld.trail.services import record

LONGEST_NOTE = 50_000


class NoLetterError(DomainError):
    """They did not agree that their GP or care team is told."""

    def __init__(self) -> None:
        super().__init__(
            "They did not agree that their GP or care team is told that they take part.",
            "No letter was written down.",
            "Send none. Where somebody may come to harm, the Trust’s own process comes first.",
        )


class GoneError(DomainError):
    """The case of this meeting is no longer in the study."""

    def __init__(self) -> None:
        super().__init__(
            "The case of this meeting is no longer in the study.",
            "Nothing was kept of what you typed.",
            "What was said and seen there goes with the case; the meeting itself stays.",
        )


@one_act(Right.RECRUIT)
def give_debrief(*, access: Access, at: datetime, meeting: Meeting, on: date, by: str) -> Meeting:
    """Write down when the debrief was given, and by which role. `InvalidInputError` for a day that cannot be."""
    read_again(meeting)
    _check_day(meeting, on, at)
    if not by.strip():
        raise InvalidInputError("Say who gave the debrief.", "Nothing was changed.", "A role is enough: researcher.")
    before = values_of(meeting, ("debrief_on", "debrief_by"))
    meeting.debrief_on, meeting.debrief_by = on, by.strip()
    return _keep(access, at, "gave debrief", meeting, before)


@one_act(Right.RECRUIT)
def send_letter(*, access: Access, at: datetime, meeting: Meeting, on: date) -> Meeting:
    """Write down when the letter to the GP or care team was sent.

    Raises:
        NoLetterError: the consent in force does not allow it.
        InvalidInputError: the day cannot be.
    """
    read_again(meeting, "entry__case")
    if meeting.entry.case is None or not allows(meeting.entry.case, Effect.GP):
        raise NoLetterError
    _check_day(meeting, on, at)
    before = values_of(meeting, ("letter_on",))
    meeting.letter_on = on
    return _keep(access, at, "sent care letter", meeting, before)


@one_act(Right.RECRUIT)
def write_field_note(
    *, access: Access, at: datetime, meeting: Meeting, text: str, seen: datetime | None = None
) -> FieldNote:
    """Write the field note, or change it; what stood before stays in the trail, as with every word of a case.

    `seen` is when the note was last changed as far as the writer knows, None where they saw none.

    Raises:
        NotNowError: the meeting has not been held.
        GoneError: its case is no longer in the study.
        InvalidInputError: it is empty or too long.
        ClashError: it was written or changed since.
    """
    read_again(meeting, "entry__case")
    state, case = next_state(meeting.state, "write field note"), meeting.entry.case
    if state is None:
        raise NotNowError
    if case is None:
        raise GoneError
    words = text.strip()
    if not words or len(words) > LONGEST_NOTE:
        raise InvalidInputError(
            f"A field note holds something, and at most {LONGEST_NOTE:,} characters.",
            "What you typed is still here.",
            "Write a sentence, or come back to it today.",
        )
    note = FieldNote.objects.filter(meeting=meeting).first()
    if note is None:
        note = FieldNote.objects.create(
            meeting=meeting, case=case, written_on=localdate(at), text=words, created_at=at, changed_at=at
        )
        _tell_note(access, at, "wrote field note", note, case, None)
    elif note.text != words:
        if seen is None:
            raise ClashError(note)
        check_as_seen(note, seen)
        before, note.text = note.text, words
        now_changed(note, at)
        note.save()
        _tell_note(access, at, "changed field note", note, case, before)
    if meeting.state != state:
        meeting.state = state
        now_changed(meeting, at)
        meeting.save(update_fields=["state", "changed_at"])
    return note


@one_act(Right.ANALYSE)
def write_reflection(*, access: Access, at: datetime, meeting: Meeting, text: str) -> DiaryEntry:
    """A diary entry about the meeting's case, of the step of interviewing, dated today. Raises as the diary does."""
    read_again(meeting, "entry__case")
    if meeting.entry.case is None:
        raise GoneError
    return write_entry(
        access=access, at=at, text=text, step=DiaryStep.INTERVIEWING, written_on=localdate(at), case=meeting.entry.case
    )


def _check_day(meeting: Meeting, on: date, at: datetime) -> None:
    if meeting.state not in HELD:
        raise NotNowError
    if not localdate(meeting.began_at or meeting.starts_at) <= on <= localdate(at):
        raise InvalidInputError(
            "That day is before the meeting, or still to come.", "Nothing was changed.", "Look at the day again."
        )


def _keep(access: Access, at: datetime, verb: str, meeting: Meeting, before: dict[str, str]) -> Meeting:
    check_lengths(meeting)
    now_changed(meeting, at)
    meeting.save()
    tell(access, at, verb, meeting, before=before, after=values_of(meeting, before))
    return meeting


def _tell_note(access: Access, at: datetime, verb: str, note: FieldNote, case: Case, before: str | None) -> None:
    stood = None if before is None else {"text": before}
    record(
        by=access.person.username, at=at, verb=verb, study=access.study.slug, case_number=case.number,
        object_type="fieldnote", object_id=note.pk,
        changes=[{"type": "fieldnote", "id": note.pk, "before": stood, "after": {"text": note.text}}],
    )  # fmt: skip
