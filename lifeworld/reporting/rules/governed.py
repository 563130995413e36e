"""What the DPIA pack and the twenty answers are made of, beside the store's own settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lifeworld.reporting.rules.phrases import counted
from lifeworld.reporting.rules.store_facts import StoreFacts


@dataclass(frozen=True)
class Kept:
    """One class of the retention schedule as it stands: name, length, from when it counts (in words), how much is kept.

    `mismatch` says in a sentence how it departs from the information sheet; `promised` that a promise is written down.
    """

    key: str
    name: str
    length: str
    counts_from: str
    kept: int
    promised: bool
    mismatch: str
    standing: str

    @property
    def told(self) -> str:
        """Until when, in words: `until the study ended`, `10 years after the study ended`, or that it is not set."""
        if self.length == "at once":
            return f"until {self.counts_from}"
        return "how long is not set" if self.length == "not set" else f"{self.length} after {self.counts_from}"


@dataclass(frozen=True)
class Governed:
    """The study as a governance lead asks about it. Counts are of people or records, and nobody is among them."""

    store: StoreFacts
    title: str
    sponsor: str
    iras_id: str
    rec_reference: str
    roles: Mapping[str, int]
    may_open_names: tuple[str, ...]
    keeps_recruitment: bool
    screened: int
    cases: int
    consents: int
    names_kept: int
    openings: int
    last_opening: date | None
    acts: int
    withdrawals: int
    destroyed: int
    cut_off: str
    hours_to_consider: int | None
    schedule: tuple[Kept, ...]
    deviations: int
    deviations_open: int
    events: int
    incidents: int
    recorded_without_a_yes: int
    recording_clause: bool
    quotes_clause: bool
    quotes_withheld: int
    sheet_in_use: bool
    put_forward_by: tuple[str, ...] = ()
    fields: Mapping[str, int] = field(default_factory=dict)


def opened(times: int) -> str:
    """How often names were opened, as a sentence without its full stop."""
    return f"Names were opened {counted(times, 'time', 'times')}" if times else "Names were never opened"
