"""A sealed store with a case at work in it, made once through the product, and a server on a copy of it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest

from faults.acts import Desk, Note
from faults.browser import Jar, Tab, unlock
from faults.desks import new_desk
from faults.server import Server
from faults.setting_up import PASSPHRASE, set_up
from tests.places import EMBEDDED
from tests.workers import made_by_one


@dataclass(frozen=True)
class Made:
    """A store at rest, and what is in it."""

    folder: Path
    desk: Desk


class Site:
    """A server on a store, and one browser that has opened it."""

    def __init__(self, folder: Path, desk: Desk, log: Path) -> None:
        self.folder = folder
        self.desk = desk
        self.server = Server(folder, log)
        self.jar = Jar()
        self._tabs: list[Tab] = []

    def tab(self, patience_s: float = 60) -> Tab:
        """One more tab of the browser, which waits so long for an answer."""
        self._tabs.append(Tab(self.server.address, self.jar, patience_s))
        return self._tabs[-1]

    def command(self, *words: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
        """A command on the store's folder, in a process of its own."""
        env = {key: value for key, value in os.environ.items() if not key.startswith("LIFEWORLD")}
        return subprocess.run(
            [sys.executable, "-m", "lifeworld.config.command", *words, "--data", str(folder or self.folder)],
            env=env | {"LIFEWORLD_PASSPHRASE": PASSPHRASE}, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip

    def open(self) -> Tab:
        """Start, unlock, and answer a tab."""
        self.server.start()
        tab = self.tab()
        unlock(tab, PASSPHRASE)
        return tab

    def end(self) -> None:
        """Leave nothing running."""
        self.server.kill()
        for tab in self._tabs:
            tab.close()

    def bodies(self, tab: Tab) -> list[str]:
        """The words of all notes."""
        return [note["body"] for note in tab.get(f"/api/cases/{self.desk.case}/notes").json()]


def a_note(body: str) -> Note:
    """A note on the first words of the transcript, not sent yet."""
    return Note(uuid4(), body, (0, 60))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The store, closed: one file and its vault. What a disk does to it is seen where the suite runs on it."""
    if not EMBEDDED:
        pytest.skip("Only the embedded store: PostgreSQL keeps its own files")
    place = made_by_one(tmp_path_factory, "at work", _make)
    return Made(place / "store", Desk(**json.loads((place / "desk.json").read_text(encoding="utf-8"))))


def _make(place: Path) -> None:
    server = Server(place / "store", place / "server.log")
    try:
        set_up(server)
        tab = Tab(server.address, Jar())
        unlock(tab, PASSPHRASE)
        desk, _ = new_desk(tab, "walking", Random(1))
        # The last connection to close folds the log into the file.
        tab.form("/lock", {})
        tab.close()
    finally:
        server.kill()
    (place / "desk.json").write_text(json.dumps(asdict(desk)), encoding="utf-8")


@pytest.fixture
def site(made: Made, tmp_path: Path) -> Iterator[Site]:
    """A server, not started yet, on a copy in a folder of its own."""
    folder = tmp_path / "store"
    shutil.copytree(made.folder, folder)
    one = Site(folder, made.desk, tmp_path / "server.log")
    yield one
    one.end()
