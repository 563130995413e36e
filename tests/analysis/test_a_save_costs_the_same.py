"""Saving a marking costs the same in a long transcript as in a short one, and stays within few statements."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lifeworld.analysis.services.cases import open_for_analysis
from lifeworld.interchange.transcripts import read_transcript
from lifeworld.interviews.models import TranscriptVersion
from lifeworld.interviews.services import Numbering, receive_transcript
from lifeworld.security import keyring
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case
from tests.conftest import NOON

SENTENCE = "we went down to the river and waited there until the light had gone"
FEWEST, MOST = 4, 2_000  # turns: some fifty and some twenty-eight thousand words


def brought_in(access: Access, pseudonym: str, turns: int) -> TranscriptVersion:
    content = "\n\n".join(f"{'MI'[n % 2]}: {SENTENCE}" for n in range(turns)).encode()
    case = add_case(access=access, at=NOON, pseudonym=pseudonym)
    version = receive_transcript(
        access=access, at=NOON, case=case, read=read_transcript(content, ".txt"), original=content, suffix=".txt",
        roles={"I": "interviewer", "M": "participant"}, freeze=Numbering(),
    )  # fmt: skip
    open_for_analysis(access=access, at=NOON, case=case)
    return version


def save(client: Client, version: TranscriptVersion, start: int) -> Any:
    body = {"kind": "descriptive", "body": "waiting", "anchors": [
        {"version": version.pk, "start": start, "end": start + 8, "quote": version.text[start : start + 8]},
    ]}  # fmt: skip
    path = f"/api/cases/{version.interview.case_id}/notes"
    answer = client.post(path, json.dumps(body), content_type="application/json")
    assert answer.status_code == 200, answer.content
    return answer.json()["note"]


def statements_of(client: Client, version: TranscriptVersion) -> list[str]:
    """The statements of one save near the transcript's end, its lines having been read for a save before."""
    last = version.text.rindex("the river")
    save(client, version, last)
    with CaptureQueriesContext(connection) as seen:
        save(client, version, last)
    return [query["sql"] for query in seen]


@pytest.mark.usefixtures("sealed_store")
def test_a_save_takes_as_many_statements_in_a_long_transcript(access: Access, alice_client: Client) -> None:
    short, long = brought_in(access, "Maeve", FEWEST), brought_in(access, "Niamh", MOST)
    few, many = statements_of(alice_client, short), statements_of(alice_client, long)
    assert len(few) == len(many) <= 18
    assert not any('"lines"' in sql for sql in many), "the lines of the whole transcript were read again"


def test_the_lines_are_read_anew_after_the_store_was_locked(access: Access, alice_client: Client, maeve: Case) -> None:
    version = TranscriptVersion.objects.get(interview__case=maeve)
    save(alice_client, version, version.text.index("river"))
    key = keyring.current_key()
    assert key is not None
    keyring.lock_store()
    keyring.open_store(key)
    with CaptureQueriesContext(connection) as seen:
        save(alice_client, version, version.text.index("river"))
    assert sum('"lines"' in query["sql"] for query in seen) == 1


def test_a_key_that_no_database_can_hold_is_not_found(alice_client: Client, maeve: Case) -> None:
    body = json.dumps({"body": "x", "anchors": []})
    for key in (2**63, 10**40):
        answer = alice_client.post(f"/api/cases/{key}/notes", body, content_type="application/json")
        assert answer.status_code == 404, answer.content
