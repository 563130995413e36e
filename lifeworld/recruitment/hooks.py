"""What rooms above this one know of who may be contacted, and keep of them: each says so when the program starts.

A withdrawal is written down above, and may end contact while the person stays in the study. A room registers a function
that answers for several people at once, in a fixed number of questions; whoever would contact them asks first. Names
are kept above as well, and go where it turns out that somebody had not agreed to be contacted.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.study.selectors import Access


@dataclass(frozen=True)
class Word:
    """What somebody said since they agreed: from when contact is to stop, None where it is not; whether they wish to be
    sent the findings, None where that was not asked."""

    stopped_on: date | None = None
    findings: bool | None = None

    @property
    def stopped(self) -> bool:
        """Whether contact is to stop."""
        return self.stopped_on is not None

    def stop(self, on: date | None) -> date | None:
        """From when contact is to stop, where a stop from `on` is known as well: the earlier day."""
        return min((day for day in (self.stopped_on, on) if day is not None), default=None)


NOTHING_SAID = Word()
Asking = Callable[[Collection[int]], Mapping[int, Word]]
Removing = Callable[[Access, datetime, ScreeningEntry], None]

_asking: dict[str, Asking] = {}
_removing: dict[str, Removing] = {}


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
            said[entry] = Word(known.stop(word.stopped_on), findings)
    return said


def when_not_agreed(what: str, remove: Removing) -> None:
    """Register who removes `what` of somebody who had not agreed to be contacted, and tells the trail."""
    _removing[what] = remove


def remove_what_names(access: Access, at: datetime, entry: ScreeningEntry) -> None:
    """Remove what every room above keeps of who somebody is. Called within the act that takes their agreeing back."""
    for remove in _removing.values():
        remove(access, at, entry)
