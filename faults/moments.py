"""When to kill: at random, and at the moments in which most is at stake."""

import threading
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

from faults.acts import Act, Import

LONGEST_S = 2.5
LOOK_EVERY_S = 0.0003


@dataclass(frozen=True)
class Moment:
    """One kind of moment, and how often it is chosen among the others."""

    name: str
    weight: int


SAVE = Moment("at random", 6)
COMMIT = Moment("in a commit", 8)
IMPORT = Moment("in an import", 6)
CHECKPOINT = Moment("in a checkpoint", 4)
LOCK = Moment("in locking", 2)
START = Moment("in starting", 3)
SET_UP = Moment("in setting up", 1)
ALL = (SAVE, COMMIT, IMPORT, CHECKPOINT, LOCK, START, SET_UP)


class Watch:
    """Waits for a moment while clients work. `heard` is told of every act as it is begun."""

    def __init__(self, folder: Path) -> None:
        self.store = folder / "store.sqlite3"
        self.log = folder / "store.sqlite3-wal"
        self._importing = threading.Event()

    def heard(self, act: Act) -> None:
        """An act is about to be sent."""
        if isinstance(act, Import):
            self._importing.set()

    def wait(self, moment: Moment, rng: Random) -> Moment:
        """Return when it is time; the moment that was met, which is a random one where the other did not come."""
        met = True
        if moment is COMMIT:
            # Not always the first save.
            time.sleep(rng.uniform(0.02, 0.5))
            met = _changes(self.log)
            time.sleep(rng.uniform(0, 0.004))
        elif moment is CHECKPOINT:
            # SQLite writes to the file itself in a checkpoint only: by itself once the log holds 1,000 pages
            # (https://www.sqlite.org/wal.html#ckpt).
            met = _changes(self.store)
            time.sleep(rng.uniform(0, 0.01))
        elif moment is IMPORT:
            met = self._importing.wait(LONGEST_S)
            time.sleep(rng.uniform(0, 0.8))
        else:
            time.sleep(rng.uniform(0.05, 0.8))
        self._importing.clear()
        return moment if met else SAVE


def choose(rng: Random) -> Moment:
    """The kind of moment for the next kill."""
    return rng.choices(ALL, [moment.weight for moment in ALL])[0]


def _changes(file: Path) -> bool:
    """Wait until the file is written to; False where that took too long."""
    before, end = _stamp(file), time.monotonic() + LONGEST_S
    while _stamp(file) == before:
        if time.monotonic() > end:
            return False
        time.sleep(LOOK_EVERY_S)
    return True


def _stamp(file: Path) -> tuple[int, int]:
    found = file.stat()
    return found.st_mtime_ns, found.st_size
