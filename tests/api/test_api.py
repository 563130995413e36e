"""The API: one shape, same permissions as the pages, safe from other sites, open to scripts by token."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lifeworld.analysis.services.cases import open_across_cases
from lifeworld.config.api import api
from lifeworld.interviews.selectors import frozen_version
from lifeworld.security.models import Person
from lifeworld.store.keeping import make_token
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from tests.conftest import NOON

BACKEND = "lifeworld.security.backend.StoreBackend"


def anchor(case: Case, words: str) -> dict[str, Any]:
    version = frozen_version(case)
    start = version.text.index(words)
    return {"version": version.pk, "start": start, "end": start + len(words), "quote": words}


def send(client: Client, method: str, path: str, body: Any = None, **headers: str) -> Any:
    call = getattr(client, method)
    if body is None:
        return call(path, headers=headers)
    return call(path, json.dumps(body), content_type="application/json", headers=headers)


def test_the_document_describes_every_path(client: Client, alice_client: Client) -> None:
    document = alice_client.get("/api/openapi.json").json()
    assert document["openapi"].startswith("3.")
    for wanted in ("/api/cases/{case}/reader", "/api/studies/{slug}/group", "/api/contributions/{contribution}/chain"):
        assert wanted in document["paths"]
    assert api.get_openapi_schema()["paths"].keys() == document["paths"].keys()


def test_a_note_goes_in_and_comes_out(alice_client: Client, maeve: Case) -> None:
    body = {"kind": "linguistic", "body": "just: twice", "anchors": [anchor(maeve, "we just went")]}
    made = send(alice_client, "post", f"/api/cases/{maeve.pk}/notes", body)
    assert made.status_code == 200, made.content
    read = alice_client.get(f"/api/cases/{maeve.pk}/reader").json()
    assert [note["body"] for note in read["notes"]] == ["just: twice"]
    version, start, end = read["notes"][0]["anchors"][0]
    assert (version, read["version"]["text"][start:end]) == (read["version"]["id"], "we just went")
    assert read["can_undo"] and not read["can_redo"]


def test_undo_through_the_api_says_what_it_did(alice_client: Client, maeve: Case) -> None:
    made = send(
        alice_client, "post", f"/api/cases/{maeve.pk}/notes", {"body": "x", "anchors": [anchor(maeve, "river")]}
    ).json()
    undone = send(alice_client, "post", f"/api/cases/{maeve.pk}/undo", {"area": "reader"}).json()
    assert undone["sentence"] == "Wrote a note."
    assert undone["removed"]["notes"] == [made["note"]["id"]]
    assert undone["can_redo"] and not undone["can_undo"]


def test_a_clash_carries_both_versions(alice_client: Client, maeve: Case) -> None:
    made = send(
        alice_client, "post", f"/api/cases/{maeve.pk}/notes", {"body": "x", "anchors": [anchor(maeve, "river")]}
    ).json()["note"]
    first = send(alice_client, "patch", f"/api/notes/{made['id']}", {"body": "one", "changed_at": made["changed_at"]})
    assert first.status_code == 200
    second = send(alice_client, "patch", f"/api/notes/{made['id']}", {"body": "two", "changed_at": made["changed_at"]})
    assert second.status_code == 409
    assert second.json()["current"]["body"] == "one" and second.json()["what"]


def test_a_stranger_finds_nothing(client: Client, charlie: Person, maeve: Case) -> None:
    client.force_login(charlie, backend=BACKEND)
    for path in ("/api/studies/walking", f"/api/cases/{maeve.pk}/reader", "/api/studies/walking/trail"):
        assert client.get(path).status_code == 404, path
    assert client.get("/api/studies").json() == []


def test_a_supervisor_reads_and_does_not_write(client: Client, bob: Person, maeve: Case) -> None:
    client.force_login(bob, backend=BACKEND)
    assert client.get(f"/api/cases/{maeve.pk}/reader").json()["case"]["can_write"] is False
    answer = send(client, "post", f"/api/cases/{maeve.pk}/notes", {"body": "x", "anchors": [anchor(maeve, "river")]})
    assert answer.status_code == 403 and "supervisor" in answer.json()["what"]


def test_the_reason_of_an_act_is_for_those_who_read_the_detail(
    client: Client, access: Access, bob: Person, maeve: Case
) -> None:
    open_across_cases(access=access, at=NOON, reason="Supervision is on Friday.")
    for person, reads in ((access.person, True), (bob, False)):
        client.force_login(person, backend=BACKEND)
        rows = client.get("/api/studies/walking/trail").json()["rows"]
        assert any(row["why"] == "Supervision is on Friday." for row in rows) is reads
        assert any("cross-case" in row["sentence"] for row in rows)


def test_a_script_works_with_a_token_and_not_with_a_revoked_one(client: Client, access: Access, maeve: Case) -> None:
    token, plain = make_token(by=access.person, at=timezone.now(), label="script")
    assert client.get("/api/studies", headers={"Authorization": f"Bearer {plain}"}).status_code == 200
    body = {"body": "by script", "anchors": [anchor(maeve, "river")]}
    made = send(client, "post", f"/api/cases/{maeve.pk}/notes", body, Authorization=f"Bearer {plain}")
    assert made.status_code == 200
    token.revoked_at = NOON
    token.save()
    revoked = client.get("/api/studies", headers={"Authorization": f"Bearer {plain}"})
    assert revoked.status_code == 401 and revoked.json()["what"] == "This token was revoked."
    unknown = client.get("/api/studies", headers={"Authorization": f"Bearer {plain}x"})
    assert unknown.status_code == 401 and "turned away" in unknown.json()["what"]


def test_an_unknown_call_is_answered_in_the_same_shape(alice_client: Client, maeve: Case) -> None:
    answer = alice_client.get("/api/no-such-thing")
    assert answer.status_code == 404 and set(answer.json()) == {"what", "safe", "do"}


def test_a_fault_of_ours_tells_nothing_of_what_was_sent(sealed_store: Path, alice: Person, maeve: Case) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(alice, backend=BACKEND)
    maeve.interviews.get().versions.update(lines=[["not", "a", "line"]])
    answer = client.get(f"/api/cases/{maeve.pk}/reader")
    assert answer.status_code == 500 and answer.json()["safe"]


def test_a_browser_needs_the_csrf_token(sealed_store: Path, alice: Person, maeve: Case) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice, backend=BACKEND)
    answer = send(client, "post", f"/api/cases/{maeve.pk}/notes", {"body": "x", "anchors": []})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Host": "elsewhere.example"}],
)
def test_requests_from_elsewhere_are_refused(alice_client: Client, maeve: Case, headers: dict[str, str]) -> None:
    refused = alice_client.get("/api/studies", headers=headers)
    assert refused.status_code in {400, 403}
    assert "default-src 'none'" in refused.headers["Content-Security-Policy"]
    assert refused.headers["X-Content-Type-Options"] == "nosniff"


def test_odd_input_is_answered_plainly_and_not_repeated(alice_client: Client, maeve: Case) -> None:
    answer = send(alice_client, "post", f"/api/cases/{maeve.pk}/notes", {"body": 7, "anchors": "her own words"})
    assert answer.status_code == 422
    assert "her own words" not in answer.content.decode() and answer.json()["do"]


def test_every_answer_carries_the_policy(alice_client: Client, maeve: Case) -> None:
    headers = alice_client.get("/api/studies").headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"


def test_times_come_back_as_exactly_as_they_were_kept(alice_client: Client, maeve: Case) -> None:
    body = {"body": "x", "anchors": [anchor(maeve, "river")]}
    note = send(alice_client, "post", f"/api/cases/{maeve.pk}/notes", body).json()["note"]
    kept = maeve.notes.get().changed_at
    assert note["changed_at"] == kept.isoformat().replace("+00:00", "Z")
