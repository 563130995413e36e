"""A working researcher's clock: each act takes some minutes, evenings and weekends are free."""

from datetime import UTC, date, datetime, time, timedelta

MINUTES_AN_ACT = 11
MORNING, EVENING = time(9, 30), time(17, 0)


class Clock:
    """Gives each act its time, always later than the one before."""

    def __init__(self, first: date) -> None:
        self.time = datetime.combine(first, MORNING, UTC)

    def tick(self) -> datetime:
        """The time of the next act."""
        self.time += timedelta(minutes=MINUTES_AN_ACT)
        if self.time.time() > EVENING:
            self._next_morning()
        return self.time

    def reach(self, day: date) -> None:
        """Go to the morning of a day, unless it is past already."""
        if self.time.date() < day:
            self.time = datetime.combine(day, MORNING, UTC)

    def reach_time(self, moment: datetime) -> None:
        """Go to a moment, unless it is past already."""
        self.time = max(self.time, moment)

    def _next_morning(self) -> None:
        day = self.time.date() + timedelta(days=1)
        while day.weekday() > 4:
            day += timedelta(days=1)
        self.time = datetime.combine(day, MORNING, UTC)
