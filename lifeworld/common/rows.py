"""Many plain rows at once, where making a model of each would cost more than keeping them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Model


def insert_rows(model: type[Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of text, whole numbers and None, each in the order of `fields` (every field but the key).

    Constraints hold as for any row; nothing is read back. For values that a driver takes as they are: a time or JSON
    goes through its model.
    """
    quote = connection.ops.quote_name
    columns = ", ".join(quote(_column(model, name)) for name in fields)
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})", list(rows))


def set_column(model: type[Model], field: str, values: Iterable[tuple[Any, int]]) -> None:
    """Set one field of many rows, from pairs `(value, key)`."""
    quote = connection.ops.quote_name
    column = quote(_column(model, field))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {quote(model._meta.db_table)} SET {column} = %s WHERE {quote('id')} = %s", list(values)
        )


def _column(model: type[Model], name: str) -> str:
    return next(str(field.column) for field in model._meta.concrete_fields if field.name == name)
