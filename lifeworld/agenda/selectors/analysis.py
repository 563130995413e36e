"""What the analysis asks for: its next step, and what waits beside it."""

from collections.abc import Iterator
from datetime import datetime

from lifeworld.agenda.rules.tasks import Task
from lifeworld.analysis.selectors.home import home_for
from lifeworld.analysis.views import addresses
from lifeworld.study.selectors import Access


def tasks(access: Access, now: datetime) -> Iterator[Task]:
    """The steps that the study's first page shows; none of them has a day."""
    home = home_for(access, now)
    for step in (home.next, *home.waiting):
        if url := addresses.of_step(access.study.slug, step):
            yield Task(step.what.rstrip("."), step.why, url)
