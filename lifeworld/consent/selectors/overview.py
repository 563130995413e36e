"""Everyone who consented, and what each left open: the table of the overview, and whose consent is asked again."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localtime

from lifeworld.approvals.models import DocumentKind, DocumentVersion, Reconsent
from lifeworld.approvals.selectors.changes import ConsentAgain, reconsent_needed_since
from lifeworld.common.errors import NotFoundError
from lifeworld.consent.models import Clause, ClauseReply, Consent, Deviation, Effect
from lifeworld.consent.rules.effects import HOLDS_BACK, SHORT
from lifeworld.consent.selectors.consents import forms_used, versions_of_kind
from lifeworld.recruitment.models import Stage, StageReached
from lifeworld.study.models import Study
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access

PEOPLE_A_PAGE = 50
SAID = {ClauseReply.YES: "yes", ClauseReply.NO: "no", ClauseReply.NOT_ASKED: "not asked"}


@dataclass(frozen=True)
class PersonRow:
    """One person's latest consent: `said` is, for each of the overview's columns, its name in a word and
    the answer, "–" where it is not on their form."""

    serial: int
    pseudonym: str
    on: date
    sheet: str
    form: str
    said: list[tuple[str, str]]
    withdrawn_on: date | None
    again: str


@dataclass(frozen=True)
class Column:
    """One thing that may be left out: what it is, in full and in a word, and what a "no" holds back."""

    effect: str
    name: str
    short: str
    holds_back: str


@dataclass(frozen=True)
class FormRow:
    """A version of the consent form, how many clauses it has, and whether somebody consented on it."""

    version: DocumentVersion
    clauses: int
    used: bool


def columns_of(access: Access) -> list[Column]:
    """The effects that an optional clause of this study has, in the order in which they are defined."""
    here = Clause.objects.filter(form__document__study=access.study, mandatory=False).exclude(effect="")
    found = set(here.values_list("effect", flat=True))
    return [
        Column(one.value, str(one.label), SHORT[one.value], HOLDS_BACK[one.value])
        for one in Effect
        if one.value in found
    ]


def people_of(access: Access, columns: list[Column], part: str | None) -> "Page[PersonRow]":
    """A part of those who consented, in the order of their entries."""
    page: Page[Any] = Paginator(_latest(access.study).order_by("entry__serial"), PEOPLE_A_PAGE).get_page(part)
    consents: list[Consent] = list(page.object_list)
    asked = reconsent_needed_since(access.study)
    interviewed = _interviewed([one.entry_id for one in consents]) if asked else set()
    page.object_list = [_row(one, columns, _again(one, asked, one.entry_id in interviewed)) for one in consents]
    return page


def reconsent_due(access: Access) -> list[tuple[Consent, ConsentAgain]]:
    """Consents in force that an agreed change asks for again, with the latest such change; of nobody who left."""
    access.require(Right.READ_RECRUITMENT)
    asked = reconsent_needed_since(access.study)
    if not asked:
        return []
    here = _latest(access.study).filter(withdrawn_on__isnull=True, entry__leaving__isnull=True)
    consents = list(here.order_by("entry__serial"))
    interviewed = _interviewed([one.entry_id for one in consents])
    found = [(one, _again(one, asked, one.entry_id in interviewed)) for one in consents]
    return [(consent, change) for consent, change in found if change is not None]


def forms_of(access: Access) -> list[FormRow]:
    """The versions of the consent form, the latest first."""
    versions = versions_of_kind(access, DocumentKind.FORM)
    numbers: dict[int, int] = {}
    for form in Clause.objects.filter(form__in=versions).order_by().values_list("form_id", flat=True):
        numbers[form] = numbers.get(form, 0) + 1
    used = forms_used(versions)
    return [FormRow(one, numbers.get(one.pk, 0), one.pk in used) for one in versions]


def deviations_of(access: Access) -> QuerySet[Deviation]:
    """The study's deviations, those still open and then the latest first."""
    access.require(Right.READ_RECRUITMENT)
    found = Deviation.objects.filter(study=access.study).select_related("entry")
    return found.order_by("closed_on", "-on", "-pk")


def deviation_of(access: Access, deviation: int) -> Deviation:
    """A deviation by its key; `NotFoundError` where the study has none of that key."""
    found = deviations_of(access).filter(pk=deviation).first()
    if found is None:
        raise NotFoundError
    return found


def _latest(study: Study) -> QuerySet[Consent]:
    later = Consent.objects.filter(entry=OuterRef("entry"), number__gt=OuterRef("number"))
    found = Consent.objects.filter(~Exists(later), entry__study=study)
    found = found.select_related("entry__case", "sheet", "form").prefetch_related("answers__clause")
    return found.defer("scan", "signature", "sheet__content", "form__content")


def _interviewed(entries: list[int]) -> set[int]:
    reached = StageReached.objects.filter(entry__in=entries, stage=Stage.INTERVIEWED)
    return set(reached.values_list("entry_id", flat=True))


def _again(consent: Consent, asked: list[ConsentAgain], interviewed: bool) -> ConsentAgain | None:
    """The latest change that asks for this consent again: agreed after it, and not on the versions that it brought."""
    if consent.withdrawn_on is not None:
        return None
    on, versions = localtime(consent.taken_at).date(), {consent.sheet_id, consent.form_id}
    for change in reversed(asked):
        meant = change.whom == Reconsent.EVERYONE or not interviewed
        if meant and on < change.since and not versions & set(change.versions):
            return change
    return None


def _row(consent: Consent, columns: list[Column], again: ConsentAgain | None) -> PersonRow:
    answers = {one.clause.effect: one for one in consent.answers.all() if one.clause.effect}
    said = []
    for column in columns:
        answer = answers.get(column.effect)
        words = SAID[ClauseReply(answer.reply)] if answer else "–"
        said.append((column.short, "taken back" if answer and answer.taken_back_on else words))
    entry = consent.entry
    return PersonRow(
        serial=entry.serial, pseudonym=entry.case.pseudonym if entry.case else "",
        on=localtime(consent.taken_at).date(),
        sheet=consent.sheet.label, form=consent.form.label, said=said, withdrawn_on=consent.withdrawn_on,
        again=again.label if again else "",
    )  # fmt: skip
