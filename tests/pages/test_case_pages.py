"""The page of a case, its acts, its closed state, and the pages that hold the islands."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from lifeworld.analysis.models import DiaryEntry
from lifeworld.analysis.services import cases, layouts, notes, personal_themes, statements
from lifeworld.analysis.services.anchoring import Span
from lifeworld.interviews.selectors import frozen_version
from lifeworld.security.models import Person
from lifeworld.study.models import Case, CaseState, Role, Study
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case
from tests.conftest import NOON, bring_in
from tests.pages.people import carried_by, signed_in, with_role, words_of

pytestmark = pytest.mark.usefixtures("sealed_store")
CASE = "/studies/walking/cases/1"
OTHER = "/studies/walking/cases/2"


@pytest.fixture
def tobias(access: Access, maeve: Case) -> Case:
    """A second case, prepared, with a frozen transcript."""
    case = add_case(access=access, at=NOON, pseudonym="Tobias")
    bring_in(access, case)
    return case


@pytest.fixture
def maeve_closed(access: Access, maeve: Case, tobias: Case) -> Case:
    """Maeve signed off while Tobias is under analysis."""
    cases.write_about_case(access=access, at=NOON, case=maeve, summary="She went along the river.")
    cases.sign_off(access=access, at=NOON, case=maeve)
    cases.open_for_analysis(access=access, at=NOON + timedelta(hours=1), case=tobias)
    return maeve


def test_opening_a_case_asks_what_is_carried_over_and_keeps_it_in_the_diary(
    alice: Person, maeve: Case, tobias: Case
) -> None:
    client = signed_in(alice)
    assert "What do you carry over?" in words_of(client.get(OTHER))
    page = client.post(f"{OTHER}/open", {"carried_over": "The river."}, follow=True)
    assert page.redirect_chain == [(OTHER, 302)]
    tobias.refresh_from_db()
    assert tobias.state == CaseState.OPEN
    entry = DiaryEntry.objects.get()
    assert (entry.case, entry.step, entry.carried_over, entry.text) == (tobias, "next case", True, "The river.")


def test_what_is_carried_over_can_be_passed_over_in_one_click(alice: Person, maeve: Case, tobias: Case) -> None:
    signed_in(alice).post(f"{OTHER}/open", {"carried_over": " "})
    tobias.refresh_from_db()
    assert tobias.state == CaseState.OPEN
    assert not DiaryEntry.objects.exists()


def test_the_first_case_opens_without_the_question(alice: Person, access: Access) -> None:
    bring_in(access, add_case(access=access, at=NOON, pseudonym="Maeve"))
    page = words_of(signed_in(alice).get(CASE))
    assert "Open Maeve’s case" in page
    assert "What do you carry over?" not in page


def test_a_case_without_a_transcript_is_led_to_the_interviews(alice: Person, access: Access) -> None:
    add_case(access=access, at=NOON, pseudonym="Maeve")
    page = words_of(signed_in(alice).get(CASE))
    assert "Bring in Maeve’s interview first." in page
    assert 'href="/studies/walking/interviews"' in page


def test_the_summary_is_saved_by_form_alone(alice: Person, maeve: Case) -> None:
    client = signed_in(alice)
    opened = carried_by(client.get(CASE), "summary")
    page = client.post(f"{CASE}/write", {"summary": "She went.\r\nAlong.", **opened}, follow=True)
    maeve.refresh_from_db()
    assert maeve.summary == "She went.\nAlong."
    assert page.redirect_chain == [(f"{CASE}?saved=summary#summary", 302)]
    assert "Saved." in words_of(page)


def test_a_summary_changed_elsewhere_is_shown_beside_what_was_typed(alice: Person, access: Access, maeve: Case) -> None:
    client = signed_in(alice)
    opened = carried_by(client.get(CASE), "summary")
    cases.write_about_case(access=access, at=NOON, case=maeve, summary="Written meanwhile.")
    page = client.post(f"{CASE}/write", {"summary": "Typed here.", **opened})
    assert page.status_code == 409
    assert "Written meanwhile." in words_of(page)
    assert "Typed here.</textarea>" in words_of(page)
    maeve.refresh_from_db()
    assert maeve.summary == "Written meanwhile."
    again = client.post(f"{CASE}/write", {"summary": "Typed here.", **carried_by(page, "summary")})
    maeve.refresh_from_db()
    assert (again.status_code, maeve.summary) == (302, "Typed here.")


def test_first_impressions_saved_meanwhile_do_not_stand_in_the_way_of_the_summary(
    alice: Person, access: Access, maeve: Case
) -> None:
    client = signed_in(alice)
    opened = carried_by(client.get(CASE), "summary")
    cases.write_about_case(access=access, at=NOON, case=maeve, first_impressions="A hush.")
    assert client.post(f"{CASE}/write", {"summary": "Mine.", **opened}).status_code == 302
    maeve.refresh_from_db()
    assert (maeve.first_impressions, maeve.summary) == ("A hush.", "Mine.")


def test_words_that_are_too_long_stay_on_the_page(alice: Person, maeve: Case) -> None:
    client = signed_in(alice)
    opened = carried_by(client.get(CASE), "summary")
    page = client.post(f"{CASE}/write", {"summary": "long " * 20_001 + "end", **opened})
    assert page.status_code == 422
    assert page.content.decode().count("long ") > 20_000


def test_signing_off_says_what_is_still_open_and_does_not_stand_in_the_way(
    alice: Person, access: Access, maeve: Case
) -> None:
    span = Span(frozen_version(maeve).pk, 0, 20)
    statements.write_statement(access=access, at=NOON, case=maeve, text="Alone", spans=[span])
    client = signed_in(alice)
    page = words_of(client.get(CASE))
    assert "One statement lies on its own, which may be right." in page
    assert "There is no case summary." in page
    assert client.post(f"{CASE}/sign-off").status_code == 302
    maeve.refresh_from_db()
    assert maeve.state == CaseState.SIGNED_OFF
    assert "Reopen Maeve’s case" in words_of(client.get(CASE))


def test_reopening_keeps_the_reason_in_the_trail(alice: Person, access: Access, maeve: Case) -> None:
    cases.sign_off(access=access, at=NOON, case=maeve)
    client = signed_in(alice)
    client.post(f"{CASE}/reopen", {"why": "I heard the tape again."})
    maeve.refresh_from_db()
    assert maeve.state == CaseState.OPEN
    assert "I heard the tape again." in words_of(client.get("/studies/walking/trail"))


def test_a_step_that_does_not_apply_is_refused_on_the_page(alice: Person, maeve: Case) -> None:
    page = signed_in(alice).post(f"{CASE}/reopen")
    assert page.status_code == 409
    assert "This case is under analysis, so that step does not apply." in words_of(page)


def test_personal_themes_are_listed_by_name(alice: Person, access: Access, maeve: Case) -> None:
    layout = layouts.layout_in_use(maeve, NOON)
    theme = personal_themes.gather_theme(access=access, at=NOON, layout=layout, name="Going along")
    personal_themes.gather_theme(access=access, at=NOON, layout=layout, name="Unasked", parent=theme.pk)
    page = words_of(signed_in(alice).get(CASE))
    assert "<li>Going along<ul><li>Unasked</li></ul></li>" in page


@pytest.mark.parametrize("page", ["", "/transcript", "/board", "/search?q=river"])
def test_every_page_of_a_closed_case_says_the_three_ways_on(page: str, alice: Person, maeve_closed: Case) -> None:
    answer = signed_in(alice).get(CASE + page)
    words = words_of(answer)
    assert answer.status_code == 409
    assert 'href="/studies/walking/cases/2">Go to Tobias’s case' in words
    assert f'action="{CASE}/reopen"' in words
    assert 'action="/studies/walking/analysis/open"' in words
    assert "along the river" not in words


def test_a_closed_case_can_be_reopened_from_where_one_stands(alice: Person, maeve_closed: Case) -> None:
    page = signed_in(alice).post(f"{CASE}/reopen", {"why": ""}, follow=True)
    assert page.status_code == 200
    assert "She went along the river." in words_of(page)


def test_opening_across_early_leads_back_to_the_closed_case(alice: Person, maeve_closed: Case) -> None:
    client = signed_in(alice)
    refused = client.post("/studies/walking/analysis/open", {"reason": "", "case": "1"})
    assert refused.status_code == 422
    assert "Maeve is closed for now" in words_of(refused)
    page = client.post("/studies/walking/analysis/open", {"reason": "To compare endings.", "case": "1"}, follow=True)
    assert page.redirect_chain == [(CASE, 302)]
    assert "She went along the river." in words_of(page)


def test_words_sent_to_a_closed_case_are_not_saved(alice: Person, maeve_closed: Case) -> None:
    page = signed_in(alice).post(f"{CASE}/write", {"summary": "Sneaked in", "stood": ""})
    assert page.status_code == 409
    maeve_closed.refresh_from_db()
    assert maeve_closed.summary == "She went along the river."


def test_a_supervisor_reads_a_signed_off_case_and_changes_nothing(bob: Person, maeve_closed: Case) -> None:
    client = signed_in(bob)
    page = words_of(client.get(CASE))
    assert "She went along the river." in page
    assert "<textarea" not in page
    assert client.post(f"{CASE}/reopen").status_code == 403


@pytest.mark.parametrize("page", ["", "/transcript", "/board", "/search"])
def test_an_adviser_and_a_stranger_find_no_case(page: str, study: Study, charlie: Person, maeve: Case) -> None:
    assert with_role(study, "eve", Role.ADVISER).get(CASE + page).status_code == 404
    assert signed_in(charlie).get(CASE + page).status_code == 404


@pytest.mark.parametrize("act", ["open", "write", "sign-off", "reopen"])
def test_acts_take_a_post_alone(act: str, alice: Person, maeve: Case) -> None:
    assert signed_in(alice).get(f"{CASE}/{act}").status_code == 405


def test_a_case_that_is_not_there_is_not_found(alice: Person, maeve: Case) -> None:
    assert signed_in(alice).get("/studies/walking/cases/9").status_code == 404


def config_of(client: Client, path: str, name: str) -> dict[str, Any]:
    page = client.get(path).content.decode()
    assert f'data-config="{name}"' in page
    found = re.search(rf'<script id="{name}" type="application/json">(.*?)</script>', page)
    assert found is not None
    read: dict[str, Any] = json.loads(found[1])
    return read


def test_the_reader_is_told_where_it_is_and_given_its_key(alice: Person, maeve: Case) -> None:
    client = signed_in(alice)
    config = config_of(client, f"{CASE}/transcript?interview=1&line=3", "reader-config")
    assert (config["case"], config["interview"], config["line"]) == (maeve.pk, 1, 3)
    assert (config["api"], config["back"]) == ("/api/", CASE)
    assert len(config["draft_key"]) == 44
    assert config == config_of(client, f"{CASE}/transcript?interview=1&line=3", "reader-config")
    assert config["csrf_cookie"] in client.cookies


def test_the_transcript_reads_without_script(alice: Person, access: Access, maeve: Case) -> None:
    version = frozen_version(maeve)
    span = Span(version.pk, version.text.index("along the river"), version.text.index("along the river") + 15)
    notes.write_note(access=access, at=NOON, case=maeve, kind="linguistic", body="“along” & with", spans=[span])
    client = signed_in(alice)
    address = f"{CASE}/transcript/plain?interview=1"
    assert f'content="0; url={address}"' in client.get(f"{CASE}/transcript").content.decode()
    plain = client.get(address).content.decode()
    assert plain.count('<p id="L') == len(version.lines)
    assert "Linguistic, line 2:</span> “along” &amp; with" in plain


def test_the_table_is_told_where_it_is(alice: Person, maeve: Case) -> None:
    config = config_of(signed_in(alice), f"{CASE}/board", "board-config")
    assert (config["case"], config["layout"]) == (maeve.pk, None)
    assert (config["reader"], config["case_page"]) == (f"{CASE}/transcript", CASE)


def test_a_transcript_that_is_not_frozen_says_so_and_leads_back(alice: Person, access: Access) -> None:
    add_case(access=access, at=NOON, pseudonym="Maeve")
    for address in (f"{CASE}/transcript", f"{CASE}/transcript/plain"):
        page = signed_in(alice).get(address)
        assert page.status_code == 409
        assert "no transcript frozen for analysis yet" in words_of(page)
        assert f'href="{CASE}"' in words_of(page)
