"""Whoever asked for contact to stop is not found by name for it again, although they stay in the study."""

from datetime import timedelta

import pytest

from lifeworld.fieldwork.models import Meeting, MeetingState
from lifeworld.fieldwork.selectors.meetings import may_be_met
from lifeworld.fieldwork.services import meetings
from lifeworld.fieldwork.services.meetings import ContactEndedError
from lifeworld.fieldwork.services.planning import NotContactedError
from lifeworld.identities.rules.purposes import Purpose
from lifeworld.identities.selectors.people import NotOpenedError
from lifeworld.identities.services.looking import look_at
from lifeworld.identities.services.openings import open_names
from lifeworld.recruitment.models import Leaving, ScreeningEntry
from lifeworld.safekeeping.rules.levels import Level, Results
from lifeworld.safekeeping.services.withdrawals import withdraw
from lifeworld.security.models import Person
from lifeworld.study.selectors import Access
from tests.conftest import NOON
from tests.fieldwork.met import consented, planned
from tests.identities.known import agreed, know, write_down
from tests.pages.people import signed_in, words_of
from tests.recruitment.recruited import plan
from tests.safekeeping.planted import Planted

pytestmark = pytest.mark.usefixtures("sealed_store")
AT = NOON + timedelta(days=1)
ALWAYS = {Purpose.WITHDRAWAL, Purpose.RISK}
USUAL = ALWAYS | {Purpose.MEETING, Purpose.ASKED_FOR, Purpose.CORRECT}


@pytest.fixture
def entry(access: Access) -> ScreeningEntry:
    """Somebody who agreed to be contacted and asked for the findings."""
    plan(access)
    return ScreeningEntry.objects.get(study=access.study, serial=know(access))


def opens(access: Access, entry: ScreeningEntry) -> set[Purpose]:
    """For which purposes they are opened."""
    found = set()
    for purpose in Purpose:
        open_names(access=access, at=AT, purpose=purpose)
        try:
            look_at(access=access, at=AT, entry=entry)
            found.add(purpose)
        except NotOpenedError:
            continue
    return found


@pytest.mark.parametrize(
    ("levels", "results", "expected"),
    [
        ([Level.CONTACT], Results.NOT_ASKED, ALWAYS | {Purpose.ASKED_FOR}),
        ([Level.CONTACT], Results.KEEP, ALWAYS | {Purpose.ASKED_FOR}),
        ([Level.CONTACT], Results.DECLINE, ALWAYS),
        ([Level.QUOTES], Results.NOT_ASKED, USUAL),
        ([], Results.DECLINE, USUAL - {Purpose.ASKED_FOR}),
    ],
)
def test_a_stop_and_a_wish_decide_what_opens_them(
    access: Access, entry: ScreeningEntry, levels: list[str], results: Results, expected: set[Purpose]
) -> None:
    assert opens(access, entry) == USUAL
    withdraw(access=access, at=AT, entry=entry, levels=levels, on=AT.date(), results=results.value)
    assert not Leaving.objects.filter(entry=entry).exists()
    assert opens(access, entry) == expected


def test_what_was_said_last_about_the_findings_holds_and_a_stop_stays(access: Access, entry: ScreeningEntry) -> None:
    for levels, results in (([Level.CONTACT], Results.DECLINE), ([Level.QUOTES], Results.KEEP)):
        withdraw(access=access, at=AT, entry=entry, levels=levels, on=AT.date(), results=results.value)
    assert opens(access, entry) == ALWAYS | {Purpose.ASKED_FOR}


def test_nobody_else_is_closed_with_them(access: Access, planted: Planted) -> None:
    for one in (planted.entry, planted.other):
        write_down(access, one.serial, {"name": "Somebody"})
    withdraw(access=access, at=AT, entry=planted.entry, levels=[Level.CONTACT], on=AT.date())
    assert Purpose.MEETING in opens(access, planted.other)
    # Their consent says that they wish for the findings, and that they did not take back.
    assert opens(access, planted.entry) == ALWAYS | {Purpose.ASKED_FOR}


def test_no_meeting_is_planned_with_whoever_asked_for_contact_to_stop(access: Access, entry: ScreeningEntry) -> None:
    withdraw(access=access, at=AT, entry=entry, levels=[Level.QUOTES], on=AT.date())
    assert planned(access, entry, AT + timedelta(days=3)).pk
    withdraw(access=access, at=AT, entry=entry, levels=[Level.CONTACT], on=AT.date())
    with pytest.raises(NotContactedError, match="asked for contact to stop"):
        planned(access, entry, AT + timedelta(days=4))


def test_a_meeting_that_was_planned_before_does_not_begin_once_contact_is_to_stop(access: Access) -> None:
    plan(access)
    entry = consented(access)
    meeting = planned(access, entry, AT + timedelta(hours=1))
    withdraw(access=access, at=AT, entry=entry, levels=[Level.CONTACT], on=AT.date())
    with pytest.raises(ContactEndedError, match="asked for contact to stop"):
        meetings.begin(access=access, at=AT + timedelta(hours=1), meeting=meeting)
    assert Meeting.objects.get().state == MeetingState.PLANNED
    # What was begun on a day before was right then, and can still be written down.
    began = meetings.begin(access=access, at=AT, meeting=meeting, began_at=AT - timedelta(days=1))
    assert began.state == MeetingState.UNDER_WAY


def test_the_page_of_a_meeting_held_before_the_stop_still_takes_when_it_began(access: Access, alice: Person) -> None:
    plan(access)
    entry, browser = consented(access), signed_in(alice)
    before, after = (planned(access, entry, AT + timedelta(days=days)) for days in (-1, 1))
    withdraw(access=access, at=AT, entry=entry, levels=[Level.CONTACT], on=AT.date())
    held, ahead = (words_of(browser.get(f"/studies/walking/meetings/{one.number}")) for one in (before, after))
    assert all("Do not go, and do not get in touch about it." in page for page in (held, ahead))
    assert "say below when it began" in held and "Begin the interview" in held and 'id="begin-on"' in held
    assert "say below" not in ahead and "Begin the interview" not in ahead
    page = f"/studies/walking/meetings/{before.number}"
    refused = browser.post(f"{page}/begin", {"on": "", "clock": ""})
    assert refused.status_code == ContactEndedError.status and "asked for contact to stop" in words_of(refused)
    assert browser.post(f"{page}/begin", {"on": "2026-03-02", "clock": "12:00"}).status_code == 302
    assert Meeting.objects.get(number=before.number).state == MeetingState.UNDER_WAY


def test_whoever_asked_for_contact_to_stop_is_not_among_those_to_meet(access: Access, entry: ScreeningEntry) -> None:
    other = agreed(access)
    assert may_be_met(access) == [entry, other]
    withdraw(access=access, at=AT, entry=entry, levels=[Level.CONTACT], on=AT.date())
    assert may_be_met(access) == [other]


def test_their_page_says_so_and_offers_no_meeting(access: Access, alice: Person, entry: ScreeningEntry) -> None:
    browser, page = signed_in(alice), f"/studies/walking/recruitment/{entry.serial}"
    assert f'href="{page}/meetings/new"' in words_of(browser.get(page))
    withdraw(access=access, at=AT, entry=entry, levels=[Level.CONTACT], on=AT.date())
    told = words_of(browser.get(page))
    assert "They asked for contact to stop." in told and "meetings/new" not in told
    refused = browser.get(f"{page}/meetings/new")
    assert refused.status_code == NotContactedError.status and "asked for contact to stop" in words_of(refused)
