"""Readings of waiting files, kept in this process's memory from the upload to the keeping, so that each is read once.

They are only ever what reading the file again would give. They go when the file is kept, when others crowd them out,
and when the store is locked.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable

from lifeworld.interviews.models import Arrival
from lifeworld.interviews.rules.reading import ReadTranscript
from lifeworld.security import keyring

# As many characters of transcripts as a hundred hour-long interviews hold.
MOST_CHARACTERS = 6_000_000
Key = tuple[str, str, bool]


class Readings:
    """The newest readings, up to `MOST_CHARACTERS` of words. A key is the file's checksum, its ending, and pasted."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, tuple[ReadTranscript, int]] = OrderedDict()
        self._characters = 0
        self._guard = threading.Lock()

    def get(self, key: Key) -> ReadTranscript | None:
        """A reading, if it is still here."""
        with self._guard:
            found = self._kept.get(key)
        return found[0] if found else None

    def keep(self, key: Key, read: ReadTranscript) -> None:
        """Keep a reading until it is let go, crowded out, or the store is locked."""
        size = sum(len(turn.text) for turn in read.turns)
        epoch = keyring.key_and_epoch()[1]
        with self._guard:
            self._drop(key)
            self._kept[key] = (read, size)
            self._characters += size
            while self._characters > MOST_CHARACTERS:
                self._drop(next(iter(self._kept)))
        if not keyring.admit(self, epoch):
            self.close_for_lock(wait=True)

    def let_go(self, keys: Iterable[Key]) -> None:
        """Forget these readings."""
        with self._guard:
            for key in keys:
                self._drop(key)

    def close_for_lock(self, *, wait: bool) -> bool:
        """The keyring's call when the store is locked: nothing readable stays in memory."""
        with self._guard:
            self._kept.clear()
            self._characters = 0
        return True

    def _drop(self, key: Key) -> None:
        gone = self._kept.pop(key, None)
        self._characters -= gone[1] if gone else 0


_readings = Readings()


def read_arrival(arrival: Arrival) -> ReadTranscript:
    """A waiting file read as a transcript. Raises `UnreadableTranscriptError`."""
    key = _key(arrival)
    read = _readings.get(key)
    if read is None:
        # The readers bring lxml and every format's patterns, for which no other page should wait.
        from lifeworld.interchange.transcripts import read_pasted, read_transcript

        content = bytes(arrival.content)
        read = read_pasted(content.decode()) if arrival.pasted else read_transcript(content, arrival.suffix)
        _readings.keep(key, read)
    return read


def forget(arrivals: Iterable[Arrival]) -> None:
    """Let go of the readings of files that wait no more."""
    _readings.let_go(_key(arrival) for arrival in arrivals)


def forget_all() -> None:
    """Let go of every reading."""
    _readings.close_for_lock(wait=True)


def _key(arrival: Arrival) -> Key:
    return arrival.sha256, arrival.suffix, arrival.pasted
