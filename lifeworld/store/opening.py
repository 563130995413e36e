"""The store as a whole: where it stands, how it is set up, opened and made ready."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from lifeworld.common import id_blocks
from lifeworld.common.errors import DomainError, InvalidInputError
from lifeworld.safekeeping.services.again import forget_again
from lifeworld.safekeeping.services.forgotten import ListDamagedError
from lifeworld.security import keyring, vault
from lifeworld.security.errors import VaultExistsError
from lifeworld.security.models import Person
from lifeworld.security.recovery_key import RecoveryKey
from lifeworld.security.storage import DatabaseAwayError, StorageError
from lifeworld.security.vault_file import STORE_NAME, vault_exists
from lifeworld.store.tables import NewerStoreError, bring_up_to_date
from lifeworld.trail.services import record

# Any number will do, as long as every process of Lifeworld takes the same one.
_MIGRATING = 0x11FE


class StoreState(StrEnum):
    """Where the store stands: `UNSEALED` is the fictional study's, which alone may do without a passphrase."""

    NONE = "none"
    LOCKED = "locked"
    OPEN = "open"
    UNSEALED = "unsealed"


def is_embedded() -> bool:
    """Whether the store is the encrypted file in its folder, and not a database on PostgreSQL."""
    return connection.vendor == "sqlite"


def state(folder: Path) -> StoreState:
    """Where the store in `folder` stands now, or the one on PostgreSQL.

    On a server, people sign in one by one, so the store as a whole is open. Without one, a database on PostgreSQL
    holds the fictional study alone.
    """
    if vault_exists(folder):
        return StoreState.OPEN if keyring.is_open() else StoreState.LOCKED
    if is_embedded():
        return StoreState.UNSEALED if (folder / STORE_NAME).exists() else StoreState.NONE
    if settings.SERVER:
        return StoreState.OPEN
    return StoreState.UNSEALED if _has_tables() else StoreState.NONE


def set_up(folder: Path, *, name: str, passphrase: str, at: datetime) -> RecoveryKey:
    """Make a sealed store with one person who leads it. Answers the recovery key, to be shown once.

    Where setting up was interrupted before (the computer went off), the same passphrase finishes it.

    Raises:
        DomainError: the name is missing, or the database is PostgreSQL, which no passphrase of ours seals.
    """
    check_embedded()
    if not name.strip():
        raise InvalidInputError("Your name is missing.", "No store was made.", "Type the name your trail should show.")
    if vault_exists(folder):
        unlock(folder, passphrase=passphrase)
        if the_person() is not None:
            raise VaultExistsError
        # The key that was made then may never have been seen.
        recovery = vault.replace_recovery_key(folder, passphrase=passphrase)
    else:
        recovery = vault.create_vault(folder, passphrase)
        unlock(folder, passphrase=passphrase)
    found_person(name=name, at=at)
    return recovery


def set_up_unsealed(folder: Path, *, name: str, at: datetime) -> Person:
    """Make a store without a passphrase, for the fictional study alone."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    make_ready()
    return found_person(name=name, at=at)


def found_person(*, name: str, at: datetime) -> Person:
    """The store's first person, and the first row of its trail."""
    with transaction.atomic():
        person = Person.objects.create_person(username=_username(name), name=" ".join(name.split())[:120])
        record(by=person.username, at=at, verb="set up store")
    return person


def unlock(folder: Path, *, passphrase: str = "", recovery: str = "") -> None:
    """Open a sealed store by passphrase or recovery key, and bring its tables up to date."""
    key = vault.open_vault_with_recovery(folder, recovery) if recovery else vault.open_vault(folder, passphrase)
    keyring.open_store(key)
    try:
        make_ready()
    except (NewerStoreError, ListDamagedError, StorageError):
        keyring.lock_store()
        raise
    # The page that asks for the passphrase waits for no other room, so this one is imported behind it.
    from lifeworld.fieldwork.services.places import forget_places

    # Nobody may have looked at the meetings since the day of the last one.
    forget_places(at=timezone.now())


def reads_only(folder: Path) -> bool:
    """Whether the embedded store's file takes no writing just now."""
    file = folder / STORE_NAME
    return file.exists() and not os.access(file, os.W_OK)


def is_unfinished(folder: Path) -> bool:
    """Whether the store is open and nobody is in it: setting up was interrupted."""
    return is_embedded() and state(folder) is StoreState.OPEN and the_person() is None


def end_sessions(*, but: str = "") -> None:
    """Sign every browser out, but the one whose session has the key `but`."""
    Session.objects.exclude(session_key=but).delete()


def check_embedded(
    do: str = "Leave it out to work on your own computer, or set LIFEWORLD_SERVER=1 on a server.",
) -> None:
    """Refuse what only the embedded store has; `do` says what to do instead.

    Raises:
        DomainError: the database is PostgreSQL.
    """
    if not is_embedded():
        raise DomainError(
            "LIFEWORLD_DATABASE names a database on PostgreSQL, which is a server's and has no passphrase.",
            "Nothing was made or changed.",
            do,
        )


def make_ready() -> None:
    """Bring the tables up to date, where they are not. Processes that start together take turns.

    A new store counts its ids in a block of its own. The fictional study's counts from 1: it moves nowhere that another
    fictional study could be met.

    Raises:
        DatabaseAwayError: PostgreSQL cannot be reached.
        NewerStoreError: a newer version of the program has changed the tables.
        ListDamagedError: the list of those who withdrew, beside the store, cannot be read.
    """
    with _taking_turns():
        is_new = bring_up_to_date()
        if is_new and state(settings.DATA_FOLDER) is not StoreState.UNSEALED:
            id_blocks.take_block()
        # Whoever withdrew since a backup was made does not come back with it.
        if not reads_only(settings.DATA_FOLDER):
            forget_again(settings.DATA_FOLDER, at=timezone.now())


def the_person() -> Person | None:
    """The one person of a laptop's store."""
    return Person.objects.filter(is_active=True).order_by("pk").first()


def _has_tables() -> bool:
    with _reached(), connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [Person._meta.db_table])
        return bool(cursor.fetchone()[0])


@contextmanager
def _reached() -> Iterator[None]:
    try:
        connection.ensure_connection()
    except OperationalError:
        if is_embedded():
            raise
        raise DatabaseAwayError from None
    yield


@contextmanager
def _taking_turns() -> Iterator[None]:
    """Hold PostgreSQL's lock for our migrations: two processes would otherwise make the same table."""
    with _reached():
        if is_embedded():
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATING])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATING])


def _username(name: str) -> str:
    first = "".join(char for char in name.split()[0].lower() if char.isalnum())
    return first[:60] or "researcher"
