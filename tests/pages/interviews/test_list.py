"""The list of interviews: who sees it, and the one thing to do next."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lifeworld.interviews.models import Arrival, TranscriptVersion
from lifeworld.security.models import Person
from lifeworld.study.models import Case, Membership, Role, Study
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case
from tests.conftest import NOON, bring_in
from tests.pages.interviews.brought import IMPORT, PREVIEW, TEXT, a_file, decided
from tests.pages.people import signed_in, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sealed_store")]


@pytest.mark.parametrize("path", ["/studies/walking/interviews", IMPORT, PREVIEW])
def test_a_stranger_finds_nothing(path: str, study: Study, charlie: Person) -> None:
    assert signed_in(charlie).get(path).status_code == 404


def test_a_supervisor_sees_the_list_and_cannot_bring_in(study: Study, maeve: Case, bob: Person) -> None:
    client = signed_in(bob)
    page = words_of(client.get("/studies/walking/interviews"))
    assert "Frozen on 2 March 2026." in page
    assert "/interviews/import" not in page
    assert client.get(IMPORT).status_code == 403
    assert client.post(IMPORT, {"text": TEXT}).status_code == 403
    assert not Arrival.objects.exists()


def test_an_adviser_sees_that_interviews_exist_and_no_words(study: Study, maeve: Case, charlie: Person) -> None:
    Membership.objects.create(study=study, person=charlie, role=Role.ADVISER)
    client = signed_in(charlie)
    assert "Maeve" in words_of(client.get("/studies/walking/interviews"))
    version = TranscriptVersion.objects.get()
    assert client.get(f"/studies/walking/transcripts/{version.pk}").status_code == 404


def test_the_list_always_offers_the_one_next_step(study: Study, access: Access, alice_client: Client) -> None:
    def step() -> str:
        return str(alice_client.get("/studies/walking/interviews").context["next"].what)

    assert step() == "Bring in the first interview"
    gwen = add_case(access=access, at=NOON, pseudonym="Gwen")
    assert step() == "Bring in Gwen’s interview"
    alice_client.post(IMPORT, {"files": a_file(), "case": "1"})
    assert step() == "One file waits for you to look at"
    alice_client.post(PREVIEW, decided(alice_client))
    assert step() == "Check Gwen’s transcript and freeze its lines"
    version = TranscriptVersion.objects.get(interview__case=gwen)
    alice_client.post(f"/studies/walking/transcripts/{version.pk}/freeze", {"width": "62", "per_page": "30"})
    assert step() == "Go on to the analysis"


def test_the_list_asks_the_database_the_same_number_of_questions_however_many_cases(
    study: Study, access: Access, alice_client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(1, 31):
        bring_in(access, add_case(access=access, at=NOON, pseudonym=f"Person {number}"))
    with django_assert_max_num_queries(16):
        alice_client.get("/studies/walking/interviews")


def test_a_call_lists_a_persons_transcripts_without_reading_their_words(
    gwen: Case, access: Access, alice_client: Client
) -> None:
    bring_in(access, gwen)
    with CaptureQueriesContext(connection) as asked:
        rows = alice_client.get("/api/studies/walking/cases/gwen/transcripts").json()
    version = TranscriptVersion.objects.get()
    assert [(row["version"], row["interview"], row["word_count"]) for row in rows] == [
        (version.pk, 1, version.word_count)
    ]
    assert rows[0]["dialect"] == version.dialect and rows[0]["frozen_at"]
    assert not [query for query in asked if '"text"' in query["sql"]]
