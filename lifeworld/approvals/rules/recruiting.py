"""When a study may open to recruitment, and what a site needs first.

Source: the favourable opinion letter, whose conditions "must be met before the start"; HRA, "Site-specific set up": no
research procedure before a site's confirmation of capacity and capability, or under older rules its R&D permission.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Standing:
    """How a study stands on the day on which it would open."""

    opinion_on: date | None
    conditions_open: int
    sites: int
    sites_with_green_light: int
    on: date


def why_not_open(standing: Standing) -> list[str]:
    """What stands against opening to recruitment, a sentence each; nothing where it may open."""
    reasons = []
    if standing.opinion_on is None:
        reasons.append("the day of a favourable opinion is not written down.")
    elif standing.on < standing.opinion_on:
        reasons.append("the favourable opinion came later than that day.")
    if standing.conditions_open:
        reasons.append(_still_open(standing.conditions_open))
    if not standing.sites_with_green_light:
        reasons.append("no site has its green light by that day." if standing.sites else "no site is written down.")
    return reasons


@dataclass(frozen=True)
class Recruiting:
    """Whether a study recruits on a day: since when it is open, the last day it was, and what is still to be met."""

    opened_on: date | None
    last_day: date | None
    conditions_open: int
    on: date


def why_not_recruiting(recruiting: Recruiting) -> list[str]:
    """Why nobody new may be put forward or consent on a day, a sentence each; nothing where they may.

    A condition to be met before the start may come to be known when the study is open already. It is logged all the
    same, and holds recruitment up until it is met.
    """
    reasons = []
    if recruiting.opened_on is None:
        reasons.append("recruitment is not open yet.")
    elif recruiting.on < recruiting.opened_on:
        reasons.append("recruitment was not open yet on that day.")
    if recruiting.last_day is not None and recruiting.on > recruiting.last_day:
        reasons.append("recruitment was closed by that day.")
    if recruiting.conditions_open:
        reasons.append(_still_open(recruiting.conditions_open))
    return reasons


def _still_open(conditions: int) -> str:
    many = conditions > 1
    return (
        f"{conditions} condition{'s' if many else ''} to be met before the start {'are' if many else 'is'} still open."
    )


@dataclass(frozen=True)
class SiteDates:
    """The days of one site, None where not known."""

    permission_on: date | None
    capacity_on: date | None
    green_light: date | None


def wrong_with_site(dates: SiteDates, opinion_on: date | None) -> str:
    """What cannot be about a site's days, in one sentence; empty where nothing is wrong.

    Opinion, then permission, then confirmation of capacity, then the green light: none may come before another it
    rests on (governance: opinion <= green light <= first consent).
    """
    if dates.green_light is None:
        return ""
    if opinion_on is not None and dates.green_light < opinion_on:
        return "A site’s green light cannot come before the favourable opinion."
    if dates.permission_on is None:
        return "A site has its green light only once its permission has a day."
    if dates.green_light < dates.permission_on:
        return "A site’s green light cannot come before its permission."
    if dates.capacity_on is not None and dates.green_light < dates.capacity_on:
        return "A site’s green light cannot come before it confirmed that it can take part."
    return ""
