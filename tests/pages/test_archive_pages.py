"""Taking a whole study out and bringing one in, on pages: by the lead, by others, by nobody."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from lifeworld.security import keyring
from lifeworld.security.models import Person
from lifeworld.study.models import Case, Membership, Role, Study
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case
from lifeworld.trail.selectors import acts_of, verify
from tests.conftest import NOON
from tests.interchange.archive.moving import WORDS, archive_of, bring_in, forget, parts_of
from tests.pages.people import signed_in, with_role, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sealed_store", "counted_anew")]

OUT, IN = "/studies/walking/archive", "/studies/bring-in"


def take_out(browser: Client, passphrase: str = WORDS, again: str = WORDS) -> Any:
    """Send the form that takes a study out."""
    return browser.post(OUT, {"passphrase": passphrase, "again": again})


def send(browser: Client, content: bytes, passphrase: str = WORDS, **more: str) -> Any:
    """Send the form that brings a study in."""
    return browser.post(IN, {"archive": SimpleUploadedFile("a.bin", content), "passphrase": passphrase, **more})


def test_the_lead_takes_the_study_out_and_brings_it_in(
    study: Study, maeve: Case, alice_client: Client, sealed_store: Path
) -> None:
    answer = take_out(alice_client)
    content = b"".join(answer.streaming_content)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="walking-20')
    assert answer.headers["Content-Disposition"].endswith('.lifeworld-study"')
    assert b"river" not in content and b"Maeve" not in content
    assert [path for path in sealed_store.iterdir() if path.name.startswith(".")] == []
    assert acts_of("").latest("number").verb == "took out study"
    before = parts_of(content)
    forget(study)
    page = words_of(send(alice_client, content))
    assert "The study is here" in page and 'href="/studies/walking"' in page
    assert parts_of(archive_of(Study.objects.get())) == before
    assert alice_client.get("/studies/walking/people").status_code == 200
    assert verify("walking").finding is None and verify("").finding is None


def test_the_ways_there_are_where_one_would_look(study: Study, alice_client: Client, bob: Person) -> None:
    for page in ("/studies/walking/record", "/studies/walking/findings"):
        assert f'href="{OUT}"' in words_of(alice_client.get(page))
        assert OUT not in words_of(signed_in(bob).get(page))
    assert f'href="{IN}"' in words_of(alice_client.get("/studies"))


@pytest.mark.parametrize("role", [role for role in Role if role != Role.LEAD])
def test_who_does_not_lead_takes_nothing_out(study: Study, role: Role) -> None:
    browser = with_role(study, "dora", role)
    assert browser.get(OUT).status_code == 403
    assert take_out(browser).status_code == 403
    assert not acts_of("").filter(verb="took out study").exists()


def test_a_stranger_and_nobody_find_nothing(study: Study, charlie: Person) -> None:
    assert signed_in(charlie).get(OUT).status_code == 404
    assert take_out(signed_in(charlie)).status_code == 404
    for path in (OUT, IN):
        assert Client().get(path).status_code == 302
        assert Client().post(path).status_code == 302


def test_a_passphrase_is_refused_without_repeating_it(study: Study, alice_client: Client, sealed_store: Path) -> None:
    page = take_out(alice_client, "copper heron staircase", "copper heron stairs")
    assert page.status_code == 422 and "The two passphrases differ." in words_of(page) and "heron" not in words_of(page)
    page = take_out(alice_client, "short", "short")
    assert page.status_code == 422 and "at least 12 characters" in words_of(page)
    assert [path for path in sealed_store.iterdir() if path.name.startswith(".")] == []


def test_a_later_state_takes_its_place_only_when_that_is_ticked(
    study: Study, access: Access, alice: Person, alice_client: Client
) -> None:
    earlier = archive_of(study)
    add_case(access=access, at=NOON, pseudonym="Tobias")
    later = archive_of(study)
    forget(study)
    bring_in(earlier, alice)
    refused = send(alice_client, later)
    assert refused.status_code == 409 and "1 act more" in words_of(refused)
    assert not Case.objects.exists()
    page = words_of(send(alice_client, later, replace="yes"))
    assert "It took the place of its earlier state" in page
    assert Case.objects.get().pseudonym == "Tobias"


def test_people_who_are_not_here_are_named_after_it_came_in(
    study: Study, alice_client: Client, bob: Person, alice: Person
) -> None:
    content = archive_of(study)
    forget(study)
    bob.delete()
    assert "not able to sign in until somebody lets them: bob." in words_of(send(alice_client, content))


@pytest.mark.parametrize(
    ("content", "passphrase", "status", "said"),
    [
        (b"something else", WORDS, 422, "This file is not a study’s archive"),
        (None, "three other words", 403, "This passphrase does not open the archive."),
        (None, "", 403, "This passphrase does not open the archive."),
    ],
)
def test_what_cannot_come_in_says_why(
    study: Study, alice_client: Client, content: bytes | None, passphrase: str, status: int, said: str
) -> None:
    sent = archive_of(study) if content is None else content
    forget(study)
    answer = send(alice_client, sent, passphrase)
    assert answer.status_code == status and said in words_of(answer).replace("&#x27;", "’")
    assert not Study.objects.exists()


def test_without_a_file_it_is_said(study: Study, alice_client: Client) -> None:
    answer = alice_client.post(IN, {"passphrase": WORDS})
    assert answer.status_code == 422 and "No file was chosen." in words_of(answer)


def test_a_larger_archive_is_sent_to_the_command(study: Study, alice_client: Client, settings: Settings) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000
    answer = send(alice_client, archive_of(study))
    assert answer.status_code == 422 and "lifeworld bring-in" in words_of(answer)


def test_a_store_without_a_passphrase_takes_in_fiction_only(
    study: Study, alice: Person, settings: Settings, tmp_path: Path
) -> None:
    content = archive_of(study)
    forget(study)
    keyring.lock_store()
    (tmp_path / "store.sqlite3").touch()
    settings.DATA_FOLDER = tmp_path
    answer = send(signed_in(alice), content)
    assert answer.status_code == 409 and "may hold the fictional study and no other" in words_of(answer)


def test_a_study_that_somebody_else_leads_here_is_not_replaced(
    study: Study, charlie: Person, alice: Person, access: Access
) -> None:
    add_case(access=access, at=NOON, pseudonym="Tobias")
    answer = send(signed_in(charlie), archive_of(study), replace="yes")
    assert answer.status_code == 403 and "you do not lead it" in words_of(answer)
    assert not Membership.objects.filter(person=charlie).exists()


@pytest.mark.parametrize("path", [OUT, IN])
def test_only_looking_and_sending_is_known(path: str, study: Study, alice_client: Client) -> None:
    assert alice_client.put(path).status_code == 405
