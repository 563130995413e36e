"""Recruitment, consent and interviews as plain values, and the sums that must hold before any of them is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lifeworld.common.errors import DomainError
from lifeworld.recruitment.rules.flow import LEAST, Flow, Share, shares
from lifeworld.recruitment.rules.stages import CONSENTED, ORDER

Period = tuple[date, date]


class NumbersDoNotAddUpError(DomainError):
    """Two counts of the same people differ."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"The numbers do not add up: {where}.",
            "Nothing was taken out, and no number is shown that is wrong.",
            "Look at the screening log and its flow figure; if they are right, restore the latest backup.",
        )


@dataclass(frozen=True)
class Spread:
    """How those who take part spread over one characteristic; an empty band is "not known"."""

    name: str
    bands: Mapping[str, int]

    def joined(self) -> list[Share]:
        """The bands that may be told, and the others joined."""
        return shares(dict(self.bands), list(self.bands), LEAST)


@dataclass(frozen=True)
class Recruited:
    """Who was put forward and how far they came. `flow` is None where the study keeps no recruitment here.

    `stayed` withdrew after their interview, when it could no longer be taken back: what they told is in the analysis,
    where the flow figure counts them, and they take part no longer. `by_hand` are cases in the analysis that were added
    without the screening log: the figure knows nothing of them.
    """

    flow: Flow | None
    taking_part: int
    stayed: int = 0
    by_hand: int = 0
    spreads: tuple[Spread, ...] = ()
    leavers: tuple[str, ...] = ()
    put_forward_by: tuple[str, ...] = ()
    approached_by: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    sites: int = 0
    hours_to_consider: int | None = None
    sooner: int = 0
    screened: Period | None = None
    consented: Period | None = None
    modes: tuple[str, ...] = ()

    @property
    def characteristics(self) -> tuple[str, ...]:
        """In what the sample was meant to spread."""
        return tuple(one.name for one in self.spreads if one.name != SITES)


SITES = "Site"


@dataclass(frozen=True)
class Interviewed:
    """The interviews of those who are in the study. `minutes` are those that are known."""

    people: int
    interviews: int
    minutes: tuple[int, ...] = ()
    held: Period | None = None
    more_than_once: int = 0
    places: tuple[str, ...] = ()
    recorded: tuple[str, ...] = ()
    others_there: tuple[str, ...] = ()
    field_notes: int | None = None


@dataclass(frozen=True)
class InUse:
    """A version of a document that was in use: its label, its date, the day of its approval."""

    label: str
    dated: date
    approved_on: date | None


@dataclass(frozen=True)
class Records:
    """What the tables about the study's course are made of. `hoped` is the range set beforehand, in words."""

    recruited: Recruited
    interviewed: Interviewed
    in_analysis: int
    hoped: str
    sheets: tuple[InUse, ...] = ()
    guides: tuple[InUse, ...] = ()
    diary: int = 0
    edition: str = ""
    asked_to_check: bool = False


def told(records: Records) -> Records:
    """The same, where its numbers agree with one another. Raises `NumbersDoNotAddUpError` where one does not."""
    flow = reconciled(records.recruited).flow
    by_hand = records.recruited.by_hand
    if flow is not None and flow.analysed + by_hand != records.in_analysis:
        raise NumbersDoNotAddUpError(
            f"by the flow figure {flow.analysed} are in the analysis, and {records.in_analysis - by_hand} cases of the "
            "screening log are; some entry did not come as far as an interview, or says that somebody left before"
        )
    return records


def reconciled(found: Recruited) -> Recruited:
    """The same, where every count of those who take part agrees. Raises `NumbersDoNotAddUpError` where one does not."""
    if found.flow is not None:
        after = ORDER[ORDER.index(CONSENTED) :]
        left = sum(found.flow.at(stage).gone for stage in after) + found.stayed
        consented = found.flow.at(CONSENTED).reached
        if consented - left != found.taking_part:
            raise NumbersDoNotAddUpError(
                f"{consented} consented and {left} of them left, and {found.taking_part} are counted as taking part"
            )
    for spread in found.spreads:
        if sum(spread.bands.values()) != found.taking_part:
            raise NumbersDoNotAddUpError(f"the bands of “{spread.name}” do not come to {found.taking_part}")
    return found
