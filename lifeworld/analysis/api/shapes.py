"""The shapes that writes take and answer, shared by the analysis routers."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from ninja import Schema

from lifeworld.analysis.selectors.board import BoardView
from lifeworld.analysis.selectors.views_of import CaseView, NoteView, StatementView
from lifeworld.analysis.services.anchoring import Span
from lifeworld.common.shapes import Key, Offset, Pixels, Position, Seen

# The document tells these words; a test holds them equal to the models' own.
Kind = Literal["descriptive", "linguistic", "conceptual", "untyped"]
Connection = Literal["", "abstraction", "subsumption", "polarization", "contextualization", "numeration", "function"]


class SpanIn(Schema):
    """`[start, end)` in code points on a version, with the words that stand there."""

    version: Key
    start: Offset
    end: Offset
    quote: str | None = None

    def span(self) -> Span:
        """As the services take it."""
        return Span(self.version, self.start, self.end, self.quote)


class NoteIn(Schema):
    """A new note."""

    kind: Kind = "untyped"
    body: str = ""
    anchors: list[SpanIn]
    client_key: UUID | None = None


class NotePatch(Schema):
    """What to change in a note."""

    kind: Kind | None = None
    body: str | None = None
    anchors: list[SpanIn] | None = None
    changed_at: Seen | None = None


class StatementIn(Schema):
    """A new statement; without anchors it takes those of its notes."""

    text: str = ""
    notes: list[Key] = []
    anchors: list[SpanIn] = []
    client_key: UUID | None = None


class StatementPatch(Schema):
    """What to change in a statement."""

    text: str | None = None
    notes: list[Key] | None = None
    anchors: list[SpanIn] | None = None
    changed_at: Seen | None = None


class NoteSaved(Schema):
    """A note, saved."""

    note: NoteView
    saved_at: datetime


class StatementSaved(Schema):
    """A statement, saved."""

    statement: StatementView
    saved_at: datetime


class Removed(Schema):
    """Something taken out; undo brings it back."""

    removed: int
    saved_at: datetime


class CaseSaved(Schema):
    """A case, saved."""

    case: CaseView
    saved_at: datetime


class CasePatch(Schema):
    """What to write about a case."""

    first_impressions: str | None = None
    summary: str | None = None
    changed_at: Seen | None = None


class AreaIn(Schema):
    """Where to undo or redo: the reader's acts or the board's."""

    area: Literal["reader", "board"] = "reader"
    layout: Key | None = None


class RemovedIds(Schema):
    """Objects that undo or redo took out."""

    notes: list[int]
    statements: list[int]


class Reversed(Schema):
    """What undo or redo did in the reader (`board` is filled when it was the board's)."""

    sentence: str
    can_undo: bool
    can_redo: bool
    notes: list[NoteView]
    statements: list[StatementView]
    removed: RemovedIds
    board: BoardView | None = None
    saved_at: datetime


class PlaceIn(Schema):
    """Where one card is laid."""

    statement: Key
    theme: Key | None = None
    x: Pixels = 0
    y: Pixels = 0
    position: Position = 0


class PlacesIn(Schema):
    """Cards laid in one act."""

    cards: list[PlaceIn]


class PileIn(Schema):
    """A new pile or personal theme."""

    name: str = ""
    parent: Key | None = None
    x: Pixels = 0
    y: Pixels = 0
    statements: list[Key] = []
    client_key: UUID | None = None


class PilePatch(Schema):
    """What to change in a pile or personal theme."""

    name: str = ""
    parent: Key | None = None
    x: Pixels = 0
    y: Pixels = 0
    position: Position = 0
    connection: Connection = ""
    rationale: str = ""
    squared_up: bool = False
    changed_at: Seen | None = None


class LayoutIn(Schema):
    """A new layout, empty or a copy."""

    name: str
    copy_of: Key | None = None


class LayoutPatch(Schema):
    """Rename a layout, or put it to use."""

    name: str | None = None
    in_use: bool | None = None
    changed_at: Seen | None = None


class AsideIn(Schema):
    """Why something is set aside; the layout on screen."""

    reason: str = ""
    layout: Key | None = None
    changed_at: Seen | None = None
