"""Backups: the whole store in one sealed file, and the way back into an empty folder."""

from lifeworld.security.backup.file import BackupHeader, Progress
from lifeworld.security.backup.restoring import RestoreReport, read_backup_header, restore_backup
from lifeworld.security.backup.writing import BackupReport, write_backup

__all__ = [
    "BackupHeader",
    "BackupReport",
    "Progress",
    "RestoreReport",
    "read_backup_header",
    "restore_backup",
    "write_backup",
]
