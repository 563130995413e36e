"""One server a store: a lock of the operating system's, which vanishes with the process that holds it.

The lock lies on a small file in the store's folder that says where the server answers. Commands beside a server need
none: SQLite lets them take turns. Two servers would each open, lock and unlock the store on their own, and a person
could not tell which page is which (docs/decisions/0031-one-server-a-store.md).
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lifeworld.common.errors import DomainError
from lifeworld.security.file_locks import lock_at_once

LOCK_NAME = "server.lock"
LONGEST_ADDRESS = 200


class ServerRunsError(DomainError):
    """Another server is at work on this store."""

    def __init__(self, address: str) -> None:
        super().__init__(
            "Lifeworld is running on this store already.",
            "Nothing was changed.",
            f"Open {address} in your browser." if address else "It is just starting: try again in a moment.",
        )
        self.address = address


class Hold:
    """The lock while it is held; `tell` writes down where the server answers."""

    def __init__(self, handle: int | None) -> None:
        self._handle = handle

    def tell(self, address: str) -> None:
        """Write the address down for whoever comes second."""
        if self._handle is not None:
            with suppress(OSError):
                os.ftruncate(self._handle, 0)
                os.lseek(self._handle, 0, os.SEEK_SET)
                os.write(self._handle, address.encode())


@contextmanager
def the_only_server(folder: Path) -> Iterator[Hold]:
    """Be the one server of the store in `folder`, which is made where absent.

    Where the folder takes no writing, nobody can write to the store either, and no lock is needed.

    Raises:
        ServerRunsError: another process is that server.
    """
    path = folder / LOCK_NAME
    handle = _taken(folder, path)
    if handle is None:
        yield Hold(None)
        return
    try:
        yield Hold(handle)
    finally:
        # Taken away while it is still held: whoever comes next makes a new one.
        with suppress(OSError):
            path.unlink()
        os.close(handle)


def server_runs(folder: Path) -> bool:
    """Whether a server is at work on the store in `folder`; a file that a killed one left behind does not count."""
    try:
        handle = os.open(folder / LOCK_NAME, os.O_RDWR)
    except OSError:
        return False
    try:
        return not lock_at_once(handle)
    finally:
        os.close(handle)


def _taken(folder: Path, path: Path) -> int | None:
    """The file, open and locked; None where the folder takes no writing."""
    while True:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
        except OSError:
            return None
        if not lock_at_once(handle):
            os.close(handle)
            raise ServerRunsError(_address(path))
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(handle), path.stat()):
                return handle
        # The one before took its file away between our opening and our locking it.
        os.close(handle)


def _address(path: Path) -> str:
    try:
        with path.open(encoding="ascii") as file:
            said = file.read(LONGEST_ADDRESS)
    except (OSError, ValueError):
        return ""
    return said if said.startswith("http://127.0.0.1:") else ""
