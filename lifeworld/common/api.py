"""What pages and API share: who asks, when, and what was sent."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest
from django.utils import timezone

if TYPE_CHECKING:
    from lifeworld.security.models import Person


def asker(request: HttpRequest) -> "Person":
    """The person behind a request: by session, or by a script's token."""
    return cast("Person", getattr(request, "auth", None) or request.user)


def now() -> datetime:
    """The time of an act."""
    return timezone.now()


def given(payload: Any) -> dict[str, Any]:
    """The fields a PATCH really sent, as a dictionary."""
    return cast(dict[str, Any], payload.dict(exclude_unset=True))
