"""Where else in the study somebody's pseudonym or words stand, for the researcher to decide before the case goes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet

from lifeworld.analysis.models import Contribution, DiaryEntry, GroupTheme, Layout, Note, PersonalTheme, Statement
from lifeworld.analysis.selectors.access import closed_cases
from lifeworld.approvals.models import SafetyEvent
from lifeworld.consent.models import Deviation
from lifeworld.fieldwork.models import FieldNote
from lifeworld.safekeeping.rules.words import Ghost
from lifeworld.safekeeping.selectors.case_rows import contributions_of, ghost_for
from lifeworld.study.models import Case, Study
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access

REDACT, TAKE_OUT, LEAVE = "redact", "take-out", "leave"


@dataclass(frozen=True)
class Field:
    """One field of words that may speak of somebody. `of` leads from its row to the case it belongs to, if any."""

    kind: str
    model: type[Model]
    name: str
    study: str
    of: str = ""


def _fields(kind: str, model: type[Model], names: str, study: str, of: str = "") -> list[Field]:
    return [Field(kind, model, name, study, of) for name in names.split()]


# Every field labelled pseudonymous in which somebody writes about others; a test holds it against the labels.
FIELDS: tuple[Field, ...] = (
    *_fields("case", Case, "first_impressions summary", "study", "pk"),
    *_fields("note", Note, "body", "case__study", "case_id"),
    *_fields("statement", Statement, "text set_aside_reason", "case__study", "case_id"),
    *_fields("layout", Layout, "name", "case__study", "case_id"),
    *_fields("personal theme", PersonalTheme, "name rationale set_aside_reason", "layout__case__study",
             "layout__case_id"),
    *_fields("group theme", GroupTheme, "name description absence", "study"),
    *_fields("contribution", Contribution, "comment", "group_theme__study"),
    *_fields("diary entry", DiaryEntry, "text", "study", "case_id"),
    *_fields("field note", FieldNote, "text", "case__study", "case_id"),
    *_fields("reason for cross-case work", Study, "cross_case_reason", "pk"),
    *_fields("safety event", SafetyEvent, "account", "study"),
    *_fields("deviation", Deviation, "words action", "study"),
)  # fmt: skip


@dataclass(frozen=True)
class Mention:
    """One text that speaks of somebody. `words` are empty where its case is out of sight for this person now."""

    field: Field
    obj: Any
    words: str
    redacted: str
    where: str

    @property
    def key(self) -> str:
        """Its name in the form."""
        return f"{self.field.kind.replace(' ', '-')}-{self.obj.pk}-{self.field.name}"

    @property
    def choices(self) -> list[str]:
        """What may be done with it: a diary entry can go whole."""
        return [REDACT, *([TAKE_OUT] if self.field.kind == "diary entry" else []), LEAVE]


def mentions_of(access: Access, case: Case) -> list[Mention]:
    """Every text of the study, outside the case itself, that holds the pseudonym or a stretch of the person's words."""
    access.require(Right.RECRUIT)
    ghost = ghost_for(case)
    closed = set(closed_cases(access).values_list("pk", flat=True))
    return [found for field in FIELDS for found in _in_field(access.study, case, ghost, field, closed)]


def _in_field(study: Study, case: Case, ghost: Ghost, field: Field, closed: set[int]) -> Iterator[Mention]:
    for obj in _others(study, case, field).iterator(chunk_size=500):
        text = getattr(obj, field.name)
        if text and ghost.in_text(text):
            owner = _owner(obj, field)
            hidden = owner in closed if owner else bool(closed)
            shown, redacted = ("", "") if hidden else (text, ghost.taken_out_of(text))
            out = ", taken out" if getattr(obj, "removed_at", None) else ""
            yield Mention(field, obj, shown, redacted, _where(study, field, owner) + out)


def _others(study: Study, case: Case, field: Field) -> "QuerySet[Any]":
    rows = field.model._default_manager.filter(**{field.study: study.pk}).exclude(**{field.name: ""}).order_by("pk")
    if field.kind == "contribution":
        return rows.exclude(pk__in=contributions_of(case).values("pk"))
    if field.of == "layout__case_id":
        rows = rows.select_related("layout")
    if field.of:
        # Rows of no case have none to be excluded by.
        return rows.filter(~Q(**{field.of.removesuffix("_id"): case.pk}) | Q(**{f"{field.of}__isnull": True}))
    return rows


def _owner(obj: Any, field: Field) -> int | None:
    for part in field.of.split("__") if field.of else ():
        obj = getattr(obj, part)
    return obj if field.of else None


def _where(study: Study, field: Field, owner: int | None) -> str:
    if owner is None:
        return field.kind
    pseudonym = study.cases.filter(pk=owner).values_list("pseudonym", flat=True).first() or ""
    return f"{field.kind}, {pseudonym}"
