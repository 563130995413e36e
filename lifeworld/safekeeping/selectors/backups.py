"""Which backups were made, until when each is to be kept, and which may still hold what was deleted since."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from lifeworld.common.errors import NotFoundError
from lifeworld.safekeeping.models import BackupMade


def backups_made() -> "QuerySet[BackupMade]":
    """Those that are not said to be deleted, the oldest first."""
    return BackupMade.objects.filter(deleted_on__isnull=True)


def backups_that_hold(at: datetime) -> list[dict[str, str]]:
    """The day of each backup made before a moment, and until when it is kept, as proofs keep them."""
    found = backups_made().filter(made_at__lte=at)
    return [{"made": localdate(one.made_at).isoformat(), "until": one.keep_until.isoformat()} for one in found]


def still_hold(backups: list[dict[str, str]]) -> str:
    """What a proof says of backups, in a sentence."""
    if not backups:
        return "No backup that Lifeworld knows of holds it."
    days = sorted(date.fromisoformat(one["made"]) for one in backups)
    until = max(date.fromisoformat(one["until"]) for one in backups)
    if days[0] == days[-1]:
        made = f"{'The backup' if len(days) == 1 else f'{len(days)} backups'} made on {days[0]:%-d %B %Y}"
    else:
        made = f"{len(days)} backups made between {days[0]:%-d %B %Y} and {days[-1]:%-d %B %Y}"
    return f"{made} still hold{'s' if len(days) == 1 else ''} it, and must be deleted by {until:%-d %B %Y}."


def overdue_backups(today: date) -> "QuerySet[BackupMade]":
    """Those that should be deleted by now."""
    return backups_made().filter(keep_until__lt=today)


def backup_numbered(key: int) -> BackupMade:
    """A backup by its key; `NotFoundError` where there is none that is not deleted."""
    found = backups_made().filter(pk=key).first()
    if found is None:
        raise NotFoundError
    return found
