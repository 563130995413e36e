"""Piles and personal themes: gather statements, name what they share, nest, give it up again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lifeworld.analysis.models import Connection, Layout, PersonalTheme, Placement
from lifeworld.analysis.services.changes import Changes
from lifeworld.analysis.services.contributions import used_by, why_aside
from lifeworld.analysis.services.guards import check_made_here, check_unchanged, longest, take_up
from lifeworld.analysis.services.layouts import lay_new_statements
from lifeworld.common.errors import DomainError, InvalidInputError, NotFoundError
from lifeworld.study.acting import now_changed, one_act
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access

TABLE = 20_000
FIELDS = frozenset({"name", "parent", "x", "y", "position", "connection", "rationale", "squared_up"})
# What somebody wrote, and what another must not write over unseen.
WORDS = frozenset({"name", "connection", "rationale"})


@dataclass(frozen=True)
class Place:
    """Where a statement is laid: in pile `theme`, or loose at `x`, `y` (table pixels)."""

    statement: int
    theme: int | None
    x: int = 0
    y: int = 0
    position: int = 0


@one_act(Right.ANALYSE)
def place_cards(*, access: Access, at: datetime, layout: Layout, places: Sequence[Place]) -> Layout:
    """Lay cards: one act, however many move (a shuffle is one act too). Of two hands on a card the last counts."""
    _take_layout(access, layout)
    changes = Changes(access, at)
    _lay(changes, layout, places)
    changes.write("laid cards", layout, area="board", case=layout.case)
    return layout


@one_act(Right.ANALYSE)
def gather_theme(
    *,
    access: Access,
    at: datetime,
    layout: Layout,
    name: str = "",
    parent: int | None = None,
    x: int = 0,
    y: int = 0,
    statements: Sequence[int] = (),
    client_key: UUID | None = None,
) -> PersonalTheme:
    """Gather cards into a new pile; with a name it is a personal theme, under `parent` a sub-theme."""
    _take_layout(access, layout)
    made = PersonalTheme.objects.filter(client_key=client_key).first() if client_key else None
    if made:
        check_made_here(made.layout_id, layout.pk)
        return made
    changes = Changes(access, at)
    theme = PersonalTheme.objects.create(
        layout=layout, parent=_parent(layout, parent), name=_name(name), x=_on_table(x), y=_on_table(y),
        position=layout.themes.count(), client_key=client_key, created_at=at, changed_at=at,
    )  # fmt: skip
    changes.made(theme)
    _lay(changes, layout, [Place(pk, theme.pk, position=n) for n, pk in enumerate(statements)])
    changes.write(
        "gathered pile" if not theme.name else "made personal theme",
        theme,
        area="board",
        case=layout.case,
    )
    return theme


@one_act(Right.ANALYSE)
def change_theme(
    *,
    access: Access,
    at: datetime,
    theme: PersonalTheme,
    values: Mapping[str, Any],
    seen: datetime | None = None,
) -> PersonalTheme:
    """Rename, move, nest or explain a pile. `values` has any of `FIELDS`; `parent` None makes it a theme again.

    Only words can clash: of two moves the last one counts, and a move is no reason to ask about a name.
    """
    take_up(access, theme)
    words = {name: value for name, value in values.items() if name in WORDS}
    check_unchanged(theme, seen if words else None, words)
    if set(values) - FIELDS:
        raise InvalidInputError("Something other than a theme's fields was sent.")
    changes = Changes(access, at)
    changes.touch(theme)
    _apply(theme, values)
    if words:
        now_changed(theme, at)
    theme.save()
    changes.write(_verb(values), theme, area="board", case=theme.layout.case)
    return theme


@one_act(Right.ANALYSE)
def take_out_theme(
    *, access: Access, at: datetime, theme: PersonalTheme, seen: datetime | None = None
) -> PersonalTheme:
    """Dissolve a pile and its sub-themes; their cards lie loose again where the pile lay. Undo brings all back."""
    take_up(access, theme)
    if theme.removed_at is not None:
        return theme
    check_unchanged(theme, seen)
    changes = Changes(access, at)
    gone = [theme, *theme.subthemes.filter(removed_at__isnull=True)]
    for pile in gone:
        changes.take_out(pile)
    cards = Placement.objects.filter(layout=theme.layout, theme__in=gone).order_by("position", "pk")
    for n, placement in enumerate(cards):
        changes.touch(placement)
        placement.theme = None
        placement.x, placement.y = theme.x + 24 * (n % 8), theme.y + 24 * (n % 8)
        placement.save()
    changes.write("dissolved pile", theme, area="board", case=theme.layout.case)
    return theme


def _take_layout(access: Access, layout: Layout) -> None:
    take_up(access, layout)
    if layout.removed_at is not None:
        raise NotFoundError("That layout was taken out. Undo brings it back.")


def _lay(changes: Changes, layout: Layout, places: Sequence[Place]) -> None:
    lay_new_statements(layout)
    wanted = {place.statement: place for place in places}
    piles = {place.theme for place in places if place.theme is not None}
    found = Placement.objects.filter(layout=layout, statement__in=wanted).select_related("statement")
    placements = {placement.statement_id: placement for placement in found}
    known = set(layout.themes.filter(pk__in=piles, removed_at__isnull=True).values_list("pk", flat=True))
    if set(wanted) - set(placements) or piles - known:
        raise NotFoundError("One of those cards or piles is not on this table any more.")
    for key, place in wanted.items():
        placement = placements[key]
        changes.touch(placement)
        placement.theme_id, placement.position = place.theme, max(0, place.position)
        placement.x, placement.y = _on_table(place.x), _on_table(place.y)
    Placement.objects.bulk_update(placements.values(), ["theme", "x", "y", "position"])


def _apply(theme: PersonalTheme, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name == "parent":
            theme.parent = _parent(theme.layout, value, child=theme)
        elif name == "name":
            theme.name = _name(value)
            _check_named(theme)
        elif name in {"x", "y"}:
            setattr(theme, name, _on_table(value))
        elif name == "connection" and value not in Connection.values:
            raise InvalidInputError("There is no such kind of connection.")
        else:
            longest(value, 5_000) if name == "rationale" else None
            setattr(theme, name, value)


def _parent(layout: Layout, parent: int | None, child: PersonalTheme | None = None) -> PersonalTheme | None:
    if parent is None:
        return None
    found = layout.themes.filter(pk=parent, removed_at__isnull=True).first()
    if found is None:
        raise NotFoundError("That theme is not on this table.")
    has_own = child is not None and child.subthemes.filter(removed_at__isnull=True).exists()
    if found.parent_id or has_own or (child and child.pk == found.pk):
        raise InvalidInputError(
            "Themes nest one level: a theme with sub-themes.",
            "Nothing was moved.",
            "Move it to a theme that is not a sub-theme itself.",
        )
    if child and why_aside(found) and used_by(child).exists():
        raise DomainError(
            "That theme is set aside, and a group theme uses this one.",
            "Nothing was moved.",
            "Take that theme back on the page of the group themes first, or this one out of its group theme.",
        )
    return found


def _name(name: str) -> str:
    name = " ".join(name.split())
    longest(name, 300)
    return name


def _check_named(theme: PersonalTheme) -> None:
    if not theme.name and used_by(theme).exists():
        raise DomainError(
            "A group theme uses this one, so it keeps a name.",
            "Its name is as it was.",
            "Give it another name, or take it out of its group theme first.",
        )


def _on_table(pixels: int) -> int:
    return max(0, min(TABLE, int(pixels)))


def _verb(values: Mapping[str, Any]) -> str:
    if "name" in values:
        return "named personal theme" if values["name"] else "took the name off a pile"
    if "parent" in values:
        return "nested personal theme"
    if {"connection", "rationale"} & set(values):
        return "explained personal theme"
    return "moved pile"
