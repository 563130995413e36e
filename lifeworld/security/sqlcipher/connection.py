"""A SQLCipher connection that another thread can close safely, and its cursor.

SQLite frees a connection's statements when it closes. If one thread closes while another is inside a
statement, freed memory is touched. So each use takes a turn, and so does the closing.
"""

import threading
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from itertools import tee
from types import TracebackType
from typing import Any

from django.db.backends.sqlite3.base import SQLiteCursorWrapper

from lifeworld.security.errors import StoreLockedError
from lifeworld.security.sqlcipher.driver import sqlcipher
from lifeworld.security.storage import storage_refusal


class Turn:
    """One thread at a time inside a connection.

    A failure because of locking becomes `StoreLockedError`, one that the disk is the reason of a `StorageError`.
    """

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.locked_out = False

    def __enter__(self) -> None:
        self.lock.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.lock.release()
        if not isinstance(error, sqlcipher.Error):
            return
        if self.locked_out:
            raise StoreLockedError from None
        refusal = storage_refusal(error)
        if refusal is not None:
            raise refusal from None


class StoreConnection(sqlcipher.Connection):  # type: ignore[misc]
    """One connection to the store.

    Its owner uses it through `turn`; `close_for_lock` comes from any thread.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.turn = Turn()
        # Whether the files could not be written when this was opened; it then stays so for this connection.
        self.reads_only = False
        super().__init__(*args, **kwargs)

    def close_for_lock(self, *, wait: bool) -> bool:
        """Stop the running statement and close.

        False where `wait` is off and the statement has not stopped yet.
        """
        self.turn.locked_out = True
        with suppress(sqlcipher.ProgrammingError):  # its owner closed it already
            self.interrupt()
        if not self.turn.lock.acquire(blocking=wait):
            return False
        try:
            super().close()
        finally:
            self.turn.lock.release()
        return True

    def commit(self) -> None:
        """Commit.

        Raises:
            StoreLockedError: locking closed the connection; SQLite undid the transaction.
        """
        with self.turn:
            super().commit()

    def rollback(self) -> None:
        """Undo what was not committed; after locking there is nothing left to undo."""
        with self.turn:
            try:
                super().rollback()
            except sqlcipher.ProgrammingError:
                if not self.turn.locked_out:
                    raise

    def close(self) -> None:
        """Close; closing twice is allowed."""
        with self.turn:
            super().close()


_as_django_does: Any = SQLiteCursorWrapper.convert_query


@lru_cache(maxsize=256)
def _in_marks(query: str) -> str:
    """A statement with SQLite's marks for its parameters. The statements of a save come again with every save."""
    marked: str = _as_django_does(None, query)
    return marked


class StoreCursor(sqlcipher.Cursor):  # type: ignore[misc]
    """Turns Django's `%s` and `%(name)s` into SQLite's marks, as Django's own cursor does, one turn each."""

    def convert_query(self, query: str, *, param_names: Sequence[str] | None = None) -> str:
        """The statement as SQLite takes it."""
        if param_names is None:
            return _in_marks(query)
        named: str = _as_django_does(self, query, param_names=param_names)
        return named

    def execute(self, query: str, params: Any = None) -> Any:
        """Run one statement; `params` None means the text is sent as it is, percent signs included."""
        with self.connection.turn:
            if params is None:
                return super().execute(query)
            names = list(params) if isinstance(params, Mapping) else None
            return super().execute(self.convert_query(query, param_names=names), params)

    def executemany(self, query: str, param_list: Iterable[Any]) -> Any:
        """Run one statement for each set of parameters; the first set decides between `%s` and `%(name)s`."""
        peeked, rows = tee(iter(param_list))
        first = next(peeked, None)
        names = list(first) if first and isinstance(first, Mapping) else None
        with self.connection.turn:
            return super().executemany(self.convert_query(query, param_names=names), rows)

    def fetchone(self) -> Any:
        """The next row, or None."""
        with self.connection.turn:
            return super().fetchone()

    def fetchmany(self, size: int | None = None) -> Any:
        """The next `size` rows (by default `arraysize`)."""
        with self.connection.turn:
            return super().fetchmany(self.arraysize if size is None else size)

    def fetchall(self) -> Any:
        """All remaining rows."""
        with self.connection.turn:
            return super().fetchall()

    def __next__(self) -> Any:
        with self.connection.turn:
            return super().__next__()

    def close(self) -> None:
        """Release the statement."""
        with self.connection.turn:
            super().close()
