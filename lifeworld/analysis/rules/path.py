"""The path of a study from approval to giving back, as sentences; where it is now is one of them.

Source: the life of an NHS interview study (HRA) and the order of analysis in Smith, Flowers & Larkin (2009, 2022).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lifeworld.analysis.rules.saying import counted, said, said_day
from lifeworld.analysis.rules.standing import Standing
from lifeworld.study.rules.target_range import hoped_for


@dataclass(frozen=True)
class Waypoint:
    """One part of the path. `here` marks where the study is."""

    name: str
    sentence: str
    here: bool = False


@dataclass(frozen=True)
class Conditions:
    """The conditions to be met before the start: how many, how many still are, and the day the last was met."""

    count: int = 0
    unmet: int = 0
    met_on: date | None = None


@dataclass(frozen=True)
class Recruiting:
    """Recruitment as it is kept here: since when, until when, and how many people consented."""

    since: date | None
    until: date | None
    consented: int


@dataclass(frozen=True)
class Plan:
    """What the record and the plan say, as far as the path tells it; `across_on` is when cross-case work opened.

    `recruiting` is None where recruitment is not kept here.
    """

    opinion: str
    opinion_date: str
    target_min: int | None
    target_max: int | None
    across_on: date | None
    across_reason: str
    conditions: Conditions = Conditions()
    recruiting: Recruiting | None = None


def path_of(plan: Plan, cases: Sequence[Standing], today: date, *, people: int | None = None) -> list[Waypoint]:
    """The six parts of the path, one of them marked as here. `people` is how many there are where `cases` are some."""
    people = len(cases) if people is None else people
    alone = any(case.state == "open" for case in cases)
    here = "Recruited" if not people else "Across cases" if plan.across_on and not alone else "Case by case"
    told = {
        "Approved": _approved(plan, today),
        "Recruited": _recruited(plan, people, today),
        "Case by case": "Each person is read on their own terms before any are read together.",
        "Across cases": _across(plan, people, today),
        "Written and checked": "Tables, quotes and the trail are kept ready as you go.",
        "Given back": "What was found goes back to the people who gave it, in words they can use.",
    }
    return [
        Waypoint(name, f"You are here. {sentence}" if name == here else sentence, name == here)
        for name, sentence in told.items()
    ]


def _approved(plan: Plan, today: date) -> str:
    if not plan.opinion:
        return "The record holds no ethics opinion yet."
    opinion = f"{plan.opinion}, {plan.opinion_date}" if plan.opinion_date else plan.opinion
    return f"{opinion}{_conditions(plan.conditions, today)}."


def _conditions(found: Conditions, today: date) -> str:
    if not found.count:
        return ""
    asked = f", with {counted(found.count, 'condition', 'conditions')}"
    if found.unmet:
        return f"{asked}, {'' if found.count == 1 else f'{said(found.unmet)} '}still to be met"
    return f"{asked}, met on {said_day(found.met_on, today)}" if found.met_on else asked


def _recruited(plan: Plan, cases: int, today: date) -> str:
    wanted = hoped_for(plan.target_min, plan.target_max)
    if plan.recruiting is None:
        so_far = _sentence(f"{counted(cases, 'person is', 'people are')} in the study")
        return f"You hoped for {wanted}. {so_far}" if wanted else so_far
    consented = f"{counted(plan.recruiting.consented, 'person', 'people')} consented"
    told = f"You hoped for {wanted}; {consented}." if wanted else _sentence(consented)
    return f"{_recruiting(plan.recruiting, today)} {told}"


def _recruiting(found: Recruiting, today: date) -> str:
    if found.since is None or found.since > today:
        return "Not open yet."
    if found.until is not None and found.until <= today:
        return f"Closed on {said_day(found.until, today)}."
    return f"Open since {said_day(found.since, today)}."


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def _across(plan: Plan, cases: int, today: date) -> str:
    if plan.across_on is None:
        whole = "both" if cases == 2 else f"all {said(cases)}" if cases > 2 else "all"
        return f"Opens when {whole} are signed off, or earlier if you write down why."
    when = said_day(plan.across_on, today)
    return f"Opened early on {when}, with a reason kept." if plan.across_reason else f"Open since {when}."
