"""The path of a study from approval to giving back, as sentences; where it is now is one of them.

Source: the life of an NHS interview study (HRA) and the order of analysis in Smith, Flowers & Larkin (2009, 2022).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lifeworld.analysis.rules.saying import counted, said, said_day
from lifeworld.analysis.rules.standing import Standing


@dataclass(frozen=True)
class Waypoint:
    """One part of the path. `here` marks where the study is."""

    name: str
    sentence: str
    here: bool = False


@dataclass(frozen=True)
class Plan:
    """What the record and the plan say, as far as the path tells it; `across_on` is when cross-case work opened."""

    opinion: str
    opinion_date: str
    target_min: int | None
    target_max: int | None
    across_on: date | None
    across_reason: str


def path_of(plan: Plan, cases: Sequence[Standing], today: date, *, people: int | None = None) -> list[Waypoint]:
    """The six parts of the path, one of them marked as here. `people` is how many there are where `cases` are some."""
    people = len(cases) if people is None else people
    alone = any(case.state == "open" for case in cases)
    here = "Recruited" if not people else "Across cases" if plan.across_on and not alone else "Case by case"
    told = {
        "Approved": _approved(plan),
        "Recruited": _recruited(plan, people),
        "Case by case": "Each person is read on their own terms before any are read together.",
        "Across cases": _across(plan, people, today),
        "Written and checked": "Tables, quotes and the trail are kept ready as you go.",
        "Given back": "What was found goes back to the people who gave it, in words they can use.",
    }
    return [
        Waypoint(name, f"You are here. {sentence}" if name == here else sentence, name == here)
        for name, sentence in told.items()
    ]


def _approved(plan: Plan) -> str:
    if not plan.opinion:
        return "The record holds no ethics opinion yet."
    return f"{plan.opinion}, {plan.opinion_date}." if plan.opinion_date else f"{plan.opinion}."


def _recruited(plan: Plan, cases: int) -> str:
    low, high = plan.target_min, plan.target_max
    so_far = f"{counted(cases, 'person is', 'people are')} in the study."
    so_far = so_far[0].upper() + so_far[1:]
    if low is None and high is None:
        return so_far
    wanted = f"{said(low)} to {said(high)}" if low is not None and high is not None and low != high else _one(low, high)
    return f"You hoped for {wanted}. {so_far}"


def _one(low: int | None, high: int | None) -> str:
    if low is None or high is None:
        return f"at most {said(high)}" if high is not None else f"at least {said(low or 0)}"
    return said(low)


def _across(plan: Plan, cases: int, today: date) -> str:
    if plan.across_on is None:
        whole = "both" if cases == 2 else f"all {said(cases)}" if cases > 2 else "all"
        return f"Opens when {whole} are signed off, or earlier if you write down why."
    when = said_day(plan.across_on, today)
    return f"Opened early on {when}, with a reason kept." if plan.across_reason else f"Open since {when}."
