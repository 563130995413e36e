"""Two processes on one store: commands take turns with a server, a second server is shown to the first."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from faults.server import Server
from lifeworld.security import keyring
from lifeworld.security.one_server import LOCK_NAME, ServerRunsError, server_runs, the_only_server
from lifeworld.security.sqlcipher.base import DatabaseWrapper
from lifeworld.security.storage import StoreBusyError
from lifeworld.security.vault_file import STORE_NAME
from tests.faults.conftest import Site, a_note
from tests.security.stores import connect, make_store


def test_a_second_server_is_refused_with_the_address_of_the_first(site: Site) -> None:
    tab = site.open()
    second = site.command("run", "--port", "0", "--no-browser")
    assert second.returncode == 2 and second.stdout == ""
    assert "running on this store already" in second.stderr and f"http://{site.server.address}/" in second.stderr
    a_note("goes on").send(tab, site.desk)
    # However it ends, its lock ends with it.
    site.server.kill()
    assert (site.folder / LOCK_NAME).exists() and not server_runs(site.folder)
    assert site.bodies(site.open()) == ["goes on"]


def test_commands_work_beside_a_running_server(site: Site, tmp_path: Path) -> None:
    tab = site.open()
    note = a_note("written while commands run")
    assert site.command("case", "add", "walking", "Una").returncode == 0
    note.send(tab, site.desk)
    (tmp_path / "interview.txt").write_text(
        "Interviewer: How was it?\n\nUna: Quiet.\n\nInterviewer: Yes?\n\nUna: Yes.\n"
    )
    brought = site.command("transcript", "import", "walking", "Una", str(tmp_path / "interview.txt"), "--freeze")
    assert brought.returncode == 0, brought.stderr
    assert site.command("backup", str(tmp_path / "one.lifeworld")).returncode == 0
    assert site.command("trail", "verify").returncode == 0
    rows = tab.get("/api/studies/walking/cases/Una/transcripts").json()
    assert len(rows) == 1 and site.bodies(tab) == [note.body]


def test_nothing_is_restored_under_a_running_server_and_a_killed_one_is_in_nobodys_way(
    site: Site, tmp_path: Path
) -> None:
    out = tmp_path / "one.lifeworld"
    assert site.command("backup", str(out)).returncode == 0
    other = Server(tmp_path / "other", tmp_path / "other.log")
    other.start()
    try:
        refused = site.command("restore", str(out), folder=other.folder)
        assert refused.returncode == 2 and "not empty" in refused.stderr
    finally:
        other.kill()
    assert [path.name for path in other.folder.iterdir()] == [LOCK_NAME]
    assert site.command("restore", str(out), folder=other.folder).returncode == 0


def test_the_lock_is_one_for_all_and_goes_with_its_holder(tmp_path: Path) -> None:
    with the_only_server(tmp_path / "store") as hold:
        with pytest.raises(ServerRunsError) as early, the_only_server(tmp_path / "store"):
            pass
        assert "just starting" in early.value.do
        hold.tell("http://127.0.0.1:8765/")
        with pytest.raises(ServerRunsError) as told, the_only_server(tmp_path / "store"):
            pass
        assert "http://127.0.0.1:8765/" in told.value.do
        assert server_runs(tmp_path / "store")
    assert not list((tmp_path / "store").iterdir())
    with the_only_server(tmp_path / "store"):
        assert server_runs(tmp_path / "store")


@pytest.fixture
def impatient(tmp_path: Path, django_db_blocker: Any) -> Iterator[DatabaseWrapper]:
    """Django's wrapper on a sealed store, which waits a tenth of a second for its turn."""
    key, _ = make_store(tmp_path)
    assert key is not None
    keyring.open_store(key)
    settings = {**connection.settings_dict, "NAME": tmp_path / STORE_NAME, "OPTIONS": {"timeout": 0.1}}
    made = DatabaseWrapper(settings, alias="impatient")
    with django_db_blocker.unblock():
        yield made
        made.close()
    keyring.lock_store()


def test_a_turn_that_does_not_come_is_said_and_the_next_one_is_taken(
    impatient: DatabaseWrapper, tmp_path: Path
) -> None:
    from django.db import connections

    connections["impatient"] = impatient
    try:
        with closing(connect(tmp_path, keyring.current_key())) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreBusyError) as told, transaction.atomic(using="impatient"):
                pass
            assert told.value.status == 503 and "Try again" in told.value.do
            other.execute("ROLLBACK")
        with transaction.atomic(using="impatient"), impatient.cursor() as cursor:
            cursor.execute("INSERT INTO line VALUES (9999, 'saved')")
    finally:
        del connections["impatient"]
