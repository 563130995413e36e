"""Tables made beside the pages: watched, cancelled, kept for their person alone, gone when the store is locked."""

import threading
from collections.abc import Iterator

import pytest

from lifeworld.common.errors import InvalidInputError, NotFoundError
from lifeworld.reporting.jobs import BusyError, JobState
from lifeworld.reporting.jobs import threads as jobs
from lifeworld.reporting.jobs.job import AT_ONCE
from lifeworld.reporting.jobs.threads import ThreadJob as Job
from lifeworld.reporting.services import Document
from lifeworld.reporting.tables import Progress
from lifeworld.security import keyring

MADE = Document("a.csv", "text/csv", b"words")
LIMIT_S = 10


class Held:
    """Making that waits at a row until the test lets it go on."""

    def __init__(self) -> None:
        self.reached, self.go_on = threading.Event(), threading.Event()

    def __call__(self, progress: Progress) -> Document:
        progress(1, 2)
        self.reached.set()
        assert self.go_on.wait(LIMIT_S)
        progress(2, 2)
        return MADE


@pytest.fixture(autouse=True)
def no_jobs() -> Iterator[None]:
    jobs._jobs.clear()
    yield
    jobs._jobs.clear()


def ended(job: Job) -> Job:
    for thread in threading.enumerate():
        if thread.name == "export":
            thread.join(LIMIT_S)
    return job


def test_a_table_is_made_and_fetched_by_whoever_asked() -> None:
    job = ended(jobs.start(person=1, study=1, about="x", make=lambda progress: MADE))
    assert (job.state, job.document) == (JobState.READY, MADE)
    assert jobs.job_for(1, 1, job.key) is job
    for person, study in ((2, 1), (1, 2)):
        with pytest.raises(NotFoundError):
            jobs.job_for(person, study, job.key)


def test_the_row_it_is_at_can_be_watched() -> None:
    held = Held()
    job = jobs.start(person=1, study=1, about="x", make=held)
    assert held.reached.wait(LIMIT_S)
    assert (job.state, job.done, job.total) == (JobState.WORKING, 1, 2)
    held.go_on.set()
    assert ended(job).state is JobState.READY


@pytest.mark.parametrize("stop", [Job.cancel, lambda job: job.close_for_lock(wait=True)])
def test_stopping_it_makes_nothing(stop: "object") -> None:
    held = Held()
    job = jobs.start(person=1, study=1, about="x", make=held)
    assert held.reached.wait(LIMIT_S)
    assert callable(stop)
    stop(job)
    held.go_on.set()
    assert (ended(job).state, job.document) == (JobState.CANCELLED, None)


def test_locking_the_store_lets_go_of_what_was_ready() -> None:
    keyring.open_store(bytes(32))
    job = ended(jobs.start(person=1, study=1, about="x", make=lambda progress: MADE))
    keyring.lock_store()
    assert (job.state, job.document) == (JobState.CANCELLED, None)


def test_a_refusal_is_kept_for_the_page() -> None:
    def refuse(progress: Progress) -> Document:
        raise InvalidInputError("It does not fit.")

    job = ended(jobs.start(person=1, study=1, about="x", make=refuse))
    assert job.state is JobState.REFUSED and job.error is not None and job.error.what == "It does not fit."


def test_a_fault_ends_it_and_its_words_reach_no_log(capfd: pytest.CaptureFixture[str]) -> None:
    def fail(progress: Progress) -> Document:
        raise ValueError("words of a participant")

    job = ended(jobs.start(person=1, study=1, about="x", make=fail))
    assert job.state is JobState.FAILED
    assert "words of a participant" not in "".join(capfd.readouterr())


def test_one_person_waits_for_three_at_most() -> None:
    helds = [Held() for _ in range(AT_ONCE)]
    made = [jobs.start(person=1, study=1, about="x", make=held) for held in helds]
    with pytest.raises(BusyError):
        jobs.start(person=1, study=1, about="x", make=Held())
    other = jobs.start(person=2, study=1, about="x", make=lambda progress: MADE)
    for held in helds:
        held.go_on.set()
    for job in (*made, other):
        assert ended(job).state is JobState.READY


def test_what_waited_too_long_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    job = ended(jobs.start(person=1, study=1, about="x", make=lambda progress: MADE))
    monkeypatch.setattr(jobs, "KEPT_S", -1)
    with pytest.raises(NotFoundError):
        jobs.job_for(1, 1, job.key)
