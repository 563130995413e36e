"""Random secrets that live inside the sealed store, each made when it is first asked for."""

import secrets

from lifeworld.security.models import StoreSecret
from lifeworld.security.storage import StoreFullError, StoreReadOnlyError

LENGTH = 32
_unwritten: dict[str, bytes] = {}


def secret(name: str) -> bytes:
    """The store's secret of that name: 32 random bytes, the same ones for as long as the store exists.

    Where the store takes no writing, a new one lives in this process until it does.
    """
    value = _unwritten.get(name) or secrets.token_bytes(LENGTH)
    try:
        found, _ = StoreSecret.objects.get_or_create(name=name, defaults={"value": value})
    except (StoreFullError, StoreReadOnlyError):
        return _unwritten.setdefault(name, value)
    return bytes(found.value)
