"""One key wrapped by another: AES-256-GCM under a key derived from a passphrase or from the recovery key.

The passphrase goes through argon2id with the second recommended option of RFC 9106, section 4 (3 passes, 64
MiB, 4 lanes, 128-bit salt, 256-bit result), about 100 ms on an ordinary laptop. The recovery key is 165
random bits, so HKDF-SHA256 suffices: nobody can try them all.
"""

import base64
import binascii
import json
import os
from dataclasses import dataclass
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from lifeworld.security.errors import VaultDamagedError
from lifeworld.security.passphrase import LONGEST, normalised
from lifeworld.security.recovery_key import RecoveryKey

Slot = dict[str, Any]
PASSPHRASE_KDF = "argon2id"
RECOVERY_KDF = "hkdf-sha256"


@dataclass(frozen=True)
class Argon2Cost:
    """How dear one try is: passes over the memory, memory in KiB, lanes worked at once."""

    passes: int = 3
    memory_kib: int = 65536
    lanes: int = 4

    def is_sane(self) -> bool:
        """Whether a file that asks for this may be obeyed: an altered one could ask for all memory."""
        return 1 <= self.passes <= 16 and 8 * self.lanes <= self.memory_kib <= 1 << 20 and 1 <= self.lanes <= 16


STANDARD = Argon2Cost()


def wrap_by_passphrase(key: bytes, passphrase: str, cost: Argon2Cost = STANDARD) -> Slot:
    """A slot from which `unwrap_by_passphrase` gives `key` back; fit for JSON."""
    slot: Slot = {
        "kdf": PASSPHRASE_KDF,
        "passes": cost.passes,
        "memory_kib": cost.memory_kib,
        "lanes": cost.lanes,
        "salt": _text(os.urandom(16)),
    }
    return _sealed(slot, key, _stretch(passphrase, slot))


def unwrap_by_passphrase(slot: Slot, passphrase: str) -> bytes | None:
    """The wrapped key, or None where the passphrase does not fit.

    Raises:
        VaultDamagedError: the slot is not one of ours, or asks for more work than any of ours.
    """
    # Nothing was ever wrapped by a longer one, and reading megabytes as one text takes a while.
    return _opened(slot, _stretch(passphrase, slot)) if len(passphrase) <= LONGEST else None


def wrap_by_recovery_key(key: bytes, recovery: RecoveryKey) -> Slot:
    """A slot from which `unwrap_by_recovery_key` gives `key` back; fit for JSON."""
    slot: Slot = {"kdf": RECOVERY_KDF, "salt": _text(os.urandom(16))}
    return _sealed(slot, key, _expand(recovery, slot))


def unwrap_by_recovery_key(slot: Slot, recovery: RecoveryKey) -> bytes | None:
    """The wrapped key, or None where the recovery key does not fit.

    Raises:
        VaultDamagedError: the slot is not one of ours.
    """
    return _opened(slot, _expand(recovery, slot))


def subkey(key: bytes, salt: bytes, purpose: str) -> bytes:
    """A 32-byte key for one purpose, from which `key` cannot be found (HKDF-SHA256, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=f"lifeworld {purpose}".encode()).derive(key)


def _stretch(passphrase: str, slot: Slot) -> bytes:
    try:
        cost = Argon2Cost(int(slot["passes"]), int(slot["memory_kib"]), int(slot["lanes"]))
        known = slot["kdf"] == PASSPHRASE_KDF and cost.is_sane()
    except (KeyError, TypeError, ValueError, OverflowError):
        raise VaultDamagedError from None
    if not known:
        raise VaultDamagedError
    salt = _bytes(slot, "salt", 16)
    secret = normalised(passphrase)
    return hash_secret_raw(secret, salt, cost.passes, cost.memory_kib, cost.lanes, 32, Type.ID)


def _expand(recovery: RecoveryKey, slot: Slot) -> bytes:
    if slot.get("kdf") != RECOVERY_KDF:
        raise VaultDamagedError
    return subkey(recovery.material, _bytes(slot, "salt", 16), "recovery key")


def _sealed(slot: Slot, key: bytes, wrapping_key: bytes) -> Slot:
    nonce = os.urandom(12)
    wrapped = AESGCM(wrapping_key).encrypt(nonce, key, _bound(slot))
    return {**slot, "nonce": _text(nonce), "wrapped": _text(wrapped)}


def _opened(slot: Slot, wrapping_key: bytes) -> bytes | None:
    nonce, wrapped = _bytes(slot, "nonce", 12), _bytes(slot, "wrapped", 48)
    try:
        return AESGCM(wrapping_key).decrypt(nonce, wrapped, _bound(slot))
    except InvalidTag:
        return None


def _bound(slot: Slot) -> bytes:
    """The slot's own parameters, authenticated with the wrapped key so that none can be exchanged."""
    parameters = {name: value for name, value in slot.items() if name not in {"nonce", "wrapped"}}
    return json.dumps(parameters, sort_keys=True, separators=(",", ":")).encode()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(slot: Slot, name: str, length: int) -> bytes:
    try:
        data = base64.b64decode(slot[name], validate=True)
    except (KeyError, TypeError, ValueError, binascii.Error):
        raise VaultDamagedError from None
    if len(data) != length:
        raise VaultDamagedError
    return data
