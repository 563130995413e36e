"""What rooms above this one did under an approval: each says so when the program starts.

A consent is written down above, and rests on the opinion, on a site's green light and on the versions in use. A room
registers a function that answers for a whole study in one question; this room asks before any of these would be moved.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Consented:
    """That somebody consented at a site on a day, on these versions of documents; all by their keys."""

    site: int
    on: date
    versions: frozenset[int]


Asking = Callable[[int], Iterable[Consented]]

_asking: dict[str, Asking] = {}


def when_asked(what: str, ask: Asking) -> None:
    """Register who knows `what` of a study, by its key. The same name takes the same place."""
    _asking[what] = ask


def consented_in(study: int) -> list[Consented]:
    """Every consent of a study, the first first."""
    found = [one for ask in _asking.values() for one in ask(study)]
    return sorted(found, key=lambda one: one.on)
