"""What rooms above this one know of who may be contacted: each says so when the program starts.

A withdrawal is written down above, and may end contact while the person stays in the study. A room registers a function
that answers for several people at once, in a fixed number of questions; whoever would contact them asks first.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """What somebody said since they agreed: that contact is to stop; whether they wish to be sent the findings, None
    where that was not asked."""

    stopped: bool = False
    findings: bool | None = None


NOTHING_SAID = Word()
Asking = Callable[[Collection[int]], Mapping[int, Word]]

_asking: dict[str, Asking] = {}


def when_asked(what: str, ask: Asking) -> None:
    """Register who knows `what` of some entries, by their keys. The same name takes the same place."""
    _asking[what] = ask


def words_of(entries: Collection[int]) -> dict[int, Word]:
    """What each of these entries said, for those who said anything. Whoever knows of a stop is believed."""
    said: dict[int, Word] = {}
    for ask in _asking.values():
        for entry, word in ask(entries).items():
            known = said.get(entry, NOTHING_SAID)
            findings = known.findings if word.findings is None else word.findings
            said[entry] = Word(known.stopped or word.stopped, findings)
    return said
