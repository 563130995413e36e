"""What the analysis asks for: its next step, and what waits beside it."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from lifeworld.agenda.rules.tasks import Task
from lifeworld.analysis.rules.next_step import Step
from lifeworld.analysis.selectors.home import home_for
from lifeworld.analysis.views import addresses
from lifeworld.study.selectors import Access


def tasks(access: Access, now: datetime) -> Iterator[Task]:
    """The steps that the study's first page shows; none of them has a day."""
    home = home_for(access, now)
    return as_tasks(access.study.slug, (home.next, *home.waiting))


def as_tasks(slug: str, steps: Iterable[Step]) -> Iterator[Task]:
    """Those of the steps that lead somewhere."""
    for step in steps:
        if url := addresses.of_step(slug, step):
            yield Task(step.what.rstrip("."), step.why, url)
