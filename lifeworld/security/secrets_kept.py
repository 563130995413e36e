"""Random secrets that live inside the sealed store, each made when it is first asked for."""

import secrets

from lifeworld.security.models import StoreSecret

LENGTH = 32


def secret(name: str) -> bytes:
    """The store's secret of that name: 32 random bytes, the same ones for as long as the store exists."""
    found, _ = StoreSecret.objects.get_or_create(name=name, defaults={"value": secrets.token_bytes(LENGTH)})
    return bytes(found.value)
