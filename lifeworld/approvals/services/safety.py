"""Changes to the safety reports: what happened, what was decided about it, and that it was sent.

The account stays out of the trail: it is about a person, and the trail cannot be cut.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from lifeworld.approvals.models import SafetyEvent, SafetyKind
from lifeworld.approvals.selectors.duties import obligations_of
from lifeworld.approvals.selectors.safety import duties_of
from lifeworld.approvals.services.duties import meet_duty
from lifeworld.common.errors import InvalidInputError
from lifeworld.common.lengths import LONGEST_TEXT, check_lengths
from lifeworld.study.acting import TakenMeanwhileError, check_as_seen, next_number, now_changed, one_act, read_kept
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import set_values, tell, values_of

EVENT_FIELDS = ("kind", "happened_on", "known_on", "serious", "related", "unexpected", "account")
_TOLD = (*EVENT_FIELDS[:-1], "sent_on")
_KEPT = "Nothing was changed, and what you typed is still here."


@one_act(Right.LEAD)
def add_event(*, access: Access, at: datetime, values: Mapping[str, Any]) -> SafetyEvent:
    """Write down an event. `InvalidInputError` where something is missing or its days cannot be."""
    number = next_number(SafetyEvent.objects.filter(study=access.study))
    event = SafetyEvent(study=access.study, number=number, created_at=at, changed_at=at)
    _set(event, at, values)
    event.save()
    tell(access, at, "wrote down safety event", event, before=None, after=values_of(event, _TOLD))
    return event


@one_act(Right.LEAD)
def change_event(
    *, access: Access, at: datetime, event: SafetyEvent, values: Mapping[str, Any], seen: datetime | None = None
) -> SafetyEvent:
    """Change what is written about an event.

    Raises:
        InvalidInputError: something would be missing, or its days cannot be.
        ClashError: somebody changed it since `seen`.
    """
    read_kept(event)
    check_as_seen(event, seen, values)
    stood, before = values_of(event, EVENT_FIELDS), values_of(event, _TOLD)
    _set(event, at, values)
    if stood != values_of(event, EVENT_FIELDS):
        now_changed(event, at)
        event.save()
        tell(access, at, "changed safety event", event, before=before, after=values_of(event, _TOLD))
    return event


@one_act(Right.LEAD)
def send_report(*, access: Access, at: datetime, event: SafetyEvent, on: date, evidence: str) -> SafetyEvent:
    """Say that an event was reported, on which day and by what; the duties that it made are met by it.

    Raises:
        InvalidInputError: no evidence is named, or the day has not come or lies before the event was known.
        TakenMeanwhileError: somebody said so already, or met the duty by other evidence.
    """
    read_kept(event)
    if not event.known_on <= on <= localdate(at) or not evidence.strip():
        raise InvalidInputError(
            "A report is sent on a day that has come, once the event is known, and something shows it.", _KEPT,
            "Give the day, and name the form or e-mail and where it is kept.",
        )  # fmt: skip
    if len(evidence) > LONGEST_TEXT:
        raise InvalidInputError(
            f"One of the texts is longer than {LONGEST_TEXT:,} characters.", _KEPT, "Say it shorter."
        )
    if event.sent_on is not None:
        raise TakenMeanwhileError
    before = values_of(event, _TOLD)
    event.sent_on = on
    now_changed(event, at)
    event.save()
    tell(access, at, "sent safety report", event, before=before, after=values_of(event, _TOLD), why=evidence.strip())
    for duty in duties_of(event, obligations_of(access, localdate(at))):
        meet_duty(access=access, at=at, name=duty.name, met_on=on, evidence=evidence)
    return event


@one_act(Right.LEAD)
def take_out_event(*, access: Access, at: datetime, event: SafetyEvent) -> SafetyEvent:
    """Take out an event that was written down in error: its account goes, its number stays its own."""
    read_kept(event)
    before = values_of(event, _TOLD)
    event.removed_at, event.account = at, ""
    now_changed(event, at)
    event.save()
    tell(access, at, "took out safety event", event, before=before, after=None)
    return event


def _set(event: SafetyEvent, at: datetime, values: Mapping[str, Any]) -> None:
    set_values(event, EVENT_FIELDS, values)
    if event.kind not in SafetyKind.values or not event.account:
        raise InvalidInputError(
            "Say what kind of event it is, and give a short account of it.", _KEPT, "Name nobody in it."
        )
    check_lengths(event)
    if event.happened_on is None or event.known_on is None:
        raise InvalidInputError(
            "Both days are needed: when it happened, and when the chief investigator came to know of it.", _KEPT,
            "The days of reporting are counted from them.",
        )  # fmt: skip
    if not event.happened_on <= event.known_on <= localdate(at) or (event.sent_on and event.sent_on < event.known_on):
        raise InvalidInputError(
            "It happened first, was known then and was sent last, each on a day that has come.", _KEPT,
            "Look at the days again.",
        )  # fmt: skip
