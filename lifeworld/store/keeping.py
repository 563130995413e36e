"""Keeping the store: its backups, its passphrase, its recovery key, its tokens. Pages and commands both call these."""

from dataclasses import replace as replace_fields
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from lifeworld.common.errors import DomainError, InvalidInputError, NotFoundError
from lifeworld.safekeeping.services.backups import register_backup
from lifeworld.security import vault
from lifeworld.security.backup import BackupReport, write_backup
from lifeworld.security.models import ApiToken, Person
from lifeworld.security.recovery_key import RecoveryKey
from lifeworld.security.storage import StoreFullError, StoreReadOnlyError
from lifeworld.security.tokens import MOST_DAYS, USUAL_DAYS, new_token
from lifeworld.trail.models import Act
from lifeworld.trail.selectors import acts_of
from lifeworld.trail.services import record

LABEL_LENGTH = 120


def back_up(
    folder: Path, out: Path, *, by: Person, at: datetime, passphrase: str | None = None, replace: bool = False
) -> BackupReport:
    """Write the store in `folder` into the one file `out`; the trail tells of it once the file is whole.

    A whole backup stays where the store itself takes no writing: a failing disk is when it is wanted most.

    Raises:
        DomainError: as `write_backup` refuses.
    """
    report = write_backup(folder, out, passphrase=passphrase, replace=replace, at=at)
    try:
        with transaction.atomic():
            register_backup(made_at=report.made_at, sha256=report.sha256, size=report.size)
            note(by=by, at=at, verb="made backup")
    except (StoreFullError, StoreReadOnlyError):
        return replace_fields(report, in_trail=False)
    return report


def last_backup() -> Act | None:
    """The last act of backing up that this store's trail tells of."""
    return acts_of("").filter(verb="made backup").first()


def change_passphrase(
    folder: Path, *, by: Person, at: datetime, new: str, passphrase: str | None = None, recovery: str | None = None
) -> None:
    """Put `new` in the place of the passphrase, proven by the old one or by the recovery key.

    Raises:
        DomainError: there is no vault, or as `vault.change_passphrase` refuses.
    """
    check_sealed(folder)
    # The row first: where the vault refuses, the row is taken back with it.
    with transaction.atomic():
        record(by=by.username, at=at, verb="changed passphrase")
        vault.change_passphrase(folder, new=new, passphrase=passphrase, recovery=recovery)


def make_recovery_key(folder: Path, *, by: Person, at: datetime, passphrase: str) -> RecoveryKey:
    """A new recovery key, to be shown once; the one before no longer opens the store.

    Raises:
        DomainError: there is no vault, or as `vault.replace_recovery_key` refuses.
    """
    check_sealed(folder)
    with transaction.atomic():
        record(by=by.username, at=at, verb="made recovery key")
        return vault.replace_recovery_key(folder, passphrase=passphrase)


def make_token(*, by: Person, at: datetime, label: str, days: int = USUAL_DAYS) -> tuple[ApiToken, str]:
    """A token for a script, good for `days`, and its text, which is shown once and kept nowhere.

    Nothing lengthens that time: whoever needs a token for longer makes another. So one that leaked ends by itself.

    Raises:
        InvalidInputError: the label is empty or too long, or the days are none or more than a year.
    """
    label = " ".join(label.split())
    if not label:
        raise InvalidInputError("The token has no name.", "No token was made.", "Say what it is for.")
    if len(label) > LABEL_LENGTH:
        raise InvalidInputError(
            f"The token’s name is longer than {LABEL_LENGTH} characters.", "No token was made.", "Say it shorter."
        )
    if not 1 <= days <= MOST_DAYS:
        raise InvalidInputError(
            f"A token is good for 1 to {MOST_DAYS} days.", "No token was made.", "Choose a number of days between them."
        )
    plain, digest = new_token()
    expires = at + timedelta(days=days)
    with transaction.atomic():
        made = ApiToken.objects.create(person=by, label=label, digest=digest, created_at=at, expires_at=expires)
        record(
            by=by.username, at=at, verb="made token", object_type="token", object_id=made.pk,
            changes=[{"type": "token", "id": made.pk, "before": {}, "after": {"expires_at": expires.isoformat()}}],
        )  # fmt: skip
    return made, plain


def tokens_of(person: Person, at: datetime) -> list[dict[str, Any]]:
    """A person's tokens, the newest first, and how each stands at `at`: `good`, `revoked` or `expired`."""
    return [
        {
            "id": one.pk,
            "label": one.label,
            "state": "revoked" if one.revoked_at else "good" if at < one.expires_at else "expired",
            "created_at": one.created_at,
            "expires_at": one.expires_at,
            "revoked_at": one.revoked_at,
            "last_used_at": one.last_used_at,
        }
        for one in person.tokens.order_by("-pk")
    ]


def revoke_token(*, by: Person, at: datetime, number: int) -> ApiToken:
    """End a token of this person; one that was ended before stays as it is.

    Raises:
        NotFoundError: this person has no such token.
    """
    with transaction.atomic():
        found = by.tokens.filter(pk=number).first()
        if found is None:
            raise NotFoundError("There is no such token.")
        if found.revoked_at is None:
            found.revoked_at = at
            found.save(update_fields=["revoked_at"])
            record(by=by.username, at=at, verb="revoked token", object_type="token", object_id=found.pk)
    return found


def note(*, by: Person, at: datetime, verb: str) -> None:
    """One row in the store's own chain, for an act that changes no row beside it."""
    with transaction.atomic():
        record(by=by.username, at=at, verb=verb)


def check_sealed(folder: Path) -> None:
    """Refuse where the store in `folder` has no passphrase.

    Raises:
        DomainError: it has none.
    """
    if not vault.vault_exists(folder):
        raise DomainError(
            "This store has no passphrase.",
            "Nothing was changed.",
            "It may hold the fictional study alone; a store of your own is made by `lifeworld run`.",
        )
