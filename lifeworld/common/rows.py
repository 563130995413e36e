"""Rows without a query composed for them: many plain ones at once, or the single ones that every save reads and writes.

Composing a statement takes Django longer than answering it takes the database. Here each is written once for a model.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import CharField, ForeignKey, IntegerField, Model, TextField

ModelT = TypeVar("ModelT", bound=Model)

# An address may name a larger number, which no database takes for a key.
_LARGEST_KEY = 2**63 - 1
# Fields whose values a driver takes as they are.
_AS_THEY_ARE = (CharField, TextField, IntegerField, ForeignKey)


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
        values = [
            getattr(obj, field.attname)
            if isinstance(field, _AS_THEY_ARE)
            else field.get_db_prep_save(field.pre_save(obj, True), database)
            for field in fields
        ]
        cursor.execute(statement, values)
        obj.pk = cursor.fetchall()[0][0]
    obj._state.adding, obj._state.db = False, database.alias


def read_row(model: type[ModelT], key: Any, *, by: str = "pk", lock: bool = False) -> ModelT | None:
    """The one object whose unique field `by` has the value `key`, or None.

    With `lock` nobody else changes it until the transaction ends; SQLite's transactions see to that by themselves.
    """
    row = _row(model, key, by, lock)
    return None if row is None else model.from_db(DEFAULT_DB_ALIAS, list(row), list(row.values()))


def read_row_again(obj: Model, *, lock: bool = False) -> bool:
    """Read an object's own row anew in place, and forget what was read of its relations; False where it is gone."""
    row = _row(type(obj), obj.pk, "pk", lock)
    if row is None:
        return False
    obj.__dict__.update(row)
    obj._state.fields_cache.clear()
    obj.__dict__.pop("_prefetched_objects_cache", None)
    obj._state.adding, obj._state.db = False, DEFAULT_DB_ALIAS
    return True


def only_key(model: type[ModelT], key: int) -> ModelT:
    """An object of which nothing but its key is known yet; what else is asked of it is read then."""
    return model.from_db(DEFAULT_DB_ALIAS, ["id"], [key])


def _row(model: type[Model], key: Any, by: str, lock: bool) -> dict[str, Any] | None:
    if isinstance(key, int) and key > _LARGEST_KEY:
        return None
    with connection.cursor() as cursor:
        database = cursor.db
        names, converted, statement = _reading(model, by, database.vendor)
        if lock and database.features.has_select_for_update:
            statement += f" {database.ops.for_update_sql(no_key=True)}"
        cursor.execute(statement, [key])
        rows = cursor.fetchall()
    if not rows:
        return None
    row = dict(zip(names, rows[0], strict=True))
    for name, column in converted:
        for convert in (*database.ops.get_db_converters(column), *column.get_db_converters(database)):
            row[name] = convert(row[name], column, database)
    return row


@cache
def _insertion(model: type[Model]) -> tuple[list[Any], str]:
    """The fields that an insertion gives, and its statement."""
    quote = connection.ops.quote_name
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    columns, marks = ", ".join(quote(str(field.column)) for field in fields), ", ".join(["%s"] * len(fields))
    table, key = quote(model._meta.db_table), quote(_column(model, "pk"))
    return fields, f"INSERT INTO {table} ({columns}) VALUES ({marks}) RETURNING {key}"


@cache
def _reading(model: type[Model], by: str, vendor: str) -> tuple[list[str], list[tuple[str, Any]], str]:
    """The names of a row's fields in order, those which this kind of database gives otherwise, and the statement."""
    quote, table = connection.ops.quote_name, model._meta.db_table
    fields = model._meta.concrete_fields
    columns = {field.attname: field.get_col(table) for field in fields}
    converted = [
        (name, column)
        for name, column in columns.items()
        if connection.ops.get_db_converters(column) or column.get_db_converters(connection)
    ]
    named = ", ".join(quote(str(field.column)) for field in fields)
    return list(columns), converted, f"SELECT {named} FROM {quote(table)} WHERE {quote(_column(model, by))} = %s"


def _column(model: type[Model], name: str) -> str:
    found = (field for field in model._meta.concrete_fields if name in (field.name, "pk" if field.primary_key else ""))
    return str(next(found).column)
