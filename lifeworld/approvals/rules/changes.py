"""Changes to an approved study: what each is called on the day it is submitted, and what its outcome lets happen.

One table, `CATEGORIES`. Each name holds from a day until a day, and the day of submission says which: a study of 2016
amends, a study of today modifies. Which of the names fits is the sponsor's to say, by the HRA's tool of the day;
Lifeworld asks, it does not infer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# From this day changes to every approved study are modifications, whatever they were before.
MODIFICATIONS_SINCE = date(2026, 4, 28)
_CHECKED = date(2026, 11, 26)
_AMENDMENTS = "HRA, Amending an approval: substantial and non-substantial amendments (the page until 27 April 2026)"
_MODIFICATIONS = "HRA, Modifying my study; IRAS Help, Modifications, 28 April 2026"


@dataclass(frozen=True)
class Category:
    """One name for a change: what it covers, and between which days it is used (until the day before the last)."""

    key: str
    name: str
    covers: str
    source: str
    checked: date
    holds_from: date | None = None
    holds_until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether a change submitted on that day may be called so."""
        return (self.holds_from is None or day >= self.holds_from) and (
            self.holds_until is None or day < self.holds_until
        )


CATEGORIES: tuple[Category, ...] = (
    Category(
        "substantial-amendment", "Substantial amendment",
        "It touches safety, rights, or what the study can find to a significant degree. It waits for its opinion.",
        _AMENDMENTS, _CHECKED, None, MODIFICATIONS_SINCE,
    ),
    Category(
        "non-substantial-amendment", "Non-substantial amendment",
        "Everything else, such as a new date or a corrected word. No ethical opinion is asked.",
        _AMENDMENTS, _CHECKED, None, MODIFICATIONS_SINCE,
    ),
    Category(
        "substantial-modification", "Substantial modification",
        "It touches safety, rights, or what the study can find to a significant degree. It waits for its opinion.",
        _MODIFICATIONS, _CHECKED, MODIFICATIONS_SINCE,
    ),
    Category(
        "important-detail", "Modification of an important detail",
        "Not substantial, and of something that the reviewing bodies must know.",
        _MODIFICATIONS, _CHECKED, MODIFICATIONS_SINCE,
    ),
    Category(
        "minor-modification", "Minor modification",
        "Everything else, such as a corrected word.",
        _MODIFICATIONS, _CHECKED, MODIFICATIONS_SINCE,
    ),
)  # fmt: skip


def categories_on(day: date) -> list[Category]:
    """The names that hold on a day, the weightiest first."""
    return [category for category in CATEGORIES if category.holds_on(day)]


def wrong_with_category(key: str, submitted_on: date) -> str:
    """Why a change submitted on a day cannot be called so, in one sentence; empty where it can."""
    if any(category.key == key for category in categories_on(submitted_on)):
        return ""
    names = [category.name.lower() for category in categories_on(submitted_on)]
    return f"A change submitted on that day is a {', a '.join(names[:-1])} or a {names[-1]}."


class Outcome(StrEnum):
    """What became of a change."""

    AWAITED = "awaited"
    FAVOURABLE = "favourable"
    UNFAVOURABLE = "unfavourable"
    ACKNOWLEDGED = "acknowledged"
    WITHDRAWN = "withdrawn"


# What was favoured or acknowledged may be done.
AGREED = frozenset({Outcome.FAVOURABLE, Outcome.ACKNOWLEDGED})


@dataclass(frozen=True)
class CameWith:
    """A change that a version came with: its label, its outcome and the day of it."""

    label: str
    outcome: Outcome
    outcome_on: date | None


def affected_as_text(affected: Mapping[int, bool]) -> str:
    """The versions that a change touches, by key, as one text: "12:new 15:old". True where it brings one in."""
    return " ".join(f"{version}:{'new' if affected[version] else 'old'}" for version in sorted(affected))


def affected_in(text: str) -> dict[int, bool]:
    """What `affected_as_text` was given."""
    return {int(version): how == "new" for version, _, how in (one.partition(":") for one in text.split())}


def wrong_with_using(changes: Sequence[CameWith], live_from: date | None) -> str:
    """Why a version that came with these changes cannot be in use from a day, in one sentence; empty where it can.

    One agreed change carries a version, whatever became of an earlier try; one that still waits holds it back. None
    for the day asks whether it can at all.
    """
    waiting = next((one for one in changes if one.outcome == Outcome.AWAITED), None)
    if waiting is not None:
        return f"It came with {waiting.label}, whose outcome is awaited: a version is used only once that has come."
    agreed = [one.outcome_on for one in changes if one.outcome in AGREED and one.outcome_on is not None]
    if changes and not agreed:
        return f"It came with {changes[-1].label}, which was not agreed: this version cannot be used."
    if agreed and live_from is not None and live_from < min(agreed):
        return "A version cannot be in use before the change it came with was agreed."
    return ""
