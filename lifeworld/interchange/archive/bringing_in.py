"""Bringing an archive in: every row in one transaction, or none."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, DataError, IntegrityError, connections
from django.db.models import (
    BinaryField,
    BooleanField,
    CharField,
    Exists,
    ForeignKey,
    IntegerField,
    JSONField,
    OuterRef,
    TextField,
)

from lifeworld.interchange.archive.keys import Keys
from lifeworld.interchange.archive.parts import LEFT_OUT, PARTS, Part, names_person
from lifeworld.interchange.archive.people import People
from lifeworld.interchange.archive.reading import Archive, Row
from lifeworld.interchange.archive.refusals import (
    ArchiveDamagedError,
    DoesNotFitError,
    KeysTakenError,
    TrailBrokenError,
)
from lifeworld.study.models import Study
from lifeworld.trail.models import ChainHead
from lifeworld.trail.selectors import verify

Progress = Callable[[int, int], None]

ROWS_AT_ONCE = 1_000
# Rows with bytes or long texts wait for fewer others.
BYTES_AT_ONCE = 4 << 20
# What was checked goes into the database as it is: whole numbers, words, yes and no. Every other field prepares it.
_AS_THEY_ARE = (IntegerField, CharField, TextField, BooleanField, ForeignKey)

# What is said of what stayed behind and goes; of what is made again by itself nothing is.
_CALLED = {
    "identities.PersonKey": "keys",
    "identities.Identity": "names and contact details",
    "fieldwork.MeetingPlace": "addresses of meetings",
    "fieldwork.Incident": "records of distress or disclosure",
    "interviews.Arrival": "files that waited",
}


def clear_study(study: Study) -> None:
    """Take out every row that an archive carries; what points there from outside waits for its return."""
    for part in reversed(PARTS):
        # Queryset's own delete would load every row to follow its relations, all of which are in `PARTS`.
        part.rows_of(study.pk, study.slug).order_by()._raw_delete(DEFAULT_DB_ALIAS)


def forget_left_behind() -> dict[str, int]:
    """Destroy what stayed behind for a row that did not come back, such as the name of an entry; how many of each went.

    What an archive leaves out (`LEFT_OUT`) waits for its rows' return. Where the later state has such a row no more,
    what belongs to it goes with it, keys included. Call it inside the transaction, once every row is in.
    """
    gone: dict[str, int] = {}
    carried = {part.model for part in PARTS}
    for model in (apps.get_model(label) for label in LEFT_OUT):
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model in carried:
                there = field.related_model._default_manager.filter(pk=OuterRef(field.attname))
                lost = model._default_manager.filter(~Exists(there), **{f"{field.attname}__isnull": False})
                count, kind = lost.delete()[1].get(model._meta.label, 0), _CALLED.get(model._meta.label)
                if count and kind:
                    gone[kind] = gone.get(kind, 0) + count
    return gone


def write_rows(archive: Archive, people: People, progress: Progress | None) -> None:
    """Write every row of the archive; call it inside the transaction.

    Raises:
        KeysTakenError: a key of it is another study's here.
        DoesNotFitError, ArchiveDamagedError: the database refuses a row, or no archive of ours holds it.
    """
    keys, done = Keys(), 0
    for part, rows in archive.parts():
        for batch in _batches(part, _known(part, rows, archive, keys)):
            done += len(batch)
            try:
                _insert(part, _with_people(part, batch, people))
            except IntegrityError:
                raise ArchiveDamagedError from None
            except (DataError, ValueError, OverflowError):
                raise DoesNotFitError from None
            if progress:
                progress(done, archive.manifest.rows)
    keys.check_awaited()


def check_trail(archive: Archive) -> None:
    """The chain holds to its end, and its end is the one that the archive's first line tells.

    Raises:
        TrailBrokenError: it does not.
    """
    manifest = archive.manifest
    verdict = verify(manifest.study)
    if not verdict.holds:
        raise TrailBrokenError(verdict.finding.number if verdict.finding else 0)
    if not ChainHead.objects.filter(study=manifest.study, number=manifest.acts, hash=manifest.head).exists():
        raise TrailBrokenError(manifest.acts)


@dataclass(frozen=True)
class _Own:
    """What the rows of one part must say of their study: the field and its value."""

    at: int
    value: str


def _known(part: Part, rows: Iterator[Row], archive: Archive, keys: Keys) -> Iterator[Row]:
    """The rows, each checked to be of this study alone."""
    own = _own(part, archive.manifest.study)
    words = next((at for at, field in enumerate(part.fields) if field.name == "changes"), None)
    count = 0
    for row in rows:
        count += 1
        keys.take(part, row)
        if own and row[own.at] != own.value:
            raise ArchiveDamagedError
        if words is not None:
            keys.check_changes(row[words])
        yield row
    if part.label in {"study.Study", "trail.ChainHead"} and count != 1:
        raise ArchiveDamagedError


def _own(part: Part, slug: str) -> _Own | None:
    named = {"study.Study": "slug", "trail.Act": "study", "trail.ChainHead": "study"}.get(part.label)
    return next((_Own(at, slug) for at, field in enumerate(part.fields) if field.name == named), None)


def _batches(part: Part, rows: Iterator[Row]) -> Iterator[list[Row]]:
    long = [at for at, field in enumerate(part.fields) if isinstance(field, TextField | JSONField | BinaryField)]
    batch: list[Row] = []
    size = 0
    for row in rows:
        batch.append(row)
        for at in long:
            size += len(row[at] or ())
        if len(batch) >= ROWS_AT_ONCE or size >= BYTES_AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _with_people(part: Part, batch: list[Row], people: People) -> list[Row]:
    """The usernames as keys here; the roles of those who are not certainly meant are left out."""
    places = [at for at, field in enumerate(part.fields) if names_person(field)]
    if not places:
        return batch
    if part.label == "study.Membership":
        batch = [row for row in batch if row[places[0]] not in people.unsure]
    for row in batch:
        for at in places:
            if row[at] not in people.ids:
                raise ArchiveDamagedError
            row[at] = people.ids[row[at]]
    return batch


def _insert(part: Part, batch: list[Row]) -> None:
    if not batch:
        return
    keys = [row[0] for row in batch]
    here = part.model._default_manager.filter(pk__gte=keys[0], pk__lte=keys[-1])
    if here.exists() and here.filter(pk__in=keys).exists():
        raise KeysTakenError
    # The connection of this thread itself: the name in django.db only leads to it, once for each value.
    database = connections[DEFAULT_DB_ALIAS]
    quote = database.ops.quote_name
    columns = ", ".join(quote(field.column) for field in part.fields if field.column)
    marks = ", ".join(["%s"] * len(part.fields))
    for at, field in enumerate(part.fields):
        if not isinstance(field, _AS_THEY_ARE):
            for row in batch:
                row[at] = field.get_db_prep_save(row[at], database)
    with database.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(part.model._meta.db_table)} ({columns}) VALUES ({marks})", batch)
