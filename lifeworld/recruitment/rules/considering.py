"""The time to consider that lies between being given the information and consenting.

Source: governance requirement 12 (24 to 48 hours as the protocol says; shorter is let through with a reason, and the
reason is kept); HRA, "Consent": people are given as long as they need.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo


@dataclass(frozen=True)
class TimeToConsider:
    """How long somebody had, and how long the plan gives them."""

    had: timedelta
    asked: timedelta

    @property
    def is_short(self) -> bool:
        """Whether it was less than the plan gives."""
        return self.had < self.asked


def time_to_consider(
    informed_on: date, informed_at: datetime | None, consented_at: datetime, hours: int, zone: tzinfo
) -> TimeToConsider:
    """How long somebody had. Where only the day of the information is known, the time counts from that day's end.

    That way nobody is thought to have had longer than they surely had.
    """
    begun = informed_at or datetime.combine(informed_on + timedelta(days=1), time(), zone)
    # In UTC: between two times of one zone Python counts an hour that the clocks skipped.
    had = consented_at.astimezone(UTC) - begun.astimezone(UTC)
    return TimeToConsider(max(had, timedelta()), timedelta(hours=hours))
