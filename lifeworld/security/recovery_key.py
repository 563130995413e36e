"""The recovery key: a random number written so that a person can print it, keep it and type it years later.

The 32 signs and the forgiving reading (case, I and L as 1, O as 0, dashes and spaces ignored) are Douglas
Crockford's base 32 (https://www.crockford.com/base32.html). His check sign uses five more signs that are hard
to name on a telephone; here the check is two signs of the same alphabet, so the whole key is seven groups of
five.
"""

import secrets
from dataclasses import dataclass

from lifeworld.security.errors import RecoveryKeyTypingError

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KEY_BITS = 165
KEY_SIGNS = 33
GROUP = 5
# The largest prime below 32 * 32: no single wrong sign and no swap of two neighbours leaves the remainder as
# it was (checked in the tests), and of other mistakes one in 1021 does.
CHECK_PRIME = 1021
READ_AS = str.maketrans("ILO", "110", " -\t\n\r\u00a0\u2010\u2011\u2012\u2013\u2014\u2212")


@dataclass(frozen=True, repr=False)
class RecoveryKey:
    """A number of 165 random bits. It has no readable `repr`, so that it never lands in a log."""

    number: int

    @property
    def groups(self) -> str:
        """As printed: seven groups of five signs with dashes between, the last two signs being the check."""
        signs = _signs(self.number, KEY_SIGNS) + _signs(self.number % CHECK_PRIME, 2)
        return "-".join(signs[i : i + GROUP] for i in range(0, len(signs), GROUP))

    @property
    def material(self) -> bytes:
        """The 21 bytes from which the wrapping key is derived."""
        return self.number.to_bytes(21, "big")


def new_recovery_key() -> RecoveryKey:
    """A fresh key from the operating system's randomness."""
    return RecoveryKey(secrets.randbits(KEY_BITS))


def read_recovery_key(typed: str) -> RecoveryKey:
    """The key that a person typed.

    Raises:
        RecoveryKeyTypingError: a sign is unknown, missing or too many, or the check does not fit.
    """
    signs = typed.upper().translate(READ_AS)
    if len(signs) != KEY_SIGNS + 2 or any(sign not in SIGNS for sign in signs):
        raise RecoveryKeyTypingError
    number = _number(signs[:KEY_SIGNS])
    if number % CHECK_PRIME != _number(signs[KEY_SIGNS:]):
        raise RecoveryKeyTypingError
    return RecoveryKey(number)


def _signs(number: int, count: int) -> str:
    return "".join(SIGNS[number >> (5 * place) & 31] for place in reversed(range(count)))


def _number(signs: str) -> int:
    number = 0
    for sign in signs:
        number = number * 32 + SIGNS.index(sign)
    return number
