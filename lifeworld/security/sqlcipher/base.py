"""Django's SQLite backend, over SQLCipher and with durability chosen for irreplaceable work.

The key comes from `lifeworld.security.keyring`, never from the settings. Without a key and without a vault
beside the database the same engine reads and writes a plain SQLite file: the fictional study and the tests.
"""

import datetime
import decimal
import os
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base as stock
from django.utils.asyncio import async_unsafe
from django.utils.dateparse import parse_date, parse_datetime, parse_time

from lifeworld.security import keyring
from lifeworld.security.errors import StoreLockedError, StoreUnreadableError
from lifeworld.security.sqlcipher.connection import StoreConnection, StoreCursor
from lifeworld.security.sqlcipher.driver import address_of, sqlcipher
from lifeworld.security.storage import plain_storage, storage_refusal
from lifeworld.security.vault_file import vault_exists

BUSY_TIMEOUT_S = 15.0

# The driver keeps its own registry, apart from the standard library's, so what Django registers there is
# repeated.
sqlcipher.register_converter("bool", b"1".__eq__)
sqlcipher.register_converter("date", stock.decoder(parse_date))
sqlcipher.register_converter("time", stock.decoder(parse_time))
sqlcipher.register_converter("datetime", stock.decoder(parse_datetime))
sqlcipher.register_converter("timestamp", stock.decoder(parse_datetime))
sqlcipher.register_adapter(decimal.Decimal, str)
sqlcipher.register_adapter(datetime.date, stock.adapt_date)
sqlcipher.register_adapter(datetime.datetime, stock.adapt_datetime)

PRAGMAS = (
    # Readers never wait for the writer.
    "PRAGMA journal_mode = WAL",
    # In WAL mode NORMAL may lose the last commits at a power cut; FULL syncs the log at every commit, so a
    # save that was acknowledged is on the disk (https://www.sqlite.org/pragma.html#pragma_synchronous).
    # FULLFSYNC asks the same of macOS, where fsync alone leaves the data in the drive's cache.
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA legacy_alter_table = OFF",
    # Temporary tables and sorts in a file would be plain text on the disk.
    "PRAGMA temp_store = MEMORY",
)
# cipher_memory_security stays off (SQLCipher's default): it locks and wipes each page buffer, yet the words
# of an open study are in Python's own memory anyway. SQLCipher wipes its key material in either setting.


class DatabaseWrapper(stock.DatabaseWrapper):
    """One thread's way to the store. `NAME` is the file's path; `vault.json` is looked for beside it."""

    init_commands: list[str]
    transaction_mode: str | None
    display_name = "SQLCipher"
    Database = sqlcipher

    def get_connection_params(self) -> dict[str, Any]:
        """Django's parameters, with immediate transactions unless the settings say otherwise.

        A deferred transaction that reads and then writes fails at once when another writer was faster,
        without waiting for the busy timeout; an immediate one takes its turn at the start.
        """
        params: dict[str, Any] = super().get_connection_params()
        self.transaction_mode = self.transaction_mode or "IMMEDIATE"
        params.setdefault("timeout", BUSY_TIMEOUT_S)
        params["factory"] = StoreConnection
        params["database"] = str(params["database"])
        return params

    @async_unsafe
    def get_new_connection(self, conn_params: dict[str, Any]) -> StoreConnection:
        """A keyed connection, checked to read the file, and registered so that locking can close it.

        Raises:
            StoreLockedError: there is a vault beside the file and no key is open.
            StoreUnreadableError: the key does not open the file.
            StorageError: the disk refused.
        """
        in_memory = self.is_in_memory_db()
        name = conn_params["database"]
        key, epoch = (None, 0) if in_memory else keyring.key_and_epoch()
        if not in_memory and key is None and vault_exists(Path(name).parent):
            raise StoreLockedError
        try:
            with plain_storage():
                connection = self._opened(conn_params, key)
        except sqlcipher.DatabaseError as error:
            refusal = storage_refusal(error)
            if refusal is None:
                raise
            raise refusal from None
        if not in_memory and not keyring.admit(connection, epoch):
            connection.close()
            raise StoreLockedError
        return connection

    def _opened(self, conn_params: dict[str, Any], key: bytes | None) -> StoreConnection:
        """A connection made ready for use, from a file that is made where absent."""
        path = _file_of(conn_params["database"])
        if path is not None:
            _create_private(path)
            conn_params = {**conn_params, "database": address_of(path), "uri": True}
        connection: StoreConnection = sqlcipher.connect(**conn_params)
        try:
            connection.reads_only = path is not None and not os.access(path, os.W_OK)
            self._prepare(connection, key)
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: StoreConnection, key: bytes | None) -> None:
        if key is not None:
            # A raw key, so SQLCipher derives nothing: argon2id did the slow work once, when the vault was
            # opened.
            connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlcipher.DatabaseError as error:
            if "not a database" in str(error):
                raise StoreUnreadableError from None
            raise
        stock.register_functions(connection)  # type: ignore[attr-defined]
        for statement in (*PRAGMAS, *self.init_commands):
            if statement.strip():
                connection.execute(statement)

    def create_cursor(self, name: str | None = None) -> StoreCursor:
        """A cursor that speaks Django's parameter style."""
        cursor: StoreCursor = self.connection.cursor(factory=StoreCursor)
        return cursor

    def ensure_connection(self) -> None:
        """Connect where needed; a connection that locking closed is replaced, never inside a transaction.

        Raises:
            StoreLockedError: the store was locked during this thread's transaction, which is gone.
        """
        if self.connection is not None and self.connection.turn.locked_out:
            if self.in_atomic_block:
                raise StoreLockedError
            self.connection = None
        super().ensure_connection()

    def close_if_unusable_or_obsolete(self) -> None:
        """Django's check between requests; a connection that locking closed is simply forgotten.

        Django would ask it for its state, which connects again and would fail after the answer was given.
        """
        if self.connection is not None and self.connection.turn.locked_out and not self.in_atomic_block:
            self.connection = None
        if self.connection is not None and self.connection.reads_only and not self.in_atomic_block:
            # The disk may take writing again by now: the next request opens the file anew and finds out.
            self.close()
        super().close_if_unusable_or_obsolete()


def _file_of(name: str) -> Path | None:
    """The file of a database; None for one in memory."""
    return None if name == ":memory:" or name.startswith("file:") else Path(name)


def _create_private(path: Path) -> None:
    """Make the file readable by its owner alone before SQLite opens it.

    Its -wal and -shm take the same mode.
    """
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
