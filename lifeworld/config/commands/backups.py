"""`backup` and `restore`."""

import argparse

from django.conf import settings
from django.utils import timezone

from lifeworld.common import id_blocks
from lifeworld.config.commands.opening import answer, opened, passphrase, say
from lifeworld.safekeeping.services.forgotten import copy_beside, lines_near
from lifeworld.security.backup import restore_backup
from lifeworld.store import keeping, opening

WITH_ITS_OWN = "Back it up, and restore it, with PostgreSQL's own tools, such as pg_dump."

NO_LIST = (
    "No list of withdrawals lies beside this folder. If anybody withdrew since this backup was made, they are in the "
    "store again: bring the list (a file that ends in .forgotten.json) with --forgotten, or take them out by hand, "
    "from their certificates."
)


def backup(options: argparse.Namespace) -> int:
    """Write the whole store into one encrypted file. An unsealed store's backup is sealed with a passphrase."""
    opening.check_embedded(do=WITH_ITS_OWN)
    person = opened(options)
    unsealed = opening.state(settings.DATA_FOLDER) is opening.StoreState.UNSEALED
    secret = passphrase(options, "Passphrase for the backup: ") if unsealed else None
    report = keeping.back_up(
        settings.DATA_FOLDER, options.out, by=person, at=timezone.now(), passphrase=secret, replace=options.force
    )
    if report.swept:
        say(f"Left by a backup that was interrupted, and taken away now: {report.swept}.")
    if not report.in_trail:
        say("The backup is whole. The trail could not be told of it, because the store takes no writing at the moment.")
    answer(options, report, f"{report.size} bytes, SHA-256 {report.sha256}")
    return 0


def restore(options: argparse.Namespace) -> int:
    """Bring a backup back into an empty folder; every byte is checked before anything is there."""
    opening.check_embedded(do=WITH_ITS_OWN)
    by_recovery = options.recovery_key
    secret = passphrase(options, "Recovery key: " if by_recovery else "Passphrase: ")
    given, recovery = (None, secret) if by_recovery else (secret, None)
    if options.forgotten is not None:
        copy_beside(settings.DATA_FOLDER, options.forgotten)
    report = restore_backup(options.file, settings.DATA_FOLDER, passphrase=given, recovery=recovery)
    if report.encrypted:
        opening.unlock(settings.DATA_FOLDER, passphrase=given or "", recovery=recovery or "")
    else:
        opening.make_ready()
    # The store it was made of may still be in use: the two must not give the same ids from here on.
    id_blocks.take_block()
    person = opening.the_person()
    if person is not None:
        keeping.note(by=person, at=timezone.now(), verb="restored backup")
    if not lines_near(settings.DATA_FOLDER):
        say(NO_LIST)
    say("The store is restored. Open it with `lifeworld run`.")
    answer(options, report, f"Restored the backup of {report.made_at:%d %B %Y, %H:%M}.")
    return 0
