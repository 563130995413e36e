"""What rooms above this one do when a case is forgotten: each says so when the program starts.

A room above may keep something made of a case (a table that waits, a finding) that this room cannot know. It registers
a function, which is called inside the act's transaction, before the case's rows go. `after_commit` functions are called
once it is certain, for what lies in memory and not in the database.
"""

from collections.abc import Callable

from lifeworld.study.models import Case

Forgetting = Callable[[Case], int]
Emptying = Callable[[], None]

_forgetting: dict[str, Forgetting] = {}
_emptying: dict[str, Emptying] = {}


def when_forgotten(what: str, forget: Forgetting) -> None:
    """Register what forgets `what` of a case, and answers how much of it went. The same name takes the same place."""
    _forgetting[what] = forget


def once_forgotten(what: str, empty: Emptying) -> None:
    """Register what empties `what` in this process's memory, once a case is gone."""
    _emptying[what] = empty


def forget_above(case: Case) -> dict[str, int]:
    """Call every room above; how much of each kind went."""
    return {what: forget(case) for what, forget in sorted(_forgetting.items())}


def empty_memory() -> None:
    """Empty what this process keeps in memory."""
    for empty in _emptying.values():
        empty()
