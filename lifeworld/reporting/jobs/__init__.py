"""Long exports beside the pages: made, watched, cancelled, fetched, and never written to a disk in the clear.

A laptop makes them in a thread and keeps them in memory (`threads`); a server writes the order down, and whichever
worker is free makes it (`rows`, `queue`). Pages see no difference.
"""

from django.conf import settings

from lifeworld.reporting.jobs import rows, threads
from lifeworld.reporting.jobs.job import BusyError, Job, JobState, Order
from lifeworld.reporting.services import take_out
from lifeworld.study.selectors import Access

__all__ = ["BusyError", "Job", "JobState", "Order", "job_for", "start"]


def start(order: Order) -> Job:
    """Have a table made; `BusyError` where the person waits for several already."""
    if settings.SERVER:
        return rows.start(order)
    return threads.start(
        person=order.access.person.pk,
        study=order.access.study.pk,
        about=order.about,
        make=lambda progress: take_out(
            access=order.access, at=order.at, kind=order.kind.key, fmt=order.fmt, case=order.case,
            options=order.options, progress=progress,
        ),
    )  # fmt: skip


def job_for(access: Access, key: str) -> Job:
    """A job by its key, if this person started it in this study; `NotFoundError` otherwise, and when its time is over.

    Of this study: who has no role in one any more must not fetch its table by the address of another.
    """
    find = rows.job_for if settings.SERVER else threads.job_for
    return find(access.person.pk, access.study.pk, key)
