"""An act that the database asks to be tried again is tried once more, and whatever comes of that is said in words."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, OperationalError, transaction

from lifeworld.security.storage import StoreBusyError
from lifeworld.study.acting import TakenMeanwhileError, _tried


class Deadlock(Exception):
    """What PostgreSQL's driver raises for one of two acts that wait for each other."""

    sqlstate = "40P01"


def deadlock() -> OperationalError:
    error = OperationalError("deadlock detected")
    error.__cause__ = Deadlock()
    return error


def answering(*outcomes: Exception | str) -> tuple[list[int], Callable[[], str]]:
    """How often an act was tried, and the act: it answers or raises these in turn."""
    tried: list[int] = []

    def once() -> str:
        outcome = outcomes[len(tried)]
        tried.append(len(tried))
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    return tried, once


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("second", "said"),
    [
        (deadlock(), StoreBusyError),
        (IntegrityError("taken"), TakenMeanwhileError),
        (OperationalError("no"), OperationalError),
    ],
    ids=["again", "taken meanwhile", "something else"],
)
def test_what_the_second_try_meets_is_said(second: Exception, said: type[Exception]) -> None:
    tried, once = answering(deadlock(), second)
    with pytest.raises(said):
        _tried(once)
    assert len(tried) == 2


@pytest.mark.django_db(transaction=True)
def test_a_second_try_may_succeed_and_there_is_none_inside_anothers_transaction() -> None:
    tried, once = answering(deadlock(), "done")
    assert _tried(once) == "done"
    tried, once = answering(deadlock(), "done")
    with pytest.raises(StoreBusyError), transaction.atomic():
        _tried(once)
    assert len(tried) == 1
