"""The list of what was forgotten, kept beside the store and outside every backup, so that no restored backup brings a
person back unnoticed.

It names nobody: each line is a hash of study and serial under the list's own random salt, what was forgotten, and the
day. It lies beside the store's folder, not in it, because a backup is restored into another folder of the same place.
Whenever a store is opened or a study brought in, every list found there is applied again. See docs/decisions/0042.
"""

import hashlib
import json
import logging
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lifeworld.common.errors import DomainError
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.security.file_locks import lock_when_free
from lifeworld.security.storage import StorageError
from lifeworld.security.vault_file import replace_file

logger = logging.getLogger(__name__)

SUFFIX, LOCK_SUFFIX = ".forgotten.json", ".forgotten.lock"
CASE = "case"


class ListDamagedError(DomainError):
    """A list of what was forgotten cannot be read, so that nobody knows who must not come back."""

    def __init__(self) -> None:
        super().__init__(
            "The list of those who withdrew, which lies beside the store, cannot be read.",
            "Nothing was changed.",
            "Put a copy of it back, or go through the certificates of withdrawal and then remove the damaged file.",
        )


@dataclass(frozen=True)
class Line:
    """One thing that was forgotten. `what` is `case`, or the use of a key that was destroyed.

    `at` is the moment: whoever comes back later of their own accord, with another case, is not meant.
    """

    salt: str
    who: str
    what: str
    at: datetime

    def is_of(self, study: str, serial: int) -> bool:
        """Whether it is about this person."""
        return self.who == _hash(self.salt, study, serial, self.what)


def list_of(folder: Path) -> Path:
    """Where the list of the store in `folder` lies."""
    return folder.with_name(f"{folder.name}{SUFFIX}")


def remember(folder: Path, study: str, serial: int, what: str, at: datetime) -> bool:
    """Write down that something was forgotten; False where that could not be done, which the log then says.

    What was forgotten stays so: the next opening tries again, and refuses where it is the list that is damaged. Another
    process that writes to the list at the same time is waited for.
    """
    file = list_of(folder)
    try:
        with _alone(folder):
            salt, lines = _read(file) if file.exists() else (secrets.token_hex(16), [])
            if any(line.what == what and line.at >= at and line.is_of(study, serial) for line in lines):
                return True
            lines.append(Line(salt, _hash(salt, study, serial, what), what, at))
            _write(file, salt, lines)
    except (StorageError, OSError, ListDamagedError):
        logger.warning("The list of those who withdrew could not be written beside the store's folder.")
        return False
    return True


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Be the only one who changes the list. Each change puts a new file in its place, so one beside it is locked."""
    handle = os.open(folder.with_name(f"{folder.name}{LOCK_SUFFIX}"), os.O_CREAT | os.O_RDWR, 0o600)
    try:
        lock_when_free(handle)
        yield
    finally:
        os.close(handle)


def lines_near(folder: Path) -> list[Line]:
    """Every line of every list beside the store's folder.

    Raises:
        ListDamagedError: one of them cannot be read.
    """
    if not folder.parent.is_dir():
        return []
    files = sorted(folder.parent.glob(f"*{SUFFIX}"))
    # One that this person may not read is another person's, about another store.
    return [line for file in files if os.access(file, os.R_OK) for line in _read(file)[1]]


def copy_beside(folder: Path, given: Path) -> None:
    """Keep a list from elsewhere beside the store in `folder`. `ListDamagedError` where it is none."""
    try:
        _read(given)
        content = given.read_bytes()
    except OSError:
        raise ListDamagedError from None
    replace_file(folder.with_name(f"{folder.name}.{secrets.token_hex(4)}{SUFFIX}"), content)


def matches(lines: list[Line], entries: Iterator[ScreeningEntry]) -> Iterator[tuple[ScreeningEntry, Line]]:
    """Which entries a list is about, and what of each was forgotten."""
    by_salt: dict[tuple[str, str], dict[str, Line]] = {}
    for line in lines:
        known = by_salt.setdefault((line.salt, line.what), {})
        known[line.who] = max(known.get(line.who, line), line, key=lambda one: one.at)
    for entry in entries:
        for (salt, what), known in by_salt.items():
            found = known.get(_hash(salt, entry.study.slug, entry.serial, what))
            if found:
                yield entry, found


def _hash(salt: str, study: str, serial: int, what: str) -> str:
    return hashlib.sha256(f"{salt} {study} {serial} {what}".encode()).hexdigest()


def _read(file: Path) -> tuple[str, list[Line]]:
    try:
        document = json.loads(file.read_bytes())
        salt = str(document["salt"])
        return salt, [Line(salt, str(one["who"]), str(one["what"]), _moment(one["at"])) for one in document["lines"]]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ListDamagedError from None


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError
    return found


def _write(file: Path, salt: str, lines: list[Line]) -> None:
    rows = [{"who": line.who, "what": line.what, "at": line.at.isoformat()} for line in lines]
    replace_file(file, json.dumps({"salt": salt, "lines": rows}, indent=1).encode())
