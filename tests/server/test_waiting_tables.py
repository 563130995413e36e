"""Long tables that a server's workers make: one order is taken out once, seen by whoever asked, and soon destroyed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from lifeworld.common.errors import NotFoundError
from lifeworld.reporting import jobs, services
from lifeworld.reporting.jobs import BusyError, JobState, Order, rows
from lifeworld.reporting.jobs.job import AT_ONCE, KEPT_S, CancelledError
from lifeworld.reporting.kinds import KINDS
from lifeworld.reporting.models import WaitingTable
from lifeworld.reporting.rules.options import Options
from lifeworld.security.sealing import MARK
from lifeworld.store import people
from lifeworld.study.models import Case, Membership
from lifeworld.study.selectors import Access
from lifeworld.study.services import create_study
from lifeworld.trail.models import Act
from tests.conftest import NOON, RECORD

POSTGRESQL = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="LIFEWORLD_DATABASE is not set: the workers' queue needs PostgreSQL"
)


@pytest.fixture
def row(access: Access, maeve: Case) -> WaitingTable:
    """Alice's order of an analysed transcript, not begun."""
    return WaitingTable.objects.create(
        key="a-key", person=access.person, study=access.study, case=maeve, asked_at=NOON, about="Analysed transcript",
        kind="analysed-transcript", fmt="csv", options={"columns": "", "by": "", "entries": ""},
    )  # fmt: skip


def exported() -> int:
    return Act.objects.filter(verb="exported").count()


def test_a_worker_makes_it_and_it_lies_sealed(row: WaitingTable, access: Access) -> None:
    rows.make(row.pk)
    job = jobs.job_for(access, "a-key")
    assert job.state is JobState.READY and job.document is not None
    assert b"river" in job.document.content and job.document.name.endswith(".csv")
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM reporting_waitingtable")
        kept = bytes(cursor.fetchone()[0])
    assert kept.startswith(MARK) and b"river" not in kept
    assert exported() == 1


def test_an_order_begun_twice_is_taken_out_once(row: WaitingTable) -> None:
    rows.make(row.pk)
    rows.make(row.pk)
    assert exported() == 1


def test_another_worker_that_was_faster_leaves_one_file_and_one_row(
    row: WaitingTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = services.take_out

    def late(**words: object) -> object:
        keep = words.pop("keep")
        assert callable(keep)

        def after_the_other(document: object) -> None:
            WaitingTable.objects.filter(pk=row.pk).update(state=JobState.READY, content=b"the other's")
            keep(document)

        return real(keep=after_the_other, **words)  # type: ignore[arg-type]

    monkeypatch.setattr(rows, "take_out", late)
    rows.make(row.pk)
    assert exported() == 0, "the slower one records nothing"


def test_cancelling_stops_it_and_lets_go_of_it(row: WaitingTable, access: Access) -> None:
    jobs.job_for(access, "a-key").cancel()
    rows.make(row.pk)
    job = jobs.job_for(access, "a-key")
    assert (job.state, job.document, exported()) == (JobState.CANCELLED, None, 0)


def test_cancelling_in_the_middle_stops_at_the_next_row(row: WaitingTable) -> None:
    telling = rows._Telling(row)
    telling(1, 9)
    row.refresh_from_db()
    assert (row.done, row.total) == (1, 9)
    WaitingTable.objects.update(state=JobState.CANCELLED)
    telling._told = 0
    with pytest.raises(CancelledError):
        telling(2, 9)


def test_what_is_ready_can_be_let_go(row: WaitingTable, access: Access) -> None:
    rows.make(row.pk)
    job = jobs.job_for(access, "a-key")
    job.cancel()
    assert job.state is JobState.CANCELLED
    row.refresh_from_db()
    assert row.content is None


@pytest.mark.parametrize("meanwhile", ["role ended", "deactivated", "role lost the right"])
def test_access_is_asked_anew_when_it_is_made(row: WaitingTable, access: Access, meanwhile: str) -> None:
    acts: dict[str, Callable[[], object]] = {
        "role ended": lambda: Membership.objects.filter(person=access.person).delete(),
        "deactivated": lambda: people.deactivate(at=NOON, username="alice"),
        "role lost the right": lambda: Membership.objects.filter(person=access.person).update(role="adviser"),
    }
    acts[meanwhile]()
    rows.make(row.pk)
    row.refresh_from_db()
    assert (row.state, row.content, exported()) == (JobState.REFUSED, None, 0)
    error = rows.RowJob(row).error
    assert error is not None and error.what and error.safe


def test_a_fault_ends_it_and_its_words_reach_no_log(
    row: WaitingTable, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(**words: object) -> None:
        raise ValueError("words of a participant")

    monkeypatch.setattr(rows, "take_out", fail)
    rows.make(row.pk)
    row.refresh_from_db()
    assert row.state == JobState.FAILED
    assert "words of a participant" not in "".join(capfd.readouterr())


def test_an_order_that_kills_its_workers_is_given_up(row: WaitingTable) -> None:
    WaitingTable.objects.update(attempts=rows.MOST_ATTEMPTS)
    rows.make(row.pk)
    row.refresh_from_db()
    assert (row.state, exported()) == (JobState.FAILED, 0)


def test_it_is_seen_by_whoever_asked_and_by_nobody_else(row: WaitingTable, access: Access) -> None:
    bob = Membership.objects.get(person__username="bob").person
    other = create_study(by=access.person, at=NOON, summary_text=RECORD, slug="other")
    for asking in (replace(access, person=bob), replace(access, study=other)):
        with pytest.raises(NotFoundError):
            jobs.job_for(asking, "a-key")


def test_what_waited_too_long_is_gone_and_then_destroyed(row: WaitingTable, access: Access) -> None:
    rows.make(row.pk)
    WaitingTable.objects.update(ended_at=timezone.now() - timedelta(seconds=KEPT_S + 1))
    with pytest.raises(NotFoundError):
        jobs.job_for(access, "a-key")
    rows.forget_old()
    assert not WaitingTable.objects.exists()


@POSTGRESQL
def test_an_order_and_the_workers_word_of_it_are_one(access: Access, maeve: Case) -> None:
    order = Order(access, NOON, KINDS["analysed-transcript"], "docx", maeve, Options())
    made = [jobs.start(order) for _ in range(AT_ONCE)]
    with pytest.raises(BusyError):
        jobs.start(order)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'make_table'")
        assert cursor.fetchone()[0] == AT_ONCE
    made[0].cancel()
    jobs.start(order)
