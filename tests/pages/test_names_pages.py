"""The pages of names, as each role meets them: closed, open, closing by themselves."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lifeworld.identities.models import Identity, Opening
from lifeworld.identities.rules.purposes import OPEN_FOR, PURPOSES, Purpose
from lifeworld.security.models import Person
from lifeworld.study.models import Role, Study
from lifeworld.study.selectors import Access
from lifeworld.trail.models import Act
from tests.identities.known import agreed, know, left, put_forward
from tests.pages.people import carried_by, signed_in, with_role, words_of

pytestmark = pytest.mark.usefixtures("sealed_store")
NAMES = "/studies/walking/names"
NAME = "Quillon Zephyrine"
GIVEN = {"name": NAME, "called": "Quill", "phone": "01603 555010", "message": "no", "asked_for": "findings"}


@pytest.fixture
def browser(alice: Person, access: Access) -> Client:
    return signed_in(alice)


def open_them(browser: Client, purpose: str = Purpose.MEETING) -> None:
    assert browser.post(f"{NAMES}/open", {"purpose": purpose})["Location"] == NAMES


def over(by: timedelta = timedelta(0)) -> None:
    """The live opening's ten minutes are over."""
    now = timezone.now()
    Opening.objects.update(opened_at=now - OPEN_FOR - by, until=now - by)


def test_closed_names_say_why_and_offer_each_purpose(browser: Client, access: Access) -> None:
    know(access, "zephyrine")
    answer = browser.get(NAMES)
    page = words_of(answer)
    assert all(words in page for words in PURPOSES.values()) and "Open for ten minutes" in page
    assert "zephyrine" not in page and answer["Cache-Control"] == "no-store" and "Refresh" not in answer


def test_a_purpose_must_be_chosen(browser: Client) -> None:
    refused = browser.post(f"{NAMES}/open", {})
    assert refused.status_code == 422 and "No purpose is chosen." in words_of(refused)
    assert not Opening.objects.exists()


def test_a_new_person_is_written_down_and_read_back(browser: Client, access: Access) -> None:
    agreed(access)
    open_them(browser, Purpose.NEW)
    assert "Write down their contacts" in words_of(browser.get(NAMES))
    form = words_of(browser.get(f"{NAMES}/1"))
    assert "Nothing is written down of this person yet." in form and "<template" not in form
    assert browser.post(f"{NAMES}/1", GIVEN)["Location"] == NAMES
    assert "Everyone who agreed to be contacted is written down." in words_of(browser.get(NAMES))
    assert browser.get(f"{NAMES}/1").status_code == 409
    open_them(browser)
    assert NAME in words_of(browser.get(NAMES))
    answer = browser.get(f"{NAMES}/1")
    page = words_of(answer)
    assert NAME in page and "01603 555010" in page and "<title>Entry 1, name and contacts" in page
    assert answer["Cache-Control"] == "no-store"
    assert Act.objects.filter(verb="looked at name").count() == 2


def test_a_page_of_names_leads_back_when_its_time_is_over(browser: Client, access: Access) -> None:
    know(access)
    open_them(browser)
    for address in (NAMES, f"{NAMES}/1"):
        seconds, where = browser.get(address)["Refresh"].split("; ")
        assert 590 < int(seconds) <= 600 and where == f"url={NAMES}?over=1"
    over()
    assert "The ten minutes are over" in words_of(browser.get(f"{NAMES}?over=1"))
    assert browser.get(f"{NAMES}/1")["Location"] == NAMES


def test_what_is_sent_when_the_time_is_over_is_not_kept_and_that_is_said(browser: Client, access: Access) -> None:
    agreed(access)
    open_them(browser, Purpose.NEW)
    over()
    for sent in (GIVEN, GIVEN | {"longer": "yes"}):
        lost = browser.post(f"{NAMES}/1", sent)
        assert lost["Location"] == f"{NAMES}?over=unsaved"
    assert "What was typed last was not kept." in words_of(browser.get(lost["Location"]))
    assert not Identity.objects.exists()


def test_ten_more_minutes_keep_what_is_typed(browser: Client, access: Access) -> None:
    agreed(access)
    open_them(browser, Purpose.NEW)
    Opening.objects.update(until=timezone.now() + timedelta(minutes=1))
    page = browser.post(f"{NAMES}/1", GIVEN | {"longer": "yes"})
    assert page.status_code == 200 and f'value="{NAME}"' in words_of(page)
    assert int(page["Refresh"].partition(";")[0]) > 590
    assert [act.detail.changes[0]["after"]["purpose"] for act in Act.objects.filter(verb="opened names")] == ["new"] * 2
    assert not Identity.objects.exists()


def test_close_now_closes(browser: Client, access: Access) -> None:
    know(access)
    open_them(browser)
    assert browser.post(f"{NAMES}/close")["Location"] == NAMES
    assert "Open for ten minutes" in words_of(browser.get(NAMES))


def test_what_was_typed_stays_when_it_is_refused(browser: Client, access: Access) -> None:
    agreed(access)
    open_them(browser, Purpose.NEW)
    refused = browser.post(f"{NAMES}/1", GIVEN | {"email": "quillon"})
    page = words_of(refused)
    assert refused.status_code == 422 and "The e-mail address is not written as one." in page
    assert 'value="quillon"' in page and f'value="{NAME}"' in page


def test_a_form_sent_in_part_shows_nothing_that_was_not_sent(browser: Client, access: Access) -> None:
    know(access, "zephyrine")
    open_them(browser, Purpose.NEW)
    refused = browser.post(f"{NAMES}/1", {"longer": "yes"})
    assert refused.status_code == 409 and "zephyrine" not in words_of(refused)
    open_them(browser, Purpose.CORRECT)
    assert "zephyrine" not in words_of(browser.post(f"{NAMES}/1", {"longer": "yes", "phone": "1"}))


def test_two_windows_see_both_versions(browser: Client, access: Access) -> None:
    know(access)
    open_them(browser, Purpose.CORRECT)
    carried = carried_by(browser.get(f"{NAMES}/1"), "phone")
    browser.post(f"{NAMES}/1", GIVEN | {"phone": "first"} | carried)
    looks = Act.objects.filter(verb="looked at name").count()
    clash = browser.post(f"{NAMES}/1", GIVEN | {"phone": "second"} | carried)
    page = words_of(clash)
    assert clash.status_code == 409 and "The other version of the phone number" in page
    assert "<blockquote>first</blockquote>" in page and 'value="second"' in page
    assert Act.objects.filter(verb="looked at name").count() == looks + 1


def test_somebody_who_did_not_agree_or_withdrew_is_not_opened(browser: Client, access: Access) -> None:
    put_forward(access)
    know(access, "zephyrine")
    left(agreed(access), "withdrew-before")
    open_them(browser)
    assert "has not agreed to be contacted" in words_of(browser.get(f"{NAMES}/1"))
    assert "nothing more is written down" in words_of(browser.get(f"{NAMES}/3"))
    assert browser.get(f"{NAMES}/9").status_code == 404


def test_others_open_nothing_and_those_who_check_read_who_looked(study: Study, access: Access, browser: Client) -> None:
    know(access, "zephyrine")
    open_them(browser)
    browser.get(NAMES)
    for role in (Role.ANALYST, Role.SUPERVISOR, Role.AUDITOR, Role.ADVISER):
        other = with_role(study, f"one-{role}", role)
        for method, address in (
            ("get", NAMES),
            ("get", f"{NAMES}/1"),
            ("post", f"{NAMES}/1"),
            ("post", f"{NAMES}/open"),
        ):
            answer = getattr(other, method)(address, {"purpose": "meeting"})
            assert answer.status_code == 403 and "zephyrine" not in words_of(answer)
        report = other.get(f"{NAMES}/openings")
        assert report.status_code == (404 if role == Role.ADVISER else 200)
        if role != Role.ADVISER:
            page = words_of(report)
            assert "looked at somebody’s name and contacts" in page and "Arrange or change a meeting" in page
            assert "zephyrine" not in page and "Nobody has opened the name" not in page
            assert "Alice" in words_of(other.get(f"{NAMES}/openings?entry=1"))
            assert other.get(f"{NAMES}/openings?entry=7").status_code == 404


def test_a_stranger_finds_no_names(charlie: Person, access: Access, browser: Client) -> None:
    know(access)
    stranger = signed_in(charlie)
    for address in (NAMES, f"{NAMES}/1", f"{NAMES}/openings"):
        assert stranger.get(address).status_code == 404
    assert stranger.post(f"{NAMES}/open", {"purpose": "meeting"}).status_code == 404


def test_an_empty_study_says_what_will_stand_here(browser: Client) -> None:
    assert "Nobody has opened the names of this study yet." in words_of(browser.get(f"{NAMES}/openings"))
    open_them(browser)
    assert "Nobody has agreed to be contacted yet." in words_of(browser.get(NAMES))
