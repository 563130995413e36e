"""A backup that stops where it is to be killed: `python -m tests.faults.backing_up FOLDER OUT copied|written`.

There it prints a line and goes on no further: once the copy of the store is whole and about to be read (told by the
audit of files that Python opens), or once the first piece of the file is written. Its passphrase is in the environment.
"""

import os
import sys
from pathlib import Path
from typing import Any

from lifeworld.security.backup import write_backup
from lifeworld.security.backup.leftovers import WORKPLACE
from lifeworld.security.vault_file import STORE_NAME


def stop(*_: object) -> None:
    """Say that it has come so far, and wait for the end."""
    sys.stdout.write("here\n")
    sys.stdout.flush()
    sys.stdin.read()


def heard(event: str, given: tuple[Any, ...]) -> None:
    """Stop where the copy is opened to be read."""
    if event == "open" and isinstance(given[0], str | Path):
        path = Path(given[0])
        if path.name == STORE_NAME and path.parent.name.startswith(WORKPLACE):
            stop()


def main(folder: str, out: str, moment: str) -> None:
    """Back up the store in `folder` into `out`, up to the moment."""
    if moment == "copied":
        sys.addaudithook(heard)
    progress = stop if moment == "written" else None
    secret = os.environ["LIFEWORLD_PASSPHRASE"]
    write_backup(Path(folder), Path(out), passphrase=secret, replace=True, progress=progress)


if __name__ == "__main__":
    main(*sys.argv[1:])
