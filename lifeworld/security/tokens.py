"""Keys for scripts that use the API: shown once, kept as a digest, good for a time."""

import hashlib
import secrets

PREFIX = "lw_"
# How many days a token is good for: a quarter of a year unless its maker says otherwise, and never above a year.
USUAL_DAYS = 90
MOST_DAYS = 365


def new_token() -> tuple[str, str]:
    """A new token and the digest to store: (`lw_` and 256 random bits as text, SHA-256 in 64 hex digits)."""
    token = PREFIX + secrets.token_urlsafe(32)
    return token, digest(token)


def digest(token: str) -> str:
    """What is stored and looked up for `token`.

    A plain SHA-256 is enough, since 256 random bits cannot be guessed. The lookup goes through the
    database's index and need not take constant time: how long it takes tells at most about the digest, which
    an asker cannot choose without knowing the token.
    """
    return hashlib.sha256(token.encode()).hexdigest()
