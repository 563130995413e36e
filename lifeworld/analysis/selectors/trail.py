"""The trail as this person may read it now: rows of a case that is closed to them stay out of sight."""

from django.db.models import QuerySet

from lifeworld.analysis.selectors.access import is_closed
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, cases_in
from lifeworld.trail.models import Act
from lifeworld.trail.selectors import acts_of
from lifeworld.trail.sentences import TrailRow, row_for

PAGE = 50


def trail_page(access: Access, *, page: int = 1, case_number: int | None = None) -> tuple[list[TrailRow], bool]:
    """One page of the trail, newest first, and whether there is more."""
    acts = _visible(access, case_number)
    first = (max(1, page) - 1) * PAGE
    rows = [row_for(act) for act in acts[first : first + PAGE + 1]]
    return rows[:PAGE], len(rows) > PAGE


def trail_acts(access: Access) -> list[Act]:
    """Every act that may be seen, oldest first, with its words: for exports."""
    return list(_visible(access, None).order_by("number"))


def _visible(access: Access, case_number: int | None) -> QuerySet[Act]:
    access.require(Right.READ_TRAIL)
    acts = acts_of(access.study.slug)
    closed = [case.number for case in cases_in(access) if is_closed(access, case)]
    if closed:
        acts = acts.exclude(case_number__in=closed)
    if case_number is not None:
        acts = acts.filter(case_number=case_number)
    return acts
