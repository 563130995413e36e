"""How tests are handed to workers: one by one, but those of a file that makes something once for them all go together.

xdist knows such groups by a mark, which it writes into a test's name, and pytest 9.2 lets nobody change that.
"""

from functools import cache
from pathlib import Path

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
