"""A disk that can only be read: reading goes on, saving is refused in plain words, and needs no restart afterwards."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from faults.browser import unlock
from faults.setting_up import PASSPHRASE
from lifeworld.analysis.models import Note
from lifeworld.study.models import Case
from tests.faults.conftest import Site, a_note
from tests.faults.disks import only_read
from tests.places import EMBEDDED

ONLY_READ = "The store can only be read at the moment, so this was not saved."


def refuses_a_note(site: Site) -> bool:
    """Whether saving is refused with the three sentences."""
    payload = {"body": "unsaved", "anchors": [{"version": site.desk.version, "start": 0, "end": 60}]}
    tab = site.tab()
    answer = tab.call("POST", f"/cases/{site.desk.case}/notes", payload)
    return answer.status == 503 and answer.json()["what"] == ONLY_READ and bool(answer.json()["do"])


def test_from_the_start_the_store_is_read_and_a_backup_of_it_can_be_made_elsewhere(site: Site, tmp_path: Path) -> None:
    with only_read(site.folder):
        tab = site.open()
        for path in ("/studies", "/studies/walking", "/studies/walking/cases/1/transcript", "/store"):
            page = tab.get(path)
            assert page.status == 200 and "This store can only be read at the moment" in page.text
        assert refuses_a_note(site)
        out = tmp_path / "saved.lifeworld"
        done = site.command("backup", str(out))
        assert done.returncode == 0 and "takes no writing" in done.stderr, done.stderr
        assert site.command("restore", str(out), folder=tmp_path / "again").returncode == 0
        assert site.command("case", "add", "walking", "Una").returncode == 2
    # The disk takes writing again: the same tab saves.
    a_note("saved").send(tab, site.desk)
    assert site.bodies(tab) == ["saved"]


def test_it_may_come_while_the_program_runs(site: Site) -> None:
    tab = site.open()
    a_note("before").send(tab, site.desk)
    tab.form("/lock", {})
    with only_read(site.folder):
        unlock(tab, PASSPHRASE)
        assert site.bodies(tab) == ["before"]
        assert refuses_a_note(site)
    a_note("after").send(tab, site.desk)
    assert sorted(site.bodies(tab)) == ["after", "before"]


@pytest.mark.skipif(not EMBEDDED, reason="SQLite's own switch")
def test_a_database_that_takes_no_writing_refuses_in_the_same_words(alice_client: Client, maeve: Case) -> None:
    """The same, where no disk can be mounted: SQLite is told to write nothing."""
    version = maeve.interviews.get().versions.get().pk
    payload = {"body": "words", "kind": "descriptive", "anchors": [{"version": version, "start": 4, "end": 40}]}
    typed = {"text": "typed and kept", "step": "noting", "written_on": "2026-03-02"}
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        try:
            refused = alice_client.post(f"/api/cases/{maeve.pk}/notes", payload, content_type="application/json")
            page = alice_client.post("/studies/walking/diary/new", typed)
            reading = alice_client.get("/studies/walking")
        finally:
            cursor.execute("PRAGMA query_only = OFF")
    assert (refused.status_code, refused.json()["what"]) == (503, ONLY_READ)
    assert page.status_code == 503 and ONLY_READ in page.content.decode() and "typed and kept" in page.content.decode()
    assert reading.status_code == 200
    assert not Note.objects.exists()
