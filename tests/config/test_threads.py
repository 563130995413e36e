"""One person's requests meet one thread, whose connection knows the store's pages; several people's meet several."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from lifeworld.config.threads import LastRestedFirst

PATIENCE_S = 10


class Task:
    """What waitress hands to a thread: here it notes which one, and may be held up."""

    def __init__(self, go_on: threading.Event | None = None) -> None:
        self.begun, self.done, self.go_on = threading.Event(), threading.Event(), go_on
        self.thread = ""

    def service(self) -> None:
        self.thread = threading.current_thread().name
        self.begun.set()
        if self.go_on is not None:
            assert self.go_on.wait(PATIENCE_S)
        self.done.set()


@pytest.fixture
def dispatcher() -> Iterator[Any]:
    made: Any = LastRestedFirst(4)
    made.rested, rest = threading.Condition(made.lock), made.queue_cv.wait

    def tell_and_rest() -> None:
        # The thread holds the lock until it rests, so whoever is told finds it resting.
        made.rested.notify_all()
        rest()

    with made.lock:
        made.queue_cv.wait = tell_and_rest
    yield made
    made.shutdown()
    assert not made.threads, "a thread is left"


def resting(dispatcher: Any) -> None:
    """Return once every thread rests."""
    with dispatcher.rested:
        assert dispatcher.rested.wait_for(lambda: dispatcher.active_count == 0 and not dispatcher.queue, PATIENCE_S), (
            "the threads never rested"
        )


def test_who_asks_again_meets_the_same_thread(dispatcher: Any) -> None:
    seen = set()
    for _ in range(30):
        resting(dispatcher)
        task = Task()
        dispatcher.add_task(task)
        assert task.done.wait(PATIENCE_S)
        seen.add(task.thread)
    assert len(seen) == 1


def test_nobody_waits_while_a_thread_rests(dispatcher: Any) -> None:
    resting(dispatcher)
    go_on = threading.Event()
    held = [Task(go_on) for _ in range(4)]
    for task in held:
        dispatcher.add_task(task)
    assert all(task.begun.wait(PATIENCE_S) for task in held)
    assert len({task.thread for task in held}) == 4
    waits = Task()
    dispatcher.add_task(waits)
    go_on.set()
    assert waits.done.wait(PATIENCE_S)
