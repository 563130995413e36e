"""What must hold before a consent may be written down, and what of it is a departure that is recorded and not refused.

Sources: governance requirements 4, 12, 17, 20 and 21; HRA, "Site-specific set up" (no research procedure before a
site's green light) and "Consent"; the favourable opinion, which no procedure may precede; Mental Capacity Act 2005,
s.1(2) (capacity is presumed), s.1(3) (support first), s.2 and ss.30-34 (research with people who lack it needs an
approval of its own).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

YES, NO, NOT_ASKED = "yes", "no", "not-asked"
REPLIES = (YES, NO, NOT_ASKED)
PRESUMED, SUPPORTED = "presumed", "supported"


@dataclass(frozen=True)
class Taking:
    """What is looked at before a consent is written down. `again` says that it is a re-consent.

    `not_recruiting` are the sentences that stand against taking anybody on that day.
    """

    on: date
    today: date
    opinion_on: date | None
    green_light: date | None
    informed_on: date | None
    not_recruiting: Sequence[str] = ()
    again: bool = False


def why_not_consent(taking: Taking) -> list[str]:
    """What stands against a consent on that day, a sentence each; nothing where it may be written down."""
    reasons = []
    if taking.on > taking.today:
        reasons.append("That day has not come yet.")
    if taking.opinion_on is None:
        reasons.append("The day of the favourable opinion is not written down.")
    elif taking.on < taking.opinion_on:
        reasons.append("Nobody consents before the favourable opinion.")
    if taking.green_light is None:
        reasons.append("The site has no green light yet.")
    elif taking.on < taking.green_light:
        reasons.append("Nobody consents before the site’s green light.")
    if taking.informed_on is None:
        reasons.append("It is not written down that they were given the information.")
    elif taking.on < taking.informed_on:
        reasons.append("They were given the information after that day.")
    if not taking.again:
        reasons += [one[:1].upper() + one[1:] for one in taking.not_recruiting]
    return reasons


def wrong_with_capacity(capacity: str, support: str, assessor: str) -> str:
    """What is missing about the ability to decide, in one sentence; empty where nothing is.

    Nothing is asked where capacity is presumed. A doubt that support settled says which support, and who found it so.
    """
    if capacity == SUPPORTED and not (support.strip() and assessor.strip()):
        return "Where there was a doubt, the support that was given and the role of whoever looked into it are kept."
    return "" if capacity in {PRESUMED, SUPPORTED} else "Nobody who lacks the ability to decide is enrolled here."


@dataclass(frozen=True)
class Asked:
    """One clause as it was answered."""

    number: int
    mandatory: bool
    reply: str


def unanswered(numbers: Iterable[int], replies: Mapping[int, str]) -> list[int]:
    """Those numbers of clauses that have none of the three replies."""
    return [number for number in numbers if replies.get(number) not in REPLIES]


def not_agreed(asked: Sequence[Asked]) -> list[int]:
    """The mandatory clauses that were not agreed to: with any, there is no consent."""
    return [one.number for one in asked if one.mandatory and one.reply != YES]


@dataclass(frozen=True)
class Version:
    """One version of a sheet or form: its key, what it is, and its label."""

    key: int
    what: str
    label: str


@dataclass(frozen=True)
class Used:
    """The version that a consent was taken on, the one in use at that site on that day, and whether it was approved."""

    kind: str
    used: Version
    live: Version | None
    approved: bool = True


@dataclass(frozen=True)
class Departure:
    """A departure from what was approved: its kind, and the words that record it."""

    kind: str
    words: str


def departures(used: Sequence[Used], serial: int, on: date, site: str) -> list[Departure]:
    """How the versions used depart from those in use, one for each document; nothing where they are the same."""
    found = []
    for one in used:
        if one.live is not None and one.live.key == one.used.key:
            continue
        day = f"{on.day} {on:%B %Y}"
        inuse = f"version {one.live.label} was in use" if one.live else "no version was in use"
        tail = "" if one.approved else f" Version {one.used.label} was not approved by that day."
        found.append(
            Departure(
                f"{one.kind}-version",
                f"Entry {serial} consented on {day} on version {one.used.label} of the {one.used.what.lower()}, while "
                f"{inuse} at {site}.{tail}",
            )
        )
    return found


KINDS = {
    "sheet-version": "Another version of the information sheet",
    "form-version": "Another version of the consent form",
    "consent": "Something else about a consent",
    "recruitment": "Recruitment",
    "interview": "The interview",
    "data": "Keeping of data",
    "other": "Something else",
}
BY_RULE = frozenset({"sheet-version", "form-version"})
