"""What the head of every page shows."""

from django.conf import settings
from django.http import HttpRequest

from lifeworld.config import store


def head(request: HttpRequest) -> dict[str, object]:
    """Whether the store has no passphrase (the fictional study's), for the banner that says so."""
    return {"unsealed": store.state(settings.DATA_FOLDER) is store.StoreState.UNSEALED}
