"""The embedded store under Django: keyed, durable, transactional, and usable by pytest-django."""

import datetime
import decimal
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from lifeworld.security import keyring
from lifeworld.security.errors import StoreLockedError, StoreUnreadableError
from lifeworld.security.sqlcipher.base import DatabaseWrapper
from lifeworld.security.sqlcipher.driver import sqlcipher
from lifeworld.security.vault import open_vault
from lifeworld.security.vault_file import STORE_NAME
from tests.security.stores import PASSPHRASE, QUICK, connect, make_store

ROOT = Path(__file__).resolve().parents[2]


def start(program: str, folder: Path) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "STORE_FOLDER": str(folder),
        "LIFEWORLD_PASSPHRASE": PASSPHRASE,
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "tests.security.store_program", program],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def run(program: str, folder: Path) -> list[str]:
    process = start(program, folder)
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return said.splitlines()


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """A folder with a vault and no database yet."""
    from lifeworld.security.vault import create_vault

    create_vault(tmp_path, PASSPHRASE, cost=QUICK)
    return tmp_path


def test_no_planted_word_and_no_sqlite_header_is_in_any_file_of_a_sealed_store(sealed: Path) -> None:
    said = run("plant", sealed)
    assert said[0] == "the bus stop was further than it used to be"
    files = {line.split()[0]: line.split()[1:] for line in said[1:]}
    assert {STORE_NAME, f"{STORE_NAME}-wal", "vault.json"} <= set(files)
    assert all(found == ["False", "False"] for found in files.values())


def test_the_same_program_on_a_folder_without_a_vault_makes_a_plain_store(tmp_path: Path) -> None:
    said = run("plant", tmp_path)
    assert f"{STORE_NAME}-wal True False" in said
    assert (tmp_path / STORE_NAME).read_bytes().startswith(b"SQLite format 3\0")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_the_owner_may_read_the_database(tmp_path: Path) -> None:
    run("plant", tmp_path)
    assert stat.S_IMODE((tmp_path / STORE_NAME).stat().st_mode) == 0o600


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a Unix notion")
def test_a_process_killed_right_after_an_acknowledged_save_loses_nothing(sealed: Path) -> None:
    for _ in range(3):
        process = start("save_until_killed", sealed)
        assert process.stdout is not None
        acknowledged = -1
        for line in process.stdout:
            acknowledged = int(line)
            if acknowledged >= 25:
                break
        process.send_signal(signal.SIGKILL)
        acknowledged = max([acknowledged, *(int(line) for line in process.stdout if line.endswith("\n"))])
        process.wait()
        process.stdout.close()
        kept, sound = run("count", sealed)[0].split()
        assert sound == "ok"
        assert int(kept) >= acknowledged + 1
        with closing(connect(sealed, open_vault(sealed, PASSPHRASE))) as store:
            store.execute("DELETE FROM auth_group")


def test_locking_in_the_middle_of_work_keeps_what_was_committed_and_undoes_the_rest(sealed: Path) -> None:
    assert run("locked", sealed) == [
        "423 inside",
        "refused after",
        "savepoint undone",
        "commit refused",
        "no half saved",
        "kept",
        "False",
    ]


def test_threads_that_read_and_then_write_take_turns_and_lose_no_update(sealed: Path) -> None:
    assert run("crowd", sealed) == ["80 []"]


def test_the_store_is_durable_and_keeps_temporary_tables_in_memory(sealed: Path) -> None:
    assert run("pragmas", sealed) == [
        "journal_mode wal",
        "synchronous 2",
        "foreign_keys 1",
        "temp_store 2",
        "fullfsync 1",
    ]


@pytest.fixture
def wrapper(tmp_path: Path) -> Iterator[DatabaseWrapper]:
    """Django's wrapper on a file of its own; no key is open."""
    keyring.lock_store()
    settings = {**connection.settings_dict, "NAME": tmp_path / STORE_NAME, "OPTIONS": {}}
    made = DatabaseWrapper(settings, alias="beside")
    yield made
    made.close()
    keyring.lock_store()


@pytest.fixture(autouse=True)
def _files_may_be_opened(django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def test_a_store_with_a_vault_and_no_key_is_locked(wrapper: DatabaseWrapper, tmp_path: Path) -> None:
    make_store(tmp_path)
    with pytest.raises(StoreLockedError) as told:
        wrapper.ensure_connection()
    assert told.value.status == 423


def test_the_key_opens_it_and_another_key_does_not(wrapper: DatabaseWrapper, tmp_path: Path) -> None:
    key, _ = make_store(tmp_path, rows=3)
    assert key is not None
    keyring.open_store(bytes(32))
    with pytest.raises(StoreUnreadableError):
        wrapper.ensure_connection()
    keyring.open_store(key)
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM line WHERE words LIKE %s", ["%bus stop%"])
        assert cursor.fetchone() == (3,)


def test_a_store_whose_vault_went_missing_is_left_as_it_is(wrapper: DatabaseWrapper, tmp_path: Path) -> None:
    make_store(tmp_path)
    (tmp_path / "vault.json").unlink()
    before = (tmp_path / STORE_NAME).read_bytes()
    with pytest.raises(StoreUnreadableError):
        wrapper.ensure_connection()
    assert (tmp_path / STORE_NAME).read_bytes() == before


def test_an_idle_thread_works_on_after_the_store_was_locked_and_opened_again(
    wrapper: DatabaseWrapper, tmp_path: Path
) -> None:
    key, _ = make_store(tmp_path, rows=3)
    assert key is not None
    keyring.open_store(key)
    wrapper.ensure_connection()
    keyring.lock_store()
    with pytest.raises(StoreLockedError):
        wrapper.cursor()
    keyring.open_store(key)
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM line")
        assert cursor.fetchone() == (3,)


def test_the_cursor_speaks_both_parameter_styles_and_iterates(wrapper: DatabaseWrapper) -> None:
    with wrapper.cursor() as cursor:
        cursor.execute("CREATE TABLE pair (a INTEGER, b TEXT)")
        cursor.executemany("INSERT INTO pair VALUES (%s, %s)", [(1, "100%"), (2, "b")])
        cursor.executemany("INSERT INTO pair VALUES (%(a)s, %(b)s)", [{"a": 3, "b": "c"}])
        cursor.execute("SELECT a FROM pair WHERE b LIKE '%%' || %(b)s", {"b": "%"})
        assert cursor.fetchall() == [(1,), (2,), (3,)]
        assert list(cursor.execute("SELECT a FROM pair ORDER BY a")) == [(1,), (2,), (3,)]
        cursor.execute("SELECT a FROM pair ORDER BY a")
        assert cursor.fetchmany(2) == [(1,), (2,)]


def test_the_functions_and_types_that_django_adds_are_there(wrapper: DatabaseWrapper) -> None:
    noon = datetime.datetime(2024, 5, 2, 12, 30, tzinfo=datetime.UTC)
    with wrapper.cursor() as cursor:
        cursor.execute("CREATE TABLE kinds (d date, t datetime, yes bool, n decimal)")
        row = (noon.date(), noon, True, decimal.Decimal("1.10"))
        cursor.execute("INSERT INTO kinds VALUES (%s, %s, %s, %s)", row)
        cursor.execute("SELECT d, yes, django_datetime_extract('year', t, 'UTC', 'UTC'), d REGEXP '^2024' FROM kinds")
        assert cursor.fetchone() == (noon.date(), True, 2024, 1)


def test_a_broken_constraint_is_djangos_own_error(wrapper: DatabaseWrapper) -> None:
    with wrapper.cursor() as cursor:
        cursor.execute("CREATE TABLE one (a INTEGER PRIMARY KEY)")
        cursor.execute("CREATE TABLE two (a INTEGER REFERENCES one (a))")
        with pytest.raises(IntegrityError):
            cursor.execute("INSERT INTO two VALUES (7)")


def test_transactions_begin_by_taking_the_turn_to_write(wrapper: DatabaseWrapper, tmp_path: Path) -> None:
    wrapper.ensure_connection()
    with closing(connect(tmp_path, None)) as other:
        other.execute("PRAGMA busy_timeout = 0")
        wrapper.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        with pytest.raises(sqlcipher.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        wrapper.rollback()
        other.execute("BEGIN IMMEDIATE")


@pytest.mark.embedded("it asks SQLite in memory")
@pytest.mark.django_db
def test_the_ordinary_test_database_runs_on_the_backend_in_memory() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA database_list")
        assert cursor.fetchone()[2] == ""
        cursor.execute("CREATE TABLE line (id INTEGER)")
    assert connection.settings_dict["ENGINE"] == "lifeworld.security.sqlcipher"
    with pytest.raises(LookupError), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO line VALUES (1)")
        raise LookupError
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM line")
        assert cursor.fetchone() == (0,)


@pytest.mark.embedded("it asks SQLite in memory")
@pytest.mark.django_db(transaction=True)
def test_a_test_server_s_threads_share_the_database_in_memory() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE shared (id INTEGER)")
    connection.inc_thread_sharing()
    failed: list[BaseException] = []

    def insert() -> None:
        try:
            for number in range(50):
                with connection_of_the_test.cursor() as cursor:
                    cursor.execute("INSERT INTO shared VALUES (%s)", [number])
        except Exception as error:
            failed.append(error)

    connection_of_the_test = connection._connections[connection._alias]  # type: ignore[attr-defined]
    threads = [threading.Thread(target=insert) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    connection.dec_thread_sharing()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM shared")
        assert cursor.fetchone() == (200,)
        cursor.execute("DROP TABLE shared")
    assert failed == []
