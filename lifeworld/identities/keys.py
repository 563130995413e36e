"""One key for each person and use, so that destroying it destroys what it sealed, wherever copies of that lie.

AES-256-GCM with a random 96-bit nonce (NIST SP 800-38D, section 8.2.2); person and use are bound in, so that nothing
sealed for one can be passed off as another's. The keys are wrapped by a secret of the store that seals nothing else;
on a server, where that secret lies in a database that others read, by the key file too (`SealedField`).
"""

import os
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lifeworld.common.errors import DomainError
from lifeworld.identities.models import KeyUse, PersonKey
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.security.secrets_kept import secret

_STORE_KEY = "identities"
_NONCE = 12
_KEY_BYTES = 32


class SealedError(DomainError):
    """What was sealed for somebody cannot be opened here; why is said by its kind."""


class KeyDestroyedError(SealedError):
    """What was sealed cannot be opened again, because its key was destroyed."""

    def __init__(self) -> None:
        super().__init__(
            "This was destroyed, and cannot be opened.",
            "Everything else is as it was.",
            "The certificate of its destruction says when, by whom and why.",
        )


class NoKeyHereError(SealedError):
    """What was sealed came here from another store, and its key stayed there."""

    def __init__(self) -> None:
        super().__init__(
            "This was sealed in another store, and its key is not here.",
            "It was not destroyed, and was left as it is.",
            "Open it in the store in which it was written. A backup of that store has the key too; an archive of one "
            "study has none.",
        )


class NotThisKeyError(SealedError):
    """What was sealed was altered, or sealed by another store."""

    def __init__(self) -> None:
        super().__init__(
            "A sealed record could not be opened: it was sealed in another store, or was altered.",
            "It was left as it is.",
            "Open it in the store in which it was written, or compare with the latest backup.",
        )


class KeyStands(StrEnum):
    """How the key of a person for one use stands in this store."""

    HERE = "here"
    DESTROYED = "destroyed"
    NOT_HERE = "not here"


def stand_of(entry: ScreeningEntry, use: KeyUse) -> KeyStands:
    """How a person's key for one use stands: never made here is not destroyed."""
    key = PersonKey.objects.filter(entry=entry, use=use).first()
    if key is None:
        return KeyStands.NOT_HERE
    return KeyStands.HERE if key.destroyed_at is None else KeyStands.DESTROYED


def seal_for(entry: ScreeningEntry, use: KeyUse, content: bytes, at: datetime) -> bytes:
    """`content` sealed for one person and use; their key is made where there is none yet.

    Raises:
        KeyDestroyedError: the key for this use was destroyed, and nothing is sealed for it again.
    """
    store, bound = secret(_STORE_KEY), _bound(entry, use)
    wrapped = _encrypt(store, os.urandom(_KEY_BYTES), b"key " + bound)
    key, _ = PersonKey.objects.get_or_create(entry=entry, use=use, defaults={"wrapped": wrapped, "created_at": at})
    return _encrypt(_unwrapped(key, store, bound), content, bound)


def open_for(entry: ScreeningEntry, use: KeyUse, sealed: bytes) -> bytes:
    """What `seal_for` was given.

    Raises:
        KeyDestroyedError: the key was destroyed.
        NoKeyHereError: there never was one in this store.
        NotThisKeyError: it was altered, or is another person's or use's.
    """
    return open_all(use, {entry: sealed})[entry]


def open_all(use: KeyUse, sealed: Mapping[ScreeningEntry, bytes]) -> dict[ScreeningEntry, bytes]:
    """What `seal_for` was given for each of several people, in as few questions as for one.

    Raises as `open_for` does.
    """
    if not sealed:
        return {}
    keys = {key.entry_id: key for key in PersonKey.objects.filter(entry__in=sealed, use=use)}
    opened, store = {}, secret(_STORE_KEY)
    for entry, content in sealed.items():
        key = keys.get(entry.pk)
        if key is None:
            raise NoKeyHereError
        bound = _bound(entry, use)
        opened[entry] = _decrypt(_unwrapped(key, store, bound), bytes(content), bound)
    return opened


def destroy_key(entry: ScreeningEntry, use: KeyUse, at: datetime) -> bool:
    """Destroy one key for good; answers whether there was one."""
    return bool(
        PersonKey.objects.filter(entry=entry, use=use, destroyed_at__isnull=True).update(wrapped=b"", destroyed_at=at)
    )


def _unwrapped(key: PersonKey, store: bytes, bound: bytes) -> bytes:
    if key.destroyed_at is not None:
        raise KeyDestroyedError
    return _decrypt(store, bytes(key.wrapped), b"key " + bound)


def _bound(entry: ScreeningEntry, use: KeyUse) -> bytes:
    return f"{entry.pk} {use.value}".encode()


def _encrypt(key: bytes, content: bytes, bound: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, bound)


def _decrypt(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], bound)
    except (InvalidTag, ValueError):
        raise NotThisKeyError from None
