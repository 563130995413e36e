"""Search pages: hits with their place, phrases and beginnings, pages, and the gate before cases are read together."""

from datetime import timedelta

import pytest

from lifeworld.analysis.services import cases, notes
from lifeworld.analysis.services.anchoring import Span
from lifeworld.analysis.services.cases import close_across_cases
from lifeworld.analysis.views import search
from lifeworld.interviews.selectors import frozen_version
from lifeworld.security.models import Person
from lifeworld.study.models import Case, Role, Study
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case
from tests.conftest import NOON, bring_in
from tests.pages.people import signed_in, with_role, words_of

pytestmark = pytest.mark.usefixtures("sealed_store")
STUDY, CASE = "/studies/walking/search", "/studies/walking/cases/1/search"


@pytest.fixture
def noted(access: Access, maeve: Case) -> Case:
    span = Span(frozen_version(maeve).pk, 0, 20)
    notes.write_note(access=access, at=NOON, case=maeve, kind="untyped", body="A café by the <river>", spans=[span])
    return maeve


@pytest.mark.parametrize(
    ("query", "match", "found"),
    [
        ("river", "river", True),
        ("RIVER", "river", True),
        ("cafe", "café", True),
        ("appoint*", "appointment", True),
        ("appoint", "", False),
        ('"along the river"', "along the river", True),
        ('"river the along"', "", False),
        ("NEAR(", "", False),
    ],
)
def test_words_phrases_and_beginnings_are_found_in_the_case_at_hand(
    query: str, match: str, found: bool, alice: Person, noted: Case
) -> None:
    page = words_of(signed_in(alice).get(CASE, {"q": query}))
    assert (f"<mark>{match}</mark>" in page) is found
    assert ("holds these words" in page) is not found


def test_a_hit_says_what_it_is_and_leads_to_its_line(alice: Person, noted: Case) -> None:
    page = words_of(signed_in(alice).get(CASE, {"q": "river"}))
    assert "Spoken words · Maeve" in page
    assert "Note · Maeve" in page
    assert 'href="/studies/walking/cases/1/transcript?interview=1#L2"' in page
    assert "&lt;<mark>river</mark>&gt;" in page


def test_the_whole_study_is_searched_once_cases_are_read_together(alice: Person, access: Access, noted: Case) -> None:
    bring_in(access, add_case(access=access, at=NOON, pseudonym="Tobias"))
    cases.open_across_cases(access=access, at=NOON, reason="To compare")
    page = words_of(signed_in(alice).get(STUDY, {"q": "river"}))
    assert "Search every case" in page
    assert "· Maeve" in page
    assert "· Tobias" in page


def test_before_that_the_gate_is_said_and_the_case_at_hand_offered(alice: Person, access: Access, noted: Case) -> None:
    tobias = add_case(access=access, at=NOON, pseudonym="Tobias")
    page = words_of(signed_in(alice).get(STUDY, {"q": "river"}))
    assert "Cases are not read together yet." in page
    assert f'action="{CASE}"' in page
    assert "<mark>" not in page
    cases.sign_off(access=access, at=NOON, case=noted)
    cases.open_for_analysis(access=access, at=NOON + timedelta(hours=1), case=tobias)
    page = words_of(signed_in(alice).get(STUDY, {"q": "river"}))
    assert f'action="{CASE}"' not in page
    assert 'action="/studies/walking/cases/2/search"' in page


def test_an_empty_search_says_what_it_reads(alice: Person, noted: Case) -> None:
    assert "Search reads the spoken words, the notes and the statements." in words_of(signed_in(alice).get(CASE))


def test_many_hits_come_in_pages(alice: Person, access: Access, maeve: Case) -> None:
    span = Span(frozen_version(maeve).pk, 0, 20)
    for number in range(25):
        notes.write_note(
            access=access, at=NOON, case=maeve, kind="untyped", body=f"heron number {number}", spans=[span]
        )
    client = signed_in(alice)
    first, second = words_of(client.get(CASE, {"q": "heron"})), words_of(client.get(CASE, {"q": "heron", "page": "2"}))
    assert (first.count("<mark>heron</mark>"), second.count("<mark>heron</mark>")) == (20, 5)
    assert "q=heron&amp;page=2" in first
    assert "There is no more." in words_of(client.get(CASE, {"q": "heron", "page": "9"}))


@pytest.mark.parametrize("path", [STUDY, CASE])
def test_only_those_who_read_words_may_search(
    path: str, study: Study, charlie: Person, bob: Person, noted: Case
) -> None:
    assert with_role(study, "eve", Role.ADVISER).get(path).status_code == 404
    assert signed_in(charlie).get(path).status_code == 404
    assert signed_in(bob).get(path).status_code == 200
    assert signed_in(bob).post(path).status_code == 405


def test_while_cases_are_read_one_by_one_their_search_boxes_come_in_parts(
    alice: Person, access: Access, noted: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "CASES_A_PAGE", 1)
    cases.sign_off(access=access, at=NOON, case=noted)
    close_across_cases(access=access, at=NOON)
    tobias = add_case(access=access, at=NOON, pseudonym="Tobias")
    bring_in(access, tobias)
    cases.sign_off(access=access, at=NOON, case=cases.open_for_analysis(access=access, at=NOON, case=tobias))
    close_across_cases(access=access, at=NOON)
    first, second = (words_of(signed_in(alice).get(STUDY, {"page": n})) for n in (1, 2))
    assert "Part 1 of 2" in first and "Search Maeve’s case" in first and "Search Tobias’s case" not in first
    assert "Search Tobias’s case" in second
