"""Passphrases of people on a server: the same rules as a store's, hashed by argon2id."""

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError

from lifeworld.security.errors import PassphraseRefusedError
from lifeworld.security.passphrase import LONGEST, SHORTEST, check_new, normalised


class PassphraseHasher(Argon2PasswordHasher):
    """Argon2id with Django's costs (100 MiB, 2 passes, 8 lanes: above OWASP's minimum), over the normalised text."""

    algorithm = "argon2"

    def encode(self, password: str, salt: str) -> str:
        """The hash of a passphrase, whichever keyboard it was typed on."""
        return super().encode(_bounded(password), salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Whether the passphrase is the one that was hashed."""
        return super().verify(_bounded(password), encoded)


def _bounded(password: str) -> str:
    # No passphrase that was ever taken is longer, composed or not: megabytes are not normalised for anybody.
    return normalised(password[: 4 * LONGEST]).decode()


class PassphraseRules:
    """Django's way to ask `lifeworld.security.passphrase`: length and well-known ones, no rules on characters."""

    def validate(self, password: str, user: object = None) -> None:
        """Raise `ValidationError` with the refusal's sentences."""
        try:
            check_new(password)
        except PassphraseRefusedError as error:
            raise ValidationError(" ".join((error.what, error.do))) from None
        name = str(getattr(user, "username", ""))
        if name and password.casefold().strip() == name.casefold():
            raise ValidationError("A passphrase is not the name one signs in with.")

    def get_help_text(self) -> str:
        """What a good one is."""
        return (
            f"{SHORTEST} characters or more. Three or four words that do not belong together are easy to remember "
            "and hard to guess."
        )
