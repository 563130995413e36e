"""The meeting itself: it begins, pauses, ends or does not take place, and there is word in between."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.timezone import localdate

from lifeworld.common.errors import DomainError, InvalidInputError
from lifeworld.consent.selectors.permissions import NoConsentError, check_may_be_interviewed, consent_in_force
from lifeworld.fieldwork.models import CheckIn, Meeting, MeetingPlace, Recorded
from lifeworld.fieldwork.rules.meetings import NOT_ENDED, minutes_between, next_state
from lifeworld.fieldwork.selectors.meetings import went_no_further
from lifeworld.fieldwork.services.planning import check_recording
from lifeworld.interviews.models import Interview
from lifeworld.interviews.rules.meeting import LONGEST_MINUTES
from lifeworld.recruitment.models import Stage
from lifeworld.recruitment.selectors.entries import has_left
from lifeworld.recruitment.services.stages import reach_stage
from lifeworld.study.acting import now_changed, one_act, read_again
from lifeworld.study.models import Case
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import tell, values_of

_TOLD = ("state", "began_at", "ended_at", "minutes", "stopped_early", "limits_explained_at")
# A word given shortly before a check-in is due is that check-in; two within a minute are one press of the button.
EARLY = timedelta(minutes=15)
ONE_PRESS = timedelta(minutes=1)


class NotNowError(DomainError):
    """A meeting cannot do this where it stands."""

    def __init__(self) -> None:
        super().__init__(
            "That does not follow from where this meeting stands now.",
            "It is as it was.",
            "Look at the page again: it may have been changed in another window.",
        )


class NoConsentYetError(DomainError):
    """An interview was to begin before consent."""

    def __init__(self) -> None:
        super().__init__(
            "No interview begins before the person has consented.",
            "The meeting is still planned, and nothing else was changed.",
            "Write down the consent first; then begin.",
        )


class ContactEndedError(DomainError):
    """An interview was to begin with somebody who had gone no further, or asked for contact to stop."""

    def __init__(self) -> None:
        super().__init__(
            "No interview begins with somebody who went no further, took their consent back, or asked for contact to "
            "stop.",
            "The meeting has not begun, and nothing else was changed.",
            "Cancel it, and do not get in touch about it; or, if it was held before that, say when it began.",
        )


@one_act(Right.RECRUIT)
def begin(*, access: Access, at: datetime, meeting: Meeting, began_at: datetime | None = None) -> Meeting:
    """Begin the interview, now or at a moment that has passed.

    Raises:
        NoConsentYetError: there is no case yet, or no consent was in force at that moment.
        ContactEndedError: by that day they had gone no further, or asked for contact to stop.
        NotRecordedError: audio is planned, and they said no to it.
        NotNowError: it is not planned any more.
        InvalidInputError: the moment is still to come.
    """
    read_again(meeting, "entry__case", "interviewer")
    began = began_at or at
    state = _state_after(meeting, "begin")
    if began > at:
        raise InvalidInputError("That moment is still to come.", "The meeting has not begun.", "Look at the time.")
    case = meeting.entry.case
    if case is None:
        raise NoConsentYetError
    _check_consented(meeting, case, began)
    if went_no_further(meeting.entry, by=localdate(began)):
        raise ContactEndedError
    if meeting.recorded == Recorded.AUDIO:
        check_recording(case, localdate(began))
    before = values_of(meeting, _TOLD)
    meeting.state, meeting.began_at = state, began
    return _keep(access, at, "began meeting", meeting, before)


@one_act(Right.RECRUIT)
def pause(*, access: Access, at: datetime, meeting: Meeting) -> Meeting:
    """Pause. `NotNowError` where it is not under way."""
    return _step(access, at, meeting, "pause", "paused meeting")


@one_act(Right.RECRUIT)
def go_on(*, access: Access, at: datetime, meeting: Meeting) -> Meeting:
    """Go on after a pause. `NotNowError` where it is not paused."""
    return _step(access, at, meeting, "go on", "went on with meeting")


@one_act(Right.RECRUIT)
def end(
    *, access: Access, at: datetime, meeting: Meeting, ended_at: datetime | None = None, minutes: int | None = None,
    stopped_early: bool = False,
) -> Meeting:  # fmt: skip
    """End the meeting, now or at a moment that has passed; it makes or links the interview of its case.

    `minutes` is the length of the interview, reckoned from the times where it is not given. A person who stops is still
    somebody who was interviewed: what becomes of their words is asked at their withdrawal.

    Raises:
        NotNowError: it is not under way or paused.
        InvalidInputError: it would end before it began, or is still to end, or was longer than a day.
    """
    read_again(meeting, "entry__case")
    state, ended = _state_after(meeting, "end"), ended_at or at
    if meeting.began_at is None or not meeting.began_at <= ended <= at:
        raise InvalidInputError(
            "A meeting ends after it began, and not later than now.", "It is still under way.", "Look at the time."
        )
    length = minutes if minutes is not None else minutes_between(meeting.began_at, ended)
    if not 1 <= length <= LONGEST_MINUTES:
        raise InvalidInputError(
            f"An interview takes from 1 to {LONGEST_MINUTES} minutes.", "It is still under way.", "Write its length."
        )
    before = values_of(meeting, _TOLD)
    meeting.state, meeting.ended_at, meeting.minutes, meeting.stopped_early = state, ended, length, stopped_early
    day = localdate(meeting.began_at)
    if meeting.entry.case is not None:
        meeting.interview = _interview(meeting, meeting.entry.case)
        if not has_left(meeting.entry) and not meeting.entry.stages.filter(stage=Stage.INTERVIEWED).exists():
            reach_stage(access=access, at=at, entry=meeting.entry, stage=Stage.INTERVIEWED, on=day)
    return _keep(access, at, "ended meeting", meeting, before)


@one_act(Right.RECRUIT)
def call_off(*, access: Access, at: datetime, meeting: Meeting, attended: bool = True) -> Meeting:
    """The meeting does not take place: it is cancelled, or, `attended` False, nobody came. Its address goes at once.

    Nobody is asked why. `NotNowError` once it began.
    """
    read_again(meeting)
    act, verb = ("cancel", "cancelled meeting") if attended else ("not attended", "waited in vain")
    if not attended and meeting.starts_at > at:
        raise InvalidInputError(
            "Nobody can have failed to come before the meeting was to start.", "It is still planned.", "Cancel it."
        )
    changed = _step(access, at, meeting, act, verb)
    MeetingPlace.objects.filter(meeting=meeting).delete()
    return changed


@one_act(Right.RECRUIT)
def check_in(*, access: Access, at: datetime, meeting: Meeting) -> CheckIn:
    """Give word. It settles every check-in due by now, or soon; where none is, it stands for itself.

    Raises `NotNowError` where the meeting is over or does not take place.
    """
    read_again(meeting)
    if meeting.state not in NOT_ENDED:
        raise NotNowError
    just_now = meeting.check_ins.filter(made_at__gt=at - ONE_PRESS).first()
    if just_now is not None:
        return just_now
    due = list(meeting.check_ins.filter(Q(due_at__lte=at + EARLY), made_at__isnull=True))
    if due:
        meeting.check_ins.filter(pk__in=[one.pk for one in due]).update(made_at=at)
        given = meeting.check_ins.get(pk=due[-1].pk)
    else:
        given = CheckIn.objects.create(meeting=meeting, made_at=at)
    tell(access, at, "checked in", given, before=None, after={"made_at": str(at)})
    return given


@one_act(Right.RECRUIT)
def explain_limits(*, access: Access, at: datetime, meeting: Meeting) -> Meeting:
    """The limits of confidentiality were explained. `NotNowError` once the meeting is over."""
    read_again(meeting)
    if meeting.state not in NOT_ENDED:
        raise NotNowError
    if meeting.limits_explained_at is not None:
        return meeting
    before = values_of(meeting, _TOLD)
    meeting.limits_explained_at = at
    return _keep(access, at, "explained limits", meeting, before)


def _check_consented(meeting: Meeting, case: Case, began: datetime) -> None:
    try:
        check_may_be_interviewed(case, localdate(began))
    except NoConsentError:
        raise NoConsentYetError from None
    consent = consent_in_force(meeting.entry)
    # Of the day itself, the hour counts: a first consent comes before the first question.
    if consent is not None and consent.number == 1 and consent.taken_at > began:
        raise NoConsentYetError


def _state_after(meeting: Meeting, act: str) -> str:
    state = next_state(meeting.state, act)
    if state is None:
        raise NotNowError
    return state


def _step(access: Access, at: datetime, meeting: Meeting, act: str, verb: str) -> Meeting:
    read_again(meeting)
    before = values_of(meeting, _TOLD)
    meeting.state = _state_after(meeting, act)
    return _keep(access, at, verb, meeting, before)


def _keep(access: Access, at: datetime, verb: str, meeting: Meeting, before: dict[str, str]) -> Meeting:
    now_changed(meeting, at)
    meeting.save()
    tell(access, at, verb, meeting, before=before, after=values_of(meeting, _TOLD))
    return meeting


def _interview(meeting: Meeting, case: Case) -> Interview:
    """The interview this meeting was: one of that day (or of no day) that no meeting claims, else a new one."""
    day = localdate(meeting.began_at or meeting.starts_at)
    free = case.interviews.filter(Q(held_on=day) | Q(held_on__isnull=True), meeting__isnull=True)
    found = free.order_by("number").first()
    if found is None:
        last = case.interviews.order_by("-number").first()
        return Interview.objects.create(
            case=case, number=last.number + 1 if last else 1, held_on=day, minutes=meeting.minutes
        )
    found.held_on, found.minutes = day, meeting.minutes
    found.save(update_fields=["held_on", "minutes"])
    return found
