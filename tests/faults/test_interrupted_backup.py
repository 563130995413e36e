"""A backup that is interrupted: the earlier file stays, no half is taken for a whole, what is left is taken away."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from faults.setting_up import PASSPHRASE
from lifeworld.common.errors import DomainError
from lifeworld.security.backup import restore_backup, write_backup
from lifeworld.security.backup.errors import BackupDamagedError, NotABackupError
from lifeworld.security.backup.leftovers import UNFINISHED, WORKPLACE
from tests.faults.conftest import Site
from tests.faults.disks import small_disk

PRECIOUS = b"the backup of yesterday"


def kill_a_backup(site: Site, out: Path, moment: str) -> None:
    """Kill a backup into `out` when it is as far as `moment` says."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("LIFEWORLD")}
    words = [sys.executable, "-m", "tests.faults.backing_up", str(site.folder), str(out), moment]
    env |= {"LIFEWORLD_PASSPHRASE": PASSPHRASE, "DJANGO_SETTINGS_MODULE": "lifeworld.config.settings"}
    with subprocess.Popen(words, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stdout.readline() == "here\n"
        process.kill()
    assert process.returncode == -signal.SIGKILL


def is_torn(file: Path, folder: Path) -> bool:
    """Whether a file is no whole backup: restoring refuses it, and leaves nothing behind."""
    try:
        restore_backup(file, folder, passphrase=PASSPHRASE)
    except (BackupDamagedError, NotABackupError):
        assert not folder.exists()
        return True
    return False


@pytest.mark.parametrize("moment", ["copied", "written"])
def test_killed_it_leaves_the_earlier_file_and_the_next_one_takes_the_rest_away(
    site: Site, tmp_path: Path, moment: str
) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    out = place / "mine.lifeworld"
    out.write_bytes(PRECIOUS)
    kill_a_backup(site, out, moment)
    assert out.read_bytes() == PRECIOUS
    (workplace,) = site.folder.glob(f"{WORKPLACE}*")
    unfinished = list(place.glob(f".*{UNFINISHED}"))
    assert [is_torn(file, tmp_path / "whole") for file in unfinished] == [True] * (moment == "written")
    done = site.command("backup", str(out), "--force")
    assert done.returncode == 0 and "interrupted, and taken away" in done.stderr, done.stderr
    assert not workplace.exists()
    assert [path.name for path in place.iterdir()] == [out.name] and not list(site.folder.glob(".*"))
    restore_backup(out, tmp_path / "again", passphrase=PASSPHRASE)


def test_a_disk_that_fills_up_in_the_middle_keeps_the_earlier_file(site: Site, tmp_path: Path) -> None:
    with small_disk(tmp_path / "stick", 1) as place:
        out = place / "mine.lifeworld"
        out.write_bytes(PRECIOUS)
        (place / "other").write_bytes(bytes(600_000))
        done = site.command("backup", str(out), "--force")
        assert done.returncode == 2 and "no unfinished backup was left behind" in done.stderr
        assert out.read_bytes() == PRECIOUS
        assert sorted(path.name for path in place.iterdir()) == [out.name, "other"]
    assert site.command("backup", str(tmp_path / "elsewhere.lifeworld")).returncode == 0


def test_one_that_another_is_at_work_on_is_left_alone(site: Site, tmp_path: Path) -> None:
    seen: list[int] = []

    def beside(done: int, total: int) -> None:
        """A second backup, begun and ended while the first is at work."""
        if not seen:
            seen.append(len(list(tmp_path.glob(f".*{UNFINISHED}"))))
            report = write_backup(site.folder, tmp_path / "second", passphrase=PASSPHRASE)
            assert report.swept == 0

    write_backup(site.folder, tmp_path / "first", passphrase=PASSPHRASE, progress=beside)
    assert seen == [1]
    for name in ("first", "second"):
        try:
            restore_backup(tmp_path / name, tmp_path / f"again-{name}", passphrase=PASSPHRASE)
        except DomainError as error:
            pytest.fail(error.what)
