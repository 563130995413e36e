"""Which database holds the store: the embedded one in its folder, or PostgreSQL at an address."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from lifeworld.common.errors import InvalidInputError

SCHEMES = ("postgresql", "postgres")


def database(address: str, folder: Path) -> dict[str, Any]:
    """Django's description of one database.

    `address` is empty for the embedded store in `folder`, or `postgresql://user:password@host:port/name?option=value`
    in libpq's form (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING); a host that is a
    folder, for a socket, stands in the options.

    Raises:
        InvalidInputError: the address is not PostgreSQL's, or what speaks to PostgreSQL is not installed.
    """
    if not address:
        return {
            "ENGINE": "lifeworld.security.sqlcipher",
            "NAME": str(folder / "store.sqlite3"),
            "ATOMIC_REQUESTS": False,
            "CONN_MAX_AGE": None,
            "OPTIONS": {"transaction_mode": "IMMEDIATE"},
        }
    try:
        parts = urlsplit(address)
        # Read here: what is no port may be a piece of the password.
        known, port = parts.scheme in SCHEMES, parts.port
    except ValueError:
        known = False
    if not known:
        raise InvalidInputError(
            "LIFEWORLD_DATABASE does not hold PostgreSQL's address.",
            "Nothing was opened.",
            "Write it as postgresql://user:password@host:port/name, and / and @ in a password as %2F and %40.",
        )
    if find_spec("psycopg") is None:
        raise InvalidInputError(
            "What speaks to PostgreSQL is not installed.",
            "Nothing was opened.",
            "Install it: pip install 'lifeworld[server]'.",
        )
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(port or ""),
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
