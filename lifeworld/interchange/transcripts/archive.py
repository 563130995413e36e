"""Opening a zipped document (.docx, .odt) without trusting it: nothing is written to disk, every size is counted."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from lifeworld.interchange.transcripts import refusals

MAX_ENTRIES = 5_000
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_RATIO = 200
RATIO_FLOOR_BYTES = 5 * 1024 * 1024
_MAX_DIRECTORY_BYTES = 4 * 1024 * 1024
_CHUNK_BYTES = 256 * 1024
_END_RECORD = b"PK\x05\x06"
_ZIP64_LOCATOR = b"PK\x06\x07"
_END_RECORD_REACH = 22 + 65_535
_ENCRYPTED_FLAG = 0x1
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
)


class GuardedArchive:
    """A zip archive whose entries were checked before any was opened.

    Raises:
        UnreadableTranscriptError: too many or too large entries, an unlikely ratio, paths that leave the
            archive, links, passwords, damage.
    """

    def __init__(self, data: bytes) -> None:
        _check_directory_size(data)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN:
            raise refusals.damaged() from None
        self._left = MAX_UNPACKED_BYTES
        entries = self._zip.infolist()
        if len(entries) > MAX_ENTRIES:
            raise refusals.unsafe_archive()
        for entry in entries:
            _check_entry(entry)
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
            raise refusals.unpacks_too_large()
        self.names = frozenset(entry.filename for entry in entries)

    def chunks(self, name: str) -> Iterator[bytes]:
        """The unpacked bytes of one entry, piece by piece; what is really unpacked is counted, not what is declared."""
        try:
            with self._zip.open(name) as stream:
                while chunk := stream.read(_CHUNK_BYTES):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise refusals.unpacks_too_large()
                    yield chunk
        except (*_BROKEN, KeyError):
            raise refusals.damaged() from None


def _check_directory_size(data: bytes) -> None:
    tail = data[-_END_RECORD_REACH:]
    at = tail.rfind(_END_RECORD)
    if at < 0 or len(tail) < at + 22:
        raise refusals.damaged()
    (directory_bytes,) = struct.unpack_from("<L", tail, at + 12)
    if directory_bytes > _MAX_DIRECTORY_BYTES or _ZIP64_LOCATOR in tail[max(at - 20, 0) : at]:
        raise refusals.unsafe_archive()


def _check_entry(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & _ENCRYPTED_FLAG:
        raise refusals.protected()
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in entry.filename:
        raise refusals.unsafe_archive()
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise refusals.unsafe_archive()
    unlikely = entry.file_size > MAX_RATIO * max(entry.compress_size, 1)
    if entry.file_size > RATIO_FLOOR_BYTES and unlikely:
        raise refusals.unpacks_too_large()
