"""Real stores in a folder, without Django, for tests of vault, key and backup."""

from contextlib import closing
from pathlib import Path
from typing import Any

from lifeworld.security.sqlcipher.driver import sqlcipher
from lifeworld.security.vault import create_vault, open_vault
from lifeworld.security.vault_file import STORE_NAME
from lifeworld.security.wrapping import Argon2Cost

QUICK = Argon2Cost(passes=1, memory_kib=8, lanes=1)
PASSPHRASE = "kettle lichen orbit"
PLANTED = "the bus stop was further than it used to be"


def connect(folder: Path, key: bytes | None) -> Any:
    """A connection of the store's own kind, committing each statement."""
    connection = sqlcipher.connect(str(folder / STORE_NAME), isolation_level=None, check_same_thread=False)
    if key is not None:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("PRAGMA journal_mode = WAL")
    return connection


def make_store(folder: Path, *, rows: int = 50, vault: bool = True) -> tuple[bytes | None, str]:
    """A store with `rows` lines and a word search; its key (None: plain) and its recovery key as printed."""
    folder.mkdir(exist_ok=True)
    key, recovery = None, ""
    if vault:
        recovery = create_vault(folder, PASSPHRASE, cost=QUICK).groups
        key = open_vault(folder, PASSPHRASE)
    with closing(connect(folder, key)) as connection:
        connection.execute("CREATE TABLE line (id INTEGER PRIMARY KEY, words TEXT NOT NULL)")
        connection.execute("CREATE VIRTUAL TABLE search USING fts5 (words)")
        connection.execute("BEGIN")
        for number in range(rows):
            words = f"{PLANTED}, {number}"
            connection.execute("INSERT INTO line VALUES (?, ?)", (number, words))
            connection.execute("INSERT INTO search VALUES (?)", (words,))
        connection.execute("COMMIT")
    return key, recovery


def count_lines(folder: Path, key: bytes | None) -> int:
    """How many lines the store holds, once its integrity check passed."""
    with closing(connect(folder, key)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return int(connection.execute("SELECT count(*) FROM line").fetchone()[0])
