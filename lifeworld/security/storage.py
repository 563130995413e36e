"""What a disk or a database can refuse: full, read-only, busy, out of reach, damaged. Each has its three sentences.

Such a refusal is no fault of the program. It is a `DomainError`, so pages, API and commands show it like any other;
and it is a `DatabaseError`, so Django rolls the transaction back as it would for the driver's own. The backend raises
it at the statement itself; for what comes from elsewhere (PostgreSQL, a file beside the database), the middleware and
the command ask `storage_refusal`.

Codes: https://www.sqlite.org/rescode.html and https://www.postgresql.org/docs/current/errcodes-appendix.html.
"""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db.utils import DatabaseError, InterfaceError, OperationalError

from lifeworld.common.errors import DomainError


class StorageError(DomainError, DatabaseError):
    """The place where the store lies would not take or give something; the same step may succeed later."""

    status = 503


class StoreFullError(StorageError):
    """No room on the disk, or the quota is used up."""

    status = 507

    def __init__(self) -> None:
        super().__init__(
            "There is no room left on the disk, so this was not saved.",
            "Everything saved before is safe, and nothing was half written.",
            "Make some room on the disk, then save again; Lifeworld need not be restarted.",
        )


class StoreReadOnlyError(StorageError):
    """The disk, the folder or the database takes no writing."""

    def __init__(self) -> None:
        super().__init__(
            "The store can only be read at the moment, so this was not saved.",
            "Everything saved before is safe and can still be read.",
            "Make its folder writable again, or copy the whole folder to a disk that can be written and open it there.",
        )


class StoreBusyError(StorageError):
    """Another process, or another person's long step, held the store beyond our patience."""

    def __init__(self) -> None:
        super().__init__(
            "The store was busy with something else for too long, so this was not done.",
            "Everything saved before is safe.",
            "Try again in a moment; a command such as a restore or an import may still be at work.",
        )


class StoreUnreachableError(StorageError):
    """The disk failed, was taken out, or the files cannot be opened where they lie."""

    def __init__(self) -> None:
        super().__init__(
            "The disk that holds the store did not answer as it should, so this was not done.",
            "What was saved before was not touched.",
            "Check that the disk is connected and has room and try again; if this goes on, copy the folder elsewhere.",
        )


class StoreBrokenError(StorageError):
    """SQLite found a page that it cannot make sense of."""

    def __init__(self) -> None:
        super().__init__(
            "A part of the store is damaged and cannot be read.",
            "Nothing was changed, and your backups are untouched.",
            "Stop Lifeworld, keep a copy of the folder as it is, and restore your last backup into an empty folder.",
        )


class DatabaseAwayError(StorageError):
    """The connection to the database server broke, or none can be made."""

    def __init__(self) -> None:
        super().__init__(
            "The database cannot be reached, so it is not known whether this last step was saved.",
            "What was saved before is safe in it.",
            "Try again in a moment; if this goes on, check that PostgreSQL runs and the address in LIFEWORLD_DATABASE.",
        )


_Refusal = Callable[[], StorageError]
_SQLITE: dict[int, _Refusal] = {
    5: StoreBusyError,  # SQLITE_BUSY
    6: StoreBusyError,  # SQLITE_LOCKED
    8: StoreReadOnlyError,  # SQLITE_READONLY
    10: StoreUnreachableError,  # SQLITE_IOERR
    11: StoreBrokenError,  # SQLITE_CORRUPT
    13: StoreFullError,  # SQLITE_FULL
    14: StoreUnreachableError,  # SQLITE_CANTOPEN
}
# The log's index cannot be made larger: SQLite calls it an input/output error, and the reason is want of room.
_SQLITE_IOERR_SHMSIZE = 4874
_POSTGRESQL: dict[str, _Refusal] = {
    "53100": StoreFullError,  # disk_full
    "25006": StoreReadOnlyError,  # read_only_sql_transaction
    "40P01": StoreBusyError,  # deadlock_detected
    "55P03": StoreBusyError,  # lock_not_available
    "57014": StoreBusyError,  # query_canceled, such as by a statement's time limit
    "53300": DatabaseAwayError,  # too_many_connections
    "57P01": DatabaseAwayError,  # admin_shutdown
    "57P02": DatabaseAwayError,  # crash_shutdown
    "57P03": DatabaseAwayError,  # cannot_connect_now
}
_SYSTEM: dict[int, _Refusal] = {
    errno.ENOSPC: StoreFullError,
    errno.EDQUOT: StoreFullError,
    errno.EFBIG: StoreFullError,
    errno.EROFS: StoreReadOnlyError,
    errno.EACCES: StoreReadOnlyError,
    errno.EPERM: StoreReadOnlyError,
    errno.EIO: StoreUnreachableError,
    errno.ENODEV: StoreUnreachableError,
}


def storage_refusal(error: BaseException) -> StorageError | None:
    """The refusal that a driver's or the system's error amounts to; None where it is something else."""
    if isinstance(error, StorageError):
        return error
    cause = error.__cause__ or error
    code = getattr(cause, "sqlite_errorcode", None)
    kind: _Refusal | None
    if isinstance(code, int):
        kind = StoreFullError if code == _SQLITE_IOERR_SHMSIZE else _SQLITE.get(code & 0xFF)
    elif isinstance(error, DatabaseError | InterfaceError):
        kind = _of_postgresql(error, getattr(cause, "sqlstate", None))
    else:
        kind = _SYSTEM.get(error.errno or 0) if isinstance(error, OSError) else None
    return kind() if kind else None


def _of_postgresql(error: Exception, state: str | None) -> _Refusal | None:
    if state is None or state.startswith("08"):
        # A connection that broke has no state of its own: the server could not tell one any more.
        return DatabaseAwayError if isinstance(error, OperationalError | InterfaceError) else None
    return _POSTGRESQL.get(state)


@contextmanager
def plain_storage() -> Iterator[None]:
    """Say what the system refuses about a file as a `StorageError`; its own message would name the file."""
    try:
        yield
    except OSError as error:
        refusal = storage_refusal(error)
        if refusal is None:
            raise
        raise refusal from None
