"""What the findings pages offer to choose from: kinds, cases, formats, orders, entries."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from lifeworld.analysis.selectors.access import cross_case_open, open_cases
from lifeworld.interviews.models import TranscriptVersion
from lifeworld.reporting.kinds import FORMATS, KINDS, Format, Kind, Scope
from lifeworld.reporting.rules.options import BY, USUAL_ORDERS, Options
from lifeworld.reporting.selectors.offered import why_not
from lifeworld.study.models import Case
from lifeworld.study.rules.labels import Words
from lifeworld.study.selectors import Access, CaseChoice, case_choice, cases_in, chosen_case

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("One person at a time", ("analysed-transcript", "statements", "personal-themes")),
    ("Across people", ("group-themes", "recurrence", "chain")),
    ("Who took part", ("flow", "accrual", "interviews")),
    ("How the work was done", ("diary", "trail")),
    (
        "For those who approve and look after the study",
        ("site-file", "dpia", "ig-answers", "access-report", "participants", "coreq", "methods"),
    ),
)


@dataclass(frozen=True)
class Offer:
    """A kind as the page offers it: in the study's words, with what may be chosen now.

    `every` is what choosing no case means, empty where one must be chosen; `chooses` is whether there is a case.
    """

    key: str
    name: str
    purpose: str
    formats: tuple[Format, ...]
    why_not: str
    scope: Scope
    choice: CaseChoice
    chooses: bool
    every: str
    must_choose: bool


@dataclass(frozen=True)
class Order:
    """One order of columns to choose."""

    value: str
    name: str


def offers(access: Access, words: Words) -> list[tuple[str, list[Offer]]]:
    """Every kind, under its heading."""
    choices = {scope: case_choice(cases_for(access, scope)) for scope in Scope}
    return [
        (heading, [_offer(access, KINDS[key], words, choices[KINDS[key].scope]) for key in keys])
        for heading, keys in GROUPS
    ]


def offer(access: Access, kind: Kind, words: Words) -> Offer:
    """One kind with what may be chosen about it now."""
    return _offer(access, kind, words, case_choice(cases_for(access, kind.scope)))


def _offer(access: Access, kind: Kind, words: Words, choice: CaseChoice) -> Offer:
    some = choice.typed or bool(choice.cases)
    reason = why_not(access, kind)
    with_all = kind.scope in {Scope.STUDY, Scope.WHOLE} or (
        kind.scope is Scope.CASE_OR_ALL and cross_case_open(access.study)
    )
    if not reason and not some and not with_all and kind.scope is not Scope.ACROSS:
        reason = "No case is open to you for this now."
    every = "the whole study" if kind.scope is Scope.STUDY else "everyone"
    return Offer(
        key=kind.key, name=kind.name_in(words), purpose=kind.purpose_in(words),
        formats=tuple(FORMATS[key] for key in kind.formats), why_not=reason, scope=kind.scope, choice=choice,
        chooses=some, every=every if with_all else "", must_choose=not with_all and kind.scope is not Scope.ACROSS,
    )  # fmt: skip


def cases_for(access: Access, scope: Scope) -> QuerySet[Case]:
    """The cases that an export of this scope may be about now, in order."""
    seen = open_cases(access)
    if scope in {Scope.ACROSS, Scope.WHOLE}:
        return seen.none()
    if scope is Scope.CASE:
        frozen = TranscriptVersion.objects.filter(interview__case=OuterRef("pk"), frozen_at__isnull=False)
        return seen.filter(Exists(frozen))
    return seen.filter(opened_at__isnull=False)


def asked_case(access: Access, given: Mapping[str, str], made: Offer) -> Case | None:
    """The case asked for; where one must be chosen and none is, the first there is."""
    if given.get("named", "").strip():
        return chosen_case(cases_for(access, made.scope), given)
    found = chosen_case(cases_in(access), given)
    if found is None and made.must_choose:
        return cases_for(access, made.scope).first()
    return found


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
