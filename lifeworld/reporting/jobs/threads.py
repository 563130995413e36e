"""A laptop's long tables: made in a thread, kept in memory for `KEPT_S`, and gone when the store is locked."""

import logging
import secrets
import threading
import time
from collections.abc import Callable

from django.db import connection

from lifeworld.common.errors import DomainError, NotFoundError
from lifeworld.reporting.jobs.job import AT_ONCE, KEPT_S, BusyError, CancelledError, JobState
from lifeworld.reporting.services import Document
from lifeworld.reporting.tables import Progress
from lifeworld.security import keyring

logger = logging.getLogger(__name__)

Make = Callable[[Progress], Document]


class ThreadJob:
    """One export in the making. `error` is the refusal where it was refused."""

    def __init__(self, key: str, person: int, study: int, about: str, make: Make) -> None:
        self.key, self.person, self.study, self.about = key, person, study, about
        self.state = JobState.WORKING
        self.done, self.total = 0, 0
        self.error: DomainError | None = None
        self.document: Document | None = None
        self.ended: float | None = None
        self._make = make
        self._stopped = False
        self._turn = threading.Lock()

    def cancel(self) -> None:
        """Stop at the next row, and let go of what was made."""
        with self._turn:
            self._stopped = True
            self.document = None
            if self.state is JobState.READY:
                self.state = JobState.CANCELLED

    def close_for_lock(self, *, wait: bool) -> bool:
        """The keyring's call when the store is locked: nothing readable stays in memory."""
        self.cancel()
        return True

    def work(self) -> None:
        """Make the document; runs in the job's own thread and closes the thread's connection."""
        try:
            self._end(JobState.READY, self._make(self._progress))
        except CancelledError:
            self._end(JobState.CANCELLED)
        except DomainError as error:
            self.error = error
            self._end(JobState.REFUSED)
        except Exception:
            # Logged by kind and place only (`lifeworld.config.logs`); a thread's own report would quote the words.
            logger.exception("An export failed.")
            self._end(JobState.FAILED)
        finally:
            connection.close()

    def _progress(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        if self._stopped:
            raise CancelledError

    def _end(self, state: JobState, document: Document | None = None) -> None:
        with self._turn:
            self.state = JobState.CANCELLED if self._stopped else state
            self.document = document if self.state is JobState.READY else None
            self.ended = time.monotonic()


_guard = threading.Lock()
_jobs: dict[str, ThreadJob] = {}


def start(*, person: int, study: int, about: str, make: Make) -> ThreadJob:
    """Begin making a document in a thread of its own; `BusyError` where the person waits for several already."""
    job = ThreadJob(secrets.token_urlsafe(12), person, study, about, make)
    with _guard:
        _forget_old()
        if sum(one.person == person and one.state is JobState.WORKING for one in _jobs.values()) >= AT_ONCE:
            raise BusyError
        _jobs[job.key] = job
    keyring.admit(job, keyring.key_and_epoch()[1])
    threading.Thread(target=job.work, name="export", daemon=True).start()
    return job


def job_for(person: int, study: int, key: str) -> ThreadJob:
    """A job by its key, if this person started it in this study; `NotFoundError` otherwise, and when time is over."""
    with _guard:
        _forget_old()
        job = _jobs.get(key)
    if job is None or (job.person, job.study) != (person, study):
        raise NotFoundError("This table is not waiting for you any more.")
    return job


def cancel_all() -> None:
    """Let go of every table: somebody was forgotten, and each may speak of them."""
    with _guard:
        for job in _jobs.values():
            job.cancel()


def _forget_old() -> None:
    now = time.monotonic()
    for key in [key for key, job in _jobs.items() if job.ended is not None and now - job.ended > KEPT_S]:
        del _jobs[key]
