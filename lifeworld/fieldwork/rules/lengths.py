"""How long the interviews were, as a methods section tells it.

Source: COREQ (Tong, Sainsbury & Craig, 2007), item 21, duration. The median, since one long meeting
moves a mean of six.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Lengths:
    """Of how many interviews the length is known, and their shortest, longest and middle length in minutes."""

    known: int
    shortest: int
    longest: int
    median: float

    @property
    def sentence(self) -> str:
        """`5 interviews of 48 to 71 minutes, median 58.`"""
        if self.known == 1:
            return f"1 interview of {_minutes(self.longest)}."
        middle = f"{self.median:g}"
        return f"{self.known} interviews of {self.shortest} to {_minutes(self.longest)}, median {middle}."


def lengths_of(minutes: Sequence[int | None]) -> Lengths | None:
    """The lengths of those that have one; None where none has."""
    known = sorted(one for one in minutes if one is not None)
    if not known:
        return None
    return Lengths(len(known), known[0], known[-1], float(median(known)))


def _minutes(count: int) -> str:
    return f"{count} minute{'' if count == 1 else 's'}"
