"""What the page of one case shows: where it is, its personal themes, and what is still open in it."""

from dataclasses import dataclass
from datetime import date

from lifeworld.analysis.models import PersonalTheme
from lifeworld.analysis.rules.sign_off import Shelf, still_open
from lifeworld.analysis.rules.standing import Standing, where_it_is
from lifeworld.analysis.selectors.access import check_open
from lifeworld.analysis.selectors.board import statements_by_theme, themes_of
from lifeworld.analysis.selectors.diary import carry_over_wanted
from lifeworld.analysis.selectors.reader import may_write
from lifeworld.analysis.selectors.standings import loose_in, standings_of
from lifeworld.study.models import Case, CaseState
from lifeworld.study.rules.labels import Words, words_for
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, cases_under_analysis


@dataclass(frozen=True)
class NamedTheme:
    """A personal theme by name, with the names of its sub-themes."""

    name: str
    subthemes: list[str]


@dataclass(frozen=True)
class InterviewRow:
    """One interview of the case."""

    number: int
    held_on: date | None
    minutes: int | None
    frozen: bool


@dataclass(frozen=True)
class CasePage:
    """The page of one case. `at_hand` are other cases under analysis, by number and pseudonym."""

    standing: Standing
    where: str
    words: Words
    interviews: list[InterviewRow]
    themes: list[NamedTheme]
    still_open: list[str]
    can_write: bool
    may_open: bool
    may_sign_off: bool
    may_reopen: bool
    asks_carry_over: bool
    at_hand: list[tuple[int, str]]


def case_page(access: Access, case: Case, today: date) -> CasePage:
    """The page of a case. Raises `CaseClosedError` while it is closed; one not opened yet holds nothing to close."""
    if case.state != CaseState.PREPARED:
        check_open(access, case)
    standing = standings_of([case])[0]
    words = words_for(access.study.label_profile)
    analyses = access.can(Right.ANALYSE)
    layout = case.layouts.filter(in_use=True).first()
    piles = themes_of(layout) if layout else []
    named = [pile for pile in piles if pile.name and pile.parent_id is None]
    return CasePage(
        standing=standing, where=where_it_is(standing, words, today), words=words, interviews=_interviews(case),
        themes=[_named(theme, piles) for theme in named],
        still_open=still_open(_shelf(case, piles), words) if case.state == CaseState.OPEN else [],
        can_write=may_write(access, case),
        may_open=analyses and case.state == CaseState.PREPARED and standing.transcript == "frozen",
        may_sign_off=analyses and case.state == CaseState.OPEN,
        may_reopen=analyses and case.state == CaseState.SIGNED_OFF,
        asks_carry_over=carry_over_wanted(access, case), at_hand=at_hand(access, case),
    )  # fmt: skip


def at_hand(access: Access, besides: Case | None = None) -> list[tuple[int, str]]:
    """The cases under analysis now, as `(number, pseudonym)`, one of them left out where it is asked about."""
    found = cases_under_analysis(access.study)
    if besides is not None:
        found = found.exclude(pk=besides.pk)
    return list(found.values_list("number", "pseudonym"))


def _named(theme: PersonalTheme, piles: list[PersonalTheme]) -> NamedTheme:
    return NamedTheme(theme.name, [pile.name for pile in piles if pile.parent_id == theme.pk and pile.name])


def _interviews(case: Case) -> list[InterviewRow]:
    frozen = set(case.interviews.filter(versions__frozen_at__isnull=False).values_list("pk", flat=True))
    rows = case.interviews.order_by("number")
    return [InterviewRow(one.number, one.held_on, one.minutes, one.pk in frozen) for one in rows]


def _shelf(case: Case, piles: list[PersonalTheme]) -> Shelf:
    filled = set(statements_by_theme(piles[0].layout)) if piles else set()
    filled |= {pile.parent_id for pile in piles if pile.pk in filled and pile.parent_id is not None}
    named = [pile for pile in piles if pile.name]
    return Shelf(
        loose=loose_in(case),
        unnamed_piles=sum(1 for pile in piles if not pile.name),
        empty_themes=[pile.name for pile in named if pile.pk not in filled],
        themes=len(named),
        summary=bool(case.summary.strip()),
        first_impressions=bool(case.first_impressions.strip()),
    )
