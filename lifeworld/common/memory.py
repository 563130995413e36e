"""Memory that long work leaves behind, given back to the system.

Each thread has a connection, and each connection a cache of pages that a long read fills; and glibc keeps what a thread
has freed for that thread's next use. So every thread that once made a long file would hold its room for good.
https://www.sqlite.org/pragma.html#pragma_shrink_memory, https://man7.org/linux/man-pages/man3/malloc_trim.3.html
"""

import sys
from functools import cache
from typing import Any

from django.db import connection


def give_back() -> None:
    """Give back what this thread no longer needs, where the database and the system's library can be asked to."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA shrink_memory")
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Any:
    if sys.platform != "linux":
        return None
    import ctypes

    return getattr(ctypes.CDLL(None), "malloc_trim", None)
