"""Clearing what a deletion leaves behind: freed pages of the store, its log, and what this process keeps in memory.

A deleted row stays readable in SQLite's freed pages until something else is written there, and in the full-text index
until its parts are merged (https://www.sqlite.org/fts5.html#the_optimize_command). VACUUM writes the whole file anew
without them (https://www.sqlite.org/lang_vacuum.html), and a checkpoint that truncates empties the log of what was
before. PostgreSQL keeps freed rows until its own vacuum; a server's administrator sees to that (the how-to says how).
"""

from django.db import DatabaseError, connection
from django.utils import timezone

from lifeworld.safekeeping.hooks import empty_memory
from lifeworld.safekeeping.models import Withdrawal
from lifeworld.security.storage import StorageError


def clears_by_itself() -> bool:
    """Whether the database writes over freed space at its own time, and not when it is told to."""
    return connection.vendor != "sqlite"


def clear_what_waits() -> None:
    """Clear now what could not be cleared when it was freed, because the program was killed or the disk full."""
    if not clears_by_itself() and Withdrawal.objects.filter(cleared_at__isnull=True).exists():
        clear_freed_space()


def clear_freed_space() -> bool:
    """Write over what was freed; answers whether it could be done now. Called outside any transaction.

    The deletion itself stands either way: where the disk is too full or somebody reads meanwhile, a later clearing does
    what this one could not, and withdrawals say since when they are cleared.
    """
    empty_memory()
    if clears_by_itself() or connection.in_atomic_block:
        return False
    try:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO common_words(common_words) VALUES ('optimize')")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy = cursor.fetchone()[0]
    except (DatabaseError, StorageError):
        # A full disk or a busy store: nothing was lost, and the page offers to clear again.
        return False
    if busy:
        return False
    Withdrawal.objects.filter(cleared_at__isnull=True).update(cleared_at=timezone.now())
    return True
