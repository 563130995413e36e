"""Readings kept in memory: bounded, and gone when the store is locked."""

from collections.abc import Iterator

import pytest

from lifeworld.interchange import readings
from lifeworld.interchange.readings import Readings
from lifeworld.interviews.rules.reading import ReadTranscript, ReadTurn
from lifeworld.security import keyring

KEY = ("a" * 64, ".txt", False)
OTHER = ("b" * 64, ".txt", False)


@pytest.fixture
def kept() -> Iterator[Readings]:
    keyring.open_store(bytes(32))
    yield Readings()
    keyring.lock_store()


def read(words: str) -> ReadTranscript:
    return ReadTranscript("Plain text", (ReadTurn("B", words),), ())


def test_a_reading_is_found_until_it_is_let_go(kept: Readings) -> None:
    one = read("We went by the river.")
    kept.keep(KEY, one)
    assert kept.get(KEY) is one
    kept.let_go([KEY, OTHER])
    assert kept.get(KEY) is None


def test_locking_the_store_forgets_every_reading(kept: Readings) -> None:
    kept.keep(KEY, read("We went by the river."))
    keyring.lock_store()
    assert kept.get(KEY) is None


def test_the_oldest_goes_where_too_much_is_kept(kept: Readings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "MOST_CHARACTERS", 30)
    kept.keep(KEY, read("x" * 20))
    kept.keep(OTHER, read("y" * 20))
    assert kept.get(KEY) is None
    assert kept.get(OTHER) is not None
