"""The safety reports of a study, and what each is owed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from lifeworld.approvals.models import SafetyEvent
from lifeworld.approvals.rules.obligations import Nation
from lifeworld.approvals.rules.safety import REPORTS, undecided, what_is_owed
from lifeworld.approvals.selectors.course import course_of, happened
from lifeworld.approvals.selectors.duties import Owed, obligations_of
from lifeworld.common.errors import NotFoundError
from lifeworld.study.selectors import Access


@dataclass(frozen=True)
class EventRow:
    """One event as the page shows it: what is owed for it in words, and the duties that follow from it."""

    event: SafetyEvent
    owed: str
    duties: list[Owed]
    sent: bool


def events_of(access: Access) -> QuerySet[SafetyEvent]:
    """The events in the order in which they were written down."""
    return SafetyEvent.objects.filter(study=access.study, removed_at__isnull=True)


def event_numbered(access: Access, number: int) -> SafetyEvent:
    """An event by its number within the study; `NotFoundError` where there is none."""
    found = events_of(access).filter(number=number).first()
    if found is None:
        raise NotFoundError
    return found


def event_rows(access: Access, today: date) -> list[EventRow]:
    """Every event, the latest first, with what it makes owed."""
    owed = obligations_of(access, today)
    nation = course_of(access).nation
    return [_row(event, owed, Nation(nation) if nation else None) for event in events_of(access).order_by("-number")]


def undecided_events(access: Access) -> int:
    """Of how many events it is still open whether a report is owed."""
    return sum(undecided(happened(event)) for event in events_of(access))


def duties_of(event: SafetyEvent, owed: Iterable[Owed]) -> list[Owed]:
    """Those of a study's duties that follow from one event."""
    return [one for one in owed if one.rule in REPORTS and one.occasion == str(event.number)]


def _row(event: SafetyEvent, owed: Sequence[Owed], nation: Nation | None) -> EventRow:
    duties = duties_of(event, owed)
    sent = event.sent_on is not None or (bool(duties) and all(one.settled for one in duties))
    return EventRow(event, what_is_owed(happened(event), nation), duties, sent)
