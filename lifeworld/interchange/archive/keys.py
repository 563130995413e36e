"""The keys of an archive: each once, and every row points to another row of the same archive or to nothing.

So nothing that comes in can take hold of another study: not by a foreign key, and not by an act of the trail, through
which undo would change the object it names.
"""

from array import array
from bisect import bisect_left
from collections.abc import Mapping
from typing import Any

from django.db.models import ForeignKey

from lifeworld.analysis.services.changes import KINDS
from lifeworld.common.id_blocks import LAST_ID
from lifeworld.interchange.archive.parts import PARTS, Part, names_person
from lifeworld.interchange.archive.refusals import ArchiveDamagedError
from lifeworld.interviews.models import TranscriptVersion


class Keys:
    """The keys of each part so far. They come in order, so eight bytes hold each and a search finds it."""

    def __init__(self) -> None:
        self._known: dict[type[Any], array[int]] = {part.model: array("q") for part in PARTS}
        # A theme may lie in one that was made later, and so comes later.
        self._awaited: dict[type[Any], set[int]] = {part.model: set() for part in PARTS}
        self._pointing = {part.label: _pointing(part) for part in PARTS}

    def take(self, part: Part, row: list[Any]) -> None:
        """Take note of a row.

        Raises:
            ArchiveDamagedError: its key came before or is out of range, or it points out of the archive.
        """
        key, known = row[0], self._known[part.model]
        if not 0 < key <= LAST_ID or (known and key <= known[-1]):
            raise ArchiveDamagedError
        known.append(key)
        for at, target in self._pointing[part.label]:
            if row[at] is None:
                continue
            if target is part.model:
                self._awaited[target].add(row[at])
            else:
                self._must_hold(target, row[at])

    def check_awaited(self) -> None:
        """Once all parts are in: whatever was pointed to before it came, came."""
        for model, keys in self._awaited.items():
            for key in keys:
                self._must_hold(model, key)

    def check_changes(self, changes: list[dict[str, Any]]) -> None:
        """An act's words name objects of this archive only, wherever undo or redo would follow them."""
        for change in changes:
            kind = KINDS.get(str(change.get("type")))
            if kind is None:
                continue
            self._must_hold(kind.model, change.get("id"))
            for state in (change.get("before"), change.get("after")):
                if state is not None:
                    self._check_state(kind.model, state)

    def _check_state(self, model: type[Any], state: Any) -> None:
        if type(state) is not dict:
            raise ArchiveDamagedError
        for name, value in state.items():
            if name.endswith("_id") and value is not None:
                target = _target_of(model, name)
                if target is not None:
                    self._must_hold(target, value)
        for note in _list(state, "notes"):
            self._must_hold(KINDS["note"].model, note)
        for span in _list(state, "anchors"):
            self._must_hold(TranscriptVersion, span[0] if type(span) is list and span else None)

    def _must_hold(self, model: type[Any], key: Any) -> None:
        known = self._known.get(model)
        if known is None or type(key) is not int:
            raise ArchiveDamagedError
        at = bisect_left(known, key) if key <= LAST_ID else len(known)
        if at >= len(known) or known[at] != key:
            raise ArchiveDamagedError


def _pointing(part: Part) -> list[tuple[int, type[Any]]]:
    """Which fields point to rows, and to which model's. A person is carried by username instead."""
    return [
        (at, field.related_model)
        for at, field in enumerate(part.fields)
        if isinstance(field, ForeignKey) and not names_person(field) and isinstance(field.related_model, type)
    ]


def _target_of(model: type[Any], attname: str) -> type[Any] | None:
    for field in model._meta.concrete_fields:
        if field.attname == attname and isinstance(field, ForeignKey) and isinstance(field.related_model, type):
            return field.related_model
    return None


def _list(state: Mapping[str, Any], name: str) -> list[Any]:
    found = state.get(name, [])
    if type(found) is not list:
        raise ArchiveDamagedError
    return found
