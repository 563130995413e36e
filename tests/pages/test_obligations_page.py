"""The page of what a study owes, as each role meets it."""

from django.test import Client

from lifeworld.security.models import Person
from lifeworld.study.models import Role, Study
from lifeworld.study.selectors import Access
from lifeworld.study.services import change_study
from tests.conftest import NOON
from tests.pages.people import carried_by, signed_in, with_role, words_of

OWED = "/studies/walking/obligations"


def dated(access: Access) -> None:
    values = {
        "rec_opinion_date": "2 Feb 2026",
        "rec_opinion": "Favourable Opinion",
        "duration": "1 years, 0 months, 0 days",
    }
    change_study(access=access, at=NOON, values=values)


def test_without_an_opinion_the_page_says_what_is_missing(alice: Person, study: Study, client: Client) -> None:
    page = words_of(signed_in(alice).get(OWED))
    assert "the day of the REC’s favourable opinion is not known" in page
    assert f'href="{OWED}/course"' in page


def test_the_page_tells_each_duty_with_its_day_and_source(alice: Person, access: Access, client: Client) -> None:
    dated(access)
    page = words_of(signed_in(alice).get(OWED))
    assert "Read from the public record, and not confirmed by anybody yet." in page
    assert "3 May 2027" in page and "Declare the end of the study to the REC" in page
    assert "HRA, Ending your project. Looked at on 26 November 2026." in page


def test_a_duty_is_settled_and_taken_back_on_the_page(alice: Person, access: Access, client: Client) -> None:
    dated(access)
    browser = signed_in(alice)
    done = browser.post(f"{OWED}/hra-approval/met", {"met_on": "2026-02-10", "evidence": "Letter <of> 10 February"})
    assert (done.status_code, done["Location"]) == (302, OWED)
    assert "Met on 10 February 2026: Letter &lt;of&gt; 10 February" in words_of(browser.get(OWED))
    browser.post(f"{OWED}/end-declared/aside", {"reason": "The sponsor does it."})
    assert "Set aside: The sponsor does it." in words_of(browser.get(OWED))
    browser.post(f"{OWED}/end-declared/again")
    assert "Set aside" not in words_of(browser.get(OWED)).split("Met or set aside")[1].split("</section>")[0]


def test_what_was_typed_stays_beside_the_refusal(alice: Person, access: Access, client: Client) -> None:
    dated(access)
    browser = signed_in(alice)
    for day, told in (
        ("2999-01-01", "lies too far off"),
        ("", "No day is given"),
        ("31/31/31", "One of the dates is none"),
    ):
        page = browser.post(f"{OWED}/end-declared/met", {"met_on": day, "evidence": "The receipt of the form"})
        assert page.status_code == 422
        assert told in words_of(page) and "The receipt of the form</textarea>" in words_of(page)
    assert browser.post(f"{OWED}/progress-report.9/met", {"met_on": "2026-03-01", "evidence": "x"}).status_code == 404


def test_the_dates_are_confirmed_on_a_page_of_their_own(alice: Person, access: Access, client: Client) -> None:
    dated(access)
    browser = signed_in(alice)
    form = browser.get(f"{OWED}/course")
    assert 'value="2026-02-02"' in words_of(form) and 'value="2027-02-02"' in words_of(form)
    typed = {
        "opinion_on": "2026-02-02", "nation": "scotland", "proportionate": "False", "started_on": "",
        "planned_end": "2027-02-02", "ended_on": "", "ended_early": "False",
    }  # fmt: skip
    kept = browser.post(f"{OWED}/course", {**carried_by(form, "opinion_on"), **typed})
    assert (kept.status_code, kept["Location"]) == (302, OWED)
    page = words_of(browser.get(OWED))
    assert "Scotland" in page and "not confirmed" not in page and "from every Scottish board" in page
    wrong = browser.post(f"{OWED}/course", {**typed, "ended_on": "2025-01-01"})
    assert wrong.status_code == 422 and "An end lies before the study began." in words_of(wrong)
    assert 'name="ended_on" value="2025-01-01"' in words_of(wrong)


def test_others_see_what_is_owed_and_cannot_settle_it(study: Study, access: Access, client: Client) -> None:
    dated(access)
    for role in (Role.ANALYST, Role.SUPERVISOR, Role.AUDITOR, Role.ADVISER):
        browser = with_role(study, f"one-{role}", role)
        page = words_of(browser.get(OWED))
        assert "Declare the end of the study" in page and "Settle it" not in page
        assert browser.post(f"{OWED}/end-declared/aside", {"reason": "No."}).status_code == 403
        assert browser.get(f"{OWED}/course").status_code == 403


def test_a_stranger_finds_nothing(charlie: Person, study: Study, client: Client) -> None:
    stranger = signed_in(charlie)
    for address in (OWED, f"{OWED}.ics", f"{OWED}/course"):
        assert stranger.get(address).status_code == 404
    assert stranger.post(f"{OWED}/end-declared/again").status_code == 404


def test_the_dates_come_as_a_calendar_file(alice: Person, access: Access, client: Client) -> None:
    dated(access)
    file = signed_in(alice).get(f"{OWED}.ics")
    assert file["Content-Type"].startswith("text/calendar")
    assert file["Content-Disposition"] == 'attachment; filename="walking-obligations.ics"'
    assert file.content.count(b"BEGIN:VEVENT") == 4
