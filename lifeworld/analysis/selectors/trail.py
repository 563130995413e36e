"""The trail as this person may read it now: rows of what is closed to them stay out of sight."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.timezone import localtime

from lifeworld.analysis.rules.act_words import Difference, differences, sentence_of
from lifeworld.analysis.selectors.access import closed_cases
from lifeworld.analysis.selectors.diary import unseen_entries
from lifeworld.security.models import Person
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.trail.models import Act
from lifeworld.trail.selectors import acts_of
from lifeworld.trail.sentences import TrailRow, row_for, words_for

PAGE = 50
# Who may open a row and read what stood before and after.
READS_DETAIL = frozenset({"lead", "auditor"})


@dataclass(frozen=True)
class TrailEntry:
    """One act as the trail page shows it. `why` and `changes` are empty for those who do not read the detail."""

    number: int
    at: datetime
    sentence: str
    why: str
    changes: list[Difference]


@dataclass(frozen=True)
class TrailDay:
    """The acts of one day, newest first."""

    day: date
    entries: list[TrailEntry]


def trail_page(access: Access, *, page: int = 1, case_number: int | None = None) -> tuple[list[TrailRow], bool]:
    """One page of the trail, newest first, and whether there is more; reasons for those who read the detail."""
    acts, more = _page_of(access, page, case_number)
    rows = [row_for(act) for act in acts]
    return rows if access.role in READS_DETAIL else [replace(row, why="") for row in rows], more


def trail_days(access: Access, *, page: int = 1, case_number: int | None = None) -> tuple[list[TrailDay], bool]:
    """One page of the trail as sentences with names, by day, and whether there is more."""
    acts, more = _page_of(access, page, case_number)
    names = dict(Person.objects.filter(username__in={act.actor for act in acts}).values_list("username", "name"))
    told_of = access.study.cases.filter(number__in={act.case_number for act in acts if act.case_number})
    pseudonyms = dict(told_of.values_list("number", "pseudonym"))
    days: dict[date, list[TrailEntry]] = {}
    for act in acts:
        who = names.get(act.actor, act.actor)
        whom = pseudonyms.get(act.case_number, "") if act.case_number else ""
        days.setdefault(localtime(act.at).date(), []).append(_entry(access, act, who, whom))
    return [TrailDay(day, entries) for day, entries in days.items()], more


def trail_acts(access: Access) -> list[Act]:
    """Every act that may be seen, oldest first, with its words: for exports."""
    return list(_visible(access, None).order_by("number"))


def _page_of(access: Access, page: int, case_number: int | None) -> tuple[list[Act], bool]:
    first = (max(1, page) - 1) * PAGE
    acts = list(_visible(access, case_number)[first : first + PAGE + 1])
    return acts[:PAGE], len(acts) > PAGE


def _entry(access: Access, act: Act, actor: str, pseudonym: str) -> TrailEntry:
    words = words_for(act.verb)
    detail = getattr(act, "detail", None) if access.role in READS_DETAIL else None
    return TrailEntry(
        act.number, act.at, sentence_of(actor, words, act.verb, act.object_type, pseudonym),
        detail.why if detail else "", differences(detail.changes) if detail else [],
    )  # fmt: skip


def _visible(access: Access, case_number: int | None) -> QuerySet[Act]:
    access.require(Right.READ_TRAIL)
    acts = acts_of(access.study.slug)
    closed = closed_cases(access)
    if closed.exists():
        # Acts at the group level speak of several cases at once, so they close with the first of them.
        acts = acts.exclude(case_number__in=closed.values("number")).exclude(area="group")
        acts = acts.exclude(object_type="diary entry", object_id__in=unseen_entries(access))
    if case_number is not None:
        acts = acts.filter(case_number=case_number)
    return acts
