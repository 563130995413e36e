"""What a study owes, and how each duty stands."""

from dataclasses import dataclass
from datetime import date

from lifeworld.approvals.models import Settled
from lifeworld.approvals.rules.obligations import Due, Status, obligations_for, status_on
from lifeworld.approvals.rules.safety import REPORTS
from lifeworld.approvals.selectors.course import course_of, facts_of
from lifeworld.common.errors import NotFoundError
from lifeworld.study.selectors import Access


@dataclass(frozen=True)
class Owed:
    """One duty as the page, the calendar and the command show it. `name` is `rule` and `occasion` in one word.

    `about` is the safety report it belongs to, such as "Safety report 3", and empty for every other duty.
    """

    name: str
    rule: str
    occasion: str
    duty: str
    about: str
    because: str
    ask: str
    due: date
    status: Status
    source: str
    checked: date
    met_on: date | None
    evidence: str
    set_aside_reason: str

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do about it."""
        return self.status in {Status.MET, Status.SET_ASIDE}


def obligations_of(access: Access, today: date) -> list[Owed]:
    """Everything the study owes or owed, in order of the day it falls due."""
    settled = {(one.rule, one.occasion): one for one in Settled.objects.filter(study=access.study)}
    return [
        _owed(due, settled.get((due.rule.key, due.occasion)), today)
        for due in obligations_for(facts_of(course_of(access)))
    ]


def duty_named(access: Access, name: str, today: date) -> Owed:
    """One duty by its name; `NotFoundError` where the study owes none of that name."""
    found = next((one for one in obligations_of(access, today) if one.name == name), None)
    if found is None:
        raise NotFoundError
    return found


def told_of(duty: Owed) -> str:
    """Why it is owed and where that stands, a line each, for a calendar that shows nothing beside it."""
    return "\n".join(part for part in (duty.about, duty.because, duty.ask, f"Source: {duty.source}") if part)


def _owed(due: Due, settled: Settled | None, today: date) -> Owed:
    rule = due.rule
    met_on = settled.met_on if settled else None
    reason = settled.set_aside_reason if settled else ""
    return Owed(
        name=f"{rule.key}.{due.occasion}" if due.occasion else rule.key, rule=rule.key, occasion=due.occasion,
        duty=rule.duty, about=f"Safety report {due.occasion}" if rule.key in REPORTS else "",
        because=rule.because, ask=rule.ask, due=due.due,
        status=status_on(today, due.due, met=met_on is not None, set_aside=bool(reason)),
        source=rule.source, checked=rule.checked, met_on=met_on,
        evidence=settled.evidence if settled else "", set_aside_reason=reason,
    )  # fmt: skip
