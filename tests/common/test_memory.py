"""What long work leaves behind is given back: the database is asked, and so is the system's library."""

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
    memory._trim.cache_clear()
    try:
        memory.give_back()
        assert memory._trim() is None
    finally:
        memory._trim.cache_clear()
