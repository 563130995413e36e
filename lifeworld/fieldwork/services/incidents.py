"""Records of distress, a disclosure or another concern: sealed for the person, apart from what they said.

A record is written once. What followed is added beneath it, so that nobody can ask later what was known first. The
trail tells that one was written, opened or added to, and none of its words.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils.timezone import localdate

from lifeworld.common.errors import DomainError, InvalidInputError
from lifeworld.fieldwork.models import Incident, IncidentKind
from lifeworld.fieldwork.rules.distress import FIELDS, LONGEST_WORDS, MOST_ADDITIONS, STEP_NAMES
from lifeworld.identities.keys import open_for, seal_for
from lifeworld.identities.models import KeyUse
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.study.acting import one_act, read_again
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import tell, values_of
from lifeworld.trail.services import record

_TOLD = ("kind", "opened_on", "closed_on")
_KEPT = "Nothing was kept yet, and what you typed is still here."


@dataclass(frozen=True)
class Told:
    """What a record says: `words` by the keys of `rules.distress.FIELDS`, `done` the keys of its steps.

    `meeting` is the number of the meeting it happened at, None where it was at none; `added` what followed, as
    `(day, words)` with the day in ISO form.
    """

    words: Mapping[str, str]
    done: list[str] = field(default_factory=list)
    meeting: int | None = None
    added: list[tuple[str, str]] = field(default_factory=list)


@one_act(Right.RECRUIT)
def write_incident(
    *, access: Access, at: datetime, entry: ScreeningEntry, kind: str, opened_on: date, told: Told
) -> Incident:
    """Write a record and seal it.

    Raises:
        InvalidInputError: it is of no kind, says nothing, is too long, or its day is still to come.
        KeyDestroyedError: what was kept for this person's safety was destroyed.
    """
    read_again(entry)
    _check(kind, opened_on, told, at)
    last = entry.incidents.aggregate(last=Max("number"))["last"] or 0
    incident = Incident.objects.create(
        entry=entry, number=last + 1, kind=kind, opened_on=opened_on, sealed=_sealed(entry, told, at)
    )
    tell(access, at, "wrote incident", incident, before=None, after=values_of(incident, _TOLD))
    return incident


@one_act(Right.RECRUIT)
def open_incident(*, access: Access, at: datetime, incident: Incident) -> Told:
    """A record in clear. That it was opened stands in the trail, every time."""
    read_again(incident, "entry")
    record(
        by=access.person.username, at=at, verb="read incident", study=access.study.slug, object_type="incident",
        object_id=incident.pk,
    )  # fmt: skip
    return _opened(incident)


@one_act(Right.RECRUIT)
def add_to_incident(*, access: Access, at: datetime, incident: Incident, on: date, words: str) -> Incident:
    """Add what followed. `InvalidInputError` where it says nothing, or its day cannot be."""
    read_again(incident, "entry")
    told = _opened(incident)
    if not words.strip() or len(words) > LONGEST_WORDS or not incident.opened_on <= on <= localdate(at):
        raise InvalidInputError(
            f"What followed has a day that has come, and up to {LONGEST_WORDS:,} characters.", _KEPT, "Look again."
        )
    if len(told.added) >= MOST_ADDITIONS:
        raise InvalidInputError("This record is full.", _KEPT, "Write a new one, and name this one in it.")
    told.added.append((on.isoformat(), words.strip()))
    incident.sealed = _sealed(incident.entry, told, at)
    incident.save(update_fields=["sealed"])
    tell(access, at, "added to incident", incident, before=None, after=values_of(incident, _TOLD))
    return incident


@one_act(Right.RECRUIT)
def close_incident(*, access: Access, at: datetime, incident: Incident, on: date) -> Incident:
    """Nothing more is to be done about it. `InvalidInputError` for a day before it was opened, or to come."""
    read_again(incident)
    if not incident.opened_on <= on <= localdate(at):
        raise InvalidInputError(
            "A record is closed on a day that has come, and not before it was opened.", "It is still open.",
            "Look at the day again.",
        )  # fmt: skip
    return _end(access, at, "closed incident", incident, on)


@one_act(Right.RECRUIT)
def reopen_incident(*, access: Access, at: datetime, incident: Incident) -> Incident:
    """Something more is to be done after all."""
    read_again(incident)
    if incident.closed_on is None:
        raise DomainError("This record is open already.", "It is as it was.", "Add what followed.")
    return _end(access, at, "reopened incident", incident, None)


def _end(access: Access, at: datetime, verb: str, incident: Incident, on: date | None) -> Incident:
    before = values_of(incident, _TOLD)
    incident.closed_on = on
    incident.save(update_fields=["closed_on"])
    tell(access, at, verb, incident, before=before, after=values_of(incident, _TOLD))
    return incident


def _check(kind: str, opened_on: date, told: Told, at: datetime) -> None:
    if kind not in IncidentKind.values or opened_on > localdate(at):
        raise InvalidInputError("Say what it was about, and on which day that has come.", _KEPT, "Look at both again.")
    if not told.words.get("seen", "").strip():
        raise InvalidInputError("The record does not say what was seen.", _KEPT, "A few plain words are enough.")
    if set(told.words) - set(FIELDS) or set(told.done) - set(STEP_NAMES):
        raise InvalidInputError("Something other than a record’s fields was sent.", _KEPT)
    if any(len(words) > LONGEST_WORDS for words in told.words.values()):
        raise InvalidInputError(
            f"Each part of a record holds up to {LONGEST_WORDS:,} characters.", _KEPT, "Write it in fewer words."
        )


def _sealed(entry: ScreeningEntry, told: Told, at: datetime) -> bytes:
    return seal_for(entry, KeyUse.SAFETY, json.dumps(asdict(told), ensure_ascii=False).encode(), at)


def _opened(incident: Incident) -> Told:
    kept: dict[str, Any] = json.loads(open_for(incident.entry, KeyUse.SAFETY, bytes(incident.sealed)))
    return Told(kept["words"], kept["done"], kept["meeting"], [(day, words) for day, words in kept["added"]])
