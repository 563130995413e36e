"""Where real processes keep their store: a folder, and on PostgreSQL a database that belongs to it."""

import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

ADDRESS = os.environ.get("LIFEWORLD_DATABASE", "")
# The whole suite runs on the embedded store, or on PostgreSQL where this variable names a database (CONTRIBUTING.md).
EMBEDDED = not ADDRESS
LETS_GO_S = 30

_databases: dict[Path, str] = {}


def environment(folder: Path) -> dict[str, str]:
    """The variables of a process whose store is `folder`: nothing of ours from outside but its own database."""
    ours = {key: value for key, value in os.environ.items() if not key.startswith("LIFEWORLD")}
    return ours if EMBEDDED else ours | {"LIFEWORLD_DATABASE": _address(_database_of(folder))}


def copy_store(source: Path, target: Path) -> None:
    """Copy a store that nobody writes in. On PostgreSQL nobody may even be connected to it."""
    if EMBEDDED:
        shutil.copytree(source, target)
        return
    target.mkdir(parents=True)
    _databases[target] = _create(template=_database_of(source))


def drop_databases(of: Path | None = None) -> None:
    """Leave nothing behind of what was made here, or of what was made for one folder."""
    for folder in [of] if of else list(_databases):
        if name := _databases.pop(folder, ""):
            with _server() as server:
                server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _database_of(folder: Path) -> str:
    if folder not in _databases:
        _databases[folder] = _create()
    return _databases[folder]


def _create(template: str = "template0") -> str:
    from psycopg.errors import ObjectInUse

    name = f"{urlsplit(ADDRESS).path.lstrip('/')}_{secrets.token_hex(6)}"
    until = time.monotonic() + LETS_GO_S
    with _server() as server:
        while True:
            try:
                server.execute(f'CREATE DATABASE "{name}" ENCODING \'UTF8\' TEMPLATE "{template}"')
                return name
            except ObjectInUse:
                # A process that has just ended is a moment longer connected.
                if time.monotonic() > until:
                    raise


def _address(name: str) -> str:
    return urlunsplit(urlsplit(ADDRESS)._replace(path=f"/{name}"))


@contextmanager
def _server() -> Iterator[Any]:
    import psycopg

    with psycopg.connect(_address("postgres"), autocommit=True) as connection:
        yield connection
