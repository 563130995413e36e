"""The trail's page: sentences by day, the detail for those who check, and the check of the chain itself."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifeworld.analysis.rules.act_words import Difference, differences, sentence_of
from lifeworld.analysis.services import cases, layouts, notes, personal_themes, statements
from lifeworld.analysis.services.anchoring import Span
from lifeworld.interviews.selectors import frozen_version
from lifeworld.security.models import Person
from lifeworld.study.models import Case, Role, Study
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case
from lifeworld.trail.models import Act
from tests.conftest import NOON
from tests.pages.people import signed_in, with_role, words_of

pytestmark = pytest.mark.usefixtures("sealed_store")
TRAIL = "/studies/walking/trail"


@pytest.fixture
def noted(access: Access, maeve: Case) -> Case:
    span = Span(frozen_version(maeve).pk, 0, 20)
    at = NOON.replace(hour=14, minute=2)
    note = notes.write_note(access=access, at=at, case=maeve, kind="untyped", body="A hush", spans=[span])
    notes.change_note(access=access, at=at + timedelta(days=1), note=note, body="A held breath")
    return maeve


def test_acts_read_as_sentences_under_their_day(alice: Person, noted: Case) -> None:
    page = words_of(signed_in(alice).get(TRAIL))
    assert "Tuesday 3 March 2026" in page
    assert "Monday 2 March 2026" in page
    assert "14:02" in page
    assert "Alice changed a note on Maeve." in page
    assert "Alice wrote a note on Maeve." in page
    assert "Alice opened the case for analysis: Maeve." in page
    assert page.index("changed a note") < page.index("wrote a note")


def test_those_who_check_see_what_stood_before_and_after(alice: Person, study: Study, noted: Case) -> None:
    for client in (signed_in(alice), with_role(study, "fay", Role.AUDITOR)):
        page = words_of(client.get(TRAIL))
        assert "<del>A hush</del><br><ins>A held breath</ins>" in page


def test_those_who_read_along_see_the_sentences_alone(bob: Person, noted: Case) -> None:
    page = words_of(signed_in(bob).get(TRAIL))
    assert "Alice changed a note on Maeve." in page
    assert "A hush" not in page


def test_the_trail_is_shown_for_one_case(bob: Person, access: Access, noted: Case) -> None:
    add_case(access=access, at=NOON, pseudonym="Tobias")
    client = signed_in(bob)
    assert "Alice added a case: Tobias." in words_of(client.get(TRAIL))
    one = words_of(client.get(f"{TRAIL}?case=1"))
    assert "Alice added a case: Maeve." in one
    assert "Tobias." not in one


def test_rows_of_a_closed_case_stay_out_of_sight(alice: Person, bob: Person, access: Access, noted: Case) -> None:
    tobias = add_case(access=access, at=NOON, pseudonym="Tobias")
    cases.sign_off(access=access, at=NOON, case=noted)
    cases.open_for_analysis(access=access, at=NOON, case=tobias)
    page = words_of(signed_in(alice).get(TRAIL))
    assert "on Maeve" not in page
    assert "are kept and not shown" in page
    assert "on Maeve" in words_of(signed_in(bob).get(TRAIL))


def test_the_check_says_that_the_chain_holds(alice: Person, noted: Case) -> None:
    page = words_of(signed_in(alice).get(f"{TRAIL}?check=1"))
    assert f"The chain holds. All {Act.objects.filter(study='walking').count()} rows were read" in page


def test_the_check_says_which_row_was_altered(alice: Person, noted: Case) -> None:
    Act.objects.filter(study="walking", number=3).update(verb="froze transcript")
    Act.objects.filter(study="walking", number=3).update(actor="mallory")
    page = words_of(signed_in(alice).get(f"{TRAIL}?check=1"))
    assert "Row 3 was altered after it was written." in page


def test_a_long_trail_comes_in_pages(alice: Person, access: Access, maeve: Case) -> None:
    span = Span(frozen_version(maeve).pk, 0, 20)
    for _ in range(60):
        notes.write_note(access=access, at=NOON, case=maeve, kind="untyped", body="x", spans=[span])
    client = signed_in(alice)
    first, second = words_of(client.get(TRAIL)), words_of(client.get(f"{TRAIL}?page=2"))
    assert "created the study from its public record" not in first
    assert "created the study from its public record" in second
    assert 'href="?page=2"' in first


def test_moving_cards_tells_no_coordinates(alice: Person, access: Access, maeve: Case) -> None:
    span = Span(frozen_version(maeve).pk, 0, 20)
    said = statements.write_statement(access=access, at=NOON, case=maeve, text="Alone", spans=[span])
    layout = layouts.layout_in_use(maeve, NOON)
    places = [personal_themes.Place(said.pk, None, 4321, 1234)]
    personal_themes.place_cards(access=access, at=NOON, layout=layout, places=places)
    page = words_of(signed_in(alice).get(TRAIL))
    assert "Alice laid statements on the table for Maeve." in page
    assert "4321" not in page


def test_only_those_who_may_read_the_trail_find_it(study: Study, charlie: Person, alice: Person) -> None:
    assert with_role(study, "eve", Role.ADVISER).get(TRAIL).status_code == 404
    assert signed_in(charlie).get(TRAIL).status_code == 404
    assert signed_in(alice).post(TRAIL).status_code == 405


@pytest.mark.parametrize(
    ("verb", "words", "kind", "sentence"),
    [
        ("wrote note", "wrote a note", "note", "Alice wrote a note on Maeve"),
        ("signed off case", "signed off the case", "case", "Alice signed off the case: Maeve"),
        ("wrote case summary", "wrote the case summary", "case", "Alice wrote the case summary of Maeve"),
        ("laid cards", "laid statements on the table", "layout", "Alice laid statements on the table for Maeve"),
    ],
)
def test_the_pseudonym_joins_each_kind_of_sentence(verb: str, words: str, kind: str, sentence: str) -> None:
    assert sentence_of("Alice", words, verb, kind, "Maeve") == sentence
    assert sentence_of("Alice", words, verb, kind, "") == f"Alice {words}"


def test_what_was_made_or_taken_out_is_told_by_its_words() -> None:
    state = {"kind": "untyped", "body": "A hush", "removed": False}
    gone = {**state, "removed": True}
    made = [{"type": "note", "id": 1, "before": gone, "after": state}]
    out = [{"type": "note", "id": 1, "before": state, "after": gone}]
    assert Difference("Note", "", "A hush") in differences(made)
    assert Difference("Note", "A hush", "") in differences(out)


@given(st.dictionaries(st.sampled_from(["body", "x", "y", "position", "theme_id", "anchors", "notes"]), st.none()))
def test_a_change_that_changed_nothing_tells_nothing(state: dict[str, None]) -> None:
    assert differences([{"type": "note", "id": 1, "before": state, "after": dict(state)}]) == []
