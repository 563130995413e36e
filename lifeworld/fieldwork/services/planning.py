"""Planning a meeting: when and in what sort of place, with which guide, and who knows until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils.timezone import localdate

from lifeworld.common.errors import DomainError, InvalidInputError
from lifeworld.common.lengths import check_lengths
from lifeworld.consent.selectors.permissions import NotAgreedToRecordingError, check_may_record
from lifeworld.fieldwork.models import CheckIn, Meeting, MeetingState, PlaceType, Recorded
from lifeworld.fieldwork.rules.checklist import TICKS
from lifeworld.fieldwork.rules.meetings import wrong_with_check_ins, wrong_with_plan
from lifeworld.fieldwork.rules.overdue import LONGEST_GRACE
from lifeworld.fieldwork.selectors.guides import guide_of
from lifeworld.fieldwork.selectors.meetings import went_no_further
from lifeworld.fieldwork.services.places import Place, keep_place
from lifeworld.recruitment.models import ScreeningEntry, Stage
from lifeworld.study.acting import check_as_seen, now_changed, one_act, read_again
from lifeworld.study.models import Case
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import tell, values_of

PLAN_FIELDS = (
    "starts_at", "ends_at", "place_type", "recorded", "guide_id", "interpreter", "companion", "buddy", "buddy_told",
    "no_word", "grace_minutes",
)  # fmt: skip
# The buddy's plan is words that somebody typed, and may name a person: the trail says that it changed.
_TOLD = ("state", "starts_at", "ends_at", "place_type", "recorded", "guide_id", "interpreter", "companion", "buddy")
_KEPT = "Nothing was changed, and what you typed is still here."


@dataclass(frozen=True)
class Plan:
    """What a meeting's form asks: `values` are those of `PLAN_FIELDS`; `place` None leaves the address as it is."""

    values: Mapping[str, Any]
    check_ins: list[datetime]
    place: Place | None = None


class NotContactedError(DomainError):
    """Nobody is met who did not agree to be contacted, who went no further, or who asked for contact to stop."""

    def __init__(self) -> None:
        super().__init__(
            "No meeting is planned with somebody who has not agreed to be contacted, went no further, or asked for "
            "contact to stop.",
            "Nothing was planned.",
            "Write down the day on which they agreed to be contacted, if they did.",
        )


class NotRecordedError(DomainError):
    """They did not agree to be recorded."""

    def __init__(self) -> None:
        super().__init__(
            "They did not agree to the interview’s being recorded.",
            "Nothing was changed.",
            "Change the plan to notes only, or ask them again and write down a new consent.",
        )


def check_may_be_met(entry: ScreeningEntry) -> None:
    """Raise `NotContactedError` where no meeting may be planned with somebody."""
    agreed = entry.stages.filter(stage__in=(Stage.CONTACT, Stage.CONSENTED)).exists() or entry.case is not None
    if not agreed or went_no_further(entry):
        raise NotContactedError


@one_act(Right.RECRUIT)
def plan_meeting(*, access: Access, at: datetime, entry: ScreeningEntry, plan: Plan) -> Meeting:
    """Plan a meeting with somebody who agreed to be contacted; consent may be taken there, before it begins.

    Raises:
        NotContactedError: they have not agreed to be contacted, or went no further.
        NotRecordedError: audio is planned, and the consent in force says no to it.
        InvalidInputError: a time, place or guide cannot be.
    """
    read_again(entry, "case")
    check_may_be_met(entry)
    last = Meeting.objects.filter(study=access.study).aggregate(last=Max("number"))["last"] or 0
    meeting = Meeting(
        study=access.study, number=last + 1, entry=entry, interviewer=access.person, created_at=at, changed_at=at
    )
    _set(access, meeting, plan)
    meeting.save()
    _keep_rest(meeting, plan, at)
    tell(access, at, "planned meeting", meeting, before=None, after=values_of(meeting, _TOLD))
    return meeting


@one_act(Right.RECRUIT)
def change_meeting(
    *, access: Access, at: datetime, meeting: Meeting, plan: Plan, seen: datetime | None = None
) -> Meeting:
    """Change the plan of a meeting that has not begun.

    Raises what `plan_meeting` raises, `ClashError` where it was changed since `seen`, and `DomainError` once it began.
    """
    read_again(meeting, "entry__case")
    if meeting.state != MeetingState.PLANNED:
        raise DomainError(
            "A meeting’s plan is changed until it begins.", "It is as it was.", "Write what happened in its field note."
        )
    if went_no_further(meeting.entry):
        raise NotContactedError
    check_as_seen(meeting, seen, plan.values)
    before = values_of(meeting, _TOLD)
    _set(access, meeting, plan)
    now_changed(meeting, at)
    meeting.save()
    _keep_rest(meeting, plan, at)
    tell(access, at, "changed meeting", meeting, before=before, after=values_of(meeting, _TOLD))
    return meeting


@one_act(Right.RECRUIT)
def tick(*, access: Access, at: datetime, meeting: Meeting, ready: list[str]) -> Meeting:
    """Tick the list before leaving: `ready` are the keys of `rules.checklist.TICKS` that hold now."""
    read_again(meeting)
    kept = [key for key in TICKS if key in ready]
    if kept != meeting.ready:
        before = {"ready": ", ".join(meeting.ready)}
        meeting.ready = kept
        now_changed(meeting, at)
        meeting.save(update_fields=["ready", "changed_at"])
        tell(access, at, "ticked list", meeting, before=before, after={"ready": ", ".join(kept)})
    return meeting


def check_recording(case: Case, on: date) -> None:
    """Raise `NotRecordedError` where the consent in force on the meeting's day does not allow a recording."""
    try:
        check_may_record(case, on)
    except NotAgreedToRecordingError:
        raise NotRecordedError from None


def _set(access: Access, meeting: Meeting, plan: Plan) -> None:
    for name in PLAN_FIELDS:
        if name in plan.values:
            value = plan.values[name]
            setattr(meeting, name, value.strip() if isinstance(value, str) else value)
    if meeting.place_type not in PlaceType.values or meeting.recorded not in Recorded.values:
        raise InvalidInputError("Say in what sort of place, and how it is recorded.", _KEPT, "Choose one of each.")
    check_lengths(meeting)
    wrong = wrong_with_plan(meeting.starts_at, meeting.ends_at) or wrong_with_check_ins(
        plan.check_ins, meeting.starts_at, meeting.ends_at
    )
    if wrong:
        raise InvalidInputError(wrong, _KEPT, "Look at the times again.")
    if localdate(meeting.starts_at) < meeting.entry.screened_on:
        raise InvalidInputError("That day lies before this person was put forward.", _KEPT, "Look at the year again.")
    if not 0 <= meeting.grace_minutes <= LONGEST_GRACE:
        raise InvalidInputError(
            "The grace after the expected end is a number of minutes.", _KEPT, f"Choose from 0 to {LONGEST_GRACE}."
        )
    if meeting.guide_id is not None:
        guide_of(access, meeting.guide_id)
    if meeting.recorded == Recorded.AUDIO and meeting.entry.case is not None:
        check_recording(meeting.entry.case, localdate(meeting.starts_at))


def _keep_rest(meeting: Meeting, plan: Plan, at: datetime) -> None:
    meeting.check_ins.filter(made_at__isnull=True).delete()
    made = set(meeting.check_ins.values_list("due_at", flat=True))
    CheckIn.objects.bulk_create(
        CheckIn(meeting=meeting, due_at=due) for due in sorted(plan.check_ins) if due not in made
    )
    keep_place(meeting, plan.place, at)
