"""`backup` and `restore`."""

import argparse

from django.conf import settings
from django.utils import timezone

from lifeworld.config import keeping, store
from lifeworld.config.commands.opening import answer, opened, passphrase, say
from lifeworld.security.backup import restore_backup

WITH_ITS_OWN = "Back it up, and restore it, with PostgreSQL's own tools, such as pg_dump."


def backup(options: argparse.Namespace) -> int:
    """Write the whole store into one encrypted file. An unsealed store's backup is sealed with a passphrase."""
    store.check_embedded(do=WITH_ITS_OWN)
    person = opened(options)
    unsealed = store.state(settings.DATA_FOLDER) is store.StoreState.UNSEALED
    secret = passphrase(options, "Passphrase for the backup: ") if unsealed else None
    report = keeping.back_up(
        settings.DATA_FOLDER, options.out, by=person, at=timezone.now(), passphrase=secret, replace=options.force
    )
    answer(options, report, f"{report.size} bytes, SHA-256 {report.sha256}")
    return 0


def restore(options: argparse.Namespace) -> int:
    """Bring a backup back into an empty folder; every byte is checked before anything is there."""
    store.check_embedded(do=WITH_ITS_OWN)
    by_recovery = options.recovery_key
    secret = passphrase(options, "Recovery key: " if by_recovery else "Passphrase: ")
    given, recovery = (None, secret) if by_recovery else (secret, None)
    report = restore_backup(options.file, settings.DATA_FOLDER, passphrase=given, recovery=recovery)
    if report.encrypted:
        store.unlock(settings.DATA_FOLDER, passphrase=given or "", recovery=recovery or "")
    else:
        store.make_ready()
    person = store.the_person()
    if person is not None:
        keeping.note(by=person, at=timezone.now(), verb="restored backup")
    say("The store is restored. Open it with `lifeworld run`.")
    answer(options, report, f"Restored the backup of {report.made_at:%d %B %Y, %H:%M}.")
    return 0
