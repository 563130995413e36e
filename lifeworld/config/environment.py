"""What a person sets in the environment of a laptop's store, refused in words where it cannot be."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from lifeworld.common.errors import InvalidInputError

# Nobody sits idle for longer than a day; locking sooner than in a minute would lock while somebody reads.
LEAST_MINUTES, MOST_MINUTES = 1, 24 * 60


def lock_after_minutes(environ: Mapping[str, str]) -> int:
    """Minutes without a request after which the store locks itself.

    Raises:
        InvalidInputError: `LIFEWORLD_AUTO_LOCK_MINUTES` is no such number.
    """
    text = environ.get("LIFEWORLD_AUTO_LOCK_MINUTES", "").strip() or "15"
    if not (text.isascii() and text.isdigit() and len(text) < 6 and LEAST_MINUTES <= int(text) <= MOST_MINUTES):
        raise InvalidInputError(
            "LIFEWORLD_AUTO_LOCK_MINUTES holds no number of minutes.",
            "Nothing was opened.",
            f"Set it to a whole number from {LEAST_MINUTES} to {MOST_MINUTES}, or leave it out for 15.",
        )
    return int(text)


def time_zone(environ: Mapping[str, str]) -> str:
    """The time zone in which the study is: its days begin at midnight there.

    Raises:
        InvalidInputError: `LIFEWORLD_TIME_ZONE` names none (https://www.iana.org/time-zones).
    """
    name = environ.get("LIFEWORLD_TIME_ZONE", "").strip() or "Europe/London"
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise InvalidInputError(
            "LIFEWORLD_TIME_ZONE names no time zone.",
            "Nothing was opened.",
            "Set it to a name such as Europe/London, or leave it out.",
        ) from None
    return name
