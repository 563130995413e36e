"""Workers that share the tests between them: what they are handed, and what one of them makes for all.

Tests are handed out one by one, but those of a file that makes something once for them all go together. xdist knows
such groups by a mark, which it writes into a test's name, and pytest 9.2 lets nobody change that.
"""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).resolve().parents[1]


class OneByOneOrTogether(LoadScopeScheduling):
    """Hands out the largest files of that kind first, and then each other test as a worker comes free."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if _makes_once(file) else nodeid


@cache
def _makes_once(file: str) -> bool:
    return 'scope="module"' in (ROOT / file).read_text(encoding="utf-8")


def made_by_one(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that `make` fills and that is only ever copied: the first worker to come makes it, and others wait."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        alone = factory.mktemp(name)
        make(alone)
        return alone
    import fcntl  # not on Windows, where each test run is one worker's

    place = factory.getbasetemp().parent / name
    place.mkdir(exist_ok=True)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / "made").exists():
            make(place)
            (place / "made").touch()
    return place
