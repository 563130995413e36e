"""A script brings a transcript in by one call."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lifeworld.interviews.models import TranscriptVersion
from lifeworld.study.models import Case, Membership, Role
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case
from lifeworld.trail.models import Act
from tests.conftest import NOON

WORDS = """Ingrid: Can you tell me about the walks?

Maureen: We went along the river. She never asked me where I was going.

Ingrid: You just went?

Maureen: Yeah. We just went.
"""
CALL = "/api/studies/walking/cases/Maeve/files"


@pytest.fixture
def case(access: Access) -> Case:
    return add_case(access=access, at=NOON, pseudonym="Maeve")


def bring(client: Client, content: str = WORDS, name: str = "Maureen Smith.txt", **fields: Any) -> Any:
    return client.post(CALL, {"file": SimpleUploadedFile(name, content.encode()), **fields})


def test_a_file_comes_in_frozen_and_tells_what_was_read(alice_client: Client, case: Case) -> None:
    answer = bring(alice_client, freeze="true", held_on="2026-03-01", minutes="61", line_width="40")
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert (told["case"], told["turns"], told["dialect"]) == ("Maeve", 4, "Plain text")
    assert told["speakers"] == [["Ingrid", 2], ["Maureen", 2]]
    assert told["lines"] == 5 and told["frozen"]
    version = TranscriptVersion.objects.get(pk=told["version"])
    assert version.line_width == 40 and version.interview.minutes == 61
    assert [turn.speaker for turn in version.turns.order_by("index")] == ["Interviewer", "Maeve"] * 2
    assert "Smith" not in answer.content.decode()
    verbs = Act.objects.filter(case_number=1).exclude(verb="added case").values_list("verb", flat=True)
    assert sorted(verbs) == ["brought in transcript", "froze transcript"]


def test_without_freezing_it_stays_a_draft_and_the_interviewer_can_be_named(alice_client: Client, case: Case) -> None:
    told = bring(alice_client, interviewer="Maureen").json()
    assert told["frozen"] is None and told["lines"] == 0
    turns = TranscriptVersion.objects.get(pk=told["version"]).turns.order_by("index")
    assert [turn.role for turn in turns] == ["participant", "interviewer"] * 2


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"interviewer": "Nobody"}, "No speaker in the file has that label."),
        ({"content": ""}, "There are no words in it."),
        ({"content": "\x00\x01\x02\x03" * 400}, "does not hold text"),
        ({"line_width": "4"}, "does not fit: line_width"),
        ({"held_on": "yesterday"}, "does not fit: held_on"),
        ({"held_on": "2999-03-02"}, "That day is still to come."),
    ],
    ids=["label", "empty", "bytes", "width", "no day", "day to come"],
)
def test_what_cannot_be_is_refused_and_nothing_kept(
    alice_client: Client, case: Case, fields: dict[str, str], told: str
) -> None:
    answer = bring(alice_client, **fields)
    assert answer.status_code == 422, answer.content
    assert told in answer.json()["what"], answer.json()
    assert not TranscriptVersion.objects.exists()


def test_a_frozen_interview_takes_no_other_file(alice_client: Client, case: Case) -> None:
    bring(alice_client, freeze="true")
    again = bring(alice_client, freeze="true")
    assert again.status_code == 409
    assert bring(alice_client, interview="2").status_code == 200


def test_only_the_lead_brings_in(case: Case, client: Client, bob: Any) -> None:
    from tests.pages.people import signed_in

    assert bring(signed_in(bob)).status_code == 403
    Membership.objects.filter(person=bob).update(role=Role.ADVISER)
    assert bring(signed_in(bob)).status_code == 404
