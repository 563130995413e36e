"""What long work leaves behind is given back: the database is asked, and so is the system's library."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.db import connection

from lifeworld.common import memory


@pytest.mark.django_db
@pytest.mark.embedded("a server's memory is its own")
def test_the_thread_s_page_cache_is_let_go() -> None:
    asked: list[str] = []

    def seen(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(seen):
        memory.give_back()
    assert asked == ["PRAGMA shrink_memory"]


@pytest.mark.django_db
def test_where_the_library_cannot_be_asked_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    memory._of_the_library.cache_clear()
    try:
        memory.give_back()
        assert not memory.share_one_heap()
    finally:
        memory._of_the_library.cache_clear()


HEAPS = """
import ctypes, threading
from lifeworld.common import memory

taken = memory.share_one_heap()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
made = [libc.malloc(100)]
thread = threading.Thread(target=lambda: made.append(libc.malloc(100)))
thread.start()
thread.join()
print(taken, abs(made[1] - made[0]) < 1 << 26)
"""


@pytest.mark.skipif(not hasattr(os, "confstr") or "CS_GNU_LIBC_VERSION" not in os.confstr_names, reason="glibc alone")
def test_threads_share_one_heap() -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "lifeworld.config.settings"}
    told = subprocess.run([sys.executable, "-c", HEAPS], capture_output=True, text=True, check=True, env=environment)
    assert told.stdout.split() == ["True", "True"]
