"""Reading the database as it stood at one moment, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction


@contextmanager
def reading_snapshot() -> Iterator[None]:
    """Every question inside is answered from one moment, and nobody who writes waits for it.

    The embedded store's transactions take the one turn to write at their start (`DATABASES`); this one only reads, so
    it takes none. Inside another transaction it is a part of that one.
    """
    # The connection of this thread itself: the name in django.db only leads to it.
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.in_atomic_block:
        yield
        return
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    embedded: Any = connection
    embedded.ensure_connection()
    usual, embedded.transaction_mode = embedded.transaction_mode, "DEFERRED"
    try:
        with transaction.atomic():
            yield
    finally:
        embedded.transaction_mode = usual
