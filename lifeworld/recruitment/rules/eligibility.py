"""Whether the study is for somebody: each standing criterion answered, and answered rightly.

Source: governance requirement 13 (hours with a peer support worker: value, source, checker) and the protocol's own
criteria, which are the study's and never this program's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

# More hours than these with one peer support worker were mistyped; no column takes more either.
MOST_HOURS = 999
YES, NO, UNKNOWN = "yes", "no", "unknown"


@dataclass(frozen=True)
class Hours:
    """Individual hours with a peer support worker: how many, where that was learnt, who checked it (roles)."""

    value: Decimal | None = None
    source: str = ""
    checked_by: str = ""


@dataclass(frozen=True)
class Asked:
    """One criterion as it is answered for one person. `least` is the number of hours, where it asks for one."""

    words: str
    answer: str = UNKNOWN
    excludes: bool = False
    least: Decimal | None = None


def holds(asked: Asked, hours: Hours) -> bool | None:
    """Whether a criterion lets somebody take part; None while that is not known."""
    if asked.least is not None:
        return None if hours.value is None else hours.value >= asked.least
    if asked.answer == UNKNOWN:
        return None
    return (asked.answer == YES) != asked.excludes


def why_not_eligible(criteria: Sequence[Asked], hours: Hours) -> list[str]:
    """What stands against somebody's being eligible, a sentence each; nothing where nothing does."""
    if not criteria:
        return ["The study has no criteria yet: write down whom it is for first."]
    reasons = []
    for asked in criteria:
        found = holds(asked, hours)
        if found is None:
            reasons.append(f"Not known yet: {asked.words}.")
        elif not found:
            reasons.append(f"{'Excluded by' if asked.excludes else 'Not met'}: {asked.words}.")
        elif asked.least is not None and not (hours.source and hours.checked_by):
            reasons.append("The hours need the place they were learnt from and the role of whoever checked them.")
    return reasons
