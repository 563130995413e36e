"""Where a script's passphrase comes from: a file, the environment, or the person at the terminal.

Never from the command line's own words: every user of the computer can list those.
"""

import getpass
import sys
from collections.abc import Mapping
from pathlib import Path

from lifeworld.common.errors import InvalidInputError

VARIABLE = "LIFEWORLD_PASSPHRASE"
NEW_VARIABLE = "LIFEWORLD_NEW_PASSPHRASE"


def passphrase_from(env: Mapping[str, str], file: Path | None, prompt: str) -> str:
    """The passphrase from `file` where given, else from `LIFEWORLD_PASSPHRASE` in `env`, else asked without
    echo.

    Of a file the first line counts, without its line end; spaces belong to the passphrase.

    Raises:
        InvalidInputError: the file cannot be read as UTF-8, or nobody is there to be asked.
    """
    if file is not None:
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeError):
            raise _missing("The passphrase file could not be read.") from None
        return text.split("\n", 1)[0].rstrip("\r")
    if VARIABLE in env:
        return env[VARIABLE]
    if not sys.stdin.isatty():
        raise _missing("No passphrase was given and there is no terminal to ask at.")
    return getpass.getpass(prompt)


def new_passphrase_from(env: Mapping[str, str]) -> str:
    """A new passphrase from `LIFEWORLD_NEW_PASSPHRASE` in `env`, else asked twice without echo.

    Raises:
        InvalidInputError: the two differ, or nobody is there to be asked.
    """
    if NEW_VARIABLE in env:
        return env[NEW_VARIABLE]
    if not sys.stdin.isatty():
        raise InvalidInputError(
            "No new passphrase was given and there is no terminal to ask at.", do=f"Set {NEW_VARIABLE}."
        )
    new = getpass.getpass("New passphrase: ")
    if getpass.getpass("The new passphrase again: ") != new:
        raise InvalidInputError("The two passphrases differ.", do="Type the same one twice.")
    return new


def _missing(what: str) -> InvalidInputError:
    return InvalidInputError(what, do=f"Set {VARIABLE}, or name a readable file with --passphrase-file.")
