"""The SQLCipher driver as one untyped name: it fills its module at run time, where a type checker cannot follow.

And how it is asked for a file.
"""

import os
from importlib import import_module
from pathlib import Path
from typing import Any

sqlcipher: Any = import_module("sqlcipher3.dbapi2")


def address_of(path: Path) -> str:
    """How SQLite is asked for the file.

    Where neither file nor folder can be written and no log waits to be read, SQLite must be told that nobody else can
    write either, or it would insist on making the log's index (https://www.sqlite.org/wal.html#read_only_databases).
    """
    log = path.with_name(f"{path.name}-wal")
    waits = log.exists() and log.stat().st_size > 0
    still = not waits and not os.access(path, os.W_OK) and not os.access(path.parent, os.W_OK)
    return f"{path.absolute().as_uri()}{'?immutable=1' if still else ''}"
