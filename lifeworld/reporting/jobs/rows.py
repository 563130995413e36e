"""A server's long tables: the order is a row, a worker makes it, and every process sees how far it is.

Whoever takes an order up again after a worker was killed begins anew. The file, the trail row "exported" and the end
of the order are one transaction, so that however often it was begun it is taken out once.
"""

import logging
import secrets
import time
from datetime import timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from lifeworld.common.errors import DomainError, NotFoundError
from lifeworld.reporting.jobs.job import AT_ONCE, KEPT_S, BusyError, CancelledError, JobState, Order
from lifeworld.reporting.models import WaitingTable
from lifeworld.reporting.rules.options import read_options
from lifeworld.reporting.services import Document, take_out
from lifeworld.security.models import Person
from lifeworld.study.selectors import access_to

logger = logging.getLogger(__name__)

# A worker that is killed again and again by one order is not to be killed by it for ever.
MOST_ATTEMPTS = 3
# How far it is, is written down at most so often.
TOLD_EVERY_S = 0.5


class RowJob:
    """One order as its page sees it."""

    def __init__(self, row: WaitingTable) -> None:
        self.key, self.about, self.state = row.key, row.about, JobState(row.state)
        self.done, self.total = row.done, row.total
        self.error = DomainError(*row.refusal) if row.refusal else None
        self._row = row

    @property
    def document(self) -> Document | None:
        """The file, unsealed, while it waits."""
        row = self._row
        return Document(row.name, row.media_type, bytes(row.content)) if row.content is not None else None

    def cancel(self) -> None:
        """Stop at the next row, and let go of what was made."""
        going = WaitingTable.objects.filter(pk=self._row.pk, state__in=[JobState.WORKING, JobState.READY])
        going.update(state=JobState.CANCELLED, content=None, ended_at=timezone.now())
        self._row.refresh_from_db()
        self.state = JobState(self._row.state)


def start(order: Order) -> RowJob:
    """Write the order down and tell the workers, both or neither."""
    from lifeworld.reporting.jobs.queue import defer

    person, options = order.access.person, order.options
    words = {
        "columns": ",".join(options.columns),
        "by": options.by,
        "entries": ",".join(str(entry) for entry in options.entries or ()),
    }
    with transaction.atomic():
        # The person's row is the turn: two clicks at once would otherwise both find room.
        Person.objects.select_for_update().get(pk=person.pk)
        if WaitingTable.objects.filter(person=person, state=JobState.WORKING).count() >= AT_ONCE:
            raise BusyError
        row = WaitingTable.objects.create(
            key=secrets.token_urlsafe(12), person=person, study=order.access.study, case=order.case,
            asked_at=order.at, about=order.about[:200], kind=order.kind.key, fmt=order.fmt, options=words,
        )  # fmt: skip
        defer(row.pk)
    return RowJob(row)


def job_for(person: int, study: int, key: str) -> RowJob:
    """An order by its key, if this person gave it in this study; `NotFoundError` otherwise, and when time is over."""
    row = WaitingTable.objects.filter(key=key, person=person, study=study).first()
    if row is None or (row.ended_at is not None and row.ended_at < timezone.now() - timedelta(seconds=KEPT_S)):
        raise NotFoundError("This table is not waiting for you any more.")
    return RowJob(row)


def make(number: int) -> None:
    """Carry an order out, in a worker. One that is over already, or was begun too often, is left."""
    row = WaitingTable.objects.select_related("study", "case", "person").filter(pk=number).first()
    if row is None or not _working(row).update(attempts=F("attempts") + 1, done=0, total=0):
        return
    if row.attempts >= MOST_ATTEMPTS:
        _end(row, JobState.FAILED)
        return
    try:
        if not row.person.is_active:
            raise NotFoundError
        # Asked anew: the person's role may have ended since.
        take_out(
            access=access_to(row.person, row.study.slug), at=row.asked_at, kind=row.kind, fmt=row.fmt, case=row.case,
            options=read_options(row.options), progress=_Telling(row), keep=lambda document: _keep(row, document),
        )  # fmt: skip
    except CancelledError:
        return
    except DomainError as error:
        _end(row, JobState.REFUSED, refusal=[error.what, error.safe, error.do])
    except Exception:
        # Logged by kind and place only (`lifeworld.config.logs`).
        logger.exception("An export failed.")
        _end(row, JobState.FAILED)


def forget_old() -> None:
    """Destroy what waited too long."""
    WaitingTable.objects.filter(ended_at__lt=timezone.now() - timedelta(seconds=KEPT_S)).delete()


class _Telling:
    """Writes down how far it is, and stops where the person asked to."""

    def __init__(self, row: WaitingTable) -> None:
        self._row, self._told = row, 0.0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._told < TOLD_EVERY_S:
            return
        self._told = now
        if not _working(self._row).update(done=done, total=total):
            raise CancelledError


def _keep(row: WaitingTable, document: Document) -> None:
    """Inside the transaction of the trail row. Cancelled meanwhile, or made by another worker: neither stays."""
    kept = _working(row).update(
        state=JobState.READY, ended_at=timezone.now(), name=document.name, media_type=document.media_type,
        content=document.content,
    )  # fmt: skip
    if not kept:
        raise CancelledError


def _end(row: WaitingTable, state: JobState, *, refusal: list[str] | None = None) -> None:
    _working(row).update(state=state, ended_at=timezone.now(), refusal=refusal or [])


def _working(row: WaitingTable) -> QuerySet[WaitingTable]:
    return WaitingTable.objects.filter(pk=row.pk, state=JobState.WORKING)
