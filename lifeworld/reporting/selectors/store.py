"""The store as it is set now, read from settings, vault and its own trail. No path is told: it may name a person."""

from datetime import date

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.utils.timezone import localdate

from lifeworld import __version__
from lifeworld.identities.models import PersonKey
from lifeworld.reporting.rules.store_facts import StoreFacts
from lifeworld.safekeeping.selectors.backups import backups_made, overdue_backups
from lifeworld.security.sealing import SealedField, store_is_sealed
from lifeworld.security.synced import sync_service
from lifeworld.security.vault_file import read_vault, vault_exists
from lifeworld.security.wrapping import STANDARD
from lifeworld.trail.selectors import acts_of


def store_facts() -> StoreFacts:
    """How the store stands now."""
    passes, memory, lanes, recovery = _cost()
    return StoreFacts(
        server=settings.SERVER,
        sealed=store_is_sealed(),
        postgresql=connection.vendor == "postgresql",
        version=__version__,
        auto_lock_minutes=settings.AUTO_LOCK_MINUTES,
        idle_minutes=settings.SESSION_IDLE_S // 60,
        hours_in_all=settings.SESSION_ABSOLUTE_S // 3600,
        passes=passes,
        memory_kib=memory,
        lanes=lanes,
        recovery_key=recovery,
        keys_apart=not settings.SERVER or isinstance(PersonKey._meta.get_field("wrapped"), SealedField),
        synced=sync_service(settings.DATA_FOLDER),
        backups=backups_made().count(),
        last_backup=_last("made backup"),
        backups_overdue=overdue_backups(localdate()).count(),
        last_restore=_last("restored backup"),
    )


def _cost() -> tuple[int, int, int, bool]:
    """Passes, memory in KiB and lanes of what guards this store, and whether there is a recovery key.

    Those of the vault itself, where there is one: it keeps the costs it was made with.
    """
    if settings.SERVER:
        hasher = Argon2PasswordHasher
        return hasher.time_cost, hasher.memory_cost, hasher.parallelism, False
    if not vault_exists(settings.DATA_FOLDER):
        return STANDARD.passes, STANDARD.memory_kib, STANDARD.lanes, False
    vault = read_vault(settings.DATA_FOLDER)
    slot = vault.get("passphrase", {})
    return (
        int(slot.get("passes", STANDARD.passes)), int(slot.get("memory_kib", STANDARD.memory_kib)),
        int(slot.get("lanes", STANDARD.lanes)), "recovery" in vault,
    )  # fmt: skip


def _last(verb: str) -> date | None:
    act = acts_of("").filter(verb=verb).first()
    return localdate(act.at) if act else None
