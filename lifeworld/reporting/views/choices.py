"""What the findings pages offer to choose from: kinds, cases, formats, orders, entries."""

from collections.abc import Mapping
from dataclasses import dataclass

from lifeworld.analysis.selectors.access import cross_case_open, open_cases
from lifeworld.interviews.models import TranscriptVersion
from lifeworld.reporting.kinds import FORMATS, KINDS, Format, Kind, Scope
from lifeworld.reporting.making import why_not
from lifeworld.reporting.rules.options import BY, USUAL_ORDERS, Options
from lifeworld.study.models import Case
from lifeworld.study.rules.labels import Words
from lifeworld.study.selectors import Access, case_numbered

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("One person at a time", ("analysed-transcript", "statements", "personal-themes")),
    ("Across people", ("group-themes", "recurrence", "chain")),
    ("How the work was done", ("diary", "trail")),
)


@dataclass(frozen=True)
class Offer:
    """A kind as the page offers it: in the study's words, with what may be chosen now."""

    key: str
    name: str
    purpose: str
    formats: tuple[Format, ...]
    why_not: str
    cases: tuple[Case, ...]
    with_all: bool
    must_choose: bool


@dataclass(frozen=True)
class Order:
    """One order of columns to choose."""

    value: str
    name: str


def offers(access: Access, words: Words) -> list[tuple[str, list[Offer]]]:
    """Every kind, under its heading."""
    return [(heading, [offer(access, KINDS[key], words) for key in keys]) for heading, keys in GROUPS]


def offer(access: Access, kind: Kind, words: Words) -> Offer:
    """One kind with what may be chosen about it now."""
    cases = tuple(_cases(access, kind))
    reason = why_not(access, kind)
    with_all = kind.scope is Scope.STUDY or (kind.scope is Scope.CASE_OR_ALL and cross_case_open(access.study))
    if not reason and not cases and not with_all and kind.scope is not Scope.ACROSS:
        reason = "No case is open to you for this now."
    return Offer(
        key=kind.key, name=kind.name_in(words), purpose=kind.purpose_in(words),
        formats=tuple(FORMATS[key] for key in kind.formats), why_not=reason, cases=cases, with_all=with_all,
        must_choose=not with_all and kind.scope is not Scope.ACROSS,
    )  # fmt: skip


def _cases(access: Access, kind: Kind) -> list[Case]:
    if kind.scope is Scope.ACROSS:
        return []
    seen = open_cases(access)
    if kind.scope is Scope.CASE:
        frozen = TranscriptVersion.objects.filter(interview__case__in=seen, frozen_at__isnull=False)
        numbered = set(frozen.values_list("interview__case_id", flat=True))
        return [case for case in seen if case.pk in numbered]
    return [case for case in seen if case.opened_at is not None]


def chosen_case(access: Access, given: Mapping[str, str], made: Offer) -> Case | None:
    """The case asked for; where one must be chosen and none is, the first there is."""
    number = given.get("case", "")
    if number.isascii() and number.isdecimal() and len(number) < 10:
        return case_numbered(access, int(number))
    return made.cases[0] if made.must_choose and made.cases else None


def orders(words: Words, options: Options) -> list[Order]:
    """The usual orders of columns, and the one asked for where it is another."""
    names = {
        "line": "Line", "statements": words["statements"], "transcript": "transcript", "notes": words["notes"],
    }  # fmt: skip
    every = list(dict.fromkeys((*USUAL_ORDERS, options.columns)))
    return [Order(",".join(order), " · ".join(names[key] for key in order)) for order in every]


def rows_by() -> list[Order]:
    """A row a line, or a row a turn."""
    return [Order(value, f"A row a {value}") for value in BY]
