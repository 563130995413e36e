"""A store on PostgreSQL, by its address: what is refused, and many processes that start at once."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.places import EMBEDDED, environment

NOBODY_THERE = "postgresql://lifeworld:a-secret@127.0.0.1:1/nowhere"
MAKE_READY = "import django; django.setup(); from lifeworld.store.opening import make_ready; make_ready()"


def refused(folder: Path, *words: str, address: str = NOBODY_THERE) -> str:
    """What a command says that is refused on a database of PostgreSQL."""
    env = environment(folder) | {"LIFEWORLD_DATABASE": address, "LIFEWORLD_PASSPHRASE": "river lantern seventeen"}
    done = subprocess.run(
        [sys.executable, "-m", "lifeworld.config.command", *words, "--data", str(folder)],
        env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 2 and done.stdout == "" and "Traceback" not in done.stderr, done.stderr
    assert "a-secret" not in done.stderr
    return done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("run", "--no-browser"), "LIFEWORLD_SERVER=1"),
        (("backup", "out.lifeworld"), "pg_dump"),
        (("restore", "in.lifeworld"), "pg_dump"),
        (("passphrase", "new-recovery-key"), "cannot be reached"),
        (("study", "list"), "cannot be reached"),
        (("demo", "--no-browser"), "cannot be reached"),
    ],
)
def test_what_a_database_elsewhere_cannot_do_is_said(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    assert said in refused(tmp_path, *words)


def test_an_address_of_something_else_is_refused(tmp_path: Path) -> None:
    assert "does not hold PostgreSQL's address" in refused(tmp_path, "study", "list", address="mysql://a-secret@x/y")


@pytest.mark.parametrize(
    "address", ["postgresql://alice:a-secret/2@host/n", "postgresql://host:many/n", "postgresql://[a-secret/n"]
)
def test_an_address_that_cannot_be_read_is_refused_without_its_password(tmp_path: Path, address: str) -> None:
    assert "Write it as postgresql://" in refused(tmp_path, "study", "list", address=address)


@pytest.mark.skipif(EMBEDDED, reason="several processes make their tables at once only on PostgreSQL")
def test_processes_that_start_together_make_the_tables_once(tmp_path: Path) -> None:
    env = environment(tmp_path) | {"DJANGO_SETTINGS_MODULE": "lifeworld.config.settings"}
    starting = [
        subprocess.Popen([sys.executable, "-c", MAKE_READY], env=env, stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert [(one.communicate(timeout=120)[1], one.returncode) for one in starting] == [("", 0)] * 3
