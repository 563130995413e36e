"""Changes to a study's course: the dates and facts that its duties follow from, and whether it recruits."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Min

from lifeworld.approvals.hooks import consented_in
from lifeworld.approvals.models import Course, NationChoice
from lifeworld.approvals.rules.recruiting import why_not_open
from lifeworld.approvals.rules.resting import WHAT_NEXT, wrong_with_moving, wrong_with_opinion
from lifeworld.approvals.selectors.course import course_of, standing_of
from lifeworld.approvals.selectors.sites import sites_of
from lifeworld.common.errors import DomainError, InvalidInputError
from lifeworld.study.acting import check_as_seen, now_changed, one_act, read_again
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import tell, values_of

COURSE_FIELDS = ("nation", "proportionate", "opinion_on", "started_on", "planned_end", "ended_on", "ended_early")
_RECRUITING = ("recruiting_from", "recruiting_until")


class NotOpenYetError(DomainError):
    """Recruitment was to be opened while something stands against it."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(
            "This study may not recruit yet: " + " ".join(reasons), "Nothing was changed.", "Settle that first."
        )


@one_act(Right.LEAD)
def set_course(
    *, access: Access, at: datetime, course: Course, values: Mapping[str, Any], seen: datetime | None = None
) -> Course:
    """Write down the facts that the obligations follow from. `course` is `selectors.course_of`'s.

    Raises:
        InvalidInputError: there is no such nation, an end lies before its beginning, or the opinion would come after
            a site's green light or somebody's consent.
        ClashError: somebody changed them since `seen`.
    """
    if course.pk:
        read_again(course)
        check_as_seen(course, seen, values)
    else:
        course.created_at = course.changed_at = at
    before, opinion = values_of(course, COURSE_FIELDS), course.opinion_on
    for name, value in values.items():
        if name in COURSE_FIELDS:
            setattr(course, name, value)
    _check(course)
    if course.opinion_on != opinion:
        _check_green_lights(access, course.opinion_on)
        _check_consents(access, "the favourable opinion", course.opinion_on)
    after = values_of(course, COURSE_FIELDS)
    if course.pk and before == after:
        return course
    if course.pk:
        now_changed(course, at)
    course.save()
    tell(access, at, "changed course", course, before=before, after=after)
    return course


@one_act(Right.LEAD)
def open_recruitment(*, access: Access, at: datetime, on: date) -> Course:
    """Open the study to recruitment from a day.

    Raises:
        NotOpenYetError: there is no favourable opinion, a condition to be met before the start is open, or no site has
            its green light by that day.
        InvalidInputError: somebody consented before that day.
    """
    reasons = why_not_open(standing_of(access, on))
    if reasons:
        raise NotOpenYetError(reasons)
    _check_consents(access, "the opening of recruitment", on)
    return _recruit(access, at, "opened recruitment", on, None)


@one_act(Right.LEAD)
def close_recruitment(*, access: Access, at: datetime, on: date) -> Course:
    """Close recruitment on a day. `InvalidInputError` where it was not open by then."""
    course = course_of(access)
    if course.recruiting_from is None or course.recruiting_from > on:
        raise InvalidInputError(
            "Recruitment was not open on that day.", "Nothing was changed.", "Look at the day again."
        )
    return _recruit(access, at, "closed recruitment", course.recruiting_from, on)


@one_act(Right.LEAD)
def reopen_recruitment(*, access: Access, at: datetime) -> Course:
    """Take back that recruitment was closed; nothing happens where it was not."""
    course = course_of(access)
    if course.recruiting_from is None or course.recruiting_until is None:
        return course
    return _recruit(access, at, "took back closing recruitment", course.recruiting_from, None)


def _recruit(access: Access, at: datetime, verb: str, begun: date, until: date | None) -> Course:
    course = course_of(access)
    before = values_of(course, _RECRUITING)
    if course.pk is None:
        course.created_at = course.changed_at = at
    else:
        now_changed(course, at)
    course.recruiting_from, course.recruiting_until = begun, until
    course.save()
    tell(access, at, verb, course, before=before, after=values_of(course, _RECRUITING))
    return course


def _check_green_lights(access: Access, opinion_on: date | None) -> None:
    first = sites_of(access).aggregate(first=Min("green_light"))["first"]
    if wrong := wrong_with_opinion(opinion_on, first):
        raise InvalidInputError(wrong, "Nothing was changed, and what you typed is still here.", "Look at both days.")


def _check_consents(access: Access, what: str, day: date | None) -> None:
    first = next((one.on for one in consented_in(access.study.pk)), None)
    if wrong := wrong_with_moving(what, day, first):
        raise InvalidInputError(wrong, "Nothing was changed, and what you typed is still here.", WHAT_NEXT)


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
