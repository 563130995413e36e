"""One meeting of the fictional study: planned, held, and what belongs to the same day."""

from datetime import datetime, timedelta
from typing import Any

from lifeworld.approvals.models import DocumentVersion
from lifeworld.fieldwork.models import Meeting
from lifeworld.fieldwork.rules.checklist import TICKS
from lifeworld.fieldwork.services import after, incidents, meetings, payments
from lifeworld.fieldwork.services.planning import Plan, plan_meeting, tick
from lifeworld.interchange.fictional.clock import Clock
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.study.selectors import Access

# The fields of a record of distress that the story tells.
_TOLD = ("seen", "limits", "told", "outcome")


def hold(
    access: Access, clock: Clock, entry: ScreeningEntry, guide: DocumentVersion, told: dict[str, Any],
    usual: dict[str, Any], starts_at: datetime, length: timedelta,
) -> Meeting:  # fmt: skip
    """Plan, begin and end a meeting, and write down what followed; `told` is the person's, `usual` everybody's."""
    values = {
        "starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2), "place_type": told["place"],
        "recorded": "audio", "guide_id": guide.pk, "buddy": usual["buddy"], "buddy_told": usual["buddy_told"],
        "no_word": usual["no_word"],
    }  # fmt: skip
    check_ins = [starts_at + timedelta(hours=1)]
    meeting = plan_meeting(
        access=access, at=starts_at - timedelta(hours=2), entry=entry, plan=Plan(values, check_ins)
    )  # fmt: skip
    tick(access=access, at=starts_at - timedelta(hours=1), meeting=meeting, ready=list(TICKS))
    meetings.explain_limits(access=access, at=starts_at, meeting=meeting)
    meetings.begin(access=access, at=starts_at, meeting=meeting)
    meetings.check_in(access=access, at=starts_at + min(length, timedelta(minutes=60)), meeting=meeting)
    clock.reach_time(starts_at + length)
    meetings.end(access=access, at=clock.tick(), meeting=meeting, ended_at=starts_at + length)
    day = starts_at.date()
    after.give_debrief(access=access, at=clock.tick(), meeting=meeting, on=day, by="researcher")
    after.write_field_note(access=access, at=clock.tick(), meeting=meeting, text=told["field_note"].strip())
    promised = payments.agree_payment(
        access=access, at=clock.tick(), meeting=meeting, what="thanks", pence=100 * usual["pounds"]
    )
    payments.make_payment(access=access, at=clock.tick(), payment=promised, paid_on=day, way="voucher")
    if "incident" in told:
        _write_down(access, clock, entry, meeting, told["incident"])
    return meeting


def _write_down(access: Access, clock: Clock, entry: ScreeningEntry, meeting: Meeting, one: dict[str, Any]) -> None:
    words = {name: one[name] for name in _TOLD}
    at = clock.tick()
    kept = incidents.write_incident(
        access=access, at=at, entry=entry, kind=one["kind"], opened_on=at.date(),
        told=incidents.Told(words, one["done"], meeting.number),
    )  # fmt: skip
    next_day = at.date() + timedelta(days=1)
    clock.reach(next_day)
    incidents.add_to_incident(access=access, at=clock.tick(), incident=kept, on=next_day, words=one["followed"])
    incidents.close_incident(access=access, at=clock.tick(), incident=kept, on=next_day)
