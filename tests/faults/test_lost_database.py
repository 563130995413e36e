"""PostgreSQL that goes away in mid-save: a calm refusal, and the next request works."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from faults.browser import Answer, Jar, Tab
from faults.server import Server
from tests.places import EMBEDDED, drop_databases, environment

pytestmark = pytest.mark.skipif(EMBEDDED, reason="only PostgreSQL can be lost")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """The fictional study on a database of its own."""
    folder = tmp_path / "store"
    one = Server(folder, tmp_path / "server.log", command="demo", variables=environment(folder))
    one.start()
    yield one
    one.kill()
    drop_databases(folder)


def test_a_connection_lost_in_mid_save_is_said_and_the_same_note_is_kept_once(server: Server) -> None:
    import psycopg

    tab, waiting = Tab(server.address, Jar()), Tab(server.address, jar := Jar())
    tab.get("/studies/alongside/cases/6")
    assert tab.form("/studies/alongside/cases/6/reopen", {}).status == 302
    case = next(one for one in tab.get("/api/studies/alongside/cases").json() if one["number"] == 6)
    version = tab.get(f"/api/cases/{case['id']}/reader").json()["version"]["id"]
    payload: dict[str, Any] = {"body": "in mid-save", "client_key": str(uuid4())}
    payload |= {"anchors": [{"version": version, "start": 0, "end": 200}]}
    jar.update(tab.jar)
    answers: list[Answer] = []
    address = environment(server.folder)["LIFEWORLD_DATABASE"]
    with psycopg.connect(address) as lock, psycopg.connect(address, autocommit=True) as admin:
        lock.execute("SELECT 1 FROM study_study FOR UPDATE")
        saving = threading.Thread(
            target=lambda: answers.append(waiting.call("POST", f"/cases/{case['id']}/notes", payload))
        )
        saving.start()
        stuck = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        while (found := admin.execute(stuck).fetchone()) is None:
            assert saving.is_alive()
        admin.execute("SELECT pg_terminate_backend(%s)", found)
        saving.join()
    assert answers[0].status == 503 and "database cannot be reached" in answers[0].json()["what"]
    again = [waiting.call("POST", f"/cases/{case['id']}/notes", payload) for _ in range(2)]
    assert [answer.status for answer in again] == [200, 200]
    assert again[0].json()["note"]["id"] == again[1].json()["note"]["id"]
    tab.close()
    waiting.close()
