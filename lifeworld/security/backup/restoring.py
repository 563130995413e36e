"""Restoring a backup into an empty folder: the whole store or nothing."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from lifeworld.security.backup.errors import (
    FolderNotEmptyError,
    NoRecoveryKeyError,
    NotABackupError,
    NotRestoredError,
    StoreDamagedError,
    WrongBackupPassphraseError,
    plain_refusals,
)
from lifeworld.security.backup.file import BackupHeader, Progress, read_header, unseal
from lifeworld.security.backup.snapshot import is_sound
from lifeworld.security.errors import WrongPassphraseError
from lifeworld.security.one_server import LOCK_NAME, server_runs
from lifeworld.security.vault import key_by_passphrase, key_by_recovery
from lifeworld.security.vault_file import STORE_NAME, open_private, sync_folder, write_vault


@dataclass(frozen=True)
class RestoreReport:
    """What was restored: when the backup was made, the database's `size` in bytes, whether it has a vault."""

    made_at: datetime
    size: int
    encrypted: bool


def read_backup_header(file: Path) -> BackupHeader:
    """What the backup tells without a passphrase.

    Raises:
        NotABackupError, BackupTooNewError, BackupDamagedError: the file cannot be used.
    """
    with _opened(file) as source:
        return read_header(source)


def restore_backup(
    file: Path,
    folder: Path,
    *,
    passphrase: str | None = None,
    recovery: str | None = None,
    progress: Progress | None = None,
) -> RestoreReport:
    """Put the store of the backup `file` into `folder`, which is absent or empty, by passphrase or recovery
    key.

    Everything is made and checked in a folder beside it, which then takes its place in one step: `folder`
    holds the whole store or nothing. The restored store opens with the passphrase and the recovery key of
    the backup.

    Raises:
        FolderNotEmptyError: something lies in `folder`.
        NotABackupError, BackupTooNewError, BackupDamagedError: the file cannot be used.
        WrongBackupPassphraseError, RecoveryKeyTypingError, WrongRecoveryKeyError, NoRecoveryKeyError: wrong
        key. StoreDamagedError: the database inside does not pass its check. NotRestoredError: the disk
        refused; nothing unfinished stays.
    """
    if folder.exists() and not _is_free(folder):
        raise FolderNotEmptyError
    with _opened(file) as source:
        header = read_header(source)
        key = _backup_key(header, passphrase, recovery)
        workplace = folder.parent / f".{folder.name}.restore-{secrets.token_hex(4)}"
        with plain_refusals(NotRestoredError):
            try:
                workplace.mkdir(mode=0o700, parents=True)
                _fill(workplace, header, key, source, progress)
                if folder.exists():
                    (folder / LOCK_NAME).unlink(missing_ok=True)
                    folder.rmdir()
                workplace.rename(folder)
                sync_folder(folder.parent)
            finally:
                shutil.rmtree(workplace, ignore_errors=True)
    return RestoreReport(header.made_at, header.size, header.encrypted)


def _is_free(folder: Path) -> bool:
    """Whether nothing lies there but, at most, what a server that was killed left of its lock."""
    names = [path.name for path in folder.iterdir()] if folder.is_dir() else [folder.name]
    return not names or (names == [LOCK_NAME] and not server_runs(folder))


def _fill(workplace: Path, header: BackupHeader, key: bytes, source: BinaryIO, progress: Progress | None) -> None:
    database = workplace / STORE_NAME
    with open_private(database) as target:
        unseal(header, key, source, target, progress)
        target.flush()
        os.fsync(target.fileno())
    if not is_sound(database, key if header.encrypted else None):
        raise StoreDamagedError
    if header.encrypted:
        write_vault(workplace, header.vault)
    sync_folder(workplace)


def _backup_key(header: BackupHeader, passphrase: str | None, recovery: str | None) -> bytes:
    if (passphrase is None) == (recovery is None):
        raise ValueError("Either the passphrase or the recovery key.")
    if recovery is not None:
        if not header.has_recovery:
            raise NoRecoveryKeyError
        return key_by_recovery(header.vault, recovery)
    try:
        return key_by_passphrase(header.vault, passphrase or "")
    except WrongPassphraseError:
        raise WrongBackupPassphraseError from None


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    try:
        source = file.open("rb")
    except OSError:
        raise NotABackupError from None
    with source:
        yield source
