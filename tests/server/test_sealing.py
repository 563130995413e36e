"""What lies sealed in a server's database, and what it takes to open it."""

import pytest
from django.db import connection
from pytest_django import Settings

from lifeworld.interviews.models import Arrival, Original
from lifeworld.interviews.services.arrivals import Incoming, hold_arrivals
from lifeworld.security.sealing import MARK, NotUnsealedError, seal, unseal
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access

WORDS = b"We went along the river."


def kept_in(table: str) -> bytes:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT content FROM {table}")
        return bytes(cursor.fetchone()[0])


def test_files_lie_sealed_and_come_back_as_they_were(access: Access, maeve: Case) -> None:
    from tests.conftest import NOON

    hold_arrivals(access=access, at=NOON, files=[Incoming("maeve.txt", WORDS)])
    assert bytes(Arrival.objects.get().content) == WORDS
    assert bytes(Original.objects.get().content) == b"a small file"
    for table, plain in (("interviews_arrival", WORDS), ("interviews_original", b"a small file")):
        kept = kept_in(table)
        assert kept.startswith(MARK) and plain not in kept


def test_a_column_moved_to_another_place_does_not_open(access: Access, maeve: Case) -> None:
    from tests.conftest import NOON

    hold_arrivals(access=access, at=NOON, files=[Incoming("maeve.txt", WORDS)])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE interviews_original SET content = %s", [kept_in("interviews_arrival")])
    with pytest.raises(NotUnsealedError):
        Original.objects.get()


def test_another_key_or_an_altered_byte_does_not_open(settings: Settings) -> None:
    sealed = seal(WORDS, "a purpose")
    assert unseal(sealed, "a purpose") == WORDS
    assert seal(WORDS, "a purpose") != sealed
    for spoilt in (sealed[:-1] + bytes([sealed[-1] ^ 1]), sealed[:20], b"", WORDS):
        with pytest.raises(NotUnsealedError):
            unseal(spoilt, "a purpose")
    settings.FILE_KEY = bytes(32)
    with pytest.raises(NotUnsealedError):
        unseal(sealed, "a purpose")
