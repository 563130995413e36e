"""How an object's state is written into the trail and brought back from it: what undo stands on.

Each kind of object has one pair: `state_of` reads it as plain JSON, `bring_back` makes it so again. Objects are
never deleted, so every id in the trail still exists.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, prefetch_related_objects

from lifeworld.analysis.models import (
    Contribution,
    DiaryEntry,
    GroupTheme,
    Layout,
    Note,
    NoteAnchor,
    PersonalTheme,
    Placement,
    Statement,
    StatementAnchor,
)
from lifeworld.analysis.services.anchoring import Span, anchors_for, spans_of
from lifeworld.common import search_index
from lifeworld.common.rows import insert_row
from lifeworld.study.acting import now_changed
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from lifeworld.trail.models import Act
from lifeworld.trail.services import record

State = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """One kind of object: its model and the plain fields that are its state."""

    model: type[Model]
    fields: tuple[str, ...]
    dated: bool = True


KINDS: dict[str, Kind] = {
    "note": Kind(Note, ("kind", "body")),
    "statement": Kind(Statement, ("text", "set_aside_reason")),
    "layout": Kind(Layout, ("name", "in_use")),
    "personal theme": Kind(
        PersonalTheme,
        (
            "layout_id", "parent_id", "name", "connection", "rationale", "x", "y", "position", "squared_up",
            "set_aside_reason",
        ),
    ),
    "placement": Kind(Placement, ("layout_id", "statement_id", "theme_id", "x", "y", "position"), dated=False),
    "case": Kind(Case, ("first_impressions", "summary")),
    "group theme": Kind(GroupTheme, ("parent_id", "name", "description", "absence", "position")),
    "contribution": Kind(
        Contribution, ("group_theme_id", "personal_theme_id", "statement_id", "stance", "comment", "position")
    ),
    "diary entry": Kind(DiaryEntry, ("case_id", "step", "text", "carried_over", "about")),
}  # fmt: skip


def kind_of(obj: Model) -> str:
    """The word for an object in the trail."""
    return next(name for name, kind in KINDS.items() if isinstance(obj, kind.model))


def state_of(obj: Model) -> State:
    """An object as plain JSON: its fields, anchors and sources, and whether it was removed."""
    state: State = {name: getattr(obj, name) for name in KINDS[kind_of(obj)].fields}
    if isinstance(obj, Note | Statement):
        state["anchors"] = spans_of(list(obj.anchors.all()))
    if isinstance(obj, Statement):
        state["notes"] = sorted(obj.notes.values_list("pk", flat=True))
    if hasattr(obj, "removed_at"):
        state["removed"] = obj.removed_at is not None
    return state


def bring_back(name: str, pk: int, state: Mapping[str, Any], at: datetime) -> Model:
    """Make an object as `state` says, index and anchors with it."""
    kind = KINDS[name]
    obj: Any = kind.model._default_manager.get(pk=pk)
    for field in kind.fields:
        setattr(obj, field, state[field])
    if "removed" in state:
        obj.removed_at = at if state["removed"] else None
    if kind.dated:
        now_changed(obj, at)
    obj.save()
    if isinstance(obj, Note | Statement):
        replace_anchors(obj, [Span(*span) for span in state["anchors"]])
    if isinstance(obj, Statement):
        obj.notes.set(state["notes"])
    index(obj)
    return kind.model._default_manager.get(pk=pk)


def replace_anchors(obj: Note | Statement, spans: list[Span], *, new: bool = False) -> None:
    """Give a note or statement these anchors and no others; a `new` one has none yet."""
    fresh: list[Any] = (
        anchors_for(obj.case, spans, NoteAnchor, note=obj)
        if isinstance(obj, Note)
        else anchors_for(obj.case, spans, StatementAnchor, statement=obj)
    )
    if not new:
        prefetch_related_objects([obj], "anchors")
        obj.anchors.all().delete()
        # What was read of them before counts no more.
        obj.refresh_from_db(fields=["anchors"])
    for anchor in fresh:
        insert_row(anchor)
    # For the trail and for the answer: what was just written is not read again.
    anchors: Any = obj.anchors.all()
    anchors._result_cache, anchors._prefetch_done = fresh, True
    obj._prefetched_objects_cache = {"anchors": anchors}  # type: ignore[union-attr]


def index(obj: Model) -> None:
    """Keep the full-text index true for a note or statement."""
    if isinstance(obj, Note | Statement):
        words = obj.body if isinstance(obj, Note) else obj.text
        if obj.removed_at is None:
            search_index.put(
                kind=kind_of(obj),
                object_id=obj.pk,
                study_id=obj.case.study_id,
                case_id=obj.case_id,
                text=words,
            )
        else:
            search_index.drop(kind=kind_of(obj), object_id=obj.pk)


class Changes:
    """Collects what one act changes: touch objects before changing them, or take them out, then `write` one trail row.

    What is touched must be the very object that is changed and saved: it is not read again.
    """

    def __init__(self, access: Access, at: datetime) -> None:
        self.access = access
        self.at = at
        self._before: dict[tuple[str, int], State | None] = {}
        self._objects: dict[tuple[str, int], Model] = {}

    def touch(self, obj: Model) -> None:
        """Remember an object as it is, before it is changed."""
        self._remember(obj, state_of(obj))

    def made(self, obj: Model) -> None:
        """Remember that an object is new."""
        self._remember(obj, None)

    def take_out(self, obj: Any) -> None:
        """Take an object out of sight and out of the index; its state before is remembered."""
        self.touch(obj)
        obj.removed_at = obj.removed_at or self.at
        now_changed(obj, self.at)
        obj.save()
        index(obj)

    def _remember(self, obj: Model, before: State | None) -> None:
        key = (kind_of(obj), obj.pk)
        if key not in self._before:
            self._before[key] = before
            self._objects[key] = obj

    def write(
        self,
        verb: str,
        about: Model,
        *,
        area: str,
        case: Case | None = None,
        why: str = "",
        reverses: int | None = None,
    ) -> Act | None:
        """Write the row, unless nothing changed. A new object's `before` is its state with `removed` set."""
        changes = []
        for (name, pk), before in self._before.items():
            after = state_of(self._objects[name, pk])
            if before is None and "removed" in after:
                before = {**after, "removed": True}
            if before != after:
                changes.append({"type": name, "id": pk, "before": before, "after": after})
        if not changes:
            return None
        return record(
            by=self.access.person.username, at=self.at, verb=verb, study=self.access.study.slug, area=area,
            case_number=case.number if case else None, object_type=kind_of(about), object_id=about.pk,
            changes=changes, why=why, reverses=reverses,
        )  # fmt: skip
