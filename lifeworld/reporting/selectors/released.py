"""The door every stored value passes on its way out: only what is labelled pseudonymous or plain."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Model, QuerySet

from lifeworld.common.disclosure import Disclosure

OUTWARD = frozenset({Disclosure.PSEUDONYMOUS, Disclosure.PLAIN})


class NotForExportError(Exception):
    """A programmer's mistake: an export asked for a field that may name a living person, or that has no label."""


def may_go_out(model: type[Model], field: str) -> bool:
    """Whether a field's label (`lifeworld.common.disclosure`) lets it leave the store."""
    labels: dict[str, Disclosure] = getattr(model, "disclosure", {})
    return labels.get(field) in OUTWARD


def released_rows(rows: QuerySet[Any], *fields: str) -> Iterator[tuple[Any, ...]]:
    """Plain rows of fields of one model, if each may leave the store; `NotForExportError` otherwise."""
    for field in fields:
        name = "id" if field == "pk" else field.removesuffix("_id")
        if not may_go_out(rows.model, name):
            raise NotForExportError(f"{rows.model.__name__}.{name} is not labelled for export")
    return rows.values_list(*fields).iterator(chunk_size=2_000)


def released(row: Model, field: str) -> Any:
    """A field's value, if it may leave the store; `NotForExportError` otherwise."""
    if not may_go_out(type(row), field):
        raise NotForExportError(f"{type(row).__name__}.{field} is not labelled for export")
    return getattr(row, field)
