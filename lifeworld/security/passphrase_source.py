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
ARCHIVE_VARIABLE = "LIFEWORLD_ARCHIVE_PASSPHRASE"


def passphrase_from(env: Mapping[str, str], file: Path | None, prompt: str) -> str:
    """The passphrase from `file` where given, else from `LIFEWORLD_PASSPHRASE` in `env`, else asked without
    echo.

    Of a file the first line counts, without its line end; spaces belong to the passphrase.

    Raises:
        InvalidInputError: the file cannot be read as UTF-8, or nobody is there to be asked.
    """
    given = _given(env, file, VARIABLE, "--passphrase-file")
    return getpass.getpass(prompt) if given is None else given


def archive_passphrase_from(env: Mapping[str, str], file: Path | None, *, new: bool) -> str:
    """An archive's passphrase from `file`, else from `LIFEWORLD_ARCHIVE_PASSPHRASE`, else asked; a new one twice.

    Raises:
        InvalidInputError: as `passphrase_from`, or the two differ.
    """
    given = _given(env, file, ARCHIVE_VARIABLE, "--archive-passphrase-file")
    if given is not None:
        return given
    asked = getpass.getpass("Passphrase for the archive: ")
    if new and getpass.getpass("The archive's passphrase again: ") != asked:
        raise InvalidInputError("The two passphrases differ.", do="Type the same one twice.")
    return asked


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


def _given(env: Mapping[str, str], file: Path | None, variable: str, option: str) -> str | None:
    """A passphrase that was given beforehand, or None where the person at the terminal is to be asked."""
    do = f"Set {variable}, or name a readable file with {option}."
    if file is not None:
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeError):
            raise InvalidInputError("The passphrase file could not be read.", do=do) from None
        return text.split("\n", 1)[0].rstrip("\r")
    if variable in env:
        return env[variable]
    if not sys.stdin.isatty():
        raise InvalidInputError("No passphrase was given and there is no terminal to ask at.", do=do)
    return None
