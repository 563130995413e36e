"""A study's schedule: for each class what is kept, from when its time counts, when it falls due, what promises it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import QuerySet
from django.utils.timezone import localdate

from lifeworld.approvals.models import Course, Settled
from lifeworld.approvals.selectors.course import course_of
from lifeworld.common.errors import NotFoundError
from lifeworld.consent.models import ClauseAnswer, Effect
from lifeworld.interviews.models import TranscriptVersion
from lifeworld.recruitment.models import Leaving
from lifeworld.safekeeping.models import Destruction, RetentionRule
from lifeworld.safekeeping.rules.retention import (
    CLASSES,
    TRIGGERS,
    RecordClass,
    Standing,
    Trigger,
    class_named,
    due_on,
    mismatch,
    said,
    standing_of,
)
from lifeworld.safekeeping.selectors.holdings import PER_PERSON, entries_with, kept_of
from lifeworld.safekeeping.selectors.withdrawals import cut_offs_of
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access


@dataclass(frozen=True)
class PersonDue:
    """One person of a class: by serial, and when theirs falls due (None: not yet known)."""

    serial: int
    due: date | None


@dataclass(frozen=True)
class ClassRow:
    """One class as the page and the command show it. `due` is the first day on which anything of it falls due."""

    klass: RecordClass
    rule: RetentionRule | None
    months: int | None
    trigger: date | None
    due: date | None
    kept: int
    people: list[PersonDue]
    standing: Standing
    mismatch: str
    proposed: Destruction | None

    @property
    def length(self) -> str:
        """How long, in words."""
        return "not set" if self.months is None else said(self.months)

    @property
    def counts_from(self) -> str:
        """From when its time counts, in words."""
        return TRIGGERS[self.klass.trigger]


# The classes of which somebody's own day may come before the class's.
OWN_DAYS = ("reply-slips", "contacts")


def schedule_of(access: Access, today: date, *, counted: bool = True) -> list[ClassRow]:
    """Every class in its order. Without `counted`, those that ask for nothing yet are left out."""
    access.require(Right.READ_RECRUITMENT)
    rules = {one.klass: one for one in RetentionRule.objects.filter(study=access.study)}
    open_ones = Destruction.objects.filter(study=access.study, done_at__isnull=True, taken_back_at__isnull=True)
    proposed = {one.klass: one for one in open_ones}
    ground = _Ground(access)
    classes = [(one, rules.get(one.key), proposed.get(one.key)) for one in CLASSES]
    return [_row(ground, *one, today) for one in classes if counted or _may_ask(ground, *one)]


def class_row(access: Access, key: str, today: date) -> ClassRow:
    """One class; `NotFoundError` where there is none of that key."""
    if class_named(key) is None:
        raise NotFoundError
    return next(row for row in schedule_of(access, today) if row.klass.key == key)


def due_serials(row: ClassRow, today: date) -> list[int]:
    """Of whom a class may be destroyed on a day."""
    return [one.serial for one in row.people if one.due is not None and one.due <= today]


def destructions_of(access: Access) -> "QuerySet[Destruction]":
    """Every destruction that was proposed, the latest first."""
    access.require(Right.READ_RECRUITMENT)
    return Destruction.objects.filter(study=access.study).order_by("-number")


def destruction_numbered(access: Access, number: int) -> Destruction:
    """One of them; `NotFoundError` where there is none."""
    found = destructions_of(access).filter(number=number).first()
    if found is None:
        raise NotFoundError
    return found


class _Ground:
    """What the days of several classes follow from; each is read once, and only where a class asks for it."""

    def __init__(self, access: Access) -> None:
        self.access = access

    @cached_property
    def course(self) -> Course:
        return course_of(self.access)

    @cached_property
    def left(self) -> dict[int, date]:
        """When each who went no further did, by the key of their entry."""
        return dict(Leaving.objects.filter(entry__study=self.access.study).values_list("entry_id", "on"))

    @cached_property
    def results_sent(self) -> date | None:
        told = Settled.objects.filter(study=self.access.study, rule="participants-told", met_on__isnull=False)
        return told.order_by("-met_on").values_list("met_on", flat=True).first()

    @cached_property
    def transcripts_checked(self) -> date | None:
        """The day on which the last transcript was frozen; None while one is not."""
        versions = TranscriptVersion.objects.filter(interview__case__study=self.access.study)
        frozen = versions.filter(frozen_at__isnull=False)
        if versions.exclude(interview__in=frozen.values("interview")).exists():
            return None
        last = frozen.order_by("-frozen_at").values_list("frozen_at", flat=True).first()
        return localdate(last) if last else None

    def trigger(self, klass: RecordClass, rule: RetentionRule | None) -> date | None:
        """The day from which a class's time counts: as it was set by hand, else as the records tell it."""
        if rule is not None and rule.trigger_on is not None:
            return rule.trigger_on
        if klass.trigger is Trigger.STUDY_ENDED:
            return self.course.ended_on
        if klass.trigger is Trigger.NOT_TAKING_PART:
            return self.course.recruiting_until
        return self.results_sent if klass.trigger is Trigger.RESULTS_SENT else self.transcripts_checked


def _may_ask(ground: _Ground, klass: RecordClass, rule: RetentionRule | None, proposed: Destruction | None) -> bool:
    """Whether something of a class can be due, was proposed, or departs from what was promised."""
    departs = rule is not None and mismatch(rule.months, rule.promised_months)
    return bool(klass.key in OWN_DAYS or proposed or departs or ground.trigger(klass, rule))


def _row(
    ground: _Ground, klass: RecordClass, rule: RetentionRule | None, proposed: Destruction | None, today: date
) -> ClassRow:
    months = rule.months if rule else klass.months
    trigger = ground.trigger(klass, rule)
    people = _people(ground, klass, months, trigger) if klass.key in PER_PERSON else []
    dues = [one.due for one in people if one.due is not None]
    due = min(dues, default=None) if klass.key in PER_PERSON else due_on(trigger, months)
    kept = len(people) if klass.key in PER_PERSON else kept_of(ground.access, klass.key)
    # Somebody's own day may come before the class's trigger does.
    standing = standing_of(today, kept=kept, held=bool(rule and rule.held_because), trigger=trigger or due, due=due)
    wrong = mismatch(months, rule.promised_months if rule else None)
    return ClassRow(klass, rule, months, trigger, due, kept, people, standing, wrong, proposed)


def _people(ground: _Ground, klass: RecordClass, months: int | None, trigger: date | None) -> list[PersonDue]:
    entries = entries_with(ground.access, klass.key).order_by("serial")
    declined = _declined(ground.access) if klass.key == "contacts" else set()
    cut_offs = cut_offs_of(ground.access, entries.filter(pk__in=declined)) if declined else {}
    found = []
    for entry, serial in entries.values_list("pk", "serial"):
        days = [trigger, *_own_days(klass, entry, ground, cut_offs)]
        dues = [due_on(day, months) for day in days if day is not None]
        found.append(PersonDue(serial, min((day for day in dues if day), default=None)))
    return found


def _own_days(
    klass: RecordClass, entry: int, ground: _Ground, cut_offs: dict[int, date | None]
) -> Iterable[date | None]:
    """The day on which somebody's own time begins to count, before the class's."""
    if klass.key == "reply-slips":
        return [ground.left.get(entry)]
    if klass.key == "contacts" and entry in cut_offs:
        return [ground.left.get(entry) or cut_offs[entry]]
    return []


def _declined(access: Access) -> set[int]:
    """Who does not wish to hear the findings: by the clause, or since."""
    answers = ClauseAnswer.objects.filter(consent__entry__study=access.study, clause__effect=Effect.RESULTS)
    no = answers.filter(reply="no") | answers.filter(taken_back_on__isnull=False)
    return set(no.values_list("consent__entry_id", flat=True))
