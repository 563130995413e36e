"""Of somebody who had not agreed to be contacted no name is kept: it goes with the stage, asked for once and told."""

from datetime import timedelta

import pytest

from lifeworld.fieldwork.models import MeetingPlace
from lifeworld.fieldwork.services.meetings import call_off
from lifeworld.identities.models import Identity, PersonKey
from lifeworld.recruitment.models import ScreeningEntry, Stage, StageReached
from lifeworld.recruitment.selectors.entries import entry_of
from lifeworld.recruitment.services.stages import NameStandsError, NotThatFarError, undo_last
from lifeworld.security.models import Person
from lifeworld.study.selectors import Access
from lifeworld.trail.models import Act
from tests.conftest import NOON
from tests.fieldwork.met import planned
from tests.identities.known import know, write_down
from tests.pages.people import signed_in, words_of

pytestmark = pytest.mark.usefixtures("sealed_store")
SECRET = "Zephyrine"


@pytest.fixture
def entry(access: Access) -> ScreeningEntry:
    return entry_of(access, know(access, SECRET))


def kept(entry: ScreeningEntry) -> tuple[bool, bool, bool]:
    """Whether their stage, their name and a key for it are there."""
    return (
        entry.stages.filter(stage=Stage.CONTACT).exists(), Identity.objects.filter(entry=entry).exists(),
        PersonKey.objects.filter(entry=entry).exists(),
    )  # fmt: skip


def test_a_name_is_not_left_behind_and_not_removed_unasked(access: Access, entry: ScreeningEntry) -> None:
    with pytest.raises(NameStandsError, match="only of somebody who agreed"):
        undo_last(access=access, at=NOON, entry=entry, seen=Stage.CONTACT)
    assert kept(entry) == (True, True, True)
    undo_last(access=access, at=NOON, entry=entry, seen=Stage.CONTACT, with_name=True)
    assert kept(entry) == (False, False, False)
    acts = list(Act.objects.order_by("-pk")[:2])
    assert [(one.verb, one.area) for one in acts] == [("took back stage", ""), ("removed name", "names")]
    assert all(SECRET not in str(one.detail.changes) + one.detail.why for one in acts)


def test_whoever_agrees_after_all_is_written_down_anew(access: Access, entry: ScreeningEntry) -> None:
    undo_last(access=access, at=NOON, entry=entry, with_name=True)
    StageReached.objects.create(entry=entry, stage=Stage.CONTACT, on=NOON.date(), created_at=NOON)
    assert write_down(access, entry.serial, {"name": "Another"}).name == "Another"


def test_a_meeting_ahead_is_cancelled_first_and_its_address_goes_with_it(access: Access, entry: ScreeningEntry) -> None:
    meeting = planned(access, entry, NOON + timedelta(days=2))
    with pytest.raises(NotThatFarError, match="cancel that meeting first"):
        undo_last(access=access, at=NOON, entry=entry, with_name=True)
    assert kept(entry) == (True, True, True) and MeetingPlace.objects.exists()
    call_off(access=access, at=NOON, meeting=meeting)
    undo_last(access=access, at=NOON, entry=entry, with_name=True)
    assert kept(entry) == (False, False, False) and not MeetingPlace.objects.exists()


def test_the_page_asks_once_and_then_removes_it(alice: Person, entry: ScreeningEntry) -> None:
    browser, page = signed_in(alice), f"/studies/walking/recruitment/{entry.serial}"
    told = words_of(browser.get(page))
    assert "Take it back, and remove their name" in told and SECRET not in told
    # A page from before the name was written down does not know of it, and is told.
    refused = browser.post(f"{page}/take-back", {"last": "contact"})
    assert refused.status_code == NameStandsError.status and "cannot be brought back" in words_of(refused)
    assert kept(entry) == (True, True, True)
    assert browser.post(f"{page}/take-back", {"last": "contact", "name": "goes"}).status_code == 302
    assert kept(entry) == (False, False, False)
    again = browser.post(f"{page}/take-back", {"last": "contact", "name": "goes"})
    assert again.status_code == 409 and "not the last thing" in words_of(again)
    looks = words_of(browser.get(f"/studies/walking/names/openings?entry={entry.serial}"))
    assert "removed the name and contacts" in looks and SECRET not in looks
