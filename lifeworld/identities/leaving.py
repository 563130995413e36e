"""Names close with whoever leaves: at signing out, when a session is over, and when the store is locked by hand."""

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.utils import timezone

from lifeworld.identities.services.openings import close_all_names
from lifeworld.security.models import Person


def listen() -> None:
    """Connect; called when the program starts."""
    user_logged_out.connect(_left, dispatch_uid="names close")


def _left(sender: Any, user: Person | None, **rest: Any) -> None:
    if user is not None and user.pk:
        close_all_names(by=user, at=timezone.now())
