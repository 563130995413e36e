"""The format of a backup file: a readable header, then the store in sealed chunks.

    8 bytes    LWBACKUP
    2 bytes    version of the format, big-endian
    4 bytes    length of the header
    header     JSON: when, how large, whether the store had a vault, and the vault that opens this file
    32 bytes   SHA-256 of all above, so that damage is told apart from a wrong passphrase
    chunks     1 MiB of the database each, the last one shorter; AES-256-GCM, 16 bytes longer than what they
    hold

The chunks' key belongs to this file alone (derived from the vault's key and a random salt), so the chunk's
number can be its nonce. Each chunk is bound to the header's digest, its number and whether it is the last: a
chunk that is altered, moved, taken from another file, missing or added does not open. The construction is
STREAM (Hoang, Reyhanitabar, Rogaway, Vizar: Online Authenticated-Encryption and its Nonce-Reuse
Misuse-Resistance, 2015).
"""

import hashlib
import json
import os
import struct
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lifeworld.security.backup.errors import BackupDamagedError, BackupTooNewError, NotABackupError
from lifeworld.security.wrapping import subkey

MAGIC = b"LWBACKUP"
VERSION = 1
CHUNK = 1 << 20
TAG = 16
LONGEST_HEADER = 1 << 16

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class BackupHeader:
    """What a backup tells before it is opened. `size` is the database's, in bytes."""

    made_at: datetime
    size: int
    encrypted: bool
    vault: dict[str, Any]
    salt: bytes
    digest: bytes

    @property
    def has_recovery(self) -> bool:
        """Whether the store's recovery key opens it as well as the passphrase."""
        return "recovery" in self.vault


def write_header(
    file: BinaryIO, *, made_at: datetime, size: int, encrypted: bool, vault: dict[str, Any]
) -> BackupHeader:
    """Write the header of a new backup and answer it."""
    salt = os.urandom(32)
    document = {
        "made_at": made_at.isoformat(),
        "size": size,
        "encrypted": encrypted,
        "vault": vault,
        "salt": b64encode(salt).decode(),
    }
    body = json.dumps(document, separators=(",", ":")).encode()
    head = MAGIC + struct.pack(">HI", VERSION, len(body)) + body
    digest = hashlib.sha256(head).digest()
    file.write(head + digest)
    return BackupHeader(made_at, size, encrypted, vault, salt, digest)


def read_header(file: BinaryIO) -> BackupHeader:
    """The header of an open backup; the file then stands at its first chunk.

    Raises:
        NotABackupError: the file does not begin as a backup does.
        BackupTooNewError: a later version of the program wrote it.
        BackupDamagedError: the header is cut short or altered.
    """
    start = file.read(len(MAGIC) + 6)
    if not start.startswith(MAGIC):
        raise NotABackupError
    if len(start) < len(MAGIC) + 6:
        raise BackupDamagedError
    version, length = struct.unpack(">HI", start[len(MAGIC) :])
    if length > LONGEST_HEADER:
        raise BackupDamagedError
    body, digest = file.read(length), file.read(32)
    if hashlib.sha256(start + body).digest() != digest:
        raise BackupDamagedError
    if version != VERSION:
        # After the digest, so that a damaged version number is not taken for a new one.
        raise BackupTooNewError
    return _parsed(body, digest)


def seal(header: BackupHeader, key: bytes, source: BinaryIO, target: BinaryIO, progress: Progress | None) -> None:
    """Write `header.size` bytes of `source` into `target` as chunks; an empty source is one empty chunk.

    Raises:
        EOFError: `source` is shorter than the header says.
    """
    cipher = AESGCM(_chunk_key(header, key))
    done, number = 0, 0
    while True:
        chunk = source.read(min(CHUNK, header.size - done))
        done += len(chunk)
        last = done == header.size
        if not chunk and not last:
            raise EOFError
        target.write(cipher.encrypt(_nonce(number), chunk, _bound(header, number, last)))
        if progress:
            progress(done, header.size)
        if last:
            return
        number += 1


def unseal(header: BackupHeader, key: bytes, source: BinaryIO, target: BinaryIO, progress: Progress | None) -> None:
    """Write what the chunks of `source` hold into `target`, each verified before it is written.

    Raises:
        BackupDamagedError: a chunk is altered, moved, missing or too many; `target` then holds a part.
    """
    cipher = AESGCM(_chunk_key(header, key))
    done, number = 0, 0
    while True:
        expected = min(CHUNK, header.size - done)
        last = done + expected == header.size
        try:
            chunk = cipher.decrypt(_nonce(number), source.read(expected + TAG), _bound(header, number, last))
        except (InvalidTag, ValueError):
            raise BackupDamagedError from None
        target.write(chunk)
        done += len(chunk)
        if progress:
            progress(done, header.size)
        if last:
            break
        number += 1
    if source.read(1):
        raise BackupDamagedError


def _parsed(body: bytes, digest: bytes) -> BackupHeader:
    try:
        document = json.loads(body)
        made_at = datetime.fromisoformat(document["made_at"])
        size, vault = int(document["size"]), dict(document["vault"])
        salt = b64decode(document["salt"], validate=True)
        encrypted = bool(document["encrypted"])
    except (ValueError, KeyError, TypeError):
        raise BackupDamagedError from None
    if size < 0 or len(salt) != 32 or made_at.tzinfo is None:
        raise BackupDamagedError
    return BackupHeader(made_at, size, encrypted, vault, salt, digest)


def _chunk_key(header: BackupHeader, key: bytes) -> bytes:
    return subkey(key, header.salt, "backup")


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _bound(header: BackupHeader, number: int, last: bool) -> bytes:
    return header.digest + number.to_bytes(8, "big") + bytes([last])
