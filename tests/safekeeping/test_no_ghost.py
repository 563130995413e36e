"""After a withdrawal nothing of the person is left: in no table, file, page, answer, export, archive or backup."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lifeworld.safekeeping.services.forgotten import list_of
from tests.safekeeping.haunting import haunted

pytestmark = pytest.mark.embedded("freed pages and the log are SQLite's")
PASSPHRASE = "lantern meadow otter quilt"


def _run(folder: Path, *words: str, env: dict[str, str] | None = None) -> str:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("LIFEWORLD")}
    given = {"LIFEWORLD_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "lifeworld.config.settings", **(env or {})}
    done = subprocess.run(
        [sys.executable, "-m", *words], env=clean | given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _look(folder: Path, moment: str) -> set[str]:
    """The places in which something of the person is found."""
    found: dict[str, bool] = json.loads(_run(folder, "tests.safekeeping.haunting", moment))
    assert len(found) > 100
    return {place for place, there in found.items() if there}


def _command(folder: Path, *words: str) -> str:
    return _run(folder, "lifeworld.config.command", *words, env={"LIFEWORLD_PASSPHRASE": PASSPHRASE})


def _files(folder: Path) -> set[str]:
    """The files of the store, its log among them, in which something of the person is found."""
    return {file.name for file in folder.iterdir() if file.is_file() and haunted(file.read_bytes())}


@pytest.mark.long
def test_nothing_is_left_and_no_backup_brings_it_back(tmp_path: Path) -> None:
    folder, old, new = tmp_path / "store", tmp_path / "old.backup", tmp_path / "new.backup"
    before = _look(folder, "before")
    assert {"archive", "table study_case", "table trail_actdetail", "table common_words_content"} <= before
    for kind in ("export", "GET /api", "GET /studies"):
        assert any(place.startswith(kind) for place in before)
    assert _files(folder)
    _command(folder, "backup", str(old))

    assert _look(folder, "after") == set()
    assert _files(folder) == set()
    assert list_of(folder).exists() and not haunted(list_of(folder).read_bytes())

    # A backup from before is on the list of those that still hold it, and what it brings back goes at once.
    assert '"made": "20' in _run(folder, "tests.safekeeping.proof")
    restored = tmp_path / "restored"
    _command(restored, "restore", str(old))
    assert _files(restored) == set()
    assert _look(restored, "again") == set()

    _command(folder, "backup", str(new))
    list_of(folder).unlink()
    elsewhere = tmp_path / "elsewhere" / "store"
    elsewhere.parent.mkdir()
    _command(elsewhere, "restore", str(new))
    assert _files(elsewhere) == set()


def test_a_list_from_elsewhere_is_applied_and_a_damaged_one_refused(tmp_path: Path) -> None:
    folder, old = tmp_path / "store", tmp_path / "old.backup"
    _run(folder, "tests.safekeeping.haunting", "before", "unseen")
    _command(folder, "backup", str(old))
    _run(folder, "tests.safekeeping.haunting", "after", "unseen")
    away = tmp_path / "away" / "store"
    away.parent.mkdir()
    _command(away, "restore", str(old), "--forgotten", str(list_of(folder)))
    assert _files(away) == set()

    list_of(folder).write_text("not a list")
    with pytest.raises(AssertionError, match="cannot be read"):
        _command(tmp_path / "third", "restore", str(old))


def test_the_command_lists_every_class(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    _run(folder, "tests.safekeeping.haunting", "before", "unseen")
    rows = {row["class"]: row for row in json.loads(_command(folder, "retention", "alongside", "--json"))}
    assert len(rows) == 8
    assert rows["recordings"]["status"] == "due" and rows["recordings"]["due"] == "2026-03-02"
    assert rows["analysis"]["months"] == 120 and rows["analysis"]["source"] and rows["analysis"]["checked"]
    assert "due\tRecordings" in _command(folder, "retention", "alongside")
