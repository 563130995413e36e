"""Changes to a study's course, and to how its duties stand."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from lifeworld.approvals.models import Course, NationChoice, Settled
from lifeworld.approvals.selectors import duty_named
from lifeworld.common.errors import InvalidInputError, NotFoundError
from lifeworld.study.acting import check_as_seen, now_changed, one_act, read_again
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.trail.services import record

COURSE_FIELDS = ("nation", "proportionate", "opinion_on", "started_on", "planned_end", "ended_on", "ended_early")


@one_act(Right.LEAD)
def set_course(
    *, access: Access, at: datetime, course: Course, values: Mapping[str, Any], seen: datetime | None = None
) -> Course:
    """Write down the facts that the obligations follow from. `course` is `selectors.course_of`'s.

    Raises:
        InvalidInputError: there is no such nation, or an end lies before its beginning.
        ClashError: somebody changed them since `seen`.
    """
    if course.pk:
        read_again(course)
        check_as_seen(course, seen, values)
    else:
        course.created_at = course.changed_at = at
    before = {name: _plain(getattr(course, name)) for name in COURSE_FIELDS}
    for name, value in values.items():
        if name in COURSE_FIELDS:
            setattr(course, name, value)
    _check(course)
    after = {name: _plain(getattr(course, name)) for name in COURSE_FIELDS}
    if course.pk and before == after:
        return course
    if course.pk:
        now_changed(course, at)
    course.save()
    change = {"type": "course", "id": course.pk, "before": before, "after": after}
    record(
        by=access.person.username, at=at, verb="changed course", study=access.study.slug, object_type="course",
        object_id=course.pk, changes=[change],
    )  # fmt: skip
    return course


@one_act(Right.LEAD)
def meet_duty(*, access: Access, at: datetime, name: str, met_on: date, evidence: str) -> Settled:
    """Say that a duty was met, on which day, and what shows it.

    Raises:
        NotFoundError: the study owes none of that name.
        InvalidInputError: no evidence is named, or the day has not come.
    """
    if met_on > at.date():
        raise InvalidInputError("That day has not come yet.", "The duty stands as it was.", "Give the day it was done.")
    if not evidence.strip():
        raise InvalidInputError(
            "It is not said what shows that this was done.",
            "The duty stands as it was, and what you typed is still here.",
            "Name the letter, e-mail or form, with its date and where it is kept.",
        )
    return _settle(access, at, name, "met duty", met_on=met_on, evidence=evidence.strip(), set_aside_reason="")


@one_act(Right.LEAD)
def set_duty_aside(*, access: Access, at: datetime, name: str, reason: str) -> Settled:
    """Set a duty aside as not this study's, with the reason. `InvalidInputError` where none is given."""
    if not reason.strip():
        raise InvalidInputError(
            "A duty is set aside for a reason, and none is given.",
            "The duty stands as it was.",
            "Write who said that it does not apply, and when.",
        )
    return _settle(access, at, name, "set duty aside", met_on=None, evidence="", set_aside_reason=reason.strip())


@one_act(Right.LEAD)
def reopen_duty(*, access: Access, at: datetime, name: str) -> None:
    """Take back that a duty was met or set aside. `NotFoundError` where it was neither."""
    duty = duty_named(access, name, at.date())
    settled = Settled.objects.filter(study=access.study, rule=duty.rule, occasion=duty.occasion).first()
    if settled is None:
        raise NotFoundError
    _record(access, at, "reopened duty", settled, before=_told(settled), after=None)
    settled.delete()


def _settle(access: Access, at: datetime, name: str, verb: str, **values: Any) -> Settled:
    duty = duty_named(access, name, at.date())
    settled = Settled.objects.filter(study=access.study, rule=duty.rule, occasion=duty.occasion).first()
    before = _told(settled) if settled else None
    settled = settled or Settled(study=access.study, rule=duty.rule, occasion=duty.occasion, created_at=at)
    for field, value in values.items():
        setattr(settled, field, value)
    settled.save()
    _record(access, at, verb, settled, before=before, after=_told(settled))
    return settled


def _record(
    access: Access, at: datetime, verb: str, settled: Settled, *, before: dict[str, str] | None,
    after: dict[str, str] | None,
) -> None:  # fmt: skip
    change = {"type": "settled", "id": settled.pk, "before": before, "after": after}
    record(
        by=access.person.username, at=at, verb=verb, study=access.study.slug, object_type="settled",
        object_id=settled.pk, changes=[change], why=settled.set_aside_reason if verb == "set duty aside" else "",
    )  # fmt: skip


def _told(settled: Settled) -> dict[str, str]:
    return {
        "rule": settled.rule, "occasion": settled.occasion, "met_on": _plain(settled.met_on),
        "evidence": settled.evidence, "set_aside_reason": settled.set_aside_reason,
    }  # fmt: skip


def _check(course: Course) -> None:
    if course.nation and course.nation not in NationChoice.values:
        raise InvalidInputError("There is no such nation.", "Nothing was changed.", "Choose one of the four.")
    begun = course.started_on or course.opinion_on
    for end in (course.planned_end, course.ended_on):
        if begun is not None and end is not None and end < begun:
            raise InvalidInputError(
                "An end lies before the study began.",
                "Nothing was changed, and what you typed is still here.",
                "Look at the dates once more.",
            )
    if course.ended_early and course.ended_on is None:
        raise InvalidInputError(
            "It is said to have ended early, and no day is given.",
            "Nothing was changed, and what you typed is still here.",
            "Give the day on which it ended.",
        )


def _plain(value: object) -> str:
    return "" if value is None else str(value)
