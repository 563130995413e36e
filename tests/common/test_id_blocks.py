"""Ids come in blocks: random, above all that was given before, within what a browser's number holds."""

from typing import Any

import pytest
from django.test import Client

from lifeworld.analysis.models import Note, Statement
from lifeworld.analysis.services.cases import open_for_analysis
from lifeworld.common import id_blocks, search_index
from lifeworld.common.id_blocks import LAST_ID, SEQUENCE_BITS, numbered_tables, take_block
from lifeworld.security.models import Person
from lifeworld.study.models import Case, Study
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case
from lifeworld.trail.models import Act
from tests.api.test_api import anchor, send
from tests.conftest import NOON, bring_in

pytestmark = pytest.mark.usefixtures("counted_anew")


def some_person(number: int) -> Person:
    return Person.objects.create_person(username=f"p{number}", name="P")


def test_a_store_goes_on_at_the_beginning_of_its_block() -> None:
    block = take_block()
    assert 0 < block < 1 << 22
    assert some_person(1).pk == (block << SEQUENCE_BITS) + 1
    assert some_person(2).pk == (block << SEQUENCE_BITS) + 2


def test_a_later_block_lies_above_every_id_that_was_given(study: Study) -> None:
    first = take_block()
    high = some_person(1)
    high.delete()
    second = take_block()
    assert second > first
    # In every table alike, whether it held rows, had lost them or never had any.
    assert some_person(2).pk >> SEQUENCE_BITS == second
    assert (
        Case.objects.create(study=study, number=1, pseudonym="Maeve", created_at=NOON, changed_at=NOON).pk
        >> SEQUENCE_BITS
        == second
    )


def test_rows_between_two_models_are_numbered_too() -> None:
    assert {Statement.notes.through, Act, Note, Study} <= set(numbered_tables())


def test_thousands_of_moves_stay_below_what_a_browser_can_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    top = 0

    def highest(model: type[Any]) -> int:
        return top << SEQUENCE_BITS

    monkeypatch.setattr(id_blocks, "_highest", highest)
    monkeypatch.setattr(id_blocks, "_continue_after", lambda model, last: None)
    for _ in range(2_000):
        top, before = take_block(), top
        assert top > before
    assert (top + 1 << SEQUENCE_BITS) - 1 <= LAST_ID < 2**53


def test_words_are_found_by_the_largest_id_there_can_be() -> None:
    search_index.put(kind="statement", object_id=LAST_ID, study_id=LAST_ID, case_id=LAST_ID, text="the weir")
    (hit,) = search_index.find("weir", study_id=LAST_ID, case_ids=[LAST_ID])
    assert (hit.kind, hit.object_id) == ("statement", LAST_ID)
    assert search_index.find("weir", study_id=LAST_ID, case_ids=[LAST_ID - 1]) == []


def test_any_id_is_exact_in_a_floating_point_number_as_browsers_have_it() -> None:
    for number in (LAST_ID, LAST_ID - 1, (1 << SEQUENCE_BITS) + 1):
        assert int(float(number)) == number


@pytest.mark.usefixtures("sealed_store")
def test_pages_and_the_api_take_the_largest_ids(access: Access, alice_client: Client) -> None:
    for model in numbered_tables():
        id_blocks._continue_after(model, LAST_ID - 100_000)
    case = add_case(access=access, at=NOON, pseudonym="Maeve")
    version = bring_in(access, case)
    open_for_analysis(access=access, at=NOON, case=case)
    assert min(case.pk, version.pk) > LAST_ID - 100_000
    body = {"body": "x", "anchors": [anchor(case, "river")]}
    note = send(alice_client, "post", f"/api/cases/{case.pk}/notes", body).json()["note"]
    changed = send(
        alice_client, "patch", f"/api/notes/{note['id']}", {"body": "weir", "changed_at": note["changed_at"]}
    )
    assert changed.json()["note"]["id"] == note["id"] > LAST_ID - 100_000
    read = alice_client.get(f"/api/cases/{case.pk}/reader").json()
    assert [one["id"] for one in read["notes"]] == [note["id"]]
    assert alice_client.get(f"/studies/walking/transcripts/{version.pk}").status_code == 200
    page = alice_client.get("/studies/walking/cases/1/transcript").content.decode()
    assert str(case.pk) in page and f"{case.pk:,}" not in page
    assert "weir" in alice_client.get("/studies/walking/cases/1/search?q=weir").content.decode()
    undone = send(alice_client, "post", f"/api/cases/{case.pk}/undo", {"area": "reader"}).json()
    assert [one["id"] for one in undone["notes"]] == [note["id"]]
