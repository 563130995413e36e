"""Which database holds the store: the embedded one in its folder, or PostgreSQL at an address."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SCHEMES = ("postgresql", "postgres")


def database(address: str, folder: Path) -> dict[str, Any]:
    """Django's description of one database.

    `address` is empty for the embedded store in `folder`, or `postgresql://user:password@host:port/name?option=value`
    in libpq's form (https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING); a host that is a
    folder, for a socket, stands in the options.

    Raises:
        ValueError: the address is not PostgreSQL's.
    """
    if not address:
        return {
            "ENGINE": "lifeworld.security.sqlcipher",
            "NAME": str(folder / "store.sqlite3"),
            "ATOMIC_REQUESTS": False,
            "CONN_MAX_AGE": None,
            "OPTIONS": {"transaction_mode": "IMMEDIATE"},
        }
    parts = urlsplit(address)
    if parts.scheme not in SCHEMES:
        raise ValueError("LIFEWORLD_DATABASE is not a postgresql:// address.")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
