"""Writing an archive: one moment of one study, row by row, never all of it in memory."""

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any, BinaryIO

from lifeworld import __version__
from lifeworld.common.snapshot import reading_snapshot
from lifeworld.interchange.archive.manifest import FORMAT, VERSION, Carried, Manifest
from lifeworld.interchange.archive.parts import PARTS, Part, names_person
from lifeworld.interchange.archive.refusals import TooLargeError
from lifeworld.interchange.archive.sealing import sealed_writer
from lifeworld.interchange.archive.values import LARGEST_FILE, into_archive
from lifeworld.security.models import Person
from lifeworld.security.sealed_chunks import SealedWriter
from lifeworld.security.wrapping import STANDARD, Argon2Cost
from lifeworld.study.models import Study
from lifeworld.trail.models import ChainHead

Progress = Callable[[int, int], None]

LONGEST_LINE = 64 << 20
ROWS_AT_ONCE = 200
_TOLD_EVERY = 500

# One spelling for one value, whichever database it comes from.
encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def write_archive(
    file: BinaryIO, *, study: Study, passphrase: str, at: datetime, progress: Progress | None = None,
    cost: Argon2Cost = STANDARD,
) -> Manifest:  # fmt: skip
    """Write the study as it stands now into `file`, while others go on working; what was written.

    `progress` hears the rows written and all rows.

    Raises:
        PassphraseRefusedError: the passphrase is too short or too well known.
        TooLargeError: one row is larger than an archive holds.
    """
    writer = sealed_writer(file, passphrase, cost)
    with reading_snapshot():
        manifest, names = _manifest(study, at)
        writer.write(_line(manifest.as_json()))
        sums, done = {}, 0
        for part in PARTS:
            digest = hashlib.sha256()
            for piece in _rows(part, study, names):
                digest.update(piece)
                writer.write(piece)
                done += 1
                if progress and done % _TOLD_EVERY == 0:
                    progress(min(done, manifest.rows), manifest.rows)
            sums[part.label] = digest.hexdigest()
    _finish(writer, sums)
    return manifest


def _finish(writer: SealedWriter, sums: dict[str, str]) -> None:
    writer.write(_line({"sha256": sums}))
    writer.finish()


def _manifest(study: Study, at: datetime) -> tuple[Manifest, dict[int, str]]:
    """What follows, and the usernames of the people it names."""
    head = ChainHead.objects.get(study=study.slug)
    people = Person.objects.filter(pk__in=_people_in(study)).order_by("username")
    carried = [
        Carried(part.label, [field.name for field in part.fields], part.rows_of(study.pk, study.slug).count())
        for part in PARTS
    ]
    names = {person.pk: person.username for person in people}
    manifest = Manifest(
        FORMAT, VERSION, __version__, at, study.slug, study.fictional, head.number, head.hash,
        {person.username: person.name for person in people}, carried,
    )  # fmt: skip
    return manifest, names


def _people_in(study: Study) -> set[int]:
    return {
        pk
        for part in PARTS
        for field in part.fields
        if names_person(field)
        for pk in part.rows_of(study.pk, study.slug).order_by().values_list(field.attname, flat=True).distinct()
    }


def _rows(part: Part, study: Study, names: dict[int, str]) -> Iterator[bytes]:
    """Each row as a line; after the line of a row that holds bytes, those."""
    turns = [(at, turn) for at, turn in enumerate(_turns(part, names)) if turn]
    columns = [field.attname for field in part.fields]
    at_once = 1 if part.binary else ROWS_AT_ONCE
    rows = part.rows_of(study.pk, study.slug).values_list(*columns).iterator(chunk_size=at_once)
    for row in rows:
        values = list(row)
        for at, turn in turns:
            values[at] = turn(values[at])
        line = _line(values)
        if len(line) > LONGEST_LINE:
            raise TooLargeError
        yield line
        for at in part.binary:
            if row[at] is not None:
                if len(row[at]) > LARGEST_FILE:
                    raise TooLargeError
                yield bytes(row[at])


def _turns(part: Part, names: dict[int, str]) -> Iterator[Callable[[Any], Any] | None]:
    for field in part.fields:
        yield names.get if names_person(field) else into_archive(field)


def _line(value: Any) -> bytes:
    return encode(value).encode() + b"\n"
