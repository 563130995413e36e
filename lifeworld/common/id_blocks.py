"""Blocks of ids, so that a study keeps every key it has when it moves from one store to another.

The trail and undo name objects by their primary keys, so keys cannot be given anew on the way. Instead no two stores
should ever give the same: each takes a random block of its own, and an id is `block << 29 | sequence`. An id has at
most 53 bits, which a browser's number holds exactly (ECMAScript, Number.MAX_SAFE_INTEGER).

A store that has no block counts from 1, in block 0. After a study has come in, the store goes on in a fresh block
above every id it holds: SQLite's AUTOINCREMENT never goes back below the largest id it has seen
(https://www.sqlite.org/autoinc.html), and an act's id keeps the order in which acts were laid down.
"""

import secrets

from django.apps import apps
from django.db import connection, transaction
from django.db.models import AutoField, Max, Model

SEQUENCE_BITS = 29
BLOCK_BITS = 24
# Blocks that no archive may reach into, so that no file can use up a store's blocks.
_KEPT = 1 << 16
LAST_BLOCK = (1 << BLOCK_BITS) - 1 - _KEPT
LAST_ID = (LAST_BLOCK + 1 << SEQUENCE_BITS) - 1
_FIRST_PICK = 1 << (BLOCK_BITS - 2)
# A later pick is among the next 512th of the blocks that are left: wide enough (over 24,000 at first) that two stores
# hardly ever pick the same, narrow enough for thousands of moves.
_SHARE = 512


def take_block() -> int:
    """Let the store go on counting in a random block above every id it holds; the block's number."""
    tables = numbered_tables()
    with transaction.atomic():
        top = max((_highest(model) for model in tables), default=0) >> SEQUENCE_BITS
        room = _FIRST_PICK if top == 0 else max(1, (LAST_BLOCK + _KEPT - top) // _SHARE)
        block = top + 1 + secrets.randbelow(room)
        for model in tables:
            _continue_after(model, block << SEQUENCE_BITS)
    return block


def numbered_tables() -> list[type[Model]]:
    """Every table of ours whose ids the database counts, those between two models included."""
    ours = (model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("lifeworld."))
    return [model for model in ours if isinstance(model._meta.pk, AutoField) and not model._meta.proxy]


def _highest(model: type[Model]) -> int:
    """The largest id that the table holds or its counter has given."""
    held = model._default_manager.aggregate(last=Max("pk"))["last"] or 0
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT last_value FROM {_sequence_of(model)}")
        else:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
        row = cursor.fetchone()
    return max(held, row[0] if row else 0)


def _continue_after(model: type[Model], last: int) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(%s::regclass, %s)", [_sequence_of(model), last])
            return
        table = model._meta.db_table
        cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [last, table])
        if cursor.rowcount == 0:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])


def _sequence_of(model: type[Model]) -> str:
    pk = model._meta.pk
    assert pk is not None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [model._meta.db_table, pk.column])
        return str(cursor.fetchone()[0])
