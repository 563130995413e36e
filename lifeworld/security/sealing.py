"""What is sealed by itself on a server: files as they came, tables that wait, second factors.

AES-256-GCM under a key for each purpose, derived from the file key (`settings.FILE_KEY`), with a random 96-bit nonce
(NIST SP 800-38D, section 8.2.2) and the purpose as bound data. On a laptop SQLCipher seals the whole store, so the
file key is empty and a sealed column holds its bytes as they are.
"""

import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

from lifeworld.common.errors import DomainError
from lifeworld.security import keyring
from lifeworld.security.wrapping import subkey

MARK = b"LWSEALED1"
NONCE = 12


class NotUnsealedError(DomainError):
    """What was sealed does not open with this server's file key, or was altered."""

    def __init__(self) -> None:
        super().__init__(
            "A sealed file could not be opened.",
            "It was left as it is.",
            "Tell the administrator: the key file is not the one that sealed it, or the file was altered.",
        )


def store_is_sealed() -> bool:
    """Whether a study of one's own may live here: behind a passphrase, or on a server."""
    return settings.SERVER or keyring.is_open()


def seal(content: bytes, purpose: str) -> bytes:
    """`content` so that only the holder of the file key reads it, and only for this purpose."""
    nonce = os.urandom(NONCE)
    return MARK + nonce + _cipher(purpose).encrypt(nonce, content, purpose.encode())


def unseal(sealed: bytes, purpose: str) -> bytes:
    """What `seal` was given.

    Raises:
        NotUnsealedError: another key or another purpose sealed it, or it was altered.
    """
    try:
        if not sealed.startswith(MARK):
            raise InvalidTag
        nonce, rest = sealed[len(MARK) : len(MARK) + NONCE], sealed[len(MARK) + NONCE :]
        return _cipher(purpose).decrypt(nonce, rest, purpose.encode())
    except (InvalidTag, ValueError):
        raise NotUnsealedError from None


class SealedField(models.BinaryField):  # type: ignore[type-arg]
    """Bytes that are sealed on their way into a server's database and unsealed on their way out."""

    def get_prep_value(self, value: Any) -> Any:
        """The bytes as they are kept."""
        value = super().get_prep_value(value)
        return value if value is None or not settings.FILE_KEY else seal(bytes(value), self._purpose())

    def from_db_value(self, value: Any, expression: object, connection: object) -> Any:
        """The bytes as they came."""
        return value if value is None or not settings.FILE_KEY else unseal(bytes(value), self._purpose())

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """The same column as any other for bytes, so a migration sees no difference."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.BinaryField", list(args), dict(kwargs)

    def _purpose(self) -> str:
        return f"{self.model._meta.label} {self.name}"


def _cipher(purpose: str) -> AESGCM:
    if not settings.FILE_KEY:
        raise RuntimeError("There is no file key: this is not a server.")
    return AESGCM(subkey(settings.FILE_KEY, b"", f"sealed {purpose}"))
