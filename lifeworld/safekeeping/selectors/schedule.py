"""A study's schedule: for each class what is kept, from when its time counts, when it falls due, what promises it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from lifeworld.approvals.models import Settled
from lifeworld.approvals.selectors.course import course_of
from lifeworld.common.errors import NotFoundError
from lifeworld.consent.models import ClauseAnswer, Effect
from lifeworld.interviews.models import TranscriptVersion
from lifeworld.recruitment.models import Leaving, ScreeningEntry
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


def schedule_of(access: Access, today: date) -> list[ClassRow]:
    """Every class in its order."""
    access.require(Right.READ_RECRUITMENT)
    rules = {one.klass: one for one in RetentionRule.objects.filter(study=access.study)}
    open_ones = Destruction.objects.filter(study=access.study, done_at__isnull=True, taken_back_at__isnull=True)
    proposed = {one.klass: one for one in open_ones}
    return [_row(access, one, rules.get(one.key), proposed.get(one.key), today) for one in CLASSES]


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


def _row(
    access: Access, klass: RecordClass, rule: RetentionRule | None, proposed: Destruction | None, today: date
) -> ClassRow:
    months = rule.months if rule else klass.months
    trigger = _trigger(access, klass, rule)
    people = _people(access, klass, months, trigger) if klass.key in PER_PERSON else []
    dues = [one.due for one in people if one.due is not None]
    due = min(dues, default=None) if klass.key in PER_PERSON else due_on(trigger, months)
    kept = len(people) if klass.key in PER_PERSON else kept_of(access, klass.key)
    # Somebody's own day may come before the class's trigger does.
    standing = standing_of(today, kept=kept, held=bool(rule and rule.held_because), trigger=trigger or due, due=due)
    wrong = mismatch(months, rule.promised_months if rule else None)
    return ClassRow(klass, rule, months, trigger, due, kept, people, standing, wrong, proposed)


def _trigger(access: Access, klass: RecordClass, rule: RetentionRule | None) -> date | None:
    """The day from which a class's time counts: as the records tell it, else as it was set by hand."""
    if rule is not None and rule.trigger_on is not None:
        return rule.trigger_on
    course = course_of(access)
    if klass.trigger is Trigger.STUDY_ENDED:
        return course.ended_on
    if klass.trigger is Trigger.NOT_TAKING_PART:
        return course.recruiting_until
    if klass.trigger is Trigger.RESULTS_SENT:
        told = Settled.objects.filter(study=access.study, rule="participants-told", met_on__isnull=False)
        return told.order_by("-met_on").values_list("met_on", flat=True).first()
    return _transcripts_checked(access)


def _transcripts_checked(access: Access) -> date | None:
    """The day on which the last transcript was frozen; None while one is not."""
    versions = TranscriptVersion.objects.filter(interview__case__study=access.study)
    frozen = versions.filter(frozen_at__isnull=False)
    waiting = versions.exclude(interview__in=frozen.values("interview"))
    if waiting.exists() or not frozen.exists():
        return None
    last = frozen.order_by("-frozen_at").values_list("frozen_at", flat=True).first()
    return last.date() if last else None


def _people(access: Access, klass: RecordClass, months: int | None, trigger: date | None) -> list[PersonDue]:
    entries = entries_with(access, klass.key).select_related("case").order_by("serial")
    left = dict(Leaving.objects.filter(entry__study=access.study).values_list("entry_id", "on"))
    declined = _declined(access) if klass.key == "contacts" else set()
    cut_offs = cut_offs_of(access, entries.filter(pk__in=declined)) if declined else {}
    found = []
    for entry in entries:
        days = [trigger, *_own_days(klass, entry, left, cut_offs)]
        dues = [due_on(day, months) for day in days if day is not None]
        found.append(PersonDue(entry.serial, min((day for day in dues if day), default=None)))
    return found


def _own_days(
    klass: RecordClass, entry: ScreeningEntry, left: dict[int, date], cut_offs: dict[int, date | None]
) -> Iterable[date | None]:
    """The day on which somebody's own time begins to count, before the class's."""
    if klass.key == "reply-slips":
        return [left.get(entry.pk)]
    if klass.key == "contacts" and entry.pk in cut_offs:
        return [left.get(entry.pk) or cut_offs[entry.pk]]
    return []


def _declined(access: Access) -> set[int]:
    """Who does not wish to hear the findings: by the clause, or since."""
    answers = ClauseAnswer.objects.filter(consent__entry__study=access.study, clause__effect=Effect.RESULTS)
    no = answers.filter(reply="no") | answers.filter(taken_back_on__isnull=False)
    return set(no.values_list("consent__entry_id", flat=True))
