"""Writing down that a backup was made, so that a proof can say which still hold what was deleted."""

from datetime import datetime

from django.utils.timezone import localdate

from lifeworld.safekeeping.models import BackupMade
from lifeworld.safekeeping.rules.retention import backup_kept_until


def register_backup(*, made_at: datetime, sha256: str, size: int) -> BackupMade:
    """Note a backup with its checksum; neither its name nor its place is kept. Called inside the act's transaction."""
    until = backup_kept_until(localdate(made_at))
    return BackupMade.objects.create(made_at=made_at, sha256=sha256, size=size, keep_until=until)
