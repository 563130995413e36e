"""The study's first page and the analysis page, as each role meets them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lifeworld.analysis.services import cases, diary, group_themes, layouts, notes, personal_themes, statements
from lifeworld.analysis.services.anchoring import Span
from lifeworld.interviews.selectors import frozen_version
from lifeworld.security.models import Person
from lifeworld.study.models import Case, Role, Study
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case
from tests.conftest import NOON, bring_in
from tests.pages.people import signed_in, with_role, words_of

pytestmark = pytest.mark.usefixtures("sealed_store")
HOME, ANALYSIS = "/studies/walking", "/studies/walking/analysis"


def test_an_empty_study_asks_for_its_first_person(alice: Person, study: Study) -> None:
    page = words_of(signed_in(alice).get(HOME))
    assert "Add the first person, under a pseudonym." in page
    assert 'href="/studies/walking/people"' in page
    assert "No generative AI reads, suggests or sorts anything in this study" in page


def test_the_case_at_hand_is_the_next_step_and_its_last_act_is_told(access: Access, alice: Person, maeve: Case) -> None:
    span = Span(frozen_version(maeve).pk, 0, 20)
    notes.write_note(access=access, at=NOON, case=maeve, kind="untyped", body="x", spans=[span])
    page = words_of(signed_in(alice).get(HOME))
    assert "Go on noting Maeve’s transcript." in page
    assert 'class="btn" href="/studies/walking/cases/1/transcript"' in page
    assert "when you wrote a note." in page
    assert "58 minutes" in page


def test_loose_statements_are_the_next_step_at_the_table(access: Access, alice: Person, maeve: Case) -> None:
    span = Span(frozen_version(maeve).pk, 0, 20)
    for text in ("One", "Two", "Three"):
        statements.write_statement(access=access, at=NOON, case=maeve, text=text, spans=[span])
    layout = layouts.layout_in_use(maeve, NOON)
    first = maeve.statements.order_by("pk").first()
    assert first is not None
    personal_themes.gather_theme(access=access, at=NOON, layout=layout, name="Named", statements=[first.pk])
    page = words_of(signed_in(alice).get(HOME))
    assert "Go back to Maeve’s table, where two statements still lie on their own." in page
    assert 'class="btn" href="/studies/walking/cases/1/board"' in page


def test_what_waits_is_listed_beside_the_next_step(access: Access, alice: Person, maeve: Case) -> None:
    add_case(access=access, at=NOON, pseudonym="Tobias")
    page = words_of(signed_in(alice).get(HOME))
    assert '<a href="/studies/walking/interviews/import?case=2">Bring in Tobias’s interview</a>' in page


def test_a_signed_off_study_leads_to_the_group_themes_in_one_click(access: Access, alice: Person, maeve: Case) -> None:
    cases.sign_off(access=access, at=NOON, case=maeve)
    group_themes.make_group_theme(access=access, at=NOON, name="Going along")
    page = words_of(signed_in(alice).get(HOME))
    assert '<a class="btn" href="/studies/walking/group">Open the group themes</a>' in page
    assert "Signed off on 2 March" in page


def test_the_last_diary_entry_shows_and_one_of_a_closed_case_does_not(
    access: Access, alice: Person, maeve: Case
) -> None:
    diary.write_entry(
        access=access, at=NOON, text="The kettle again.", step="noting", written_on=NOON.date(), case=maeve
    )
    assert "The kettle again." in words_of(signed_in(alice).get(HOME))
    tobias = add_case(access=access, at=NOON, pseudonym="Tobias")
    cases.sign_off(access=access, at=NOON, case=maeve)
    cases.open_for_analysis(access=access, at=NOON + timedelta(hours=1), case=tobias)
    assert "The kettle again." not in words_of(signed_in(alice).get(HOME))


def test_those_who_only_read_are_offered_no_writing(bob: Person, maeve: Case) -> None:
    page = words_of(signed_in(bob).get(HOME))
    assert "Maeve is under analysis." in page
    assert "Write today’s entry" not in page
    assert "Also waiting" not in page


def test_an_adviser_sees_people_but_no_way_into_their_words(study: Study, maeve: Case) -> None:
    client = with_role(study, "eve", Role.ADVISER)
    page = words_of(client.get(HOME))
    assert "There is nothing for you to read yet." in page
    assert "Maeve" in page
    assert "/cases/" not in page
    assert "diary" not in page.lower()
    assert "/cases/" not in words_of(client.get(ANALYSIS))


@pytest.mark.parametrize("path", [HOME, ANALYSIS])
def test_a_stranger_finds_no_study(path: str, study: Study, charlie: Person) -> None:
    assert signed_in(charlie).get(path).status_code == 404


@pytest.mark.parametrize("path", [HOME, ANALYSIS])
def test_pages_that_only_show_take_no_post(path: str, study: Study, alice: Person) -> None:
    assert signed_in(alice).post(path).status_code == 405


@pytest.mark.parametrize("act", ["open", "close"])
def test_the_gate_moves_by_post_alone(act: str, study: Study, alice: Person) -> None:
    assert signed_in(alice).get(f"{ANALYSIS}/{act}").status_code == 405


def test_going_across_early_needs_a_reason_and_can_be_taken_back(study: Study, alice: Person, maeve: Case) -> None:
    client = signed_in(alice)
    refused = client.post(f"{ANALYSIS}/open", {"reason": "  "})
    assert refused.status_code == 422
    assert "Opening cross-case work early needs a reason." in words_of(refused)
    assert "Maeve is not yet" in words_of(refused)
    opened = client.post(f"{ANALYSIS}/open", {"reason": "The viva is in May."}, follow=True)
    assert "<q>The viva is in May.</q>" in words_of(opened)
    closed = client.post(f"{ANALYSIS}/close", follow=True)
    assert "The viva is in May." not in words_of(closed)
    assert "Until then each stays on its own" in words_of(closed)


def test_a_reader_cannot_move_the_gate(bob: Person, study: Study, maeve: Case) -> None:
    client = signed_in(bob)
    assert client.post(f"{ANALYSIS}/open", {"reason": "Because"}).status_code == 403
    assert client.post(f"{ANALYSIS}/close").status_code == 403
    study.refresh_from_db()
    assert study.cross_case_opened_at is None


def test_the_first_page_costs_the_same_however_many_people_there_are(
    access: Access, alice: Person, maeve: Case
) -> None:
    client = signed_in(alice)
    client.get(HOME)
    with CaptureQueriesContext(connection) as few:
        client.get(HOME)
    for number in range(12):
        bring_in(access, add_case(access=access, at=NOON, pseudonym=f"Person {number}"))
    with CaptureQueriesContext(connection) as many:
        client.get(HOME)
    assert len(many) == len(few)
