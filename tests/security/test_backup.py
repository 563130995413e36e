"""Backups of real stores: taken while others write, restored into an empty place, and never half restored."""

import hashlib
import json
import struct
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lifeworld.common.errors import DomainError
from lifeworld.security import keyring
from lifeworld.security.backup import read_backup_header, restore_backup, write_backup
from lifeworld.security.backup.errors import (
    BackupDamagedError,
    BackupExistsError,
    BackupNotWrittenError,
    BackupPassphraseNeededError,
    BackupTooNewError,
    FolderNotEmptyError,
    NoRecoveryKeyError,
    NotABackupError,
    NothingToBackUpError,
    StoreDamagedError,
    WrongBackupPassphraseError,
)
from lifeworld.security.errors import StoreLockedError, WrongPassphraseError, WrongRecoveryKeyError
from lifeworld.security.vault import change_passphrase, open_vault, open_vault_with_recovery
from lifeworld.security.vault_file import STORE_NAME
from tests.security.stores import PASSPHRASE, PLANTED, QUICK, connect, count_lines, make_store

NOON = datetime(2024, 5, 2, 12, tzinfo=UTC)


def test_a_backup_restores_into_an_absent_folder_and_opens_with_the_same_passphrase(tmp_path: Path) -> None:
    key, recovery = make_store(tmp_path / "store")
    report = write_backup(tmp_path / "store", tmp_path / "one.backup", passphrase=PASSPHRASE, at=NOON)
    restored = restore_backup(tmp_path / "one.backup", tmp_path / "again", passphrase=PASSPHRASE)
    assert report.size == (tmp_path / "one.backup").stat().st_size
    assert (restored.made_at, restored.encrypted) == (NOON, True)
    assert open_vault(tmp_path / "again", PASSPHRASE) == key
    assert open_vault_with_recovery(tmp_path / "again", recovery) == key
    assert count_lines(tmp_path / "again", key) == 50
    with closing(connect(tmp_path / "again", key)) as connection:
        found = connection.execute("SELECT count(*) FROM search WHERE search MATCH 'further'").fetchone()
    assert found == (50,)


def test_the_recovery_key_restores_too(tmp_path: Path) -> None:
    key, recovery = make_store(tmp_path / "store")
    write_backup(tmp_path / "store", tmp_path / "one.backup", passphrase=PASSPHRASE)
    (tmp_path / "empty").mkdir()
    restore_backup(tmp_path / "one.backup", tmp_path / "empty", recovery=recovery)
    assert count_lines(tmp_path / "empty", key) == 50


def test_an_open_store_needs_no_passphrase_and_a_locked_one_does(tmp_path: Path) -> None:
    key, _ = make_store(tmp_path / "store")
    assert key is not None
    with pytest.raises(StoreLockedError):
        write_backup(tmp_path / "store", tmp_path / "one.backup")
    keyring.open_store(key)
    try:
        write_backup(tmp_path / "store", tmp_path / "one.backup")
    finally:
        keyring.lock_store()
    assert restore_backup(tmp_path / "one.backup", tmp_path / "again", passphrase=PASSPHRASE).encrypted


def test_a_backup_keeps_the_passphrase_of_its_day(tmp_path: Path) -> None:
    make_store(tmp_path / "store")
    write_backup(tmp_path / "store", tmp_path / "one.backup", passphrase=PASSPHRASE)
    change_passphrase(tmp_path / "store", passphrase=PASSPHRASE, new="walnut tide signal", cost=QUICK)
    with pytest.raises(WrongBackupPassphraseError):
        restore_backup(tmp_path / "one.backup", tmp_path / "again", passphrase="walnut tide signal")
    assert not (tmp_path / "again").exists()
    restore_backup(tmp_path / "one.backup", tmp_path / "again", passphrase=PASSPHRASE)


def test_a_store_without_a_vault_takes_a_passphrase_for_the_backup_alone(tmp_path: Path) -> None:
    make_store(tmp_path / "store", vault=False)
    out = tmp_path / "one.backup"
    with pytest.raises(BackupPassphraseNeededError):
        write_backup(tmp_path / "store", out)
    write_backup(tmp_path / "store", out, passphrase=PASSPHRASE, cost=QUICK)
    assert PLANTED.encode() not in out.read_bytes()
    assert not read_backup_header(out).has_recovery
    with pytest.raises(NoRecoveryKeyError):
        restore_backup(out, tmp_path / "again", recovery="0" * 35)
    assert not restore_backup(out, tmp_path / "again", passphrase=PASSPHRASE).encrypted
    assert [path.name for path in (tmp_path / "again").iterdir()] == [STORE_NAME]
    assert count_lines(tmp_path / "again", None) == 50


def test_a_backup_of_a_busy_store_is_one_moment_of_it(tmp_path: Path) -> None:
    key, _ = make_store(tmp_path / "store", rows=4000)
    enough = threading.Event()
    written: list[int] = []

    def write_pairs() -> None:
        with closing(connect(tmp_path / "store", key)) as connection:
            number = 10_000
            while not enough.is_set():
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("INSERT INTO line VALUES (?, 'first of a pair')", (number,))
                connection.execute("INSERT INTO line VALUES (?, 'second of a pair')", (number + 1,))
                connection.execute("COMMIT")
                written.append(number)
                number += 2

    writer = threading.Thread(target=write_pairs)
    writer.start()
    try:
        while len(written) < 20:
            enough.wait(0.001)
        before = len(written)
        write_backup(tmp_path / "store", tmp_path / "one.backup", passphrase=PASSPHRASE)
        during = len(written) - before
    finally:
        enough.set()
        writer.join()
    restore_backup(tmp_path / "one.backup", tmp_path / "again", passphrase=PASSPHRASE)
    pairs = count_lines(tmp_path / "again", key) - 4000
    assert during > 0
    assert pairs % 2 == 0
    assert 2 * before <= pairs <= 2 * len(written)


def test_an_existing_file_is_replaced_only_when_told(tmp_path: Path) -> None:
    make_store(tmp_path / "store")
    out = tmp_path / "one.backup"
    out.write_bytes(b"precious")
    with pytest.raises(BackupExistsError):
        write_backup(tmp_path / "store", out, passphrase=PASSPHRASE)
    assert out.read_bytes() == b"precious"
    write_backup(tmp_path / "store", out, passphrase=PASSPHRASE, replace=True)
    assert read_backup_header(out).encrypted


def test_progress_is_heard_to_the_end_in_both_directions(tmp_path: Path) -> None:
    make_store(tmp_path / "store", rows=15_000)
    heard: list[tuple[int, int]] = []
    out = tmp_path / "one.backup"
    write_backup(tmp_path / "store", out, passphrase=PASSPHRASE, progress=lambda *step: heard.append(step))
    there = list(heard)
    heard.clear()
    restore_backup(out, tmp_path / "again", passphrase=PASSPHRASE, progress=lambda *step: heard.append(step))
    size = read_backup_header(out).size
    assert len(there) > 2
    assert there == heard == sorted(there)
    assert there[-1] == (size, size)


def test_no_plain_word_is_in_the_backup_or_left_in_a_folder(tmp_path: Path) -> None:
    make_store(tmp_path / "store")
    seen: list[bool] = []

    def look(_done: int, _total: int) -> None:
        files = [path for path in tmp_path.rglob("*") if path.is_file()]
        seen.append(any(PLANTED.encode() in path.read_bytes() for path in files))

    write_backup(tmp_path / "store", tmp_path / "one.backup", passphrase=PASSPHRASE, progress=look)
    restore_backup(tmp_path / "one.backup", tmp_path / "again", passphrase=PASSPHRASE, progress=look)
    look(0, 0)
    assert len(seen) >= 3
    assert not any(seen)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again", "one.backup", "store"]
    assert not list((tmp_path / "store").glob(".*"))


def test_restoring_never_touches_a_folder_that_holds_something(tmp_path: Path) -> None:
    make_store(tmp_path / "store")
    write_backup(tmp_path / "store", tmp_path / "one.backup", passphrase=PASSPHRASE)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes").write_text("mine")
    with pytest.raises(FolderNotEmptyError):
        restore_backup(tmp_path / "one.backup", tmp_path / "full", passphrase=PASSPHRASE)
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["notes"]


@pytest.mark.parametrize("content", [b"", b"LWBACK", b"SQLite format 3\0" + bytes(200), b"PK\x03\x04" * 50])
def test_a_foreign_file_is_named_as_such(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "foreign").write_bytes(content)
    with pytest.raises(NotABackupError):
        restore_backup(tmp_path / "foreign", tmp_path / "again", passphrase=PASSPHRASE)
    with pytest.raises(NotABackupError):
        read_backup_header(tmp_path / "absent")


def test_the_wrong_key_and_the_missing_folder_are_told_plainly(tmp_path: Path) -> None:
    make_store(tmp_path / "store")
    _, foreign_key = make_store(tmp_path / "other")
    out = tmp_path / "one.backup"
    with pytest.raises(NothingToBackUpError):
        write_backup(tmp_path / "nowhere", out, passphrase=PASSPHRASE)
    with pytest.raises(WrongPassphraseError):
        write_backup(tmp_path / "store", out, passphrase="kettle lichen orbits")
    with pytest.raises(BackupNotWrittenError):
        write_backup(tmp_path / "store", tmp_path / "nowhere" / "one.backup", passphrase=PASSPHRASE)
    write_backup(tmp_path / "store", out, passphrase=PASSPHRASE)
    with pytest.raises(WrongRecoveryKeyError):
        restore_backup(out, tmp_path / "again", recovery=foreign_key)
    assert not (tmp_path / "again").exists()


def test_a_damaged_store_is_not_passed_off_as_a_good_backup(tmp_path: Path) -> None:
    make_store(tmp_path / "store", rows=2000)
    database = tmp_path / "store" / STORE_NAME
    content = bytearray(database.read_bytes())
    content[9 * 4096 + 100] ^= 1
    database.write_bytes(content)
    with pytest.raises(StoreDamagedError):
        write_backup(tmp_path / "store", tmp_path / "one.backup", passphrase=PASSPHRASE)
    assert not (tmp_path / "one.backup").exists()


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A small good backup."""
    place = tmp_path_factory.mktemp("good")
    make_store(place / "store", rows=5)
    write_backup(place / "store", place / "one.backup", passphrase=PASSPHRASE)
    return (place / "one.backup").read_bytes()


def refused(place: Path, content: bytes) -> DomainError:
    """The refusal that restoring `content` meets; nothing may be restored or left behind."""
    (place / "altered").write_bytes(content)
    with pytest.raises(DomainError) as told:
        restore_backup(place / "altered", place / "again", passphrase=PASSPHRASE)
    assert [path.name for path in place.iterdir()] == ["altered"]
    return told.value


tampering = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@tampering
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_every_flipped_bit_is_found(good: bytes, tmp_path: Path, place: float, bit: int) -> None:
    content = bytearray(good)
    content[int(place * len(good))] ^= 1 << bit
    refused(tmp_path, bytes(content))


def test_every_flipped_byte_of_the_header_is_found_and_not_blamed_on_the_passphrase(
    good: bytes, tmp_path: Path
) -> None:
    header = good.index(b"}}") + 40
    for place in range(header):
        content = bytearray(good)
        content[place] ^= 0x20
        assert isinstance(refused(tmp_path, bytes(content)), NotABackupError if place < 8 else BackupDamagedError)


@tampering
@given(kept=st.floats(0, 1, exclude_max=True))
def test_every_truncation_is_found(good: bytes, tmp_path: Path, kept: float) -> None:
    refused(tmp_path, good[: int(kept * len(good))])


@pytest.mark.parametrize("more", [b"\0", b"\0" * 16, b"\0" * 5000])
def test_added_bytes_are_found(good: bytes, tmp_path: Path, more: bytes) -> None:
    assert isinstance(refused(tmp_path, good + more), BackupDamagedError)


def with_header(good: bytes, body: bytes, version: int = 1) -> bytes:
    """The backup under another header, with the digest that someone who knows the format would compute."""
    length = int.from_bytes(good[10:14], "big")
    head = good[:8] + struct.pack(">HI", version, len(body)) + body
    return head + hashlib.sha256(head).digest() + good[14 + length + 32 :]


def header_body(good: bytes) -> bytes:
    return good[14 : 14 + int.from_bytes(good[10:14], "big")]


def test_a_newer_version_is_told_apart_from_damage(good: bytes, tmp_path: Path) -> None:
    assert with_header(good, header_body(good)) == good
    assert isinstance(refused(tmp_path, with_header(good, header_body(good), version=2)), BackupTooNewError)


@pytest.mark.parametrize("change", [{"made_at": "2020-01-01T00:00:00+00:00"}, {"encrypted": False}, {"size": 4096}])
def test_a_header_rewritten_by_someone_who_knows_the_format_is_found(
    good: bytes, tmp_path: Path, change: dict[str, object]
) -> None:
    body = json.dumps({**json.loads(header_body(good)), **change}).encode()
    assert isinstance(refused(tmp_path, with_header(good, body)), BackupDamagedError)


def test_chunks_cannot_change_places_or_go_missing(tmp_path: Path) -> None:
    make_store(tmp_path / "store", rows=30_000)
    write_backup(tmp_path / "store", tmp_path / "one.backup", passphrase=PASSPHRASE)
    content = (tmp_path / "one.backup").read_bytes()
    start = len(content) - read_backup_header(tmp_path / "one.backup").size
    chunk = (1 << 20) + 16
    start -= 16 * -(-(len(content) - start) // (1 << 20))
    first, second, rest = (
        content[start : start + chunk],
        content[start + chunk : start + 2 * chunk],
        content[start + 2 * chunk :],
    )
    assert len(second) == chunk and rest
    place = tmp_path / "place"
    place.mkdir()
    for altered in (second + first + rest, first + first + rest, first + rest, first + second):
        assert isinstance(refused(place, content[:start] + altered), BackupDamagedError)
    (place / "altered").write_bytes(content[:start] + first + second + rest)
    restore_backup(place / "altered", place / "again", passphrase=PASSPHRASE)
