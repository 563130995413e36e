"""What the head of every page shows."""

from django.conf import settings
from django.http import HttpRequest

from lifeworld.config import store


def head(request: HttpRequest) -> dict[str, object]:
    """Whether the store has no passphrase (the fictional study's), whether this browser has opened it, and after
    how many idle minutes it locks; on a server, whether somebody is signed in, and after how many idle minutes not.
    """
    state = store.state(settings.DATA_FOLDER)
    # Absent where a request failed before it was known who asks.
    person = getattr(request, "user", None)
    if settings.SERVER:
        signed_in = person is not None and person.is_authenticated
        return {"server": True, "signed_in": signed_in, "lock_after": settings.SESSION_IDLE_S // 60 if signed_in else 0}
    return {
        "unsealed": state is store.StoreState.UNSEALED,
        # Who asks is looked up in the store itself, so only an open one is asked.
        "opened_here": state is store.StoreState.OPEN and person is not None and person.is_authenticated,
        "lock_after": settings.AUTO_LOCK_MINUTES if state is store.StoreState.OPEN else 0,
    }
