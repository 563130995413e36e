"""The threads that answer requests: whichever rested last goes first.

Every thread has a connection of its own, with the store's pages as they were when it last asked. waitress wakes the
thread that has rested longest, so that with one person at work each save met a connection which had missed the last few
saves, and SQLCipher read and decrypted again every page that they had touched.
"""

import threading

from waitress.task import ThreadedTaskDispatcher


class LastRestedFirst(ThreadedTaskDispatcher):
    """waitress's threads, the freshest woken first; the others are there for when several people ask at once."""

    def __init__(self, threads: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.queue_cv = _LastInFirstOut(self.lock)  # type: ignore[assignment]
        self.set_thread_count(threads)  # type: ignore[no-untyped-call]


class _LastInFirstOut:
    """A condition variable, as waitress uses one, that wakes whoever began to wait last."""

    def __init__(self, lock: threading.Lock) -> None:
        self._lock = lock
        self._waiting: list[threading.Semaphore] = []

    def wait(self) -> None:
        """Let go of the lock until woken; the caller holds it before and after."""
        mine = threading.Semaphore(0)
        self._waiting.append(mine)
        self._lock.release()
        try:
            mine.acquire()
        finally:
            self._lock.acquire()

    def notify(self) -> None:
        """Wake one, if any waits; the caller holds the lock."""
        if self._waiting:
            self._waiting.pop().release()

    def notify_all(self) -> None:
        """Wake all; the caller holds the lock."""
        while self._waiting:
            self.notify()
