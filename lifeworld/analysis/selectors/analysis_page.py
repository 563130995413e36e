"""What the analysis page shows: each case with the pages it has now, and the gate to the group level."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.paginator import Page, Paginator

from lifeworld.analysis.rules.saying import MOST_NAMED, named
from lifeworld.analysis.rules.standing import where_it_is
from lifeworld.analysis.selectors.access import closed_among, cross_case_open
from lifeworld.analysis.selectors.case_page import at_hand
from lifeworld.analysis.selectors.standings import standings_of
from lifeworld.analysis.selectors.withheld import withheld_from
from lifeworld.study.models import Case, CaseState
from lifeworld.study.rules.labels import Words, words_for
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, cases_in


@dataclass(frozen=True)
class CaseLine:
    """One case: where it is, and whether its pages can be opened now."""

    number: int
    pseudonym: str
    where: str
    opens: bool
    has_reader: bool


@dataclass(frozen=True)
class AnalysisPage:
    """The analysis page, with one part of the cases. `waiting` are pseudonyms not signed off, the last of many said
    as a number; `at_hand` cases under analysis.
    """

    cases: list[CaseLine]
    part: "Page[Case]"
    words: Words
    reads: bool
    writes: bool
    across_open: bool
    across_at: datetime | None
    across_reason: str
    waiting: list[str]
    at_hand: list[tuple[int, str]]


CASES_A_PAGE = 50


def analysis_page(access: Access, today: date, part: str | None = None) -> AnalysisPage:
    """The analysis page as this person may see it; without the right to read words, only the group level."""
    reads = access.can(Right.READ_WORDS)
    shown = Paginator(cases_in(access), CASES_A_PAGE).get_page(part)
    cases = list(shown)
    closed = {case.pk for case in closed_among(access, cases)}
    words, reason = words_for(access.study.label_profile), access.study.cross_case_reason
    lines = [
        CaseLine(
            case.number, case.pseudonym, where_it_is(standing, words, today),
            opens=case.state == CaseState.PREPARED or case.pk not in closed,
            has_reader=standing.transcript == "frozen" and case.pk not in closed,
        )
        for case, standing in zip(cases, standings_of(cases), strict=True)
    ]  # fmt: skip
    return AnalysisPage(
        cases=lines if reads else [], part=shown, words=words, reads=reads, writes=access.can(Right.ANALYSE),
        across_open=cross_case_open(access.study), across_at=access.study.cross_case_opened_at,
        across_reason=withheld_from(access).text(reason) if reason else "",
        waiting=_waiting(access), at_hand=at_hand(access),
    )  # fmt: skip


def _waiting(access: Access) -> list[str]:
    waiting = cases_in(access).exclude(state=CaseState.SIGNED_OFF).values_list("pseudonym", flat=True)
    first = list(waiting[: MOST_NAMED + 1])
    return named(first, len(first) if len(first) <= MOST_NAMED else waiting.count())
