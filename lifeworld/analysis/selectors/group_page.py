"""What the group page and the theme map show of the group level: one part of each list, and how many there are.

`selectors.group` answers the whole level in one piece, for files and programs. A page of a thousand people shows fifty
at a time and reads no more than it shows; what it does not show, the database counts.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import Coalesce, RowNumber

from lifeworld.analysis.models import Contribution, GroupTheme
from lifeworld.analysis.rules.absence import not_found_in
from lifeworld.analysis.rules.saying import MOST_NAMED, named
from lifeworld.analysis.selectors.group import (
    CaseThemes,
    ContributionView,
    case_themes,
    contribution_view,
    personal_themes_in,
    standing,
    unused_themes,
)
from lifeworld.analysis.selectors.theme_changes import changes_of
from lifeworld.analysis.selectors.withheld import Withheld, withheld_from
from lifeworld.study.models import Case, CaseState
from lifeworld.study.selectors import Access, cases_in

PART = 50


@dataclass(frozen=True)
class ThemeShown:
    """A group theme or sub-theme with one part of its contributions: `count` in all, `part` of `parts`.

    `changed` says what it lost because a person withdrew, until somebody has looked.

    `absence_said` names who is not found here, as far as a sentence can; `absent_more` is whether it names not all.
    """

    id: int
    parent: int | None
    name: str
    description: str
    contributions: list[ContributionView]
    count: int
    part: int
    parts: int
    absence_said: str = ""
    absent_more: bool = False
    changed: list[str] = field(default_factory=list)
    subthemes: list["ThemeShown"] = field(default_factory=list)


@dataclass(frozen=True)
class Asked:
    """Which part of which group theme is asked for; of every other theme the first part shows."""

    theme: int
    part: int


@dataclass(frozen=True)
class LeftOver:
    """What no group theme uses yet, for one part of the signed-off cases; `only` are those that have something left."""

    cases: list[CaseThemes]
    part: "Page[Case]"
    only: bool


@dataclass(frozen=True)
class AsideTheme:
    """A personal theme that was set aside, whose it is, and why."""

    id: int
    name: str
    pseudonym: str
    reason: str


@dataclass(frozen=True)
class GroupPage:
    """The group page: how it opened, its themes, what is left over and set aside, and who is awaited."""

    opened_at: datetime
    opened_early_because: str
    signed_off: int
    waiting: list[str]
    themes: list[ThemeShown]
    left: LeftOver
    aside: "Page[AsideTheme]"


@dataclass(frozen=True)
class MapPage:
    """One part of the theme map's people, with every group theme and only these people's contributions."""

    themes: list[ThemeShown]
    cases: list[CaseThemes]
    part: "Page[Case]"


def group_page(
    access: Access,
    *,
    asked: Asked | None = None,
    cases: str | None = None,
    aside: str | None = None,
    only: bool = False,
) -> GroupPage:
    """The group page; the caller has checked that cases may be read together. `cases` and `aside` are parts."""
    assert access.study.cross_case_opened_at
    withheld, left = withheld_from(access), left_over(access, cases, only=only)
    everyone = left.part.paginator.count if not only else _signed_off(access).count()
    awaited = cases_in(access).exclude(state=CaseState.SIGNED_OFF).values_list("pseudonym", flat=True)
    found = GroupPage(
        opened_at=access.study.cross_case_opened_at,
        opened_early_because=access.study.cross_case_reason,
        signed_off=everyone,
        waiting=_named(awaited),
        themes=_themes(access, _first_parts(access, asked), everyone),
        left=left,
        aside=_set_aside(access, aside, withheld),
    )
    return withheld.in_all(found)


def part_with(access: Access, contribution: Contribution) -> Asked:
    """The part of its group theme in which a contribution stands."""
    before = Q(position__lt=contribution.position) | Q(position=contribution.position, pk__lt=contribution.pk)
    place = standing(access.study).filter(before, group_theme=contribution.group_theme_id).order_by().count()
    return Asked(contribution.group_theme_id, place // PART + 1)


def map_page(access: Access, part: str | None) -> MapPage:
    """One part of the people on the theme map: those signed off, and those whose themes were joined before."""
    shown = Paginator(people_on_map(access), PART).get_page(part)
    cases = list(shown)
    joined = standing(access.study).filter(Q(personal_theme__layout__case__in=cases) | Q(statement__case__in=cases))
    rows = [
        (row.pk, row.group_theme_id, 1, 0) for row in joined.order_by("position", "pk").only("pk", "group_theme_id")
    ]
    signed_off = [case for case in cases if case.state == CaseState.SIGNED_OFF]
    found = MapPage(_themes(access, rows, _signed_off(access).count()), _case_themes(access, signed_off), shown)
    return withheld_from(access).in_all(found)


def people_on_map(access: Access) -> QuerySet[Case]:
    """The cases that the theme map shows, in order."""
    joined = standing(access.study)
    return cases_in(access).filter(
        Q(state=CaseState.SIGNED_OFF)
        | Q(pk__in=joined.filter(personal_theme__isnull=False).values("personal_theme__layout__case"))
        | Q(pk__in=joined.filter(statement__isnull=False).values("statement__case"))
    )


def left_over(access: Access, part: str | None, *, only: bool = False) -> LeftOver:
    """What is not used yet, for one part of the signed-off cases."""
    cases = _signed_off(access)
    if only:
        left = unused_themes(access.study).filter(set_aside_reason="")
        cases = cases.filter(pk__in=left.values("layout__case"))
    shown = Paginator(cases, PART).get_page(part)
    return LeftOver(_case_themes(access, list(shown)), shown, only)


def _signed_off(access: Access) -> QuerySet[Case]:
    return cases_in(access).filter(state=CaseState.SIGNED_OFF)


def _case_themes(access: Access, cases: Collection[Case]) -> list[CaseThemes]:
    themes = personal_themes_in(cases)
    keys = [theme.pk for found in themes.values() for theme in found]
    used = set(
        standing(access.study).filter(personal_theme__in=keys).order_by().values_list("personal_theme_id", flat=True)
    )
    return [case_themes(case, themes[case.pk], used) for case in cases]


def _set_aside(access: Access, part: str | None, withheld: Withheld) -> "Page[AsideTheme]":
    themes = unused_themes(access.study).exclude(set_aside_reason="").select_related("layout__case")
    shown: Page[Any] = Paginator(themes.order_by("layout__case__number", "position", "pk"), PART).get_page(part)
    rows = [AsideTheme(one.pk, one.name, one.layout.case.pseudonym, one.set_aside_reason) for one in shown]
    # A page of a paginator is none of the shapes that `in_all` looks into.
    shown.object_list = withheld.in_all(rows)
    return shown


# A contribution that a page shows: its key, its group theme's, the theme's part, and how many the theme has in all.
Shown = tuple[int, int, int, int]


def _first_parts(access: Access, asked: Asked | None) -> list[Shown]:
    """The first part of every theme's contributions, of the theme that is asked about that part of it."""
    placed = standing(access.study).annotate(
        place=Window(RowNumber(), partition_by=F("group_theme_id"), order_by=[F("position").asc(), F("pk").asc()]),
        of=Window(Count("*"), partition_by=F("group_theme_id")),
    )
    first = Q(place__lte=PART)
    if asked is not None and asked.part > 1:
        count = standing(access.study).filter(group_theme=asked.theme).order_by().count()
        start = (min(asked.part, _parts(count)) - 1) * PART
        first = ~Q(group_theme=asked.theme) & first | Q(
            group_theme=asked.theme, place__gt=start, place__lte=start + PART
        )
    rows = placed.filter(first).order_by("place").values_list("pk", "group_theme_id", "place", "of")
    return [(pk, theme, (place - 1) // PART + 1, of) for pk, theme, place, of in rows]


def _themes(access: Access, shown: Sequence[Shown], everyone: int) -> list[ThemeShown]:
    """Every group theme, with the contributions that a page shows."""
    themes = list(access.study.group_themes.filter(removed_at__isnull=True).order_by("position", "pk"))
    models = Contribution.objects.select_related("personal_theme__layout__case", "statement__case")
    rows = models.in_bulk([pk for pk, *_ in shown])
    found: dict[int, list[ContributionView]] = defaultdict(list)
    placed: dict[int, tuple[int, int]] = {}
    for pk, theme, part, of in shown:
        found[theme].append(contribution_view(rows[pk]))
        placed[theme] = (part, of)
    children: dict[int | None, list[GroupTheme]] = defaultdict(list)
    for one in themes:
        children[one.parent_id].append(one)
    changed = changes_of(access.study)
    absent = _absences(access, [one for one in themes if not one.absence and not children[one.pk]], everyone)

    def view(theme: GroupTheme) -> ThemeShown:
        part, of = placed.get(theme.pk, (1, 0))
        names, more = absent.get(theme.pk, ([], False))
        return ThemeShown(
            theme.pk, theme.parent_id, theme.name, theme.description, found[theme.pk], of, part, _parts(of),
            theme.absence or not_found_in(names), more, changed.get(theme.pk, []),
            [view(sub) for sub in children[theme.pk]],
        )  # fmt: skip

    return [view(theme) for theme in children[None]]


def _absences(access: Access, themes: Sequence[GroupTheme], everyone: int) -> dict[int, tuple[list[str], bool]]:
    """Who of the signed-off cases is not found in each theme that is found in somebody: names, and if there are more.

    Who is found is only counted; names are asked for where somebody is missing, as many as a sentence holds.
    """
    joined = standing(access.study).order_by()
    signed_off = Q(personal_theme__layout__case__state=CaseState.SIGNED_OFF) | Q(
        statement__case__state=CaseState.SIGNED_OFF
    )
    case = Coalesce("personal_theme__layout__case", "statement__case")
    present = joined.filter(group_theme__in=themes).values_list("group_theme_id")
    counted = dict(present.annotate(people=Count(case, distinct=True, filter=signed_off)))
    found = {}
    for theme, count in counted.items():
        if count < everyone:
            here = joined.filter(group_theme=theme)
            absent = _signed_off(access).exclude(
                pk__in=here.filter(personal_theme__isnull=False).values("personal_theme__layout__case")
            ).exclude(pk__in=here.filter(statement__isnull=False).values("statement__case"))  # fmt: skip
            found[theme] = (_named(absent.values_list("pseudonym", flat=True)), everyone - count > MOST_NAMED)
    return found


def _parts(count: int) -> int:
    return max(1, -(-count // PART))


def _named(pseudonyms: "QuerySet[Case, str]") -> list[str]:
    """Pseudonyms as a sentence can hold them: the last of many said as a number."""
    first = list(pseudonyms[: MOST_NAMED + 1])
    return named(first, len(first) if len(first) <= MOST_NAMED else pseudonyms.count())
