"""The readable head of a sealed file: what it is, its version, and how its key is found.

8 bytes    which kind of file it is
2 bytes    version of the format, big-endian
4 bytes    length of the document
document   JSON
32 bytes   SHA-256 of all above, so that damage is told apart from a wrong passphrase
"""

import hashlib
import json
import struct
from typing import Any, BinaryIO

from lifeworld.security.sealed_chunks import ChunkError

KIND = 8
LONGEST = 1 << 16


class OtherFileError(Exception):
    """The file is of another kind."""


class NewerFileError(Exception):
    """The file's format is newer than this program."""


def write_head(file: BinaryIO, kind: bytes, version: int, document: dict[str, Any]) -> bytes:
    """Write a head, and answer its digest, to which the chunks are bound."""
    body = json.dumps(document, separators=(",", ":")).encode()
    head = kind + struct.pack(">HI", version, len(body)) + body
    digest = hashlib.sha256(head).digest()
    file.write(head + digest)
    return digest


def read_head(file: BinaryIO, kind: bytes, version: int) -> tuple[dict[str, Any], bytes]:
    """The document and its digest; the file then stands at its first chunk.

    Raises:
        OtherFileError: the file does not begin as one of this kind does.
        NewerFileError: it has another version.
        ChunkError: the head is cut short or altered.
    """
    start = file.read(KIND + 6)
    if not start.startswith(kind):
        raise OtherFileError
    if len(start) < KIND + 6:
        raise ChunkError
    found, length = struct.unpack(">HI", start[KIND:])
    if length > LONGEST:
        raise ChunkError
    body, digest = file.read(length), file.read(32)
    if hashlib.sha256(start + body).digest() != digest:
        raise ChunkError
    if found != version:
        # After the digest, so that a damaged version number is not taken for a new one.
        raise NewerFileError
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        raise ChunkError from None
    if not isinstance(document, dict):
        raise ChunkError
    return document, digest
