"""The board's calls. Every change answers with the whole board, so that table and list stay one."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema

from lifeworld.analysis.api.shapes import AsideIn, LayoutIn, LayoutPatch, PileIn, PilePatch, PlacesIn
from lifeworld.analysis.selectors.access import open_case
from lifeworld.analysis.selectors.board import (
    AsideView,
    BoardView,
    CardView,
    ConnectionView,
    LayoutView,
    ThemeView,
    board_for,
    layout_for,
    personal_theme_for,
)
from lifeworld.analysis.selectors.reader import statement_for
from lifeworld.analysis.selectors.views_of import CaseView
from lifeworld.analysis.services import layouts, personal_themes, statements
from lifeworld.analysis.services.personal_themes import Place
from lifeworld.common.api import asker, given, now
from lifeworld.common.errors import NotFoundError
from lifeworld.common.shapes import Key, Seen
from lifeworld.study.rules.labels import Words
from lifeworld.study.rules.roles import Right

router = Router()


class BoardSaved(Schema):
    """The board as it is after a change."""

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
    saved_at: datetime


@router.get("/cases/{int:case}/board", response=BoardView)
def board(request: HttpRequest, case: int, layout: Annotated[Key | None, Query()] = None) -> BoardView:
    """One layout of a case; where none was kept yet, the first is made for someone who may write."""
    person = asker(request)
    access, found = open_case(person, case)
    if access.can(Right.ANALYSE) and found.state == "open" and not found.layouts.filter(in_use=True).exists():
        layouts.ready_table(access=access, at=now(), case=found)
    return board_for(person, case, layout)


@router.post("/layouts/{int:layout}/place", response=BoardSaved)
def place(request: HttpRequest, layout: int, payload: PlacesIn) -> BoardSaved:
    """Lay cards."""
    access, found = layout_for(asker(request), layout, Right.ANALYSE)
    at = now()
    places = [Place(card.statement, card.theme, card.x, card.y, card.position) for card in payload.cards]
    personal_themes.place_cards(access=access, at=at, layout=found, places=places)
    return _answer(request, found.case_id, layout, at)


@router.post("/layouts/{int:layout}/themes", response=BoardSaved)
def gather(request: HttpRequest, layout: int, payload: PileIn) -> BoardSaved:
    """Gather cards into a pile."""
    access, found = layout_for(asker(request), layout, Right.ANALYSE)
    at = now()
    personal_themes.gather_theme(access=access, at=at, layout=found, **payload.dict())
    return _answer(request, found.case_id, layout, at)


@router.patch("/personal-themes/{int:theme}", response=BoardSaved)
def change_theme(request: HttpRequest, theme: int, payload: PilePatch) -> BoardSaved:
    """Rename, move, nest or explain a pile."""
    access, found = personal_theme_for(asker(request), theme, Right.ANALYSE)
    at, values = now(), given(payload)
    seen = values.pop("changed_at", None)
    personal_themes.change_theme(access=access, at=at, theme=found, values=values, seen=seen)
    return _answer(request, found.layout.case_id, found.layout_id, at)


@router.delete("/personal-themes/{int:theme}", response=BoardSaved)
def take_out_theme(request: HttpRequest, theme: int, changed_at: Seen | None = None) -> BoardSaved:
    """Dissolve a pile; its cards lie loose again."""
    access, found = personal_theme_for(asker(request), theme, Right.ANALYSE)
    at = now()
    personal_themes.take_out_theme(access=access, at=at, theme=found, seen=changed_at)
    return _answer(request, found.layout.case_id, found.layout_id, at)


@router.post("/cases/{int:case}/layouts", response=BoardSaved)
def make_layout(request: HttpRequest, case: int, payload: LayoutIn) -> BoardSaved:
    """Keep a new layout."""
    person, at = asker(request), now()
    access, found = open_case(person, case, Right.ANALYSE)
    source = layout_for(person, payload.copy_of)[1] if payload.copy_of else None
    if source is not None and source.case_id != case:
        raise NotFoundError
    made = layouts.make_layout(access=access, at=at, case=found, name=payload.name, copy_of=source)
    return _answer(request, case, made.pk, at)


@router.patch("/layouts/{int:layout}", response=BoardSaved)
def change_layout(request: HttpRequest, layout: int, payload: LayoutPatch) -> BoardSaved:
    """Rename a layout, or put it to use."""
    access, found = layout_for(asker(request), layout, Right.ANALYSE)
    at = now()
    if payload.name is not None:
        layouts.rename_layout(access=access, at=at, layout=found, name=payload.name, seen=payload.changed_at)
    if payload.in_use:
        layouts.use_layout(access=access, at=at, layout=found)
    return _answer(request, found.case_id, layout, at)


@router.delete("/layouts/{int:layout}", response=BoardSaved)
def take_out_layout(request: HttpRequest, layout: int, changed_at: Seen | None = None) -> BoardSaved:
    """Take a layout out of sight."""
    access, found = layout_for(asker(request), layout, Right.ANALYSE)
    at = now()
    layouts.take_out_layout(access=access, at=at, layout=found, seen=changed_at)
    return _answer(request, found.case_id, None, at)


@router.post("/statements/{int:statement}/set-aside", response=BoardSaved)
def set_aside(request: HttpRequest, statement: int, payload: AsideIn) -> BoardSaved:
    """Set a statement aside, with the reason."""
    access, found = statement_for(asker(request), statement, Right.ANALYSE)
    at = now()
    statements.set_statement_aside(
        access=access, at=at, statement=found, reason=payload.reason, seen=payload.changed_at
    )
    return _answer(request, found.case_id, payload.layout, at)


@router.post("/statements/{int:statement}/take-back", response=BoardSaved)
def take_back(request: HttpRequest, statement: int, payload: AsideIn) -> BoardSaved:
    """Take a statement back onto the table."""
    access, found = statement_for(asker(request), statement, Right.ANALYSE)
    at = now()
    statements.take_statement_back(access=access, at=at, statement=found, seen=payload.changed_at)
    return _answer(request, found.case_id, payload.layout, at)


def _answer(request: HttpRequest, case: int, layout: int | None, at: datetime) -> BoardSaved:
    return BoardSaved(**asdict(board_for(asker(request), case, layout)), saved_at=at)
