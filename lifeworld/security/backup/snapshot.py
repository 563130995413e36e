"""A copy of the database as it stood at one moment, while others go on writing; and the check of a copy."""

from contextlib import closing
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base as stock

from lifeworld.security.sqlcipher.driver import address_of, sqlcipher

PAGES_AT_ONCE = 512


def take_snapshot(source: Path, target: Path, key: bytes | None) -> None:
    """Copy the database `source` to the new file `target`, under the same key (None: both plain).

    SQLite's backup API, with a read transaction held on the source: in WAL mode writers go on, and the copy
    neither sees their later changes nor starts again because of them.

    Raises:
        sqlcipher3.dbapi2.DatabaseError: the key does not fit or the database is damaged.
    """
    with closing(_connect(source, key)) as original, closing(_connect(target, key)) as copy:
        # The copy is checked, sealed and deleted; only the sealed file must survive a power cut.
        copy.execute("PRAGMA synchronous = OFF")
        original.execute("BEGIN")
        original.execute("SELECT count(*) FROM sqlite_master").fetchone()
        # In pieces, so that other threads get their turn between them.
        original.backup(copy, pages=PAGES_AT_ONCE)
        original.rollback()


def is_sound(database: Path, key: bytes | None) -> bool:
    """Whether SQLite's full integrity check finds nothing wrong in the file."""
    try:
        with closing(_connect(database, key)) as connection:
            return bool(connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)])
    except sqlcipher.DatabaseError:
        return False


def settle(database: Path, key: bytes | None) -> None:
    """Fold the write-ahead log of a copy into its file, so that the one file is the whole database."""
    with closing(_connect(database, key)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()


def _connect(path: Path, key: bytes | None) -> Any:
    connection = sqlcipher.connect(address_of(path), uri=True, isolation_level=None, timeout=15.0)
    if key is not None:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    # The check evaluates constraints and indexes, which may use the functions that Django adds.
    stock.register_functions(connection)  # type: ignore[attr-defined]
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection
