"""Whatever order of acts, lawful or not: no interview begins before consent, and none ends before it began."""

from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lifeworld.common.errors import DomainError
from lifeworld.consent.models import Consent
from lifeworld.consent.services.taking import record_consent
from lifeworld.fieldwork.models import Meeting, MeetingState
from lifeworld.fieldwork.rules.meetings import HELD
from lifeworld.fieldwork.services import after, meetings
from lifeworld.interviews.models import Interview
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.security.models import Person
from lifeworld.study.models import Role
from lifeworld.study.selectors import Access
from lifeworld.study.services import create_study
from tests.conftest import NOON, RECORD
from tests.consent.consented import at_contact, consenting_site
from tests.consent.consented import given as agreed
from tests.fieldwork.met import planned

# Meetings and consents fall around this moment, a quarter of an hour from step to step.
START = datetime(2026, 2, 6, 9, 0, tzinfo=NOON.tzinfo)
STEP = timedelta(minutes=15)
ACTS = ("consent", "begin", "begin earlier", "pause", "go on", "end", "end earlier", "note", "cancel", "nobody", "word")


def perform(access: Access, act: str, meeting: Meeting, at: datetime) -> None:
    """One act, as somebody would press it."""
    if act == "consent":
        entry = ScreeningEntry.objects.get(pk=meeting.entry_id)
        record_consent(
            access=access, at=at, entry=entry,
            given=agreed(access, taken_at=at, pseudonym="" if entry.case_id else "Wren"),
        )  # fmt: skip
    elif act.startswith("begin"):
        meetings.begin(access=access, at=at, meeting=meeting, began_at=at - 3 * STEP if "earlier" in act else None)
    elif act.startswith("end"):
        meetings.end(access=access, at=at, meeting=meeting, ended_at=at - 3 * STEP if "earlier" in act else None)
    elif act == "note":
        after.write_field_note(access=access, at=at, meeting=meeting, text="Something.")
    elif act in {"cancel", "nobody"}:
        meetings.call_off(access=access, at=at, meeting=meeting, attended=act == "cancel")
    else:
        step = {"pause": meetings.pause, "go on": meetings.go_on, "word": meetings.check_in}[act]
        step(access=access, at=at, meeting=meeting)


def check(meeting: Meeting) -> None:
    """What must hold whatever was done."""
    consents = Consent.objects.filter(entry=meeting.entry_id).order_by("number")
    first = consents.first()
    if meeting.began_at is not None:
        assert first is not None and first.taken_at <= meeting.began_at, "an interview without consent"
    if meeting.ended_at is not None:
        assert meeting.began_at is not None and meeting.began_at <= meeting.ended_at
        assert meeting.minutes is not None and meeting.minutes >= 1
    held = meeting.state in HELD
    assert held == (meeting.ended_at is not None) == (meeting.interview_id is not None)
    assert Interview.objects.count() == int(held)
    assert meeting.entry.stages.filter(stage="interviewed").exists() == held
    if meeting.state in {MeetingState.CANCELLED, MeetingState.NOT_ATTENDED}:
        assert meeting.began_at is None and not hasattr(meeting, "place")


@pytest.mark.usefixtures("sealed_store")
class AnyOrder(TestCase):
    """Each example begins with one meeting planned with somebody who agreed to be contacted, and no more."""

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.sampled_from(ACTS), min_size=1, max_size=9))
    @example(["begin", "consent", "begin", "pause", "end", "note"])
    @example(["consent", "begin earlier", "word", "nobody"])
    def test_no_order_of_acts_leads_to_an_interview_without_consent(self, acts: list[str]) -> None:
        person = Person.objects.create_person(username="alice", name="Alice")
        access = Access(create_study(by=person, at=NOON, summary_text=RECORD, slug="walking"), person, Role.LEAD)
        meeting = planned(access, at_contact(access, consenting_site(access)), START)
        for number, act in enumerate(acts, start=1):
            with suppress(DomainError):
                perform(access, act, Meeting.objects.get(pk=meeting.pk), START + number * STEP)
            check(Meeting.objects.select_related("entry").get(pk=meeting.pk))
