"""Wrong passphrases are counted in a file beside the vault and slowed, also across restarts.

The count slows someone at the keyboard of a running computer. It cannot slow someone who carries the files
away: there argon2id and the passphrase's length stand alone (SECURITY.md says so).
"""

import json
import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lifeworld.security.errors import TooSoonError, WrongPassphraseError
from lifeworld.security.storage import StorageError
from lifeworld.security.vault_file import replace_file

ATTEMPTS_NAME = "attempts.json"
FREE_ATTEMPTS = 3
LONGEST_WAIT_S = 300

_one_at_a_time = threading.Lock()
# What the disk would not take: a full or read-only disk must neither keep its owner out nor stop the counting.
_unwritten: dict[Path, tuple[int, float]] = {}


def wait_after(wrong: int) -> int:
    """Seconds to wait after `wrong` attempts in a row.

    None for the first two, then 1, 2, 4 and so on up to 300.
    """
    if wrong < FREE_ATTEMPTS:
        return 0
    return int(min(LONGEST_WAIT_S, 2 ** min(wrong - FREE_ATTEMPTS, 10)))


@contextmanager
def counted_attempt(folder: Path, now: float) -> Iterator[None]:
    """Run one attempt: a clean end resets the count.

    The attempt is written down as wrong before it is made, so ending the program during it gains nothing.
    Attempts of this process run one at a time; otherwise many could start before the first is counted. `now`
    is in seconds since 1970.

    Raises:
        TooSoonError: the wait after the last wrong attempt is not over; this attempt is not counted.
    """
    with _one_at_a_time:
        wrong, last = _read(folder)
        if now < last:
            # The clock was set back: waiting counts anew from now, or it could last as long as the error.
            last = now
            _write(folder, wrong, last)
        left = last + wait_after(wrong) - now
        if left > 0:
            raise TooSoonError(math.ceil(left))
        _write(folder, wrong + 1, now)
        try:
            yield
        except WrongPassphraseError:
            raise
        except BaseException:
            # The attempt told nothing about the passphrase: put the count back.
            _write(folder, wrong, last)
            raise
        forget_attempts(folder)


def forget_attempts(folder: Path) -> None:
    """Start counting anew, after the right passphrase or the right recovery key."""
    _unwritten.pop(folder, None)
    try:
        (folder / ATTEMPTS_NAME).unlink(missing_ok=True)
    except OSError:
        _unwritten[folder] = (0, 0.0)


def _read(folder: Path) -> tuple[int, float]:
    """Wrong attempts in a row and the time of the last; an unreadable file counts as none."""
    if folder in _unwritten:
        return _unwritten[folder]
    try:
        document = json.loads((folder / ATTEMPTS_NAME).read_bytes())
        return max(0, int(document["wrong"])), float(document["last"])
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return 0, 0.0


def _write(folder: Path, wrong: int, last: float) -> None:
    try:
        replace_file(folder / ATTEMPTS_NAME, json.dumps({"wrong": wrong, "last": last}).encode())
        _unwritten.pop(folder, None)
    except StorageError:
        _unwritten[folder] = (wrong, last)
