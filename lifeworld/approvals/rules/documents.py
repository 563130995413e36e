"""Which version of a document is in use where, and since when.

Source: the opinion letter and the HRA's amendment guidance: a new version is used only once approved, and at a site
only once the site has it; consent is taken on the version in use at that site on that day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

# Text and pictures as approvals are sent; nothing that runs.
SUFFIXES = (".pdf", ".docx", ".doc", ".odt", ".rtf", ".txt", ".md", ".png", ".jpg", ".jpeg", ".xlsx", ".eml", ".msg")
LARGEST_FILE = 25 * 1024 * 1024


@dataclass(frozen=True)
class Life:
    """One stretch in which a version is in use at a site, both days included; no end, and it still is."""

    version: int
    live_from: date
    live_until: date | None = None

    def on(self, day: date) -> bool:
        """Whether it is in use on a day."""
        return self.live_from <= day and (self.live_until is None or day <= self.live_until)


def live_on(lives: Sequence[Life], day: date) -> int | None:
    """The version of one document in use at one site on a day; None where there is none."""
    return next((life.version for life in lives if life.on(day)), None)


def wrong_with_going_live(live_from: date, approved_on: date | None, lives: Sequence[Life]) -> str:
    """Why a version cannot go live on a day, in one sentence; empty where it can."""
    if approved_on is None:
        return "A version goes live only once the day of its approval is written down."
    if live_from < approved_on:
        return "A version cannot be in use before it was approved."
    if any(life.live_from >= live_from for life in lives):
        return "Another version went live at this site on that day or later."
    return ""


def end_of_former(live_from: date) -> date:
    """The last day of the version before."""
    return live_from - timedelta(days=1)
