"""Everything there is to do, and every day of a study, from all rooms together."""

from datetime import date, datetime

from lifeworld.agenda.rules.tasks import Dated, Task
from lifeworld.agenda.selectors import analysis, approvals, consent, fieldwork, recruitment, safekeeping
from lifeworld.study.selectors import Access


def tasks_of(access: Access, now: datetime) -> list[Task]:
    """What this person could do in a study; `now` is in the reader's own zone."""
    today = now.date()
    return [
        *approvals.tasks(access, today), *recruitment.tasks(access), *consent.tasks(access),
        *fieldwork.tasks(access, now), *safekeeping.tasks(access, today), *analysis.tasks(access, now),
    ]  # fmt: skip


def days_of(access: Access, today: date) -> list[Dated]:
    """The days of a study that this person may see, in their order."""
    days = [*approvals.days(access, today), *fieldwork.days(access), *safekeeping.days(access, today)]
    return sorted(days, key=lambda one: (one.day, one.what))
