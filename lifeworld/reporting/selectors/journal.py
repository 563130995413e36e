"""The diary and the trail gathered as plain values, with what is closed for now left out and said to be."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.timezone import localtime

from lifeworld.analysis.models import DiaryEntry, DiaryStep
from lifeworld.analysis.rules.act_words import differences
from lifeworld.analysis.selectors.access import check_open, closed_cases
from lifeworld.analysis.selectors.diary import entries_seen
from lifeworld.analysis.selectors.trail import READS_DETAIL, trail_acts
from lifeworld.analysis.services.changes import KINDS
from lifeworld.reporting.rules.material import ActText, EntryText
from lifeworld.reporting.selectors.released import may_go_out, released
from lifeworld.study.models import Case, Study
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, cases_in
from lifeworld.trail.models import Act
from lifeworld.trail.sentences import sentence_for

# The step of the work, from the part of the workbench in which an act was done.
AREAS = {
    "reader": "Notes and statements",
    "board": "Connections and personal themes",
    "group": "Across cases",
    "case": "The case",
    "diary": "Diary",
    "findings": "Findings",
}
LEFT_OUT = "What belongs to cases that are closed for now is left out."


def diary_texts(access: Access, case: Case | None, chosen: Collection[int] | None) -> tuple[list[EntryText], str]:
    """Entries oldest first (of one case, or only those `chosen`), and a sentence where some were left out."""
    access.require(Right.READ_WORDS)
    entries = access.study.diary.filter(removed_at__isnull=True)
    if case is not None:
        check_open(access, case)
        entries = entries.filter(case=case)
    if chosen is not None:
        # Of those that are there: a database takes so many values and no more.
        entries = entries.filter(pk__in={*chosen} & {*entries.values_list("pk", flat=True)})
    seen = list(entries_seen(access).filter(pk__in=entries).order_by("written_on", "pk"))
    return [_entry(entry) for entry in seen], LEFT_OUT if len(seen) < entries.count() else ""


def act_texts(access: Access, case: Case | None) -> tuple[list[ActText], str]:
    """Acts oldest first (of one case), and a sentence where some were left out."""
    if case is not None:
        check_open(access, case)
    names = {one.number: str(released(one, "pseudonym")) for one in cases_in(access)}
    acts = [act for act in trail_acts(access) if case is None or act.case_number == case.number]
    left_out = case is None and closed_cases(access).exists()
    return [_act(access, act, names) for act in acts], LEFT_OUT if left_out else ""


def _entry(entry: DiaryEntry) -> EntryText:
    return EntryText(
        id=entry.pk,
        written_on=entry.written_on,
        step=DiaryStep(entry.step).label,
        pseudonym=released(entry.case, "pseudonym") if entry.case else "",
        carried_over=entry.carried_over,
        text=released(entry, "text"),
    )


def _act(access: Access, act: Act, names: dict[int, str]) -> ActText:
    detail = getattr(act, "detail", None) if access.role in READS_DETAIL else None
    found = differences([_outward(change) for change in detail.changes]) if detail else []
    return ActText(
        number=act.number,
        at=localtime(act.at),
        step=AREAS.get(act.area) or ("Interviews" if act.object_type == "transcript" else "Study"),
        pseudonym=names.get(act.case_number or 0, ""),
        action=sentence_for(act),
        before="\n".join(f"{one.name}: {one.before}" for one in found if one.before),
        after="\n".join(f"{one.name}: {one.after}" for one in found if one.after),
        why=released(detail, "why") if detail else "",
    )


def _outward(change: Mapping[str, Any]) -> dict[str, Any]:
    """A change without the fields that may not leave the store; what is no field of a model says so by its name."""
    kind = KINDS.get(change["type"])
    model = kind.model if kind else Study if change["type"] == "study" else None
    sides = {side: change.get(side) or {} for side in ("before", "after")}
    if model is not None:
        labels: Mapping[str, object] = getattr(model, "disclosure", {})
        sides = {
            side: {name: value for name, value in state.items() if name not in labels or may_go_out(model, name)}
            for side, state in sides.items()
        }
    return {**change, **sides}
