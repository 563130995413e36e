"""A form over something that two people may change: whoever saves second sees both versions and chooses.

Each form carries when its object was changed last (`seen`) and a digest of every field as it stood. So a field that
only one of the two touched is nobody's question: each keeps their own. Only a field that both changed is shown twice.
"""

import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.dateparse import parse_datetime

from lifeworld.common.errors import ClashError

# How often others may be quicker in a row before the person is asked after all.
_TRIES = 3


@dataclass(frozen=True)
class OtherVersion:
    """What somebody else wrote: by field, whose hand, and when."""

    theirs: dict[str, str]
    by: str
    at: datetime


class Form:
    """What a form sent, or shows first. `typed` are the fields' texts, by name; they end as the page should show them.

    `obj` must be the very object that the service reads anew; `hand` tells who acted on it last; `shown` turns a kept
    value into what a person reads, where the two differ.
    """

    def __init__(
        self,
        request: HttpRequest,
        obj: Any,
        fields: Collection[str],
        *,
        hand: Callable[[Any], str],
        typed: Mapping[str, str] | None = None,
        shown: Callable[[str, str], str] = lambda _, value: value,
    ) -> None:
        self.obj, self.fields, self._hand, self._shown = obj, fields, hand, shown
        self._sent = request.POST
        self.typed = self._kept() | {name: text for name, text in (typed or {}).items() if name in fields}
        self._open: set[str] = set()

    def save(self, service: Callable[[Collection[str], datetime | None], object]) -> None:
        """Hand the fields over: `service(names, seen)` saves those named, as they were typed.

        Raises what the service raises; `ClashError` where both changed the same field, or one of several is undecided.
        """
        self._take()
        seen, names = seen_in(self._sent), set(self.fields)
        for _ in range(_TRIES):
            try:
                service(names, seen)
                return
            except ClashError:
                # The service has read the object anew, so it holds the other version now.
                kept = self._kept()
                names = {name for name in names if not self._stood(name, self.typed[name])}
                self._open = {n for n in names if not self._stood(n, kept[n]) and kept[n] != self.typed[n]}
                self.typed = kept | {name: self.typed[name] for name in names}
                if self._open:
                    raise
                seen = self.obj.changed_at
        raise ClashError(self.obj)

    def context(self) -> dict[str, Any]:
        """What the templates need: `seen`, `stood` and, where there is something to choose, `clash`."""
        kept = self._kept()
        other = None
        if self._open:
            theirs = {name: self._shown(name, kept[name]) for name in kept if name in self._open}
            other = OtherVersion(theirs, self._hand(self.obj), self.obj.changed_at)
        stood = {name: digest(text) for name, text in kept.items()}
        return {"seen": self.obj.changed_at.isoformat(), "stood": stood, "clash": other, "typed": self.typed}

    def _take(self) -> None:
        """What the buttons beside the other version ask for: take it, or put both into the one box."""
        take, both = self._sent.get("take", ""), self._sent.get("both", "")
        undecided = {name for name in self._sent.getlist("undecided") if name in self.fields}
        kept = self._kept()
        if take in undecided:
            self.typed[take] = kept[take]
            undecided.discard(take)
        elif both in undecided:
            self.typed[both] = "\n\n".join(part for part in (self.typed[both], kept[both]) if part)
        else:
            return
        if undecided:
            self._open = undecided
            raise ClashError(self.obj)

    def _kept(self) -> dict[str, str]:
        return {name: _text(getattr(self.obj, name)) for name in self.fields}

    def _stood(self, name: str, text: str) -> bool:
        """Whether a text is the one that stood when the form was opened; a form that does not say knew none."""
        return bool(self._sent.get(f"stood-{name}", "") == digest(text))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def digest(text: str) -> str:
    """What a form carries of a text as it stood when the form was opened."""
    return hashlib.sha256(text.encode()).hexdigest()


def seen_in(sent: Mapping[str, str]) -> datetime | None:
    """When what a form is about was changed last, as the form says; None where it does not."""
    try:
        return parse_datetime(sent.get("seen", ""))
    except ValueError:
        return None
