"""Memory that long work leaves behind, given back to the system.

Each thread has a connection, and each connection a cache of pages that a long read fills; and glibc keeps what a thread
has freed for that thread's next use. So every thread that once made a long file would hold its room for good.
https://www.sqlite.org/pragma.html#pragma_shrink_memory, https://man7.org/linux/man-pages/man3/malloc_trim.3.html,
https://man7.org/linux/man-pages/man3/mallopt.3.html
"""

import sys
from functools import cache
from typing import Any

from django.db import connection

# glibc's name for it is M_ARENA_MAX.
_HEAPS_AT_MOST = -8


def give_back() -> None:
    """Give back what this thread no longer needs, where the database and the system's library can be asked to.

    A document's parts point at each other, and go when Python next looks for such rings: to look here and now would
    take a twentieth of the time that a long document takes, for five megabytes.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA shrink_memory")
    trim = _of_the_library("malloc_trim")
    if trim is not None:
        trim(0)


def share_one_heap() -> bool:
    """Let all threads share one heap, before there are any: Python runs one at a time. True where the library does."""
    set_option = _of_the_library("mallopt")
    return set_option is not None and set_option(_HEAPS_AT_MOST, 1) == 1


@cache
def _of_the_library(name: str) -> Any:
    if sys.platform != "linux":
        return None
    import ctypes

    return getattr(ctypes.CDLL(None), name, None)
