"""What a diary entry is about, as places to go to: only those that may be seen now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from lifeworld.analysis.models import GroupTheme, Note, PersonalTheme, Statement
from lifeworld.analysis.selectors.access import cross_case_open, is_closed, open_cases
from lifeworld.common.errors import NotFoundError
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access


@dataclass(frozen=True)
class AboutLink:
    """One object an entry is about: `place` is `reader`, `board` or `group`; `line` is set for the reader."""

    value: str
    name: str
    place: str
    case: int | None = None
    interview: int = 1
    line: int | None = None


def about_links(access: Access, about: Iterable[Mapping[str, Any]], case: Case | None) -> list[AboutLink]:
    """Links for `[{"type", "id"}, …]`; what was taken out, is closed, or lies in another study is left out.

    A line is one of the first interview of `case`, the case of the entry.
    """
    found = [_link(access, str(one.get("type")), int(one.get("id", 0)), case) for one in about]
    return [link for link in found if link is not None]


def check_about(access: Access, about: Iterable[Mapping[str, Any]]) -> None:
    """Raise `NotFoundError` where an entry would be about an object that is not of this study."""
    study = access.study
    ours: dict[str, QuerySet[Any]] = {
        "note": Note.objects.filter(case__study=study),
        "statement": Statement.objects.filter(case__study=study),
        "personal theme": PersonalTheme.objects.filter(layout__case__study=study),
        "group theme": GroupTheme.objects.filter(study=study),
    }
    named = [(str(one.get("type")), int(one.get("id", 0))) for one in about]
    for kind, rows in ours.items():
        wanted = {pk for of, pk in named if of == kind}
        if wanted and rows.filter(pk__in=wanted).count() != len(wanted):
            raise NotFoundError


def _link(access: Access, kind: str, pk: int, case: Case | None) -> AboutLink | None:
    value = f"{kind}:{pk}"
    if kind == "line" and case is not None and not is_closed(access, case):
        return AboutLink(value, f"line {pk} of {case.pseudonym}’s transcript", "reader", case.number, line=pk)
    if kind in {"note", "statement"}:
        return _anchored(access, value, kind, pk)
    if kind == "personal theme":
        theme = PersonalTheme.objects.filter(
            pk=pk, removed_at__isnull=True, layout__case__in=open_cases(access)
        ).select_related("layout__case")
        for one in theme:
            owner = one.layout.case
            return AboutLink(value, f"“{one.name}” on {owner.pseudonym}’s table", "board", owner.number)
    if kind == "group theme" and cross_case_open(access.study):
        for group in GroupTheme.objects.filter(pk=pk, removed_at__isnull=True, study=access.study):
            return AboutLink(value, f"“{group.name}” across cases", "group")
    return None


def _anchored(access: Access, value: str, kind: str, pk: int) -> AboutLink | None:
    model: type[Note] | type[Statement] = Note if kind == "note" else Statement
    row: Any = model._default_manager.filter(pk=pk, removed_at__isnull=True, case__in=open_cases(access)).first()
    anchor = row.anchors.select_related("version__interview").first() if row else None
    if anchor is None:
        return None
    name = f"a {kind} on line {anchor.first_line} of {row.case.pseudonym}’s transcript"
    return AboutLink(value, name, "reader", row.case.number, anchor.version.interview.number, anchor.first_line)
