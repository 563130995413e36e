"""Everything there is to do, and every day of a study, from all rooms together."""

from datetime import date, datetime
from itertools import chain

from lifeworld.agenda.rules.tasks import Dated, Task, When, by_when
from lifeworld.agenda.selectors import analysis, approvals, consent, fieldwork, recruitment, safekeeping
from lifeworld.analysis.selectors.home import HomeView
from lifeworld.study.selectors import Access


def tasks_of(access: Access, now: datetime) -> list[Task]:
    """What this person could do in a study; `now` is in the reader's own zone."""
    return [*tasks_around(access, now), *analysis.tasks(access, now)]


def tasks_around(access: Access, now: datetime) -> list[Task]:
    """What there is to do around the analysis, which has its own steps."""
    today = now.date()
    return [
        *approvals.tasks(access, today), *recruitment.tasks(access), *consent.tasks(access),
        *fieldwork.tasks(access, now), *safekeeping.tasks(access, today),
    ]  # fmt: skip


def waiting_beside(access: Access, home: HomeView, now: datetime) -> list[Task]:
    """What waits beside the next step of the analysis: what has a day before long, then the rest, then other steps."""
    parts = by_when(tasks_around(access, now), now.date())
    del parts[When.LATER]
    return [*chain.from_iterable(parts.values()), *analysis.as_tasks(access.study.slug, home.waiting)]


def days_of(access: Access, today: date) -> list[Dated]:
    """The days of a study that this person may see, in their order."""
    days = [*approvals.days(access, today), *fieldwork.days(access), *safekeeping.days(access, today)]
    return sorted(days, key=lambda one: (one.day, one.what))
