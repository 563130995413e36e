"""`backup` and `restore`."""

import argparse

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from lifeworld.config import store
from lifeworld.config.commands.opening import answer, opened, passphrase, say
from lifeworld.security.backup import restore_backup, write_backup
from lifeworld.trail.services import record


def backup(options: argparse.Namespace) -> int:
    """Write the whole store into one encrypted file. An unsealed store's backup is sealed with a passphrase."""
    person = opened(options)
    unsealed = store.state(settings.DATA_FOLDER) is store.StoreState.UNSEALED
    secret = passphrase(options, "Passphrase for the backup: ") if unsealed else None
    with transaction.atomic():
        record(by=person.username, at=timezone.now(), verb="made backup")
    report = write_backup(
        settings.DATA_FOLDER, options.out, passphrase=secret, replace=options.force, at=timezone.now()
    )
    answer(options, report, f"{report.size} bytes, SHA-256 {report.sha256}")
    return 0


def restore(options: argparse.Namespace) -> int:
    """Bring a backup back into an empty folder; every byte is checked before anything is there."""
    if options.recovery_key:
        report = restore_backup(options.file, settings.DATA_FOLDER, recovery=passphrase(options, "Recovery key: "))
    else:
        report = restore_backup(options.file, settings.DATA_FOLDER, passphrase=passphrase(options, "Passphrase: "))
    say("The store is restored. Open it with `lifeworld run`.")
    answer(options, report, f"Restored the backup of {report.made_at:%d %B %Y, %H:%M}.")
    return 0
