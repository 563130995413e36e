"""The outside of an archive: its head, the passphrase that opens it, and the sealed chunks of what is inside.

The head tells nothing of the study. A random key is wrapped by the passphrase (argon2id, `security.wrapping`); the
chunks' own key is derived from it and from the file's salt.
"""

import os
from base64 import b64decode, b64encode
from typing import Any, BinaryIO

from lifeworld.interchange.archive.refusals import (
    ArchiveDamagedError,
    ArchiveTooNewError,
    NotAnArchiveError,
    WrongArchivePassphraseError,
)
from lifeworld.security.errors import VaultDamagedError
from lifeworld.security.passphrase import check_new
from lifeworld.security.sealed_chunks import ChunkError, SealedReader, SealedWriter
from lifeworld.security.sealed_head import NewerFileError, OtherFileError, read_head, write_head
from lifeworld.security.wrapping import STANDARD, Argon2Cost, subkey, unwrap_by_passphrase, wrap_by_passphrase

KIND = b"LWSTUDY1"
VERSION = 1
SUFFIX = ".lifeworld-study"


def sealed_writer(file: BinaryIO, passphrase: str, cost: Argon2Cost = STANDARD) -> SealedWriter:
    """Begin a new archive in `file`.

    Raises:
        PassphraseRefusedError: the passphrase is too short or too well known.
    """
    check_new(passphrase)
    key, salt = os.urandom(32), os.urandom(32)
    document = {"passphrase": wrap_by_passphrase(key, passphrase, cost), "salt": b64encode(salt).decode()}
    digest = write_head(file, KIND, VERSION, document)
    return SealedWriter(file, subkey(key, salt, "study archive"), digest)


class SealedFile:
    """An archive that the passphrase opened; it can be read from its beginning as often as wanted.

    Raises:
        NotAnArchiveError, ArchiveTooNewError, ArchiveDamagedError: the file cannot be used.
        WrongArchivePassphraseError: the passphrase is another one.
    """

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        self._file = file
        try:
            document, self._digest = read_head(file, KIND, VERSION)
            self._key = _key(document, passphrase)
            self._first = file.tell()
        except OtherFileError:
            raise NotAnArchiveError from None
        except NewerFileError:
            raise ArchiveTooNewError from None
        except (ChunkError, VaultDamagedError):
            raise ArchiveDamagedError from None
        except OSError:
            raise NotAnArchiveError from None

    def reader(self) -> SealedReader:
        """A reader at the first byte of what is inside."""
        self._file.seek(self._first)
        return SealedReader(self._file, self._key, self._digest)


def _key(document: dict[str, Any], passphrase: str) -> bytes:
    slot = document.get("passphrase")
    if not isinstance(slot, dict):
        raise ChunkError
    try:
        salt = b64decode(document["salt"], validate=True)
    except (KeyError, TypeError, ValueError):
        raise ChunkError from None
    key = unwrap_by_passphrase(slot, passphrase)
    if key is None:
        raise WrongArchivePassphraseError
    return subkey(key, salt, "study archive")
