"""Sealing a stream in chunks, so that neither end needs all of it in memory or a plain copy on a disk.

Each chunk is 1 MiB of the plain stream, the last one shorter, under AES-256-GCM, and so 16 bytes longer than what it
holds; an empty stream is one empty chunk. The key belongs to one file alone, so the chunk's number can be its nonce.
Each chunk is bound to the digest of its file's header, its number and whether it is the last: a chunk that is altered,
moved, taken from another file, missing or added does not open. The construction is STREAM (Hoang, Reyhanitabar,
Rogaway, Vizar: Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance, 2015).
"""

from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

CHUNK = 1 << 20
TAG = 16


class ChunkError(Exception):
    """A chunk is altered, moved, missing or too many."""


class SealedWriter:
    """Writes a plain stream into `target` as chunks; `finish` writes the last one, without which nothing opens."""

    def __init__(self, target: BinaryIO, key: bytes, bound: bytes) -> None:
        self._target, self._cipher, self._bound = target, AESGCM(key), bound
        self._waiting = bytearray()
        self._number = 0

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Take the next bytes of the stream."""
        self._waiting += data
        # A full chunk waits until more comes: only then is it known not to be the last.
        while len(self._waiting) > CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]

    def finish(self) -> None:
        """Write the last chunk."""
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._number), chunk, _tied(self._bound, self._number, last)))
        self._number += 1


class SealedReader:
    """Reads the plain stream back from `source`, which stands at its first chunk; each chunk is verified first.

    Every method raises `ChunkError` where the next chunk does not open.
    """

    def __init__(self, source: BinaryIO, key: bytes, bound: bytes) -> None:
        self._source, self._cipher, self._bound = source, AESGCM(key), bound
        self._number = 0
        self._ahead = source.read(CHUNK + TAG)
        self._over = False
        self._plain, self._at = b"", 0

    def chunk(self) -> bytes:
        """The next chunk's bytes; empty once the stream is over."""
        if self._over:
            return b""
        sealed, self._ahead = self._ahead, self._source.read(CHUNK + TAG)
        self._over = not self._ahead
        try:
            tied = _tied(self._bound, self._number, self._over)
            plain = self._cipher.decrypt(_nonce(self._number), sealed, tied)
        except (InvalidTag, ValueError):
            raise ChunkError from None
        self._number += 1
        return plain

    def read(self, count: int) -> bytes:
        """The next `count` bytes; fewer where the stream ends before."""
        parts = []
        while count > 0 and self._fill():
            part = self._plain[self._at : self._at + count]
            self._at += len(part)
            count -= len(part)
            parts.append(part)
        return b"".join(parts)

    def line(self, longest: int) -> bytes:
        """The next line without its end; empty once the stream is over.

        Raises:
            ChunkError: the line has no end, or more than `longest` bytes.
        """
        parts, length = [], 0
        while self._fill():
            end = self._plain.find(b"\n", self._at)
            part = self._plain[self._at : end if end >= 0 else len(self._plain)]
            parts.append(part)
            length += len(part)
            if length > longest:
                raise ChunkError
            if end >= 0:
                self._at = end + 1
                return b"".join(parts)
            self._at = len(self._plain)
        if length:
            raise ChunkError
        return b""

    def _fill(self) -> bool:
        """Whether there is something to read; fetches the next chunk where the one at hand is used up."""
        while self._at >= len(self._plain):
            if self._over:
                return False
            self._plain, self._at = self.chunk(), 0
        return True


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")


def _tied(bound: bytes, number: int, last: bool) -> bytes:
    return bound + number.to_bytes(8, "big") + bytes([last])
