"""What the board shows: one layout of one case, its cards, piles and what was set aside."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from lifeworld.analysis.models import Connection, Layout, PersonalTheme, Placement, Statement, StatementAnchor
from lifeworld.analysis.rules.connections import GLOSSES
from lifeworld.analysis.selectors.access import open_case
from lifeworld.analysis.selectors.history import stacks_for
from lifeworld.analysis.selectors.reader import may_write
from lifeworld.analysis.selectors.views_of import CaseView, case_view, lines_of
from lifeworld.common.errors import NotFoundError
from lifeworld.security.models import Person
from lifeworld.study.models import Case
from lifeworld.study.rules.labels import Words, words_for
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access

CARD_STEP_X, CARD_STEP_Y, CARDS_A_ROW, EDGE = 186, 168, 5, 40


@dataclass(frozen=True)
class LayoutView:
    """A kept layout; the one in use holds the personal themes."""

    id: int
    name: str
    in_use: bool
    changed_at: datetime


@dataclass(frozen=True)
class ThemeView:
    """A pile; named, it is a personal theme; with `parent`, a sub-theme."""

    id: int
    parent: int | None
    name: str
    connection: str
    rationale: str
    x: int
    y: int
    squared_up: bool
    position: int
    changed_at: datetime


@dataclass(frozen=True)
class CardView:
    """A statement as a card: in pile `theme`, or loose at `x`, `y` (table pixels)."""

    statement: int
    text: str
    lines: str
    first_line: int
    interview: int
    theme: int | None
    x: int
    y: int
    position: int
    changed_at: datetime


@dataclass(frozen=True)
class AsideView:
    """A statement set aside, with the reason."""

    statement: int
    text: str
    lines: str
    first_line: int
    interview: int
    reason: str
    changed_at: datetime


@dataclass(frozen=True)
class ConnectionView:
    """One kind of connection, for the optional prompt."""

    value: str
    name: str
    gloss: str


@dataclass(frozen=True)
class BoardView:
    """Everything the board needs, in one answer."""

    case: CaseView
    words: Words
    layouts: list[LayoutView]
    layout: int
    themes: list[ThemeView]
    cards: list[CardView]
    set_aside: list[AsideView]
    connections: list[ConnectionView]
    can_undo: bool
    can_redo: bool


def board_for(person: Person, case_id: int, layout_id: int | None = None) -> BoardView:
    """One layout of a case (the one in use, where none is given). A case without any shows an empty first layout."""
    access, case = open_case(person, case_id)
    layouts = list(case.layouts.filter(removed_at__isnull=True).order_by("created_at", "pk"))
    layout = _chosen(layouts, layout_id)
    history = stacks_for(access, "board", case)
    statements = _statements(case)
    return BoardView(
        case=case_view(case, can_write=may_write(access, case)),
        words=words_for(access.study.label_profile),
        layouts=[layout_view(one) for one in layouts],
        layout=layout.pk if layout else 0,
        themes=[theme_view(theme) for theme in themes_of(layout)] if layout else [],
        cards=_cards(layout, [s for s in statements if not s.set_aside_reason]),
        set_aside=[_aside(s) for s in statements if s.set_aside_reason],
        connections=[ConnectionView(c.value, c.label, GLOSSES[c.value]) for c in Connection if c.value],
        can_undo=bool(history.done),
        can_redo=bool(history.undone),
    )


def themes_of(layout: Layout) -> list[PersonalTheme]:
    """A layout's piles in order."""
    return list(layout.themes.filter(removed_at__isnull=True).order_by("position", "pk"))


def layout_for(person: Person, layout_id: int, right: Right = Right.READ_WORDS) -> tuple[Access, Layout]:
    """A layout by its key, if its case's analysis may be seen now."""
    layout = Layout.objects.filter(pk=layout_id, removed_at__isnull=True).first()
    if layout is None:
        raise NotFoundError
    access, layout.case = open_case(person, layout.case_id, right)
    return access, layout


def kept_layout(case: Case, layout_id: int | None) -> int | None:
    """A layout's key if it is one of the case's and in sight, else None."""
    if layout_id is None or not case.layouts.filter(pk=layout_id, removed_at__isnull=True).exists():
        return None
    return layout_id


def personal_theme_for(person: Person, theme_id: int, right: Right = Right.READ_WORDS) -> tuple[Access, PersonalTheme]:
    """A pile or personal theme by its key, if its case's analysis may be seen now."""
    theme = PersonalTheme.objects.select_related("layout").filter(pk=theme_id).first()
    if theme is None:
        raise NotFoundError
    access, theme.layout.case = open_case(person, theme.layout.case_id, right)
    return access, theme


def statements_by_theme(layout: Layout) -> dict[int, list[Statement]]:
    """Statements in each pile of a layout, in the order they lie; removed and set-aside ones left out."""
    piles: dict[int, list[Statement]] = defaultdict(list)
    placements = (
        Placement.objects.filter(
            layout=layout,
            theme__isnull=False,
            statement__removed_at__isnull=True,
            statement__set_aside_reason="",
        )
        .select_related("statement")
        .prefetch_related("statement__anchors", "statement__notes")
        .order_by("position", "pk")
    )
    for placement in placements:
        if placement.theme_id is not None:
            piles[placement.theme_id].append(placement.statement)
    return piles


def _statements(case: Case) -> list[Statement]:
    # A card needs to know which interview it comes from, never the interview's text.
    anchors = StatementAnchor.objects.select_related("version__interview").defer(
        "version__text", "version__lines", "version__notices"
    )
    found = case.statements.filter(removed_at__isnull=True).order_by("pk")
    return list(found.prefetch_related(Prefetch("anchors", anchors)))


def _chosen(layouts: list[Layout], layout_id: int | None) -> Layout | None:
    if layout_id is None:
        return next((one for one in layouts if one.in_use), None)
    for one in layouts:
        if one.pk == layout_id:
            return one
    raise NotFoundError("That layout is not one of this case's.")


def _aside(statement: Statement) -> AsideView:
    reason, changed_at = statement.set_aside_reason, statement.changed_at
    return AsideView(statement.pk, statement.text, *_where(statement), reason, changed_at)


def layout_view(layout: Layout) -> LayoutView:
    """A layout as it is seen."""
    return LayoutView(layout.pk, layout.name, layout.in_use, layout.changed_at)


def theme_view(theme: PersonalTheme) -> ThemeView:
    """A pile as it is seen."""
    return ThemeView(
        theme.pk, theme.parent_id, theme.name, theme.connection, theme.rationale, theme.x, theme.y,
        theme.squared_up, theme.position, theme.changed_at,
    )  # fmt: skip


def _cards(layout: Layout | None, statements: list[Statement]) -> list[CardView]:
    laid = {p.statement_id: p for p in layout.placements.all()} if layout else {}
    cards: list[CardView] = []
    for n, statement in enumerate(sorted(statements, key=_interview_order)):
        placement = laid.get(statement.pk)
        # A statement not laid yet starts in the order it was told, in rows.
        x, y = EDGE + CARD_STEP_X * (n % CARDS_A_ROW), EDGE + CARD_STEP_Y * (n // CARDS_A_ROW)
        theme, position = None, n
        if placement and placement.x >= 0:
            x, y, theme, position = placement.x, placement.y, placement.theme_id, placement.position
        where = _where(statement)
        cards.append(CardView(statement.pk, statement.text, *where, theme, x, y, position, statement.changed_at))
    return cards


def _interview_order(statement: Statement) -> tuple[int, int]:
    first = _first_anchor(statement)
    return (first.version_id, first.start) if first else (0, 0)


def _first_anchor(statement: Statement) -> StatementAnchor | None:
    return min(statement.anchors.all(), key=lambda a: (a.version_id, a.start), default=None)


def _where(statement: Statement) -> tuple[str, int, int]:
    first = _first_anchor(statement)
    anchors = list(statement.anchors.all())
    return lines_of(anchors), first.first_line if first else 0, first.version.interview.number if first else 1
