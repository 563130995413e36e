"""One value of one field, on its way into an archive and back; what comes back is believed only where it fits.

In an archive times are ISO 8601 in UTC to the microsecond, days ISO dates, people usernames, decimals their figures as
text, everything else plain JSON. Bytes are not JSON: a row tells their length, and they follow its line.
"""

import re
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.models import Field

from lifeworld.interchange.archive.refusals import ArchiveDamagedError
from lifeworld.interchange.archive.shapes import SHAPES

# What PostgreSQL's columns hold. SQLite's hold more, but an archive must fit both.
RANGES: dict[str, tuple[int, int]] = BaseDatabaseOperations.integer_field_ranges
LARGEST_FILE = 128 << 20

if TYPE_CHECKING:
    AnyField = Field[Any, Any]
Turn = Callable[[Any], Any]


def into_archive(field: "AnyField") -> Turn | None:
    """How a field's value is written; None where it can stay as it is."""
    if isinstance(field, models.DateTimeField):
        return lambda value: value and value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(field, models.DateField):
        return lambda value: value and value.isoformat()
    if isinstance(field, models.UUIDField):
        return lambda value: value and str(value)
    if isinstance(field, models.DecimalField):
        return lambda value: None if value is None else f"{value:.{field.decimal_places}f}"
    if isinstance(field, models.BinaryField):
        return lambda value: None if value is None else len(value)
    return None


def from_archive(field: "AnyField") -> Turn:
    """How a field's value is read back: it is checked, and `ArchiveDamagedError` raised where it does not fit."""
    read = _reader(field)

    def checked(value: Any) -> Any:
        if value is None:
            if not field.null:
                raise ArchiveDamagedError
            return None
        return read(value)

    return checked


def _reader(field: "AnyField") -> Turn:
    if isinstance(field, models.BooleanField):
        return lambda value: _of_type(value, bool)
    if isinstance(field, models.DateTimeField):
        return _time
    if isinstance(field, models.DateField):
        return lambda value: _parsed(value, date.fromisoformat)
    if isinstance(field, models.UUIDField):
        return lambda value: _parsed(value, uuid.UUID)
    if isinstance(field, models.DecimalField):
        return lambda value: _parsed(value, _decimal(field.max_digits - field.decimal_places, field.decimal_places))
    if isinstance(field, models.JSONField):
        return _json(field.name)
    if isinstance(field, models.BinaryField):
        return lambda value: _within(value, 0, LARGEST_FILE)
    if isinstance(field, models.IntegerField):
        low, high = RANGES[field.get_internal_type()]
        return lambda value: _within(value, low, high)
    if isinstance(field, models.CharField | models.TextField):
        return _text(field)
    raise TypeError(f"an archive does not know how to carry {field}")


def _text(field: "AnyField") -> Turn:
    longest = field.max_length
    choices = {value for value, _ in field.flatchoices}
    if choices and field.blank:
        choices.add("")

    def read(value: Any) -> Any:
        _of_type(value, str)
        if (longest and len(value) > longest) or (choices and value not in choices):
            raise ArchiveDamagedError
        return value

    return read


def _decimal(whole: int, places: int) -> Callable[[str], Decimal]:
    written = re.compile(rf"-?[0-9]{{1,{whole}}}\.[0-9]{{{places}}}")

    def parse(text: str) -> Decimal:
        if not written.fullmatch(text):
            raise ValueError
        return Decimal(text)

    return parse


def _json(name: str) -> Turn:
    fits = SHAPES[name]

    def read(value: Any) -> Any:
        if not fits(value):
            raise ArchiveDamagedError
        return value

    return read


def _time(value: Any) -> datetime:
    found: datetime = _parsed(value, datetime.fromisoformat)
    if found.tzinfo is None:
        raise ArchiveDamagedError
    return found


def _parsed(value: Any, parse: Callable[[str], Any]) -> Any:
    try:
        return parse(_of_type(value, str))
    except ValueError:
        raise ArchiveDamagedError from None


def _within(value: Any, low: int, high: int) -> Any:
    if type(value) is not int or not low <= value <= high:
        raise ArchiveDamagedError
    return value


def _of_type(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise ArchiveDamagedError
    return value
