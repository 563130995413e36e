"""Everything there is to do, and every day of a study, from all rooms together."""

from datetime import date, datetime

from lifeworld.agenda.rules.tasks import Dated, Task
from lifeworld.agenda.selectors import analysis, approvals
from lifeworld.study.selectors import Access


def tasks_of(access: Access, now: datetime) -> list[Task]:
    """What this person could do in a study; `now` is in the reader's own zone."""
    return [*approvals.tasks(access, now.date()), *analysis.tasks(access, now)]


def days_of(access: Access, today: date) -> list[Dated]:
    """The days of a study that this person may see, in their order."""
    return sorted(approvals.days(access, today), key=lambda one: (one.day, one.what))
