"""The opened key of the store, held in this process's memory and nowhere else.

The key lives from `open_store` to `lock_store`. Every connection made with it is registered here, so that
locking can close all of them, whichever thread owns them. Python cannot wipe memory for certain: locking
drops every reference the program holds, and the bytes may linger until the memory is used again (SECURITY.md
says so).
"""

import threading
import weakref
from typing import Protocol

KEY_BYTES = 32


class Closable(Protocol):
    """A connection that can be closed from a thread that does not own it."""

    def close_for_lock(self, *, wait: bool) -> bool:
        """Stop the running statement and close; False where `wait` is off and it has not stopped yet."""


_guard = threading.RLock()
_key: bytes | None = None
_last_touch: float | None = None
_epoch = 0
_connections: weakref.WeakSet[Closable] = weakref.WeakSet()


def open_store(key: bytes) -> None:
    """Keep `key` (32 raw bytes) for the connections of every thread, until `lock_store`.

    Raises:
        ValueError: the key is not 32 bytes long.
    """
    global _key, _last_touch
    if len(key) != KEY_BYTES:
        raise ValueError("A store key is 32 bytes.")
    with _guard:
        if _key != key:
            # What was opened without this key, even before there was one, must not be used on.
            lock_store()
        _key = bytes(key)
        _last_touch = None


def lock_store() -> None:
    """Forget the key and close every connection of every thread.

    The key is forgotten first, so no new connection can be made. Then each registered connection is
    interrupted and closed in a turn of its own: a statement in another thread ends early, its transaction is
    rolled back by SQLite, and that thread meets `StoreLockedError` at its next statement. What was committed
    stays.
    """
    global _key, _last_touch, _epoch
    with _guard:
        _key = None
        _last_touch = None
        _epoch += 1
        closing = list(_connections)
        _connections.clear()
    # First those at rest: one of them may hold the write transaction that a running statement waits for.
    running = [connection for connection in closing if not connection.close_for_lock(wait=False)]
    for connection in running:
        connection.close_for_lock(wait=True)


def current_key() -> bytes | None:
    """The 32 raw bytes of the opened key, or None where no key is open."""
    with _guard:
        return _key


def key_and_epoch() -> tuple[bytes | None, int]:
    """The key together with the number of the opening it belongs to; hand the number to `admit`."""
    with _guard:
        return _key, _epoch


def admit(connection: Closable, epoch: int) -> bool:
    """Register a new connection; False where the store was locked while it was being made."""
    with _guard:
        if epoch != _epoch:
            return False
        _connections.add(connection)
        return True


def is_open() -> bool:
    """Whether a key is open in this process."""
    return current_key() is not None


def touch(now: float) -> None:
    """Note that a person did something at `now` (seconds of any steady clock)."""
    global _last_touch
    with _guard:
        _last_touch = now


def lock_if_idle(now: float, after_s: float) -> bool:
    """Lock where nobody has done anything for `after_s` seconds; True where this call locked the store.

    `now` comes from the same clock as `touch`. A store opened but never touched counts from the first call.
    """
    global _last_touch
    with _guard:
        if _key is None:
            return False
        if _last_touch is None:
            _last_touch = now
        if now - _last_touch < after_s:
            return False
        # Still under the guard: a touch arriving between the decision and the lock would otherwise be
        # ignored.
        lock_store()
        return True
