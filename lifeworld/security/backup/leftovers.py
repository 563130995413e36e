"""What an interrupted backup leaves behind, told apart from what another is at work on: by a lock of the system's.

A backup works in a folder of its own (`.backup-…`, beside the store or beside the file it makes) and writes its file
under a name that ends in `.unfinished` until it is whole. Whoever works holds a lock there; it vanishes with the
process, however that ends. So the next backup knows what nobody is at work on any more, and takes it away.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lifeworld.security.file_locks import lock_at_once

WORKPLACE = ".backup-"
UNFINISHED = ".unfinished"
HELD = "held"


def new_workplace(folder: Path) -> tuple[Path, int]:
    """A new folder in `folder`, for its owner alone, and the handle that holds it: closed last, after the folder."""
    place = folder / f"{WORKPLACE}{secrets.token_hex(4)}"
    place.mkdir(mode=0o700, parents=True)
    handle = os.open(place / HELD, os.O_CREAT | os.O_RDWR, 0o600)
    lock_at_once(handle)
    return place, handle


@contextmanager
def workplace(*folders: Path) -> Iterator[Path]:
    """A workplace in the first of `folders` that takes writing; gone afterwards.

    Raises:
        OSError: none takes any.
    """
    place, handle = _first(folders)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
        os.close(handle)


def unfinished(out: Path) -> Path:
    """The name under which the file `out` is written until it is whole."""
    return out.with_name(f".{out.name}.{secrets.token_hex(4)}{UNFINISHED}")


def sweep(*folders: Path) -> int:
    """Take away what interrupted backups left in `folders`; how many things that were."""
    swept = 0
    for folder in dict.fromkeys(folders):
        with suppress(OSError):
            for left in folder.glob(f"{WORKPLACE}*"):
                if _is_free(left / HELD):
                    shutil.rmtree(left, ignore_errors=True)
                    swept += not left.exists()
            for left in folder.glob(f".*{UNFINISHED}"):
                if _is_free(left):
                    left.unlink(missing_ok=True)
                    swept += 1
    return swept


def _first(folders: tuple[Path, ...]) -> tuple[Path, int]:
    *others, last = folders
    for folder in others:
        with suppress(OSError):
            return new_workplace(folder)
    return new_workplace(last)


def _is_free(file: Path) -> bool:
    """Whether nobody holds the file; one that is not there yet, or is gone, is nobody's."""
    try:
        handle = os.open(file, os.O_RDWR)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    try:
        return lock_at_once(handle)
    finally:
        os.close(handle)
