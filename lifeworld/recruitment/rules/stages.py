"""The stages somebody passes on the way into a study, in their order, and the days on which each may be reached.

Source: governance requirements 9 to 12, after SEAR (screened, eligible, approached, randomised) as interview studies
use it; HRA, "Site-specific set up": no research procedure at a site before its green light. Keys are `models.Stage`'s.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

SCREENED, ELIGIBLE, INFORMED, CONTACT = "screened", "eligible", "informed", "contact"
CONSENTED, INTERVIEWED, ANALYSED = "consented", "interviewed", "analysed"
ORDER = (SCREENED, ELIGIBLE, INFORMED, CONTACT, CONSENTED, INTERVIEWED, ANALYSED)

# Nobody new is taken on while recruitment is not open; whoever consented while it was, may be interviewed after.
WHILE_RECRUITING = frozenset({ELIGIBLE, INFORMED, CONTACT, CONSENTED})


@dataclass(frozen=True)
class Reached:
    """One stage that somebody reached, and on which day."""

    stage: str
    on: date


@dataclass(frozen=True)
class Step:
    """What is looked at before somebody reaches a stage, or goes no further.

    `opens_on` is the site's green light; `not_recruiting` and `not_eligible` are what stands against it, a sentence
    each; `left` says that they went no further already.
    """

    before: Sequence[Reached]
    on: date
    today: date
    opens_on: date | None
    left: bool = False
    not_recruiting: Sequence[str] = ()
    not_eligible: Sequence[str] = ()


def next_stage(reached: str) -> str | None:
    """The stage after one; None after the last that is reached by an act."""
    at = ORDER.index(reached) + 1
    return ORDER[at] if ORDER.index(ANALYSED) > at else None


def furthest(before: Sequence[Reached]) -> str:
    """The furthest stage of those reached. `ValueError` where there is none."""
    return max((one.stage for one in before), key=ORDER.index)


def why_not_reach(stage: str, step: Step) -> list[str]:
    """What stands against reaching a stage on that day, a sentence each; nothing where it may be."""
    if step.left:
        return ["They went no further: take that back first."]
    if stage == ANALYSED:
        return ["Being in the analysis follows from opening the case: it is not written down by hand."]
    if stage != next_stage(furthest(step.before)):
        return ["The stages follow one another, and this one is not the next."]
    reasons = _wrong_day(step)
    if step.opens_on is None:
        reasons.append("The site has no green light yet.")
    elif step.on < step.opens_on:
        reasons.append("The site had no green light on that day.")
    if stage in WHILE_RECRUITING:
        reasons += step.not_recruiting
    if stage == ELIGIBLE:
        reasons += step.not_eligible
    return reasons


def why_not_leave(step: Step) -> list[str]:
    """What stands against going no further on that day, a sentence each; nothing where it may be."""
    return ["They went no further already."] if step.left else _wrong_day(step)


def _wrong_day(step: Step) -> list[str]:
    if step.on > step.today:
        return ["That day has not come yet."]
    if step.on < max(one.on for one in step.before):
        return ["That day lies before the last stage they reached."]
    return []
