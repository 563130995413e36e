"""Rows without a query composed for them: many plain ones at once, or the single ones that every save reads and writes.

Composing a statement takes Django longer than answering it takes the database. Here each is written once for a model.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

ModelT = TypeVar("ModelT", bound=Model)


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


def insert_row(obj: Model) -> None:
    """Insert a new object, whose key the database gives: as `obj.save(force_insert=True)`, but no signal is sent."""
    fields, statement = _insertion(type(obj))
    with connection.cursor() as cursor:
        database = cursor.db
        cursor.execute(statement, [field.get_db_prep_save(field.pre_save(obj, True), database) for field in fields])
        obj.pk = cursor.fetchall()[0][0]
    obj._state.adding, obj._state.db = False, database.alias


def read_row(model: type[ModelT], key: Any, *, by: str = "pk", lock: bool = False) -> ModelT | None:
    """The one object whose unique field `by` has the value `key`, or None.

    With `lock` nobody else changes it until the transaction ends; SQLite's transactions see to that by themselves.
    """
    with connection.cursor() as cursor:
        database = cursor.db
        names, converted, statement = _reading(model, by, database.vendor)
        if lock and database.features.has_select_for_update:
            statement += f" {database.ops.for_update_sql(no_key=True)}"
        cursor.execute(statement, [key])
        rows = cursor.fetchall()
    if not rows:
        return None
    row = list(rows[0])
    for place, column in converted:
        for convert in (*database.ops.get_db_converters(column), *column.get_db_converters(database)):
            row[place] = convert(row[place], column, database)
    return model.from_db(database.alias, names, row)


@cache
def _insertion(model: type[Model]) -> tuple[list[Any], str]:
    """The fields that an insertion gives, and its statement."""
    quote = connection.ops.quote_name
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    columns, marks = ", ".join(quote(field.column) for field in fields), ", ".join(["%s"] * len(fields))
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    return fields, f"INSERT INTO {table} ({columns}) VALUES ({marks}) RETURNING {key}"


@cache
def _reading(model: type[Model], by: str, vendor: str) -> tuple[list[str], list[tuple[int, Any]], str]:
    """The fields of a row in order, the places of those which this kind of database does not give as they are."""
    quote, table = connection.ops.quote_name, model._meta.db_table
    fields = model._meta.concrete_fields
    columns = [field.get_col(table) for field in fields]
    converted = [
        (place, column)
        for place, column in enumerate(columns)
        if connection.ops.get_db_converters(column) or column.get_db_converters(connection)
    ]
    named = ", ".join(quote(field.column) for field in fields)
    sought = model._meta.pk.column if by == "pk" else _column(model, by)
    statement = f"SELECT {named} FROM {quote(table)} WHERE {quote(sought)} = %s"
    return [field.attname for field in fields], converted, statement


def _column(model: type[Model], name: str) -> str:
    return next(str(field.column) for field in model._meta.concrete_fields if field.name == name)
