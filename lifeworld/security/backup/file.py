"""The format of a backup file: a readable header, then the store in sealed chunks.

    head       LWBACKUP, version, JSON: when, how large, whether the store had a vault, and the vault that opens this
               file (`lifeworld.security.sealed_head`)
    chunks     1 MiB of the database each, the last one shorter; AES-256-GCM, 16 bytes longer than what they hold

The chunks' key belongs to this file alone (derived from the vault's key and a random salt). How a chunk is sealed and
to what it is bound: `lifeworld.security.sealed_chunks`.
"""

import os
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from lifeworld.security.backup.errors import BackupDamagedError, BackupTooNewError, NotABackupError
from lifeworld.security.sealed_chunks import CHUNK, ChunkError, SealedReader, SealedWriter
from lifeworld.security.sealed_head import NewerFileError, OtherFileError, read_head, write_head
from lifeworld.security.wrapping import subkey

MAGIC = b"LWBACKUP"
VERSION = 1

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
    digest = write_head(file, MAGIC, VERSION, document)
    return BackupHeader(made_at, size, encrypted, vault, salt, digest)


def read_header(file: BinaryIO) -> BackupHeader:
    """The header of an open backup; the file then stands at its first chunk.

    Raises:
        NotABackupError: the file does not begin as a backup does.
        BackupTooNewError: a later version of the program wrote it.
        BackupDamagedError: the header is cut short or altered.
    """
    try:
        return _parsed(*read_head(file, MAGIC, VERSION))
    except OtherFileError:
        raise NotABackupError from None
    except NewerFileError:
        raise BackupTooNewError from None
    except ChunkError:
        raise BackupDamagedError from None


def seal(header: BackupHeader, key: bytes, source: BinaryIO, target: BinaryIO, progress: Progress | None) -> None:
    """Write `header.size` bytes of `source` into `target` as chunks; an empty source is one empty chunk.

    Raises:
        EOFError: `source` is shorter than the header says.
    """
    writer, done = SealedWriter(target, _chunk_key(header, key), header.digest), 0
    while done < header.size:
        chunk = source.read(min(CHUNK, header.size - done))
        if not chunk:
            raise EOFError
        writer.write(chunk)
        done += len(chunk)
        if progress:
            progress(done, header.size)
    writer.finish()


def unseal(header: BackupHeader, key: bytes, source: BinaryIO, target: BinaryIO, progress: Progress | None) -> None:
    """Write what the chunks of `source` hold into `target`, each verified before it is written.

    Raises:
        BackupDamagedError: a chunk is altered, moved, missing or too many; `target` then holds a part.
    """
    reader, done = SealedReader(source, _chunk_key(header, key), header.digest), 0
    try:
        while chunk := reader.chunk():
            target.write(chunk)
            done += len(chunk)
            if progress:
                progress(done, header.size)
    except ChunkError:
        raise BackupDamagedError from None
    if done != header.size:
        raise BackupDamagedError


def _parsed(document: dict[str, Any], digest: bytes) -> BackupHeader:
    try:
        made_at = datetime.fromisoformat(document["made_at"])
        size, vault = document["size"], dict(document["vault"])
        salt = b64decode(document["salt"], validate=True)
        encrypted = bool(document["encrypted"])
    except (ValueError, KeyError, TypeError):
        raise BackupDamagedError from None
    # JSON knows numbers without end, which are no size.
    if not isinstance(size, int) or size < 0 or len(salt) != 32 or made_at.tzinfo is None:
        raise BackupDamagedError
    return BackupHeader(made_at, size, encrypted, vault, salt, digest)


def _chunk_key(header: BackupHeader, key: bytes) -> bytes:
    return subkey(key, header.salt, "backup")
