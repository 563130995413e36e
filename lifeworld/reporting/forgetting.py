"""Tables that wait to be fetched go once a case is forgotten: those on the whole study speak of every case."""

from lifeworld.reporting.models import WaitingTable
from lifeworld.safekeeping.hooks import once_forgotten, when_forgotten
from lifeworld.study.models import Case


def register() -> None:
    """Called when the program starts."""
    when_forgotten("waiting tables", _forget)
    once_forgotten("waiting tables", _empty)


def _forget(case: Case) -> int:
    return WaitingTable.objects.filter(study=case.study_id).delete()[0]


def _empty() -> None:
    # Threads and their queue are imported where a table is made, and few who start the program make one.
    from lifeworld.reporting.jobs.threads import cancel_all

    cancel_all()
