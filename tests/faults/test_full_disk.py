"""A disk without room: the save is refused in plain words, nothing is half written, and room is all it takes."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from faults.acts import Import
from faults.clients import transcript
from faults.setting_up import PASSPHRASE
from lifeworld.analysis.models import Note
from lifeworld.security.errors import TooSoonError, WrongPassphraseError
from lifeworld.security.vault import create_vault, open_vault
from lifeworld.study.models import Case
from tests.conftest import CHEAP
from tests.faults.conftest import Made, Site, a_note
from tests.faults.disks import fill, make_room, small_disk
from tests.places import EMBEDDED

DATED = {"written_on": "2026-03-02"}
NO_ROOM = "There is no room left on the disk, so this was not saved."


@pytest.fixture
def disk(made: Made, tmp_path: Path) -> Iterator[Site]:
    """A server, not started yet, whose store lies on a disk of eight megabytes."""
    with small_disk(tmp_path / "disk", 8) as place:
        shutil.copytree(made.folder, place / "store")
        one = Site(place / "store", made.desk, tmp_path / "server.log")
        yield one
        one.end()


def test_a_save_is_refused_whole_and_the_same_page_saves_once_there_is_room(disk: Site) -> None:
    tab = disk.open()
    a_note("before").send(tab, disk.desk)
    fill(disk.folder.parent)
    note = a_note("while it is full " * 1_000)
    payload: dict[str, Any] = {"kind": "descriptive", "body": note.body, "client_key": str(note.key)}
    payload |= {"anchors": [{"version": disk.desk.version, "start": 0, "end": 60}]}
    for _ in range(3):
        refused = tab.call("POST", f"/cases/{disk.desk.case}/notes", payload)
        assert (refused.status, refused.json()["what"]) == (507, NO_ROOM)
        assert refused.json()["safe"] and "Make some room" in refused.json()["do"]
    assert disk.bodies(tab) == ["before"]
    page = tab.form(
        f"/studies/{disk.desk.slug}/diary/new", {"text": "typed while full " * 500, "step": "noting", **DATED}
    )
    assert page.status == 507 and NO_ROOM in page.text and "typed while full" in page.text
    make_room(disk.folder.parent)
    note.send(tab, disk.desk)
    assert sorted(disk.bodies(tab)) == sorted(["before", note.body])


def test_an_import_is_refused_whole_and_can_be_done_again(disk: Site) -> None:
    tab = disk.open()
    fill(disk.folder.parent)
    words = transcript(Random(2), 6_000)
    base = f"/studies/{disk.desk.slug}/interviews/import"
    page = tab.upload(base, "interview.txt", words.encode())
    assert page.status == 507 and NO_ROOM in page.text
    make_room(disk.folder.parent)
    act = Import(a_note("").key, 1, words)
    act.send(tab, disk.desk)
    assert act.pk


def test_keeping_what_waited_is_refused_and_the_file_still_waits(disk: Site) -> None:
    tab = disk.open()
    base = f"/studies/{disk.desk.slug}/interviews/import"
    tab.upload(base, "interview.txt", transcript(Random(2), 6_000).encode())
    page = tab.get(f"{base}/preview").text
    waiting = page.split('<h2 id="file-')[1].split('"')[0]
    fields = {f"seen-{waiting}": "yes", f"case-{waiting}": "2", f"role-{waiting}-0": "interviewer"}
    fields[f"role-{waiting}-1"] = "participant"
    fill(disk.folder.parent)
    refused = tab.form(f"{base}/preview", fields)
    assert refused.status == 507 and NO_ROOM in refused.text and "interview.txt" in refused.text
    assert f'id="file-{waiting}"' in tab.get(f"{base}/preview").text
    make_room(disk.folder.parent)
    assert tab.form(f"{base}/preview", fields).status == 302


def test_a_backup_is_refused_and_leaves_nothing_behind(disk: Site) -> None:
    tab = disk.open()
    fill(disk.folder.parent)
    page = tab.form("/store/back-up", {"passphrase": PASSPHRASE})
    assert page.status == 409 and "The backup could not be written there." in page.text
    assert not list(disk.folder.glob(".*"))
    make_room(disk.folder.parent)
    assert tab.form("/store/back-up", {"passphrase": PASSPHRASE}).status == 200


def test_a_store_on_a_full_disk_can_be_opened_and_read(disk: Site) -> None:
    fill(disk.folder.parent)
    tab = disk.open()
    assert tab.get(f"/studies/{disk.desk.slug}").status == 200
    assert disk.bodies(tab) == []
    assert tab.call("POST", f"/studies/{disk.desk.slug}/cases", {"pseudonym": "Una"}).status == 507
    make_room(disk.folder.parent)
    assert tab.call("POST", f"/studies/{disk.desk.slug}/cases", {"pseudonym": "Una"}).status == 200


def test_wrong_passphrases_are_counted_on_a_full_disk_too(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 1) as place:
        create_vault(place / "store", PASSPHRASE, cost=CHEAP)
        fill(place)
        for moment in (0.0, 1.0, 2.0):
            with pytest.raises(WrongPassphraseError):
                open_vault(place / "store", "not the right words", now=moment)
        with pytest.raises(TooSoonError):
            open_vault(place / "store", PASSPHRASE, now=2.5)
        assert open_vault(place / "store", PASSPHRASE, now=3.0)
        with pytest.raises(WrongPassphraseError):
            open_vault(place / "store", "not the right words", now=3.0)


@pytest.mark.skipif(not EMBEDDED, reason="SQLite's own limit")
def test_a_database_that_may_not_grow_refuses_in_the_same_words(alice_client: Client, maeve: Case) -> None:
    """The same, where no disk can be mounted: SQLite is told how many pages there are."""
    version = maeve.interviews.get().versions.get().pk
    payload = {
        "body": "words " * 3_000,
        "kind": "descriptive",
        "anchors": [{"version": version, "start": 4, "end": 40}],
    }
    address = f"/api/cases/{maeve.pk}/notes"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
        try:
            refused = alice_client.post(address, payload, content_type="application/json")
        finally:
            cursor.execute("PRAGMA max_page_count = 4294967294")
    assert (refused.status_code, refused.json()["what"]) == (507, NO_ROOM)
    assert not Note.objects.exists()
    assert alice_client.post(address, payload, content_type="application/json").status_code == 200
    assert Note.objects.count() == 1
