"""Every extract under one group theme, person by person: a page of them, in as many queries however many there are.

The chain walks one contribution down; this lays what all contributions rest on beside one another.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.db.models import Case as Choice
from django.db.models import Count, F, QuerySet, Value, When, Window
from django.db.models.functions import Coalesce

from lifeworld.analysis.models import GroupTheme, PersonalTheme, Placement, StatementAnchor
from lifeworld.analysis.selectors.group import standing
from lifeworld.analysis.selectors.withheld import withheld_from
from lifeworld.consent.rules.withholding import WITHHELD
from lifeworld.interviews.rules.lines import line_range, page_line
from lifeworld.study.selectors import Access

PAGE = 50
# Who asks for all on one page, to read or print them, gets so many; few studies have more beneath a theme.
LONG_PAGE = 5_000


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
    """One page of extracts in the order of the contributions, its number, and whether there is more.

    `first` and `last` are the places, from 1, of the contributions that the page shows among `count` of them.
    """

    extracts: list[Extract]
    page: int
    more: bool
    first: int
    last: int
    count: int


@dataclass(frozen=True)
class _Joined:
    """A contribution in its place among all (from 1, of `count`); `passages` is how many lie beneath it."""

    key: int
    place: int
    count: int
    stance: str
    case: int
    pseudonym: str
    pile: int | None
    personal_theme: str
    statement: int | None
    # The pile itself, then its sub-themes: key and sub-theme's name.
    piles: tuple[tuple[int, str], ...] = ()
    passages: int = 0


def extracts_of(access: Access, theme: GroupTheme, page: int = 1, *, long: bool = False) -> ExtractsPage:
    """The extracts under a theme and its sub-themes, `PAGE` or `LONG_PAGE` of them; the caller has checked that the
    theme may be seen.

    Of the people before the page, passages are only counted, and those after it are not looked at.
    """
    size = LONG_PAGE if long else PAGE
    first, last = (page - 1) * size, page * size
    shown: list[_Joined] = []
    start = reached = 0
    for one in _in_order(access, theme):
        if reached + one.passages > first and reached < last:
            start = start if shown else reached
            shown.append(one)
        reached += one.passages
        if reached > last:
            break
    if not shown and page > 1:
        return extracts_of(access, theme, max(1, -(-reached // size)), long=long)
    found = _as_seen(access, _extracts(shown)[first - start : last - start])
    places = [one.place for one in shown] or [0]
    return ExtractsPage(found, page, reached > last, places[0], places[-1], shown[0].count if shown else 0)


def _as_seen(access: Access, extracts: list[Extract]) -> list[Extract]:
    """Without the words of whoever did not agree to be quoted, for a role that reads findings only."""
    withheld = withheld_from(access)
    if not withheld.cases:
        return extracts
    return [
        replace(withheld.in_all(one), quote=WITHHELD if one.case in withheld.numbers else one.quote) for one in extracts
    ]


def _in_order(access: Access, theme: GroupTheme) -> Iterator[_Joined]:
    """The theme's contributions and then its sub-themes', in order: read in runs, each twice as long as the last."""
    subthemes = theme.subthemes.filter(removed_at__isnull=True).order_by("position", "pk").values_list("pk", flat=True)
    keys = [theme.pk, *subthemes]
    order = Choice(*[When(group_theme=key, then=Value(n)) for n, key in enumerate(keys)])
    case = "personal_theme__layout__case", "statement__case"
    rows = (
        standing(access.study)
        .filter(group_theme__in=keys)
        .order_by(order, "position", "pk")
        .annotate(
            of=Window(Count("*")),
            number=Coalesce(*[F(f"{one}__number") for one in case]),
            pseudonym=Coalesce(*[F(f"{one}__pseudonym") for one in case]),
        )
        .values_list(
            "pk", "of", "stance", "number", "pseudonym", "personal_theme_id", "personal_theme__name", "statement_id"
        )
    )
    at, run = 0, PAGE
    while found := list(rows[at : at + run]):
        yield from _counted(
            [
                _Joined(key, at + n, of, stance, number, pseudonym, pile, name or "", statement)
                for n, (key, of, stance, number, pseudonym, pile, name, statement) in enumerate(found, start=1)
            ]
        )
        at, run = at + len(found), 2 * run


def _counted(run: Sequence[_Joined]) -> Iterator[_Joined]:
    """Contributions with their piles and with how many passages lie beneath each."""
    piles = _piles([one.pile for one in run if one.pile is not None])
    within: Counter[int] = Counter()
    lying = _lying([key for found in piles.values() for key, _ in found]).order_by()
    within.update(dict(lying.values_list("theme_id").annotate(Count("statement__anchors"))))
    alone: Counter[int] = Counter()
    single = [one.statement for one in run if one.statement is not None]
    if single:
        anchors = StatementAnchor.objects.filter(statement__in=single).order_by()
        alone.update(dict(anchors.values_list("statement_id").annotate(Count("pk"))))
    for one in run:
        if one.pile is None:
            yield replace(one, passages=alone[one.statement or 0])
        else:
            beneath = tuple(piles[one.pile])
            yield replace(one, piles=beneath, passages=sum(within[key] for key, _ in beneath))


def _piles(tops: Sequence[int]) -> dict[int, list[tuple[int, str]]]:
    """Each personal theme's pile and those of its sub-themes, as `(key, sub-theme's name)`, in order."""
    found: dict[int, list[tuple[int, str]]] = {top: [(top, "")] for top in tops}
    rows = PersonalTheme.objects.filter(parent__in=tops, removed_at__isnull=True).order_by("position", "pk")
    for pk, parent, name in rows.values_list("pk", "parent_id", "name"):
        found[parent].append((pk, name))
    return found


def _lying(piles: Sequence[int]) -> QuerySet[Placement]:
    """What lies in some piles, set-aside statements left out."""
    return Placement.objects.filter(theme__in=piles, statement__removed_at__isnull=True, statement__set_aside_reason="")


def _extracts(shown: Sequence[_Joined]) -> list[Extract]:
    """Every passage beneath some contributions, in the order the statements lie and the words were told."""
    lying: dict[int, list[int]] = defaultdict(list)
    keys = [key for one in shown for key, _ in one.piles]
    for pile, statement in _lying(keys).order_by("position", "pk").values_list("theme_id", "statement_id"):
        lying[pile or 0].append(statement)
    beneath = [
        (one, statement, name)
        for one in shown
        for pile, name in (one.piles or ((0, ""),))
        for statement in (lying[pile] if one.piles else [one.statement or 0])
    ]
    passages: dict[int, list[tuple[str, str, int, int, int | None, int]]] = defaultdict(list)
    rows = StatementAnchor.objects.filter(statement__in=[statement for _, statement, _ in beneath])
    fields = (
        "statement_id", "statement__text", "quote", "first_line", "last_line", "version__lines_per_page",
        "version__interview__number",
    )  # fmt: skip
    for statement, *passage in rows.order_by("version", "start", "end").values_list(*fields):
        passages[statement].append(tuple(passage))
    return [
        Extract(
            contribution=one.key, stance=one.stance, case=one.case, pseudonym=one.pseudonym,
            personal_theme=one.personal_theme, subtheme=name, statement=statement, text=text, interview=interview,
            first_line=first, lines=line_range(first, last), page_line=page_line(first, per_page or 1), quote=quote,
        )
        for one, statement, name in beneath
        for text, quote, first, last, per_page, interview in passages[statement]
    ]  # fmt: skip
