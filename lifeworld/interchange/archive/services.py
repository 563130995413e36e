"""Moving a study: taken out as one sealed file, and brought in again unchanged.

Neither is a row in the study's own trail, which would change it on the way; the store's trail tells of both.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction

from lifeworld.common import id_blocks
from lifeworld.common.errors import DomainError
from lifeworld.interchange.archive.bringing_in import check_trail, clear_study, forget_left_behind, write_rows
from lifeworld.interchange.archive.comparing import check_goes_further
from lifeworld.interchange.archive.indexing import index_study
from lifeworld.interchange.archive.manifest import Manifest
from lifeworld.interchange.archive.people import People
from lifeworld.interchange.archive.reading import Archive
from lifeworld.interchange.archive.refusals import NotYoursError, plain_refusals
from lifeworld.interchange.archive.writing import Progress, write_archive
from lifeworld.safekeeping.services.again import forget_again
from lifeworld.safekeeping.services.clearing import clear_freed_space
from lifeworld.security.models import Person
from lifeworld.security.vault_file import open_private, sync_folder
from lifeworld.security.wrapping import STANDARD, Argon2Cost
from lifeworld.study.models import Membership, Role, Study
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.services import UnsealedStoreError
from lifeworld.trail.services import record


class FileThereError(DomainError):
    """Something lies where the archive should go."""

    def __init__(self) -> None:
        super().__init__(
            "A file with this name exists already.",
            "It was left as it is.",
            "Choose another name, or say that the file may be replaced.",
        )


@dataclass(frozen=True)
class TakenOut:
    """What was written: the study, the number of acts and the hash of the last, all rows, and `size` in bytes."""

    study: str
    acts: int
    head: str
    rows: int
    size: int


@dataclass(frozen=True)
class BroughtIn:
    """What came in. `before` is how many acts of it were here already; people are named by username.

    `made` could not sign in before somebody lets them; `unsure` are here under another name and were given no role.
    `gone` counts, by kind, what lay in this store alone and was destroyed, because whom it was about is there no more.
    """

    study: str
    title: str
    acts: int
    rows: int
    before: int = 0
    made: list[str] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)
    gone: dict[str, int] = field(default_factory=dict)


def take_out_study(
    *, access: Access, at: datetime, out: Path, passphrase: str, replace: bool = False,
    progress: Progress | None = None, cost: Argon2Cost = STANDARD,
) -> TakenOut:  # fmt: skip
    """Write the whole study into the one sealed file `out`, while others go on working.

    Raises:
        NotAllowedError: the person does not lead the study.
        FileThereError: something lies at `out` and `replace` is off.
        PassphraseRefusedError, TooLargeError: as `write_archive`.
        NotWrittenError: the disk refused; nothing unfinished stays.
    """
    access.require(Right.LEAD).require(Right.EXPORT)
    if out.exists() and not replace:
        raise FileThereError
    with plain_refusals(), _whole(out) as file:
        manifest = write_archive(file, study=access.study, passphrase=passphrase, at=at, progress=progress, cost=cost)
        size = file.tell()
    with transaction.atomic():
        _record("took out study", access.person, at, access.study, {}, manifest)
    return TakenOut(manifest.study, manifest.acts, manifest.head, manifest.rows, size)


def bring_in_study(
    *, by: Person, at: datetime, file: BinaryIO, passphrase: str, sealed: bool, replace: bool = False,
    progress: Progress | None = None,
) -> BroughtIn:  # fmt: skip
    """Bring the study of an archive into this store, whole or not at all. `by` leads it, unless they hold a role.

    `sealed` says whether the store may hold a study of somebody's own (as for `create_study`). Where the study is
    here already, `replace` lets an archive that goes on from it take its place.

    Raises:
        NotAnArchiveError, ArchiveTooNewError, ArchiveDamagedError, WrongArchivePassphraseError, TrailBrokenError:
        the file cannot be used. UnsealedStoreError: the store has no passphrase and the study is no fiction.
        NotYoursError: the study is here and `by` does not lead it. NothingNewError, DivergedError, HereAlreadyError:
        it is here and may not be replaced. KeysTakenError, DoesNotFitError: this store cannot hold it.
    """
    archive = Archive(file, passphrase)
    manifest = archive.manifest
    if not sealed and not manifest.fictional:
        raise UnsealedStoreError
    with transaction.atomic():
        people = People(manifest.people, by, manifest.study)
        before = _make_room(archive, by, replace=replace)
        write_rows(archive, people, progress)
        gone = forget_left_behind() if before else {}
        if gone:
            transaction.on_commit(clear_freed_space)
        check_trail(archive)
        study = Study.objects.get(slug=manifest.study)
        if study.fictional != manifest.fictional:
            raise UnsealedStoreError
        Membership.objects.get_or_create(study=study, person=by, defaults={"role": Role.LEAD})
        index_study(study)
        id_blocks.take_block()
        _record("brought in study", by, at, study, before, manifest, gone)
    # Whoever withdrew since the archive was made does not come back with it.
    forget_again(settings.DATA_FOLDER, at=at)
    return BroughtIn(
        study.slug,
        study.short_title,
        manifest.acts,
        manifest.rows,
        before.get("acts", 0),
        people.made,
        people.unsure,
        gone,
    )


def _make_room(archive: Archive, by: Person, *, replace: bool) -> dict[str, Any]:
    """Clear the study that is here, where the archive may take its place; what its trail was, or nothing."""
    study = Study.objects.filter(slug=archive.manifest.study).first()
    if study is None:
        return {}
    if not Membership.objects.filter(study=study, person=by, role=Role.LEAD).exists():
        raise NotYoursError
    head = check_goes_further(archive, replace=replace)
    clear_study(study)
    return {"study": study.slug, "acts": head.number, "head": head.hash}


def _record(
    verb: str, by: Person, at: datetime, study: Study, before: dict[str, Any], manifest: Manifest,
    gone: dict[str, int] | None = None,
) -> None:  # fmt: skip
    after: dict[str, Any] = {"study": manifest.study, "acts": manifest.acts, "head": manifest.head}
    if gone:
        after["destroyed"] = ", ".join(f"{count} {kind}" for kind, count in gone.items())
    changes = [{"type": "archive", "id": study.pk, "before": before, "after": after}]
    record(by=by.username, at=at, verb=verb, object_type="study", object_id=study.pk, changes=changes)


@contextmanager
def _whole(out: Path) -> Iterator[BinaryIO]:
    """A file that takes its place at `out` once it is whole and on the disk; otherwise nothing of it stays."""
    temporary = out.with_name(f".{out.name}.{secrets.token_hex(4)}")
    try:
        with open_private(temporary) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(out)
        sync_folder(out.parent)
    finally:
        temporary.unlink(missing_ok=True)
