"""What the head of every page shows."""

import base64
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone

from lifeworld.common.errors import DomainError
from lifeworld.security.secrets_kept import secret
from lifeworld.store import opening


def head(request: HttpRequest) -> dict[str, object]:
    """Whether the store has no passphrase (the fictional study's), whether this browser has opened it, after how many
    idle minutes it locks, and whether it takes no writing; on a server, whether somebody is signed in, and after how
    many idle minutes not.
    """
    state = opening.state(settings.DATA_FOLDER)
    # Absent where a request failed before it was known who asks.
    person = getattr(request, "user", None)
    if settings.SERVER:
        signed_in = person is not None and person.is_authenticated
        return {"server": True, "signed_in": signed_in, "lock_after": settings.SESSION_IDLE_S // 60 if signed_in else 0}
    return {
        "unsealed": state is opening.StoreState.UNSEALED,
        # Who asks is looked up in the store itself, so only an open one is asked.
        "opened_here": state is opening.StoreState.OPEN and person is not None and _known(person),
        "reads_only": opening.reads_only(settings.DATA_FOLDER),
        "lock_after": settings.AUTO_LOCK_MINUTES if state is opening.StoreState.OPEN else 0,
    }


def late(request: HttpRequest) -> dict[str, Callable[[], list[Any]]]:
    """The meetings of a page's study of which nothing was heard in time; only pages of a study ask for them."""

    def found() -> list[Any]:
        # What the first pages show waits for no room's models.
        from lifeworld.fieldwork.selectors.overdue import any_past_its_end, overdue_meetings
        from lifeworld.study.selectors import access_to

        match, person = request.resolver_match, getattr(request, "user", None)
        slug = match.kwargs.get("slug") if match else None
        if not slug or person is None or not _known(person):
            return []
        now = timezone.now()
        try:
            return overdue_meetings(access_to(person, slug), now) if any_past_its_end(slug, now) else []
        except DomainError:
            return []

    return {"late": found}


def drafts(request: HttpRequest) -> dict[str, Callable[[], str]]:
    """The key that seals what is typed in a form until it is saved; fetched only by pages with such a form."""
    return {"draft_key": lambda: base64.b64encode(secret("drafts")).decode()}


def _known(person: Any) -> bool:
    """Whether this browser is signed in; a page that says the store cannot be read must not read it."""
    try:
        return bool(person.is_authenticated)
    except (DomainError, DatabaseError):
        return False
