"""Who somebody is, opened; and who may be written down. Nothing here is shown without `services.looking`.

What is opened is checked against a live opening and its purpose. Only this room's services ask it, because they write
into the trail who looked: a test holds every other module to them.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from lifeworld.common.errors import DomainError
from lifeworld.identities.keys import open_all
from lifeworld.identities.models import Identity, KeyUse, Opening, PersonKey
from lifeworld.identities.rules.holding import HELD, complete, to_send
from lifeworld.identities.rules.purposes import Standing, agreed_to_contact, why_not_look, why_not_write
from lifeworld.identities.selectors.openings import live_opening
from lifeworld.recruitment.hooks import NOTHING_SAID, Word, words_of
from lifeworld.recruitment.models import ScreeningEntry, Stage
from lifeworld.recruitment.selectors.entries import entries_of
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access


class NotOpenedError(DomainError):
    """One person's name is not opened, or not written down, for this purpose. `why` is a sentence of the rules."""

    def __init__(self, why: str) -> None:
        super().__init__(
            why, "Nothing was changed, and no name was shown.", "Open the names for another purpose if you need to."
        )


@dataclass
class Known:
    """One person as they are kept: `values` by the names of `rules.holding`, each also an attribute of its own. Its
    `repr` tells none of them.

    `changed_at` is the entry's beginning where nothing is written yet (`written` is false then).
    """

    entry: ScreeningEntry
    values: dict[str, str] = field(repr=False)
    changed_at: datetime
    written: bool

    def __getattr__(self, name: str) -> str:
        if name in HELD:
            return self.values[name]
        raise AttributeError(name)


@dataclass(frozen=True)
class Line:
    """One person in the list: `known` where they are opened, `closed` why they are not, neither where unwritten."""

    entry: ScreeningEntry
    known: Known | None = None
    closed: str = ""


def contacts_of(access: Access) -> QuerySet[ScreeningEntry]:
    """Everyone who agreed to be contacted, by serial, with what a line of the list needs."""
    access.require(Right.IDENTITIES)
    keys = Prefetch("keys", PersonKey.objects.filter(use=KeyUse.IDENTITY))
    found = entries_of(access).filter(stages__stage=Stage.CONTACT).order_by("serial")
    return found.select_related("identity").prefetch_related(keys)


def open_identity(access: Access, at: datetime, entry: ScreeningEntry) -> Known:
    """Who somebody is, for the purpose of a live opening. Whoever shows it goes through `services.looking.look_at`.

    Raises:
        NamesClosedError: this person has no live opening.
        NotOpenedError: the purpose is another, or contact has ended.
    """
    access.require(Right.IDENTITIES)
    opening = live_opening(access, at)
    known = kept_of(entry)
    why = why_not_look(opening.purpose, standing_of(entry, known)) if known.written else ""
    if why:
        raise NotOpenedError(why)
    return known


def to_write(access: Access, at: datetime, entry: ScreeningEntry) -> Known:
    """What is kept of somebody who may be written down or changed in a live opening. Not to be shown.

    Raises:
        NamesClosedError: this person has no live opening.
        NotOpenedError: they did not agree to be contacted, took their word back, or were destroyed.
    """
    opening, known = live_opening(access, at), kept_of(entry)
    why = why_not_write(opening.purpose, standing_of(entry, known), written=known.written)
    if why:
        raise NotOpenedError(why)
    return known


def lines_for(opening: Opening, entries: Iterable[ScreeningEntry]) -> list[Line]:
    """The list's lines for one opening: each person opened, or closed with the reason, or not written yet."""
    found = list(entries)
    sealed = {one: bytes(one.identity.sealed) for one in found if hasattr(one, "identity") and not _destroyed(one)}
    opened, said = open_all(KeyUse.IDENTITY, sealed), words_of([one.pk for one in found])
    return [_line(opening, one, opened.get(one), said.get(one.pk, NOTHING_SAID)) for one in found]


def kept_of(entry: ScreeningEntry) -> Known:
    """What is kept of one person, whatever the purpose. Not to be shown."""
    identity = Identity.objects.filter(entry=entry).first()
    if identity is None:
        return Known(entry, complete({}), entry.created_at, written=False)
    content = open_all(KeyUse.IDENTITY, {entry: bytes(identity.sealed)})[entry]
    return Known(entry, _values(content), identity.changed_at, written=True)


def standing_of(entry: ScreeningEntry, known: Known, word: Word | None = None) -> Standing:
    """One person as the rules on purposes take them. `word` is theirs, asked here where it is not handed over."""
    said = words_of([entry.pk]).get(entry.pk, NOTHING_SAID) if word is None else word
    return Standing(
        agreed=agreed_to_contact({one.stage for one in entry.stages.all()}),
        left=entry.leaving.reason if hasattr(entry, "leaving") else "",
        stopped=said.stopped,
        asked_for=to_send(known.values) or ("findings" if said.findings else ""),
        declined=said.findings is False,
        destroyed=_destroyed(entry),
    )


def _destroyed(entry: ScreeningEntry) -> bool:
    return any(key.use == KeyUse.IDENTITY and key.destroyed_at for key in entry.keys.all())


def _line(opening: Opening, entry: ScreeningEntry, content: bytes | None, word: Word) -> Line:
    known = Known(entry, complete({}), entry.created_at, written=False)
    if content is not None:
        known = Known(entry, _values(content), entry.identity.changed_at, written=True)
    standing = standing_of(entry, known, word)
    if standing.destroyed:
        return Line(entry, closed="Destroyed, and not to be had again.")
    if not known.written:
        return Line(entry, closed=why_not_write(opening.purpose, standing, written=False))
    why = why_not_look(opening.purpose, standing)
    return Line(entry, closed=why) if why else Line(entry, known)


def _values(content: bytes) -> dict[str, str]:
    kept: dict[str, Any] = json.loads(content)
    return complete(kept)
