"""Every task stands in one place, by its day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lifeworld.agenda.rules.tasks import SOON, Task, When, by_when, when

TODAY = date(2026, 3, 2)


def due(days: int | None) -> Task:
    return Task("Do it", "", "/", None if days is None else TODAY + timedelta(days=days))


def test_a_task_asks_for_somebody_by_its_day() -> None:
    asked = {-1: When.PAST, 0: When.TODAY, 1: When.SOON, SOON.days: When.SOON, SOON.days + 1: When.LATER}
    assert {days: when(due(days), TODAY) for days in asked} == asked
    assert when(due(None), TODAY) is When.ANY_DAY


@given(st.lists(st.one_of(st.none(), st.integers(-400, 400)), max_size=30))
def test_no_task_is_lost_or_stands_twice(days: list[int | None]) -> None:
    tasks = [due(one) for one in days]
    parts = by_when(tasks, TODAY)
    assert sorted((task for found in parts.values() for task in found), key=str) == sorted(tasks, key=str)
    for found in parts.values():
        told = [task.due for task in found if task.due is not None]
        assert told == sorted(told)
