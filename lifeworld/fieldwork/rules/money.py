"""Sums of money as pence, so that nothing is lost in halves. Source: governance.md, 26."""

import re

from lifeworld.common.errors import InvalidInputError

LARGEST_PENCE = 1_000_000
_SUM = re.compile(r"£?\s*([0-9]{1,5})(?:\.([0-9]{2}))?")


def pence_from(typed: str) -> int:
    """`20`, `£20` or `7.50` as pence. Raises `InvalidInputError` where it is no such sum, or none at all."""
    found = _SUM.fullmatch(typed.strip())
    pence = int(found[1]) * 100 + int(found[2] or 0) if found else 0
    if not 0 < pence <= LARGEST_PENCE:
        raise InvalidInputError(
            "That is no sum of money.",
            "Nothing was kept, and what you typed is still here.",
            "Write pounds and pence, such as 20 or 7.50, up to £10,000.",
        )
    return pence


def pounds(pence: int) -> str:
    """`2000` as `£20.00`."""
    return f"£{pence // 100:,}.{pence % 100:02}"
