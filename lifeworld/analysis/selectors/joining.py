"""What can still be joined to a group theme: personal themes of signed-off cases, or single statements of one."""

from dataclasses import dataclass

from lifeworld.analysis.models import GroupTheme, Statement
from lifeworld.analysis.selectors.group import GroupView, UnusedTheme


@dataclass(frozen=True)
class Joinable:
    """A case with the personal themes that are not in the group theme yet, in order."""

    pseudonym: str
    themes: list[UnusedTheme]


def joined_keys(theme: GroupTheme) -> frozenset[tuple[str, int]]:
    """What is in a group theme already, as (`theme` or `statement`, key)."""
    rows = theme.contributions.filter(removed_at__isnull=True).values_list("personal_theme", "statement")
    return frozenset(("theme", one) if one else ("statement", other) for one, other in rows)


def joinable_themes(view: GroupView, joined: frozenset[tuple[str, int]]) -> list[Joinable]:
    """Each signed-off case's personal themes that are neither in the group theme nor set aside."""
    cases = [
        Joinable(case.pseudonym, [one for one in case.themes if ("theme", one.id) not in joined and not one.set_aside])
        for case in view.cases
    ]
    return [case for case in cases if case.themes]


def joinable_statements(case_id: int, joined: frozenset[tuple[str, int]]) -> list[Statement]:
    """A signed-off case's statements that are neither in the group theme nor set aside."""
    found = Statement.objects.filter(case=case_id, removed_at__isnull=True, set_aside_reason="")
    return [one for one in found.order_by("pk") if ("statement", one.pk) not in joined]
