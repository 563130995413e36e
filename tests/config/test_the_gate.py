"""Who gets past the gate: nobody while the store is locked, and not after a time of idleness."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from lifeworld.security import keyring
from lifeworld.security.clock import steady_seconds
from lifeworld.security.models import Person
from lifeworld.security.vault import open_vault
from lifeworld.study.models import Case

PASSPHRASE = "plain words for tests"


def test_a_locked_store_shows_the_way_to_unlock(client: Client, maeve: Case) -> None:
    keyring.lock_store()
    page = client.get("/studies/walking")
    assert (page.status_code, page["Location"]) == (302, "/unlock?next=/studies/walking")
    assert client.get("/api/studies").status_code == 423


def test_the_store_locks_itself_after_a_time_without_requests(
    alice_client: Client, maeve: Case, settings: Settings
) -> None:
    assert alice_client.get("/studies").status_code == 200
    keyring.touch(steady_seconds() - settings.AUTO_LOCK_MINUTES * 60 - 1)
    assert alice_client.get("/studies").status_code == 302
    assert not keyring.is_open()


def test_an_open_store_still_asks_each_browser_who_it_is(client: Client, maeve: Case) -> None:
    assert client.get("/studies/walking").status_code == 302
    assert client.get("/api/studies").status_code == 423


def test_unlocking_signs_in_and_goes_where_one_was_going(client: Client, alice: Person, maeve: Case) -> None:
    answer = client.post("/unlock", {"passphrase": PASSPHRASE, "next": "/studies/walking/people"})
    assert (answer.status_code, answer["Location"]) == (302, "/studies/walking/people")
    assert client.get("/studies/walking/people").status_code == 200


@pytest.mark.parametrize("onward", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_unlocking_never_leads_elsewhere(client: Client, alice: Person, onward: str) -> None:
    assert client.post("/unlock", {"passphrase": PASSPHRASE, "next": onward})["Location"] == "/"


def test_a_wrong_passphrase_is_refused_without_repeating_it(client: Client, alice: Person) -> None:
    answer = client.post("/unlock", {"passphrase": "not the right words"})
    assert answer.status_code >= 400
    assert b"not the right words" not in answer.content


@pytest.fixture(autouse=True)
def opened_again(vault_folder: Path) -> None:
    """Wrong attempts are counted in the shared folder: start each test without any."""
    open_vault(vault_folder, PASSPHRASE)


def test_nobody_is_told_what_they_sent(alice_client: Client, maeve: Case) -> None:
    for path in ("/studies", "/studies/walking", "/api/studies", "/help", "/unlock"):
        answer = alice_client.trace(path, headers={"X-Probe": "periwinkle"})
        assert answer.status_code == 405 and b"periwinkle" not in answer.content, path
