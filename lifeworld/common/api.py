"""What every part of the API shares: who asks, when, and the values whose bounds the document tells."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, cast

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query
from pydantic import AwareDatetime

if TYPE_CHECKING:
    from lifeworld.security.models import Person

# An object's key, and a place among its likes: no larger than the database's columns.
Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
Position = Annotated[int, Field(ge=0, le=1_000_000)]
# A measure on the table; what lies outside the table is brought onto it.
Pixels = Annotated[int, Field(ge=-1_000_000, le=1_000_000)]
# Code points into a transcript.
Offset = Annotated[int, Field(ge=0, le=2**31 - 1)]
# The number of a case, an interview or a list's page, as a query gives it.
Ordinal = Annotated[int, Query(ge=1, le=1_000_000)]
# When the writer last saw an object: with its zone, or it could not be compared.
Seen = AwareDatetime


def asker(request: HttpRequest) -> "Person":
    """The person behind a request: by session, or by a script's token."""
    return cast("Person", getattr(request, "auth", None) or request.user)


def now() -> datetime:
    """The time of an act."""
    return timezone.now()


def given(payload: Any) -> dict[str, Any]:
    """The fields a PATCH really sent, as a dictionary."""
    return cast(dict[str, Any], payload.dict(exclude_unset=True))
