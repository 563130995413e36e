"""What the head of every page shows."""

from django.conf import settings
from django.http import HttpRequest

from lifeworld.config import store


def head(request: HttpRequest) -> dict[str, object]:
    """Whether the store has no passphrase (the fictional study's), and after how many idle minutes it locks."""
    state = store.state(settings.DATA_FOLDER)
    return {
        "unsealed": state is store.StoreState.UNSEALED,
        "lock_after": settings.AUTO_LOCK_MINUTES if state is store.StoreState.OPEN else 0,
    }
