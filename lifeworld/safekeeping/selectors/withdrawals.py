"""What a withdrawal would come to, before anybody acts, and what came of those before."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from lifeworld.common.errors import NotFoundError
from lifeworld.recruitment.models import RecruitmentPlan, ScreeningEntry
from lifeworld.safekeeping.models import RetentionRule, Withdrawal
from lifeworld.safekeeping.rules.levels import (
    Effects,
    Level,
    Results,
    cut_off_of,
    effects_of,
    is_before,
    what_goes,
    what_stays,
)
from lifeworld.safekeeping.rules.retention import class_named, said
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access


@dataclass(frozen=True)
class Outlook:
    """What would go and what would stay, in the sentences that the page shows before it asks."""

    cut_off: date | None
    cut_off_words: str
    before_cut_off: bool
    effects: Effects
    goes: list[str]
    stays: list[str]


def cut_off_for(entry: ScreeningEntry, by_hand: date | None = None) -> date | None:
    """The last day on which all of this person's can go, as far as it has come about."""
    plan = _plan(entry)
    held = entry.case.interviews.values_list("held_on", flat=True) if entry.case else ()
    return cut_off_of(plan.cut_off_days, plan.cut_off_words, held, by_hand) if plan else None


def cut_offs_of(access: Access, entries: "QuerySet[ScreeningEntry]") -> dict[int, date | None]:
    """As `cut_off_for`, of several people by their keys, in two questions however many they are."""
    plan = RecruitmentPlan.objects.filter(study=access.study).first()
    found: dict[int, list[date | None]] = {}
    for entry, held_on in entries.order_by().values_list("pk", "case__interviews__held_on"):
        found.setdefault(entry, []).append(held_on)
    return {
        entry: cut_off_of(plan.cut_off_days, plan.cut_off_words, held, None) if plan else None
        for entry, held in found.items()
    }


def asks_for_day(entry: ScreeningEntry) -> str:
    """The words of the information sheet where the cut-off is no number of days and has to be set by hand."""
    plan = _plan(entry)
    return plan.cut_off_words if plan and plan.cut_off_days is None else ""


def outlook_of(
    entry: ScreeningEntry, *, levels: Collection[str], on: date, results: str, by_hand: date | None = None
) -> Outlook:
    """What these levels would come to if they were taken back on that day."""
    cut_off = cut_off_for(entry, by_hand)
    before = is_before(on, cut_off)
    effects = effects_of(levels, before_cut_off=before)
    stays = what_stays(effects, cut_off=cut_off, forms_until=_forms_until(entry), results=Results(results))
    return Outlook(cut_off, asks_for_day(entry), before, effects, what_goes(effects), stays)


def withdrawals_of(access: Access) -> "QuerySet[Withdrawal]":
    """Every withdrawal of the study, the latest first."""
    access.require(Right.READ_RECRUITMENT)
    found = Withdrawal.objects.filter(entry__study=access.study)
    return found.select_related("entry").order_by("-on", "-pk")


def withdrawal_of(access: Access, serial: int, number: int) -> Withdrawal:
    """One of them; `NotFoundError` where there is none."""
    found = withdrawals_of(access).filter(entry__serial=serial, number=number).first()
    if found is None:
        raise NotFoundError
    return found


def contact_stopped(entry: ScreeningEntry) -> bool:
    """Whether this person asked not to be contacted any more, at whichever time."""
    return any(Level.CONTACT in one for one in entry.withdrawals.values_list("levels", flat=True))


def _plan(entry: ScreeningEntry) -> RecruitmentPlan | None:
    return RecruitmentPlan.objects.filter(study=entry.study_id).first()


def _forms_until(entry: ScreeningEntry) -> str:
    rule = RetentionRule.objects.filter(study=entry.study_id, klass="consent-forms").first()
    default = class_named("consent-forms")
    months = rule.months if rule else default.months if default else None
    return "for as long as the sponsor’s archive keeps them" if months is None else f"{said(months)} after the study"
