"""What stands against taking somebody on, on a day."""

from datetime import date

from lifeworld.approvals.selectors.course import course_of
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.recruitment.rules.eligibility import why_not_eligible
from lifeworld.recruitment.rules.stages import Step
from lifeworld.recruitment.selectors.entries import asked_of, has_left, hours_of, reached_by
from lifeworld.study.selectors import Access


def not_recruiting(access: Access, on: date) -> list[str]:
    """Why nobody is taken on on that day, a sentence each; nothing where recruitment was open."""
    course = course_of(access)
    if course.recruiting_from is None or on < course.recruiting_from:
        return ["Recruitment was not open on that day."]
    if course.recruiting_until is not None and on > course.recruiting_until:
        return ["Recruitment was closed by that day."]
    return []


def step_of(access: Access, entry: ScreeningEntry, on: date, today: date) -> Step:
    """What the rules on stages look at, for one person and a day."""
    return Step(
        before=reached_by(entry), on=on, today=today, opens_on=entry.site.green_light, left=has_left(entry),
        not_recruiting=not_recruiting(access, on), not_eligible=why_not_eligible(asked_of(entry), hours_of(entry)),
    )  # fmt: skip
