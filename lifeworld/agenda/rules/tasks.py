"""What somebody could do, by its day. A page that is trusted shows every task in exactly one place, and hides none.

A tired reader first sees what was due and was not done, then today's, then what comes up within two weeks; what has no
day comes last, and what lies further off is in the calendar.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SOON = timedelta(days=14)


class When(StrEnum):
    """When a task asks for somebody. The order is the page's."""

    PAST = "Its day has passed"
    TODAY = "Today"
    SOON = "In the next two weeks"
    ANY_DAY = "Any day"
    LATER = "Later"


@dataclass(frozen=True)
class Task:
    """One thing to do: what, why, where (an address), and by which day, None where any day does."""

    what: str
    why: str
    url: str
    due: date | None = None


@dataclass(frozen=True)
class Dated:
    """One day of a study's calendar: what is on it, and where more of it stands. `done` means that nothing is asked.

    `what` names nobody, because it leaves in a file.
    """

    key: str
    day: date
    what: str
    url: str
    done: bool = False


def when(task: Task, today: date) -> When:
    """Where a task stands on a day."""
    if task.due is None:
        return When.ANY_DAY
    if task.due < today:
        return When.PAST
    if task.due == today:
        return When.TODAY
    return When.SOON if task.due <= today + SOON else When.LATER


def by_when(tasks: Iterable[Task], today: date) -> dict[When, list[Task]]:
    """All tasks by when they ask for somebody, each in the order of its day; a part without any is there, empty."""
    found: dict[When, list[Task]] = {part: [] for part in When}
    for task in sorted(tasks, key=lambda task: (task.due or date.max, task.what)):
        found[when(task, today)].append(task)
    return found
