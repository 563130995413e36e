"""The time to consider that lies between being given the information and consenting.

Source: governance requirement 12 (24 to 48 hours as the protocol says; shorter is let through with a reason, and the
reason is kept); HRA, "Consent": people are given as long as they need.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo


@dataclass(frozen=True)
class TimeToConsider:
    """How long somebody had, and how long the plan gives them."""

    had: timedelta
    asked: timedelta

    @property
    def is_short(self) -> bool:
        """Whether it was less than the plan gives."""
        return self.had < self.asked

    @property
    def hours_short(self) -> int:
        """By how many hours, counted up to whole ones; 0 where it was long enough."""
        missing = max(self.asked - self.had, timedelta())
        return -(-missing // timedelta(hours=1))


def time_to_consider(
    informed_on: date, informed_at: datetime | None, consented_at: datetime, hours: int, zone: tzinfo
) -> TimeToConsider:
    """How long somebody had. Where only the day of the information is known, the time counts from that day's end.

    That way nobody is thought to have had longer than they surely had.
    """
    begun = informed_at or datetime.combine(informed_on + timedelta(days=1), time(), zone)
    return TimeToConsider(max(consented_at - begun, timedelta()), timedelta(hours=hours))
