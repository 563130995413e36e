"""The key in memory: opened once, forgotten on locking, and with it every connection of every thread."""

import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from lifeworld.security import keyring
from lifeworld.security.errors import StoreLockedError
from lifeworld.security.sqlcipher.connection import StoreConnection, StoreCursor
from lifeworld.security.sqlcipher.driver import sqlcipher

KEY = bytes(range(32))


@pytest.fixture(autouse=True)
def _locked_before_and_after() -> Iterator[None]:
    keyring.lock_store()
    yield
    keyring.lock_store()


def admitted() -> StoreConnection:
    connection: StoreConnection = sqlcipher.connect(
        ":memory:", factory=StoreConnection, check_same_thread=False, isolation_level=None
    )
    assert keyring.admit(connection, keyring.key_and_epoch()[1])
    return connection


def test_the_key_is_there_from_opening_to_locking_in_every_thread() -> None:
    assert keyring.current_key() is None
    keyring.open_store(KEY)
    seen: list[bytes | None] = []
    reader = threading.Thread(target=lambda: seen.append(keyring.current_key()))
    reader.start()
    reader.join()
    assert seen == [KEY]
    assert keyring.is_open()
    keyring.lock_store()
    assert not keyring.is_open()


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_key_of_another_length_is_a_fault(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        keyring.open_store(bytes(length))
    assert not keyring.is_open()


def test_idle_time_counts_from_the_last_touch() -> None:
    keyring.open_store(KEY)
    keyring.touch(100.0)
    assert not keyring.lock_if_idle(159.9, 60)
    keyring.touch(150.0)
    assert not keyring.lock_if_idle(209.9, 60)
    assert keyring.lock_if_idle(210.0, 60)
    assert not keyring.is_open()
    assert not keyring.lock_if_idle(999.0, 60)


def test_a_store_nobody_touched_counts_from_the_first_look() -> None:
    keyring.open_store(KEY)
    assert not keyring.lock_if_idle(1_000_000.0, 60)
    assert keyring.lock_if_idle(1_000_060.0, 60)


def test_opening_again_starts_the_idle_time_anew() -> None:
    keyring.open_store(KEY)
    keyring.touch(100.0)
    keyring.lock_store()
    keyring.open_store(KEY)
    assert not keyring.lock_if_idle(1_000.0, 60)


def test_locking_closes_connections_that_other_threads_own() -> None:
    keyring.open_store(KEY)
    connections: list[StoreConnection] = []
    owner = threading.Thread(target=lambda: connections.append(admitted()))
    owner.start()
    owner.join()
    keyring.lock_store()
    with pytest.raises(sqlcipher.ProgrammingError, match="closed"):
        connections[0].execute("SELECT 1")


def test_a_connection_made_while_locking_is_not_admitted() -> None:
    keyring.open_store(KEY)
    _, epoch = keyring.key_and_epoch()
    keyring.lock_store()
    with closing(sqlcipher.connect(":memory:", factory=StoreConnection)) as late:
        assert not keyring.admit(late, epoch)


def test_another_key_closes_what_the_first_had_opened() -> None:
    keyring.open_store(KEY)
    connection = admitted()
    keyring.open_store(KEY)
    assert connection.execute("SELECT 1").fetchone() == (1,)
    keyring.open_store(bytes(32))
    assert connection.turn.locked_out


def test_a_long_statement_ends_early_and_its_thread_hears_that_the_store_is_locked() -> None:
    keyring.open_store(KEY)
    connection = admitted()
    running = threading.Event()
    connection.create_function("started", 0, running.set)
    heard: list[BaseException] = []

    def count_for_ever() -> None:
        endless = "WITH RECURSIVE n(i) AS (SELECT started() UNION ALL SELECT 1 FROM n) SELECT count(*) FROM n"
        try:
            connection.cursor(factory=StoreCursor).execute(endless).fetchall()
        except StoreLockedError as refusal:
            heard.append(refusal)

    worker = threading.Thread(target=count_for_ever)
    worker.start()
    assert running.wait(10)
    keyring.lock_store()
    worker.join(10)
    assert not worker.is_alive()
    assert len(heard) == 1


def test_a_thread_waiting_for_another_writer_does_not_hold_up_the_locking(tmp_path: Path) -> None:
    keyring.open_store(KEY)
    both = []
    for _ in range(2):
        connection = sqlcipher.connect(
            str(tmp_path / "file"), factory=StoreConnection, check_same_thread=False, isolation_level=None, timeout=60
        )
        keyring.admit(connection, keyring.key_and_epoch()[1])
        both.append(connection)
    writer, waiting = both
    writer.execute("BEGIN IMMEDIATE")
    ready = threading.Event()
    ended: list[str] = []

    def wait_for_the_writer() -> None:
        ready.set()
        try:
            waiting.cursor(factory=StoreCursor).execute("BEGIN IMMEDIATE")
            ended.append("began")
        except StoreLockedError:
            ended.append("locked")

    worker = threading.Thread(target=wait_for_the_writer)
    worker.start()
    ready.wait(10)
    locker = threading.Thread(target=keyring.lock_store)
    locker.start()
    locker.join(20)
    assert not locker.is_alive()
    worker.join(20)
    assert ended
    assert waiting.turn.locked_out
