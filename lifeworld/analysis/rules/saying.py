"""How numbers, lists and times are said in a sentence, as a person would say them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

# A sentence that names more people than this is not read.
MOST_NAMED = 12
_SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def said(number: int) -> str:
    """A number in words up to twelve, then in figures; nothing is "no"."""
    return _SMALL[number] if 0 <= number < len(_SMALL) else str(number)


def counted(number: int, one: str, many: str) -> str:
    """`one statement`, `three statements`."""
    return f"{said(number)} {one if number == 1 else many}"


def listed(names: Sequence[str]) -> str:
    """`Maeve`, `Maeve and Tobias`, `Maeve, Tobias and Anjali`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def named(names: Sequence[str], count: int) -> list[str]:
    """Names for a list in a sentence, of `count` in all: beyond `MOST_NAMED` the last of them are a number.

    `names` holds as many as there are, or at least the first `MOST_NAMED`.
    """
    if count <= MOST_NAMED:
        return list(names)
    return [*names[: MOST_NAMED - 1], f"{count - MOST_NAMED + 1} others"]


def said_day(day: date, today: date) -> str:
    """`15 October`, with the year where it is not this one."""
    name = f"{day.day} {day:%B}"
    return name if day.year == today.year else f"{name} {day.year}"


def said_time(at: datetime, now: datetime) -> str:
    """`today at 09:12`, `yesterday at 17:20`, `on 3 November at 14:02`; both times in the reader's own zone."""
    clock = f"{at:%H:%M}"
    if at.date() == now.date():
        return f"today at {clock}"
    if at.date() == now.date() - timedelta(days=1):
        return f"yesterday at {clock}"
    return f"on {said_day(at.date(), now.date())} at {clock}"
