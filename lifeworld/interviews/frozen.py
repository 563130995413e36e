"""The lines of frozen versions, read once in a process: a long transcript's are a hundred thousand numbers to parse.

A frozen version never changes, so what was read of it stays true. Only numbers are kept, never words, and locking the
store forgets them.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock

from lifeworld.interviews.models import TranscriptVersion, Turn
from lifeworld.security import keyring

# Versions; a few hundred kibibytes each for the longest of transcripts.
KEPT = 16


@dataclass(frozen=True)
class FrozenKey:
    """One version as frozen: were a key given out again (a freezing that was rolled back), the rest would differ.

    `frozen_at` is as the database gives it: text or a time.
    """

    pk: int
    frozen_at: object
    word_count: int
    line_width: int


@dataclass(frozen=True)
class FrozenLines:
    """`lines` are `[start, end, turn index]` in code points, `moments` the turns' start in ms, by index."""

    lines: Sequence[Sequence[int]]
    moments: dict[int, int | None]

    def moment(self, first_line: int, last_line: int) -> int | None:
        """When the first turn of these lines (from 1) begins in the recording; None where that is not known."""
        first, last = self.lines[first_line - 1][2], self.lines[last_line - 1][2]
        return next((self.moments[index] for index in range(first, last + 1) if index in self.moments), None)


class _Kept:
    """The versions used last. Registered with the key ring as a connection is, so that locking empties it."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._versions: OrderedDict[FrozenKey, FrozenLines] = OrderedDict()

    def get(self, key: FrozenKey) -> FrozenLines | None:
        with self._guard:
            if key in self._versions:
                self._versions.move_to_end(key)
            return self._versions.get(key)

    def keep(self, key: FrozenKey, lines: FrozenLines, epoch: int) -> None:
        with self._guard:
            self._versions[key] = lines
            while len(self._versions) > KEPT:
                self._versions.popitem(last=False)
        if not keyring.admit(self, epoch):
            self.close_for_lock(wait=True)

    def close_for_lock(self, *, wait: bool) -> bool:
        with self._guard:
            self._versions.clear()
        return True


_kept = _Kept()


def frozen_lines(key: FrozenKey) -> FrozenLines:
    """The lines of a frozen version that was read within the same transaction."""
    found = _kept.get(key)
    if found is None:
        _, epoch = keyring.key_and_epoch()
        lines = TranscriptVersion.objects.values_list("lines", flat=True).get(pk=key.pk)
        found = FrozenLines(lines, dict(Turn.objects.filter(version=key.pk).values_list("index", "start_ms")))
        _kept.keep(key, found, epoch)
    return found
