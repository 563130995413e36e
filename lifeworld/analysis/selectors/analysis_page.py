"""What the analysis page shows: each case with the pages it has now, and the gate to the group level."""

from dataclasses import dataclass
from datetime import date, datetime

from lifeworld.analysis.rules.standing import where_it_is
from lifeworld.analysis.selectors.access import closed_cases, cross_case_open
from lifeworld.analysis.selectors.case_page import at_hand
from lifeworld.analysis.selectors.home import standings_of
from lifeworld.study.models import CaseState
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
    """The analysis page. `waiting` are pseudonyms not signed off; `at_hand` cases under analysis."""

    cases: list[CaseLine]
    words: Words
    reads: bool
    writes: bool
    across_open: bool
    across_at: datetime | None
    across_reason: str
    waiting: list[str]
    at_hand: list[tuple[int, str]]


def analysis_page(access: Access, today: date) -> AnalysisPage:
    """The analysis page as this person may see it; without the right to read words, only the group level."""
    reads = access.can(Right.READ_WORDS)
    cases = list(cases_in(access))
    closed = {case.pk for case in closed_cases(access)}
    words = words_for(access.study.label_profile)
    lines = [
        CaseLine(
            case.number, case.pseudonym, where_it_is(standing, words, today),
            opens=case.state == CaseState.PREPARED or case.pk not in closed,
            has_reader=standing.transcript == "frozen" and case.pk not in closed,
        )
        for case, standing in zip(cases, standings_of(access, cases), strict=True)
    ]  # fmt: skip
    return AnalysisPage(
        cases=lines if reads else [], words=words, reads=reads, writes=access.can(Right.ANALYSE),
        across_open=cross_case_open(access.study), across_at=access.study.cross_case_opened_at,
        across_reason=access.study.cross_case_reason,
        waiting=[case.pseudonym for case in cases if case.state != CaseState.SIGNED_OFF],
        at_hand=at_hand(access),
    )  # fmt: skip
