"""The store as a whole: where it stands, how it is set up, opened and made ready."""

from datetime import datetime
from enum import StrEnum
from pathlib import Path

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from lifeworld.common.errors import InvalidInputError
from lifeworld.security import keyring, vault
from lifeworld.security.models import Person
from lifeworld.security.recovery_key import RecoveryKey
from lifeworld.security.vault_file import vault_exists
from lifeworld.trail.services import record


class StoreState(StrEnum):
    """Where the store stands: `UNSEALED` is the fictional study's, which alone may do without a passphrase."""

    NONE = "none"
    LOCKED = "locked"
    OPEN = "open"
    UNSEALED = "unsealed"


def state(folder: Path) -> StoreState:
    """Where the store in `folder` stands now."""
    if vault_exists(folder):
        return StoreState.OPEN if keyring.is_open() else StoreState.LOCKED
    return StoreState.UNSEALED if (folder / "store.sqlite3").exists() else StoreState.NONE


def set_up(folder: Path, *, name: str, passphrase: str, at: datetime) -> RecoveryKey:
    """Make a sealed store with one person who leads it. Answers the recovery key, to be shown once."""
    if not name.strip():
        raise InvalidInputError("Your name is missing.", "No store was made.", "Type the name your trail should show.")
    recovery = vault.create_vault(folder, passphrase)
    keyring.open_store(vault.open_vault(folder, passphrase))
    make_ready()
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
    make_ready()


def make_ready() -> None:
    """Bring the tables up to date, where they are not."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def the_person() -> Person | None:
    """The one person of a laptop's store."""
    return Person.objects.filter(is_active=True).order_by("pk").first()


def _username(name: str) -> str:
    first = "".join(char for char in name.split()[0].lower() if char.isalnum())
    return first[:60] or "researcher"
