"""Nobody waits while a study is taken out, and the archive is the study of one moment."""

import json
from pathlib import Path

from tests.command.test_command import Store
from tests.conftest import RECORD
from tests.interchange.archive.writing_meanwhile import PATIENCE_S


def test_who_writes_does_not_wait_and_the_archive_is_of_one_moment(tmp_path: Path) -> None:
    (tmp_path / "record.txt").write_text(RECORD, encoding="utf-8")
    done = Store(tmp_path / "store").run_module(
        "tests.interchange.archive.writing_meanwhile", str(tmp_path / "record.txt")
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    # The store lets a writer wait for fifteen seconds; whoever had to wait for the archive would not be done at all.
    assert len(told["waited"]) == 1 and told["waited"][0] < PATIENCE_S
    assert told["archive"] == ["Maeve"] and told["store"] == ["Maeve", "Tobias"]
