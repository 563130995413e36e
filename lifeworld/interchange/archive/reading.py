"""Reading an archive: every row is checked before anything is made of it.

Nothing is believed: neither counts and lengths, nor types, nor that rows point where they may. What is not as an
archive of ours is raises `ArchiveDamagedError`.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.db.models import Field, ForeignKey
from django.db.models.fields import NOT_PROVIDED

from lifeworld.interchange.archive.manifest import Carried, Manifest, part_named, read_manifest
from lifeworld.interchange.archive.parts import Part, names_person
from lifeworld.interchange.archive.refusals import ArchiveDamagedError, ArchiveTooNewError
from lifeworld.interchange.archive.sealing import SealedFile
from lifeworld.interchange.archive.values import from_archive
from lifeworld.interchange.archive.writing import LONGEST_LINE
from lifeworld.security.sealed_chunks import ChunkError

LONGEST_MANIFEST = 4 << 20

Row = list[Any]


class Archive:
    """An archive that the passphrase opened, at its beginning. Raises as `SealedFile` and `read_manifest`."""

    def __init__(self, file: BinaryIO, passphrase: str) -> None:
        self._file = SealedFile(file, passphrase)
        self._begin()

    def _begin(self) -> None:
        try:
            self._reader = self._file.reader()
        except OSError:
            raise ArchiveDamagedError from None
        self._sums: dict[str, str] = {}
        self.manifest: Manifest = read_manifest(_json(self._line(LONGEST_MANIFEST)))

    def parts(self) -> Iterator[tuple[Part, Iterator[Row]]]:
        """The parts from the first one on, each with its rows, which must be used up before the next is asked for.

        A row has a value for each of `part.fields`: of a foreign key the key, of a person the username. Once all are
        used up, the end of the archive was read and every checksum compared.
        """
        self._begin()
        for carried in self.manifest.parts:
            part = part_named(carried.part)
            yield part, self._rows(part, carried)
        self._end()

    def _rows(self, part: Part, carried: Carried) -> Iterator[Row]:
        digest = hashlib.sha256()
        checks = _places(part, carried)
        for _ in range(carried.rows):
            line = self._line(LONGEST_LINE)
            digest.update(line)
            digest.update(b"\n")
            values = _json(line)
            if type(values) is not list or len(values) != len(carried.fields):
                raise ArchiveDamagedError
            row = [check(values[place]) if place is not None else check(None) for place, check in checks]
            for at in part.binary:
                row[at] = None if row[at] is None else self._bytes(row[at], digest)
            yield row
        self._sums[part.label] = digest.hexdigest()

    def _end(self) -> None:
        ending = _json(self._line(LONGEST_MANIFEST))
        if ending != {"sha256": self._sums} or self._read(1):
            raise ArchiveDamagedError

    def _bytes(self, length: int, digest: Any) -> bytes:
        content = self._read(length)
        if len(content) != length:
            raise ArchiveDamagedError
        digest.update(content)
        return content

    def _line(self, longest: int) -> bytes:
        try:
            return self._reader.line(longest)
        except (ChunkError, OSError):
            raise ArchiveDamagedError from None

    def _read(self, count: int) -> bytes:
        try:
            return self._reader.read(count)
        except (ChunkError, OSError):
            raise ArchiveDamagedError from None


def _places(part: Part, carried: Carried) -> list[tuple[int | None, Any]]:
    """For each field of the model, where a row of the archive has it (None: nowhere) and how it is read."""
    if not set(carried.fields) <= {field.name for field in part.fields}:
        raise ArchiveTooNewError
    if len(set(carried.fields)) != len(carried.fields):
        raise ArchiveDamagedError
    return [
        (carried.fields.index(field.name), _check(field)) if field.name in carried.fields else (None, _default(field))
        for field in part.fields
    ]


def _check(field: "Field[Any, Any]") -> Any:
    if names_person(field):
        return _username
    if isinstance(field, ForeignKey):
        read = from_archive(field.target_field)
        return _nullable(read) if field.null else read
    return from_archive(field)


def _nullable(read: Any) -> Any:
    return lambda value: None if value is None else read(value)


def _username(value: Any) -> Any:
    if not isinstance(value, str):
        raise ArchiveDamagedError
    return value


def _default(field: "Field[Any, Any]") -> Any:
    """A field that came into the program after the archive was made takes what a new row would have."""
    if field.default is NOT_PROVIDED and not field.null and not (field.blank and field.empty_strings_allowed):
        raise ArchiveDamagedError
    return lambda _: field.get_default()


def _check_kept(value: Any) -> None:
    """Raise `ValueError` for text that no database keeps: a null character, or half of a character."""
    if isinstance(value, str):
        if "\0" in value.encode().decode():
            raise ValueError
    elif isinstance(value, dict):
        for name, inner in value.items():
            _check_kept(name)
            _check_kept(inner)
    elif isinstance(value, list):
        for inner in value:
            _check_kept(inner)


def _constant(_: str) -> Any:
    raise ValueError


_decode = json.JSONDecoder(parse_constant=_constant).decode


def _json(line: bytes) -> Any:
    try:
        value = _decode(line.decode())
        # Only written as an escape can a null character or half of one stand in a line of JSON.
        if b"\\u" in line:
            _check_kept(value)
        return value
    except (ValueError, RecursionError):
        raise ArchiveDamagedError from None
