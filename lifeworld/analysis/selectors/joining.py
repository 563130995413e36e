"""What can still be joined to a group theme: personal themes of signed-off cases, or single statements of one."""

from collections.abc import Sequence
from dataclasses import dataclass

from lifeworld.analysis.models import GroupTheme, Statement
from lifeworld.analysis.selectors.group import CaseThemes, UnusedTheme
from lifeworld.study.models import Case, CaseState
from lifeworld.study.selectors import Access, cases_in


@dataclass(frozen=True)
class Joinable:
    """A case with the personal themes that are not in the group theme yet, in order."""

    pseudonym: str
    themes: list[UnusedTheme]


def signed_off_case(access: Access, number: int | None) -> Case | None:
    """A signed-off case by its number; None where there is none."""
    return cases_in(access).filter(number=number, state=CaseState.SIGNED_OFF).first() if number else None


def joinable_themes(cases: Sequence[CaseThemes], theme: GroupTheme) -> list[Joinable]:
    """Of some cases the personal themes that are neither in the group theme nor set aside, nor beneath one that is."""
    keys = [one.id for case in cases for one in case.themes]
    rows = theme.contributions.filter(removed_at__isnull=True, personal_theme__in=keys)
    joined = set(rows.values_list("personal_theme_id", flat=True))
    aside = {one.id for case in cases for one in case.themes if one.set_aside}
    left_out = joined | aside
    found = [
        Joinable(case.pseudonym, [one for one in case.themes if one.id not in left_out and one.parent not in aside])
        for case in cases
    ]
    return [case for case in found if case.themes]


def joinable_statements(case_id: int, theme: GroupTheme) -> list[Statement]:
    """A signed-off case's statements that are neither in the group theme nor set aside."""
    found = Statement.objects.filter(case=case_id, removed_at__isnull=True, set_aside_reason="")
    joined = theme.contributions.filter(removed_at__isnull=True, statement__in=found)
    return list(found.exclude(pk__in=joined.values("statement")).order_by("pk"))
