"""Writing a backup: a checked copy of the database, sealed into one file while others go on working."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lifeworld.security import keyring
from lifeworld.security.backup.errors import (
    BackupExistsError,
    BackupNotWrittenError,
    BackupPassphraseNeededError,
    NothingToBackUpError,
    StoreDamagedError,
    plain_refusals,
)
from lifeworld.security.backup.file import Progress, seal, write_header
from lifeworld.security.backup.leftovers import sweep, unfinished, workplace
from lifeworld.security.backup.snapshot import is_sound, settle, take_snapshot
from lifeworld.security.errors import StoreLockedError
from lifeworld.security.file_locks import lock_at_once
from lifeworld.security.passphrase import check_new
from lifeworld.security.sqlcipher.driver import sqlcipher
from lifeworld.security.vault import new_document, open_vault
from lifeworld.security.vault_file import STORE_NAME, open_private, read_vault, sync_folder, vault_exists
from lifeworld.security.wrapping import STANDARD, Argon2Cost


@dataclass(frozen=True)
class BackupReport:
    """What was written: `size` of the file in bytes, and its SHA-256 in hex to compare a copy with.

    `swept` counts the leftovers of interrupted backups that were taken away. `in_trail` is off where the store takes no
    writing, so that its trail could not be told.
    """

    made_at: datetime
    size: int
    sha256: str
    swept: int = 0
    in_trail: bool = True


def write_backup(
    folder: Path,
    out: Path,
    *,
    passphrase: str | None = None,
    replace: bool = False,
    at: datetime | None = None,
    progress: Progress | None = None,
    cost: Argon2Cost = STANDARD,
) -> BackupReport:
    """Write the store in `folder` as it stands now into the one file `out`, while others go on working.

    A store with a vault is sealed under its own key: that key must be open, or `passphrase` opens it; the
    passphrase and the recovery key of today then open the backup. A store without one needs a `passphrase`
    of the backup's own. `progress` hears bytes sealed and all bytes.

    Raises:
        BackupExistsError: something lies at `out` and `replace` is off.
        StoreLockedError, BackupPassphraseNeededError: no key for the backup.
        TooSoonError, WrongPassphraseError, VaultDamagedError, PassphraseRefusedError: as for the vault.
        NothingToBackUpError, StoreDamagedError: there is no database, or it does not pass its check.
        BackupNotWrittenError: the disk refused; nothing unfinished stays.
    """
    if out.exists() and not replace:
        raise BackupExistsError
    if not (folder / STORE_NAME).exists():
        raise NothingToBackUpError
    store_key, vault, vault_key = _keys(folder, passphrase, cost)
    made_at = at or datetime.now(UTC)
    swept = sweep(folder, out.parent)
    temporary = unfinished(out)
    with plain_refusals(BackupNotWrittenError):
        try:
            with (
                _snapshot(folder, out.parent, store_key) as copy,
                copy.open("rb") as source,
                open_private(temporary) as target,
            ):
                lock_at_once(target.fileno())
                size, encrypted = copy.stat().st_size, store_key is not None
                header = write_header(target, made_at=made_at, size=size, encrypted=encrypted, vault=vault)
                seal(header, vault_key, source, target, progress)
                target.flush()
                os.fsync(target.fileno())
            report = BackupReport(made_at, temporary.stat().st_size, _sha256(temporary), swept)
            if out.exists() and not replace:
                raise BackupExistsError
            temporary.replace(out)
            sync_folder(out.parent)
        finally:
            temporary.unlink(missing_ok=True)
    return report


def _keys(folder: Path, passphrase: str | None, cost: Argon2Cost) -> tuple[bytes | None, dict[str, Any], bytes]:
    """The store's own key (None: plain), the vault that goes into the backup, and the key in that vault."""
    if vault_exists(folder):
        key = keyring.current_key() if passphrase is None else open_vault(folder, passphrase)
        if key is None:
            raise StoreLockedError
        return key, read_vault(folder), key
    if passphrase is None:
        raise BackupPassphraseNeededError
    check_new(passphrase)
    key = secrets.token_bytes(keyring.KEY_BYTES)
    return None, new_document(key, passphrase, None, cost), key


@contextmanager
def _snapshot(folder: Path, beside: Path, key: bytes | None) -> Iterator[Path]:
    """A checked copy of the database, encrypted as the database is, deleted afterwards.

    It lies in the store's folder; where that takes no writing, beside the backup, so that a failing disk can be saved.
    """
    with workplace(folder, beside) as place:
        copy = place / STORE_NAME
        try:
            take_snapshot(folder / STORE_NAME, copy, key)
            settle(copy, key)
        except sqlcipher.OperationalError:
            raise BackupNotWrittenError from None
        except sqlcipher.DatabaseError:
            raise StoreDamagedError from None
        if not is_sound(copy, key):
            raise StoreDamagedError
        yield copy


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
