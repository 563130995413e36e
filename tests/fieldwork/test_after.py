"""What follows a meeting: debrief, letter, field note, diary, payments; and the address that goes by itself."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from lifeworld.analysis.models import DiaryEntry
from lifeworld.analysis.services.cases import open_for_analysis
from lifeworld.common.errors import ClashError, DomainError, InvalidInputError, NotFoundError
from lifeworld.consent.services import consents
from lifeworld.fieldwork.calendar import as_calendar
from lifeworld.fieldwork.models import FieldNote, Meeting, MeetingPlace, MeetingState, Payment
from lifeworld.fieldwork.selectors.meetings import has_place, meeting_view
from lifeworld.fieldwork.selectors.methods import payments_in_all
from lifeworld.fieldwork.services import after, guides, meetings, payments, places, planning
from lifeworld.fieldwork.services.after import GoneError, NoLetterError
from lifeworld.fieldwork.services.guides import GuideInUseError
from lifeworld.fieldwork.services.meetings import NotNowError
from lifeworld.fieldwork.services.places import Place, forget_places, open_place
from lifeworld.fieldwork.services.planning import Plan
from lifeworld.identities.keys import KeyDestroyedError, destroy_key
from lifeworld.identities.models import KeyUse
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.security import keyring
from lifeworld.security.models import Person
from lifeworld.security.storage import StoreReadOnlyError
from lifeworld.store import opening
from lifeworld.study.models import Membership, Role, Study
from lifeworld.study.selectors import Access
from lifeworld.trail.models import Act
from tests.conftest import NOON, bring_in
from tests.consent.consented import newest, numbers
from tests.fieldwork.met import ADDRESS, consented, held, keep_guide, plan, planned

LATER = NOON + timedelta(hours=2)
TODAY = NOON.date()


@pytest.fixture
def wren(access: Access) -> ScreeningEntry:
    return consented(access)


@pytest.fixture
def meeting(access: Access, wren: ScreeningEntry) -> Meeting:
    return held(access, wren)


def test_the_debrief_is_written_down_on_a_day_that_can_be(access: Access, meeting: Meeting) -> None:
    for on in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(InvalidInputError, match="That day"):
            after.give_debrief(access=access, at=LATER, meeting=meeting, on=on, by="researcher")
    with pytest.raises(InvalidInputError, match="who gave"):
        after.give_debrief(access=access, at=LATER, meeting=meeting, on=TODAY, by=" ")
    done = after.give_debrief(access=access, at=LATER, meeting=meeting, on=TODAY, by="researcher")
    assert (done.debrief_on, done.debrief_by) == (TODAY, "researcher")


def test_no_letter_goes_where_the_clause_was_taken_back(access: Access, wren: ScreeningEntry, meeting: Meeting) -> None:
    sent = after.send_letter(access=access, at=LATER, meeting=meeting, on=TODAY)
    assert sent.letter_on == TODAY
    gp = numbers(newest(access, "form"))["gp"]
    consents.take_back_clause(access=access, at=LATER, consent=wren.consents.get(), number=gp, on=TODAY)
    with pytest.raises(NoLetterError):
        after.send_letter(access=access, at=LATER, meeting=meeting, on=TODAY)


def test_a_field_note_is_of_the_case_and_goes_with_it(access: Access, wren: ScreeningEntry, meeting: Meeting) -> None:
    note = after.write_field_note(access=access, at=LATER, meeting=meeting, text=" She made tea. ")
    assert (note.text, note.written_on) == ("She made tea.", TODAY)
    assert meeting.state == MeetingState.NOTED
    act = Act.objects.order_by("-pk")[0]
    assert (act.verb, act.case_number) == ("wrote field note", 1)
    changed = after.write_field_note(access=access, at=LATER, meeting=meeting, text="Tea.", seen=note.changed_at)
    assert changed.text == "Tea." and FieldNote.objects.count() == 1
    with pytest.raises(ClashError):
        after.write_field_note(access=access, at=LATER, meeting=meeting, text="Coffee.", seen=note.changed_at)
    for text in ("  ", "x" * 50_001):
        with pytest.raises(InvalidInputError):
            after.write_field_note(access=access, at=LATER, meeting=meeting, text=text)
    assert wren.case is not None
    wren.case.delete()
    assert not FieldNote.objects.exists() and Meeting.objects.get().minutes == 60
    for act_again in (after.write_field_note, after.write_reflection):
        with pytest.raises(GoneError):
            act_again(access=access, at=LATER, meeting=meeting, text="Gone")


def test_nothing_follows_a_meeting_that_was_not_held(access: Access, wren: ScreeningEntry) -> None:
    meeting = planned(access, wren)
    with pytest.raises(NotNowError):
        after.write_field_note(access=access, at=LATER, meeting=meeting, text="Early")
    with pytest.raises(NotNowError):
        after.give_debrief(access=access, at=LATER, meeting=meeting, on=TODAY, by="researcher")


def test_a_reflection_lies_in_the_diary_at_the_step_of_interviewing(access: Access, meeting: Meeting) -> None:
    after.write_reflection(access=access, at=LATER, meeting=meeting, text="I wanted her to be well.")
    entry = DiaryEntry.objects.get()
    assert (entry.step, entry.written_on, entry.case) == ("interviewing", TODAY, meeting.entry.case)


def test_a_field_note_is_out_of_sight_while_another_case_is_under_analysis(
    access: Access, meeting: Meeting, study: Study, bob: Person
) -> None:
    after.write_field_note(access=access, at=LATER, meeting=meeting, text="She made tea.")
    assert meeting_view(access, meeting, LATER).note is not None
    other = consented(access, "Ines", meeting.entry.site).case
    assert other is not None
    bring_in(access, other)
    open_for_analysis(access=access, at=NOON, case=other)
    view = meeting_view(access, meeting, LATER)
    assert view.note is None and view.note_hidden
    assert meeting_view(Access(study, bob, Role.SUPERVISOR), meeting, LATER).note is not None


def test_what_is_promised_is_paid_also_after_somebody_withdrew(
    access: Access, wren: ScreeningEntry, meeting: Meeting
) -> None:
    promised = payments.agree_payment(access=access, at=LATER, meeting=meeting, what="thanks", pence=2000)
    mistake = payments.agree_payment(access=access, at=LATER, meeting=meeting, what="travel", pence=750)
    assert wren.case is not None
    wren.case.delete()
    with pytest.raises(InvalidInputError, match="one of the ways"):
        payments.make_payment(access=access, at=LATER, payment=promised, paid_on=TODAY, way="")
    with pytest.raises(InvalidInputError, match="has come"):
        payments.make_payment(access=access, at=LATER, payment=promised, paid_on=TODAY + timedelta(days=1), way="cash")
    payments.make_payment(access=access, at=LATER, payment=promised, paid_on=TODAY, way="voucher", receipt="R 14")
    sums = [(one.what, one.agreed, one.paid) for one in payments_in_all(access)]
    assert sums == [("Thank-you for taking part", 2000, 2000), ("Travel", 750, 0)]
    payments.take_out_payment(access=access, at=LATER, payment=mistake)
    with pytest.raises(DomainError, match="stays written down"):
        payments.take_out_payment(access=access, at=LATER, payment=promised)
    assert Payment.objects.get().receipt == "R 14"
    for what, pence in (("lunch", 1), ("thanks", 0), ("thanks", 1_000_001)):
        with pytest.raises(InvalidInputError):
            payments.agree_payment(access=access, at=LATER, meeting=meeting, what=what, pence=pence)


def test_an_address_is_sealed_opened_for_its_day_and_then_deleted(access: Access, wren: ScreeningEntry) -> None:
    meeting = planned(access, wren)
    kept = MeetingPlace.objects.get()
    assert ADDRESS.encode() not in bytes(kept.sealed) and kept.expires_on == date(2026, 3, 3)
    assert open_place(access=access, at=NOON, meeting=meeting) == Place(ADDRESS, "The blue door")
    assert Act.objects.order_by("-pk")[0].verb == "opened meeting place"
    last_minute = datetime(2026, 3, 2, 23, 59, tzinfo=NOON.tzinfo)
    assert forget_places(at=last_minute) == 0 and has_place(meeting, last_minute.date())
    midnight = last_minute + timedelta(minutes=1)
    with pytest.raises(NotFoundError):
        open_place(access=access, at=midnight, meeting=meeting)
    assert forget_places(at=midnight, study=access.study) == 1 and forget_places(at=midnight) == 0
    assert not MeetingPlace.objects.exists()
    act = Act.objects.order_by("-pk")[0]
    assert (act.verb, act.actor, act.object_id) == ("deleted meeting place", "lifeworld", meeting.pk)


@pytest.mark.embedded("a store that is opened by a passphrase")
def test_opening_the_store_deletes_the_addresses_of_days_gone_by(
    access: Access, wren: ScreeningEntry, vault_folder: Path, settings: Settings
) -> None:
    planned(access, wren)
    settings.DATA_FOLDER = vault_folder
    opening.unlock(vault_folder, passphrase="plain words for tests")
    keyring.lock_store()
    assert not MeetingPlace.objects.exists()


def test_a_store_that_takes_no_writing_keeps_it_shut_and_says_nothing(
    access: Access, wren: ScreeningEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = planned(access, wren)

    def refuse(**_: object) -> None:
        raise StoreReadOnlyError

    monkeypatch.setattr(places, "record", refuse)
    midnight = NOON + timedelta(hours=12)
    assert forget_places(at=midnight) == 0 and MeetingPlace.objects.exists()
    with pytest.raises(NotFoundError):
        open_place(access=access, at=midnight, meeting=meeting)


def test_an_address_goes_at_midnight_in_london_and_not_in_greenwich(access: Access, wren: ScreeningEntry) -> None:
    planned(access, wren, datetime(2026, 6, 1, 12, 0, tzinfo=NOON.tzinfo))
    assert forget_places(at=datetime(2026, 6, 1, 22, 59, tzinfo=NOON.tzinfo)) == 0
    assert forget_places(at=datetime(2026, 6, 1, 23, 0, tzinfo=NOON.tzinfo)) == 1


def test_an_address_moves_with_the_meeting_and_stays_where_none_is_typed(access: Access, wren: ScreeningEntry) -> None:
    meeting = planned(access, wren)
    moved = plan(NOON + timedelta(days=3))
    planning.change_meeting(access=access, at=NOON, meeting=meeting, plan=Plan(moved.values, moved.check_ins, None))
    assert MeetingPlace.objects.get().expires_on == date(2026, 3, 6)
    emptied = Plan(moved.values, moved.check_ins, Place())
    planning.change_meeting(access=access, at=NOON, meeting=meeting, plan=emptied)
    assert not MeetingPlace.objects.exists()


def test_a_destroyed_identity_takes_the_address_with_it(access: Access, wren: ScreeningEntry) -> None:
    meeting = planned(access, wren)
    destroy_key(wren, KeyUse.IDENTITY, NOON)
    with pytest.raises(KeyDestroyedError):
        open_place(access=access, at=NOON, meeting=meeting)


def test_questions_stay_once_a_meeting_used_them(access: Access, wren: ScreeningEntry) -> None:
    guide = keep_guide(access)
    meeting = planned(access, wren, guide_id=guide.pk)
    guides.keep_questions(access=access, at=NOON, guide=guide, typed="Only one?")
    meetings.begin(access=access, at=NOON, meeting=meeting)
    with pytest.raises(GuideInUseError):
        guides.keep_questions(access=access, at=NOON, guide=guide, typed="Another?")
    assert [one.words for one in guide.questions.all()] == ["Only one?"]


def test_a_document_that_is_no_guide_has_no_questions(access: Access, wren: ScreeningEntry) -> None:
    with pytest.raises(NotFoundError):
        guides.keep_questions(access=access, at=NOON, guide=newest(access, "sheet"), typed="Why?")


def test_the_calendar_holds_ones_own_planned_meetings_and_nobodys_name(
    access: Access, wren: ScreeningEntry, study: Study, bob: Person
) -> None:
    held(access, wren)
    planned(access, wren, datetime(2026, 6, 1, 13, 0, tzinfo=NOON.tzinfo))
    told = as_calendar(access, NOON).decode()
    assert told.count("BEGIN:VEVENT") == 1
    assert "DTSTART:20260601T130000Z" in told and "SUMMARY:Meeting 2" in told and "walking.meeting.2@" in told
    for words in ("Wren", ADDRESS, "Quay", "LOCATION", "supervisor"):
        assert words not in told
    Membership.objects.filter(person=bob).update(role=Role.SUPERVISOR)
    assert "VEVENT" not in as_calendar(Access(study, bob, Role.SUPERVISOR), NOON).decode()
