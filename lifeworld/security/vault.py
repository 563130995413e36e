"""The vault: one random store key, wrapped once by the passphrase and once by the recovery key.

The store key never changes with the passphrase, so changing the passphrase rewrites one small file and not
the store. A copy of an old vault file still opens with the old passphrase: whoever kept one keeps that way
in.
"""

import secrets
import time
from pathlib import Path
from typing import Any

from lifeworld.security import wrapping
from lifeworld.security.attempts import counted_attempt, forget_attempts
from lifeworld.security.errors import (
    VaultDamagedError,
    VaultExistsError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
)
from lifeworld.security.keyring import KEY_BYTES
from lifeworld.security.passphrase import check_new
from lifeworld.security.recovery_key import RecoveryKey, new_recovery_key, read_recovery_key
from lifeworld.security.vault_file import STORE_NAME, read_vault, vault_exists, write_vault
from lifeworld.security.wrapping import STANDARD, Argon2Cost, Slot

FORMAT = "lifeworld-vault"
VERSION = 1

__all__ = [
    "change_passphrase",
    "create_vault",
    "open_vault",
    "open_vault_with_recovery",
    "replace_recovery_key",
    "vault_exists",
]


def create_vault(folder: Path, passphrase: str, *, cost: Argon2Cost = STANDARD) -> RecoveryKey:
    """Make the vault of a new store in `folder` (made where absent) and answer its recovery key, shown once.

    Raises:
        PassphraseRefusedError: the passphrase is too short or too well known.
        VaultExistsError: a vault or a database lies there; a plain database cannot be encrypted in place.
    """
    check_new(passphrase)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = folder / STORE_NAME
    if vault_exists(folder) or (database.exists() and database.stat().st_size):
        raise VaultExistsError
    recovery = new_recovery_key()
    write_vault(folder, new_document(secrets.token_bytes(KEY_BYTES), passphrase, recovery, cost))
    return recovery


def open_vault(folder: Path, passphrase: str, *, now: float | None = None) -> bytes:
    """The 32 raw bytes of the store key. `now` is in seconds since 1970 (the clock's time where None).

    Raises:
        TooSoonError: several attempts were wrong and the wait is not over.
        WrongPassphraseError: the passphrase does not fit; the attempt is counted.
        VaultDamagedError: the file cannot be used.
    """
    document = read_vault(folder)
    with counted_attempt(folder, time.time() if now is None else now):
        return key_by_passphrase(document, passphrase)


def open_vault_with_recovery(folder: Path, recovery: str) -> bytes:
    """The 32 raw bytes of the store key. Not slowed: 165 random bits cannot be tried out.

    Raises:
        RecoveryKeyTypingError: what was typed has a mistake.
        WrongRecoveryKeyError: it is another store's key.
        VaultDamagedError: the file cannot be used.
    """
    key = key_by_recovery(read_vault(folder), recovery)
    forget_attempts(folder)
    return key


def change_passphrase(
    folder: Path,
    *,
    new: str,
    passphrase: str | None = None,
    recovery: str | None = None,
    now: float | None = None,
    cost: Argon2Cost = STANDARD,
) -> None:
    """Put a new passphrase in the place of the old one, proven by the old one or by the recovery key.

    The recovery key stays valid. Backups made before keep the passphrase they were made with.

    Raises:
        PassphraseRefusedError: the new one is too short or too well known.
        TooSoonError, WrongPassphraseError, RecoveryKeyTypingError, WrongRecoveryKeyError, VaultDamagedError:
        as on opening.
    """
    check_new(new)
    key = _proven(folder, passphrase, recovery, now)
    document = read_vault(folder)
    write_vault(folder, {**document, "passphrase": wrapping.wrap_by_passphrase(key, new, cost)})


def replace_recovery_key(folder: Path, *, passphrase: str, now: float | None = None) -> RecoveryKey:
    """A new recovery key, shown once; the sheet printed before no longer opens the store.

    Raises:
        TooSoonError, WrongPassphraseError, VaultDamagedError: as on opening.
    """
    key = open_vault(folder, passphrase, now=now)
    recovery = new_recovery_key()
    write_vault(folder, {**read_vault(folder), "recovery": wrapping.wrap_by_recovery_key(key, recovery)})
    return recovery


def new_document(key: bytes, passphrase: str, recovery: RecoveryKey | None, cost: Argon2Cost) -> dict[str, Any]:
    """The vault's document, fit for JSON; without a recovery key only the passphrase opens it."""
    document: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "passphrase": wrapping.wrap_by_passphrase(key, passphrase, cost),
    }
    if recovery is not None:
        document["recovery"] = wrapping.wrap_by_recovery_key(key, recovery)
    return document


def key_by_passphrase(document: dict[str, Any], passphrase: str) -> bytes:
    """The key in a vault's document.

    Raises:
        WrongPassphraseError: the passphrase does not fit.
        VaultDamagedError: the document is not a vault of this version.
    """
    key = wrapping.unwrap_by_passphrase(_slot(document, "passphrase"), passphrase)
    if key is None:
        raise WrongPassphraseError
    return key


def key_by_recovery(document: dict[str, Any], typed: str) -> bytes:
    """The key in a vault's document.

    Raises:
        RecoveryKeyTypingError: what was typed has a mistake.
        WrongRecoveryKeyError: it does not fit.
        VaultDamagedError: the document is not a vault of this version.
    """
    recovery = read_recovery_key(typed)
    key = wrapping.unwrap_by_recovery_key(_slot(document, "recovery"), recovery)
    if key is None:
        raise WrongRecoveryKeyError
    return key


def _proven(folder: Path, passphrase: str | None, recovery: str | None, now: float | None) -> bytes:
    if passphrase is not None and recovery is None:
        return open_vault(folder, passphrase, now=now)
    if recovery is not None and passphrase is None:
        return open_vault_with_recovery(folder, recovery)
    raise ValueError("Either the passphrase or the recovery key.")


def _slot(document: dict[str, Any], name: str) -> Slot:
    slot = document.get(name)
    if document.get("format") != FORMAT or document.get("version") != VERSION or not isinstance(slot, dict):
        raise VaultDamagedError
    return slot
