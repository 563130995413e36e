"""Every extract under one group theme, person by person: a page of them, in as many queries however many there are.

The chain walks one contribution down; this lays what all contributions rest on beside one another.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from lifeworld.analysis.models import Contribution, GroupTheme, PersonalTheme, Placement, StatementAnchor
from lifeworld.interviews.rules.lines import line_range, page_line
from lifeworld.study.selectors import Access

PAGE = 50
# A statement beneath a contribution: the contribution's key, the statement's, the sub-theme it lies in or "".
Beneath = tuple[int, int, str]


@dataclass(frozen=True)
class Extract:
    """One passage beneath one contribution: whose, how it stands, the statement, the words and where they are."""

    contribution: int
    stance: str
    case: int
    pseudonym: str
    personal_theme: str
    subtheme: str
    statement: int
    text: str
    interview: int
    first_line: int
    lines: str
    page_line: str
    quote: str


@dataclass(frozen=True)
class ExtractsPage:
    """One page of extracts in the order of the contributions, how many there are in all, and the page's number."""

    extracts: list[Extract]
    count: int
    page: int
    pages: int


def extracts_of(access: Access, theme: GroupTheme, page: int = 1) -> ExtractsPage:
    """The extracts under a theme and its sub-themes; the caller has checked that the theme may be seen.

    What is not shown is only counted: people before the page and after it are not read.
    """
    order, counts = _order(theme)
    total = sum(counts[key] for key in order)
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    first, last = (page - 1) * PAGE, page * PAGE
    window: list[int] = []
    start = place = 0
    for key in order:
        if place + counts[key] > first and place < last:
            start = start if window else place
            window.append(key)
        place += counts[key]
    contributions = _contributions(window)
    beneath = _beneath(contributions)
    anchors = _anchors({statement for _, statement, _ in beneath})
    keys = [(one, anchor) for one in beneath for anchor in anchors[one[1]]]
    return ExtractsPage(_extracts(contributions, keys[first - start : last - start]), total, page, pages)


def _order(theme: GroupTheme) -> tuple[list[int], dict[int, int]]:
    """The keys of the theme's contributions and then its sub-themes', in order, and how many passages each has."""
    subthemes = theme.subthemes.filter(removed_at__isnull=True).order_by("position", "pk").values_list("pk", flat=True)
    place = {key: n for n, key in enumerate([theme.pk, *subthemes])}
    joined = Contribution.objects.filter(group_theme__in=place, removed_at__isnull=True).order_by()
    joined = joined.exclude(personal_theme__removed_at__isnull=False).exclude(statement__removed_at__isnull=False)
    rows = list(joined.values_list("pk", "group_theme_id", "position", "personal_theme_id", "statement_id"))
    rows.sort(key=lambda row: (place[row[1]], row[2], row[0]))
    own, below = _passages_in_piles(joined.values("personal_theme"))
    alone = StatementAnchor.objects.filter(statement__in=joined.values("statement")).order_by()
    single = dict(alone.values_list("statement_id").annotate(Count("pk")))
    return [row[0] for row in rows], {
        pk: single.get(statement, 0) if pile is None else own[pile] + below[pile] for pk, _, _, pile, statement in rows
    }


def _passages_in_piles(
    piles: QuerySet[Contribution, Any],
) -> tuple[Counter[int | None], Counter[int | None]]:
    """How many passages lie in each of the piles itself, and in its sub-themes."""
    lying = Placement.objects.filter(
        Q(theme__in=piles) | Q(theme__parent__in=piles, theme__removed_at__isnull=True),
        statement__removed_at__isnull=True, statement__set_aside_reason="",
    ).order_by()  # fmt: skip
    own: Counter[int | None] = Counter()
    below: Counter[int | None] = Counter()
    counted = lying.values_list("theme_id", "theme__parent_id").annotate(Count("statement__anchors"))
    for pile, parent, count in counted:
        own[pile] += count
        below[parent] += count
    return own, below


def _contributions(keys: Sequence[int]) -> dict[int, Contribution]:
    rows = Contribution.objects.select_related("personal_theme__layout__case", "statement__case").in_bulk(keys)
    return {key: rows[key] for key in keys}


def _beneath(contributions: dict[int, Contribution]) -> list[Beneath]:
    """The statements each contribution rests on, in the order they lie: the theme's own, then its sub-themes'."""
    tops = {row.personal_theme_id for row in contributions.values() if row.personal_theme_id is not None}
    subthemes: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = PersonalTheme.objects.filter(parent__in=tops, removed_at__isnull=True).order_by("position", "pk")
    for pk, parent, name in rows.values_list("pk", "parent_id", "name"):
        subthemes[parent].append((pk, name))
    piles = tops | {pk for found in subthemes.values() for pk, _ in found}
    lying: dict[int, list[int]] = defaultdict(list)
    placements = Placement.objects.filter(
        theme__in=piles, statement__removed_at__isnull=True, statement__set_aside_reason=""
    )
    for pile, statement in placements.order_by("position", "pk").values_list("theme_id", "statement_id"):
        lying[pile or 0].append(statement)
    found: list[Beneath] = []
    for row in contributions.values():
        if row.personal_theme_id is None:
            found.append((row.pk, row.statement_id or 0, ""))
            continue
        for pile, name in [(row.personal_theme_id, ""), *subthemes[row.personal_theme_id]]:
            found += [(row.pk, statement, name) for statement in lying[pile]]
    return found


def _anchors(statements: Iterable[int]) -> dict[int, list[int]]:
    """The anchors of each statement, in the order of the words."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = StatementAnchor.objects.filter(statement__in=list(statements)).order_by("version", "start", "end")
    for statement, pk in rows.values_list("statement_id", "pk"):
        found[statement].append(pk)
    return found


def _extracts(contributions: dict[int, Contribution], shown: Sequence[tuple[Beneath, int]]) -> list[Extract]:
    columns = (
        "statement__text", "quote", "first_line", "last_line", "version__lines_per_page", "version__interview__number",
    )  # fmt: skip
    rows = StatementAnchor.objects.filter(pk__in=[anchor for _, anchor in shown])
    words = {pk: fields for pk, *fields in rows.values_list("pk", *columns)}
    found = []
    for (key, statement, subtheme), anchor in shown:
        row = contributions[key]
        text, quote, first, last, per_page, interview = words[anchor]
        theme = row.personal_theme
        case = theme.layout.case if theme else row.statement.case if row.statement else None
        assert case is not None
        found.append(
            Extract(
                contribution=key, stance=row.stance, case=case.number, pseudonym=case.pseudonym,
                personal_theme=theme.name if theme else "", subtheme=subtheme, statement=statement, text=text,
                interview=interview, first_line=first, lines=line_range(first, last),
                page_line=page_line(first, per_page or 1), quote=quote,
            )
        )  # fmt: skip
    return found
