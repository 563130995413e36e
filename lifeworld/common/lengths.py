"""How long a text may be: as long as its column, on every database alike.

SQLite keeps what is longer and PostgreSQL refuses it with a fault; a person is told instead.
"""

from django.db.models import CharField, Model, TextField

from lifeworld.common.errors import InvalidInputError

LONGEST_TEXT = 10_000


def check_lengths(obj: Model) -> None:
    """Raise `InvalidInputError` where a text of an object is longer than its field takes, or than `LONGEST_TEXT`."""
    for field in obj._meta.concrete_fields:
        if isinstance(field, CharField | TextField):
            limit = field.max_length or LONGEST_TEXT
            if len(getattr(obj, field.attname) or "") > limit:
                raise InvalidInputError(
                    f"One of the texts is longer than {limit:,} characters.",
                    "Nothing was changed, and what you typed is still here.",
                    "Say it shorter.",
                )
