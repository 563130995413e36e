"""What a study owes, and the facts that this follows from."""

from dataclasses import dataclass
from datetime import date

from lifeworld.approvals.models import Course, Settled
from lifeworld.approvals.rules.dates import date_in_record, end_by_duration
from lifeworld.approvals.rules.nations import nation_of
from lifeworld.approvals.rules.obligations import Due, Nation, Status, StudyFacts, obligations_for, status_on
from lifeworld.common.errors import NotFoundError
from lifeworld.study.selectors import Access


@dataclass(frozen=True)
class Owed:
    """One duty as the page, the calendar and the command show it. `name` is `rule` and `occasion` in one word."""

    name: str
    rule: str
    occasion: str
    duty: str
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


def course_of(access: Access) -> Course:
    """The study's course as it was written down; until it was, unsaved, as the public record tells it."""
    found = Course.objects.filter(study=access.study).first()
    if found is not None:
        return found
    study = access.study
    opinion = date_in_record(study.rec_opinion_date)
    if "unfavourable" in study.rec_opinion.casefold():
        opinion = None
    return Course(
        study=study, nation=nation_of(study.rec_reference, study.rec_name) or "", opinion_on=opinion,
        planned_end=end_by_duration(opinion, study.duration) if opinion else None,
        created_at=study.changed_at, changed_at=study.changed_at,
    )  # fmt: skip


def facts_of(course: Course) -> StudyFacts:
    """The facts as the rules take them."""
    return StudyFacts(
        opinion_on=course.opinion_on, nation=Nation(course.nation) if course.nation else None,
        proportionate=course.proportionate, started_on=course.started_on, planned_end=course.planned_end,
        ended_on=course.ended_on, ended_early=course.ended_early,
    )  # fmt: skip


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


def _owed(due: Due, settled: Settled | None, today: date) -> Owed:
    rule = due.rule
    met_on = settled.met_on if settled else None
    reason = settled.set_aside_reason if settled else ""
    return Owed(
        name=f"{rule.key}.{due.occasion}" if due.occasion else rule.key, rule=rule.key, occasion=due.occasion,
        duty=rule.duty, because=rule.because, ask=rule.ask, due=due.due,
        status=status_on(today, due.due, met=met_on is not None, set_aside=bool(reason)),
        source=rule.source, checked=rule.checked, met_on=met_on,
        evidence=settled.evidence if settled else "", set_aside_reason=reason,
    )  # fmt: skip
