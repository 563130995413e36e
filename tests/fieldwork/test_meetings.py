"""A meeting from its plan to its end: what it needs, what it makes, and what stands against it."""

from datetime import date, timedelta
from typing import Any

import pytest

from lifeworld.common.errors import ClashError, DomainError, InvalidInputError, NotFoundError
from lifeworld.consent.models import Consent
from lifeworld.consent.rules.clauses import ClauseGiven
from lifeworld.consent.services import clauses
from lifeworld.fieldwork.models import CheckIn, Meeting, MeetingState
from lifeworld.fieldwork.rules.meetings import TRANSITIONS
from lifeworld.fieldwork.selectors.meetings import meeting_lists, meeting_view
from lifeworld.fieldwork.selectors.methods import meetings_table
from lifeworld.fieldwork.selectors.overdue import field_notes_missing, overdue_meetings
from lifeworld.fieldwork.services import after, meetings, planning
from lifeworld.fieldwork.services.meetings import NoConsentYetError, NotNowError
from lifeworld.fieldwork.services.planning import NotContactedError, NotRecordedError
from lifeworld.interviews.models import Interview
from lifeworld.recruitment.models import ScreeningEntry, Stage
from lifeworld.recruitment.services import stages
from lifeworld.study.models import Role, Study
from lifeworld.study.selectors import Access, NotAllowedError
from lifeworld.trail.models import Act, ActDetail
from tests.conftest import NOON, bring_in
from tests.consent.consented import TAKEN, at_contact, case_of, consent, consenting_site, version_at
from tests.fieldwork.met import ADDRESS, GUIDE, consented, held, keep_guide, plan, planned
from tests.recruitment.recruited import put_forward

HOUR = timedelta(hours=1)


@pytest.fixture
def wren(access: Access) -> ScreeningEntry:
    return consented(access)


@pytest.fixture
def meeting(access: Access, wren: ScreeningEntry) -> Meeting:
    return planned(access, wren)


def verbs() -> list[str]:
    return list(Act.objects.order_by("pk").values_list("verb", flat=True))


def test_a_meeting_is_planned_held_and_makes_the_interview(access: Access, wren: ScreeningEntry) -> None:
    meeting = held(access, wren, minutes=62)
    assert (meeting.number, meeting.state, meeting.minutes) == (1, MeetingState.HELD, 62)
    interview = Interview.objects.get()
    assert meeting.interview == interview and interview.case == wren.case
    assert (interview.number, interview.held_on, interview.minutes) == (1, NOON.date(), 62)
    assert wren.stages.get(stage=Stage.INTERVIEWED).on == NOON.date()
    assert verbs()[-4:] == ["planned meeting", "began meeting", "reached stage", "ended meeting"]
    again = held(access, wren, NOON + timedelta(days=30), minutes=20)
    assert again.interview is not None and again.interview.number == 2 and wren.stages.filter(stage="interviewed")


def test_an_interview_of_that_day_that_came_in_first_is_linked_and_not_doubled(access: Access) -> None:
    wren = consented(access)
    assert wren.case is not None
    version = bring_in(access, wren.case)
    meeting = held(access, wren)
    assert meeting.interview == version.interview and Interview.objects.count() == 1
    version.interview.refresh_from_db()
    assert (version.interview.held_on, version.interview.minutes) == (NOON.date(), 60)


def test_a_meeting_may_be_planned_before_consent_and_cannot_begin_without_it(access: Access) -> None:
    site = consenting_site(access)
    entry = at_contact(access, site)
    meeting = planned(access, entry)
    with pytest.raises(NoConsentYetError):
        meetings.begin(access=access, at=NOON, meeting=meeting)
    assert Meeting.objects.get().state == MeetingState.PLANNED and not Interview.objects.exists()


def test_an_interview_does_not_begin_before_the_moment_of_consent(access: Access, meeting: Meeting) -> None:
    for early in (TAKEN - timedelta(minutes=1), TAKEN - timedelta(days=1)):
        with pytest.raises(NoConsentYetError):
            meetings.begin(access=access, at=NOON, meeting=meeting, began_at=early)
    assert meetings.begin(access=access, at=NOON, meeting=meeting, began_at=TAKEN).began_at == TAKEN


def test_whoever_did_not_agree_to_contact_or_went_no_further_is_not_met(access: Access) -> None:
    site = consenting_site(access)
    screened = put_forward(access, site)
    with pytest.raises(NotContactedError):
        planned(access, screened)
    gone = at_contact(access, site)
    stages.leave(access=access, at=NOON, entry=gone, reason="decided-against", on=NOON.date())
    with pytest.raises(NotContactedError):
        planned(access, gone)
    assert not Meeting.objects.exists()


def test_nobody_goes_to_whoever_took_consent_back(access: Access, wren: ScreeningEntry, meeting: Meeting) -> None:
    assert not meeting_view(access, meeting, NOON).went_no_further
    Consent.objects.update(withdrawn_on=NOON.date())
    assert meeting_view(access, meeting, NOON).went_no_further
    with pytest.raises(NotContactedError):
        planned(access, wren)
    with pytest.raises(NotContactedError):
        planning.change_meeting(access=access, at=NOON, meeting=meeting, plan=plan(NOON + HOUR))
    with pytest.raises(NoConsentYetError):
        meetings.begin(access=access, at=NOON, meeting=meeting)
    assert meetings.call_off(access=access, at=NOON, meeting=meeting).state == MeetingState.CANCELLED


def test_no_to_audio_holds_back_a_recording_and_not_the_meeting(access: Access) -> None:
    site = consenting_site(access)
    form = version_at(access, site, "form", "2.0", live=date(2026, 2, 5))
    optional = [ClauseGiven("I agree."), ClauseGiven("To be recorded.", False, "audio")]
    clauses.set_clauses(access=access, at=NOON, form=form, clauses=optional)
    made = consent(access, site, {"audio": "no"}, pseudonym="Tobias", form=form)
    with pytest.raises(NotRecordedError):
        planned(access, ScreeningEntry.objects.get(pk=made.entry_id))
    meeting = planned(access, ScreeningEntry.objects.get(pk=made.entry_id), recorded="notes")
    assert meetings.begin(access=access, at=NOON, meeting=meeting).state == MeetingState.UNDER_WAY
    assert not meeting_view(access, meeting, NOON).may_audio and case_of(made).pseudonym == "Tobias"


def test_it_pauses_goes_on_and_stops_early_without_a_reason(access: Access, meeting: Meeting) -> None:
    meetings.begin(access=access, at=NOON, meeting=meeting)
    assert meetings.pause(access=access, at=NOON + HOUR / 4, meeting=meeting).state == MeetingState.PAUSED
    assert meetings.go_on(access=access, at=NOON + HOUR / 3, meeting=meeting).state == MeetingState.UNDER_WAY
    meetings.pause(access=access, at=NOON + HOUR / 2, meeting=meeting)
    ended = meetings.end(access=access, at=NOON + HOUR, meeting=meeting, minutes=31, stopped_early=True)
    assert ended.stopped_early and ended.minutes == 31


def test_what_does_not_follow_is_refused_from_every_state(access: Access, meeting: Meeting) -> None:
    acts = {
        "begin": meetings.begin, "pause": meetings.pause, "go on": meetings.go_on, "end": meetings.end,
        "cancel": meetings.call_off,
    }  # fmt: skip
    for state in MeetingState.values:
        Meeting.objects.filter(pk=meeting.pk).update(state=state, began_at=NOON)
        for name, act in acts.items():
            if (state, name) not in TRANSITIONS:
                with pytest.raises(NotNowError):
                    act(access=access, at=NOON + HOUR, meeting=meeting)
        assert Meeting.objects.get().state == state


def test_times_that_cannot_be_are_refused(access: Access, meeting: Meeting) -> None:
    with pytest.raises(InvalidInputError, match="still to come"):
        meetings.begin(access=access, at=NOON, meeting=meeting, began_at=NOON + HOUR)
    meetings.begin(access=access, at=NOON, meeting=meeting)
    for ended in (NOON - HOUR, NOON + 2 * HOUR):
        with pytest.raises(InvalidInputError, match="ends after it began"):
            meetings.end(access=access, at=NOON + HOUR, meeting=meeting, ended_at=ended)
    for minutes in (0, 1441):
        with pytest.raises(InvalidInputError, match="minutes"):
            meetings.end(access=access, at=NOON + HOUR, meeting=meeting, minutes=minutes)


def test_a_plan_that_cannot_be_is_refused(access: Access, wren: ScreeningEntry) -> None:
    sheet = version_at(access, wren.site, "sheet", "9.0", live=date(2026, 2, 27))
    wrong: list[dict[str, Any]] = [
        {"ends_at": NOON}, {"place_type": "moon"}, {"recorded": "video"}, {"grace_minutes": 121},
    ]  # fmt: skip
    for other in wrong:
        with pytest.raises(InvalidInputError):
            planned(access, wren, **other)
    with pytest.raises(NotFoundError):
        planned(access, wren, guide_id=sheet.pk)
    assert not Meeting.objects.exists()


def test_a_plan_is_changed_until_it_begins_and_by_whoever_saw_it(access: Access, meeting: Meeting) -> None:
    seen = meeting.changed_at
    later = plan(NOON + HOUR, place_type="clinic")
    planning.change_meeting(access=access, at=NOON, meeting=meeting, plan=later, seen=seen)
    kept = Meeting.objects.get()
    assert kept.place_type == "clinic" and kept.check_ins.count() == 2
    with pytest.raises(ClashError):
        planning.change_meeting(access=access, at=NOON, meeting=meeting, plan=plan(place_type="home"), seen=seen)
    meetings.begin(access=access, at=NOON, meeting=meeting)
    with pytest.raises(DomainError, match="until it begins"):
        planning.change_meeting(access=access, at=NOON, meeting=meeting, plan=later)


def test_no_meeting_is_of_a_day_before_they_were_put_forward(access: Access, wren: ScreeningEntry) -> None:
    with pytest.raises(InvalidInputError, match="before this person was put forward"):
        planned(access, wren, NOON.replace(year=2016))
    assert not Meeting.objects.exists()


def test_one_word_settles_what_is_due_and_two_presses_are_one(access: Access, meeting: Meeting) -> None:
    first = meetings.check_in(access=access, at=NOON + timedelta(minutes=5), meeting=meeting)
    assert first.due_at == NOON
    again = meetings.check_in(access=access, at=NOON + timedelta(minutes=5, seconds=30), meeting=meeting)
    assert again == first and CheckIn.objects.count() == 2
    between = meetings.check_in(access=access, at=NOON + timedelta(minutes=40), meeting=meeting)
    assert between.due_at is None
    view = meeting_view(access, meeting, NOON + 2 * HOUR)
    assert [one.due_at for one in view.missed] == [NOON + timedelta(minutes=90)]
    meetings.begin(access=access, at=NOON + HOUR, meeting=meeting)
    meetings.end(access=access, at=NOON + 2 * HOUR, meeting=meeting)
    with pytest.raises(NotNowError):
        meetings.check_in(access=access, at=NOON + 2 * HOUR, meeting=meeting)


def test_overdue_is_shown_after_the_grace_until_it_ended(access: Access, meeting: Meeting, study: Study) -> None:
    due = NOON + timedelta(minutes=120)
    assert overdue_meetings(access, due) == []
    (found,) = overdue_meetings(access, due + timedelta(seconds=1))
    assert not found.begun and found.buddy == "second supervisor"
    assert found.sentence.startswith("Meeting 1 was expected to end by 13:30 on 2 March")
    meetings.begin(access=access, at=NOON, meeting=meeting)
    assert overdue_meetings(access, due + HOUR)[0].begun
    assert overdue_meetings(Access(study, access.person, Role.ADVISER), due + HOUR) == []
    meetings.end(access=access, at=due + HOUR, meeting=meeting)
    assert overdue_meetings(access, due + HOUR) == []


def test_a_meeting_called_off_asks_nobody_why_and_lets_its_address_go(access: Access, wren: ScreeningEntry) -> None:
    off, alone = planned(access, wren), planned(access, wren, NOON + HOUR)
    meetings.call_off(access=access, at=NOON - HOUR, meeting=off)
    assert off.state == MeetingState.CANCELLED and not hasattr(Meeting.objects.get(number=1), "place")
    with pytest.raises(InvalidInputError, match="before the meeting"):
        meetings.call_off(access=access, at=NOON, meeting=alone, attended=False)
    meetings.call_off(access=access, at=NOON + 2 * HOUR, meeting=alone, attended=False)
    assert verbs()[-2:] == ["cancelled meeting", "waited in vain"]


def test_limits_and_the_list_are_written_down_once(access: Access, meeting: Meeting) -> None:
    meetings.explain_limits(access=access, at=NOON, meeting=meeting)
    meetings.explain_limits(access=access, at=NOON + HOUR, meeting=meeting)
    assert meeting.limits_explained_at == NOON
    planning.tick(access=access, at=NOON, meeting=meeting, ready=["sheet", "made up"])
    planning.tick(access=access, at=NOON, meeting=meeting, ready=["sheet"])
    assert meeting.ready == ["sheet"] and verbs().count("ticked list") == 1 and verbs().count("explained limits") == 1


def test_the_list_before_leaving_says_what_is_missing(access: Access, wren: ScreeningEntry) -> None:
    guide = keep_guide(access)
    meeting = planned(access, wren, guide_id=guide.pk, no_word="")
    lines = {line.words: line.done for line in meeting_view(access, meeting, NOON).before}
    assert lines["Consent is in force"] and lines["The topic guide is chosen, with its questions"]
    assert not lines["The lone-worker plan is made"] and guide.questions.count() == GUIDE.count("?") - 2


def test_meetings_lie_in_the_part_of_the_day_they_belong_to(access: Access, wren: ScreeningEntry) -> None:
    over = held(access, wren)
    today, later = (planned(access, wren, NOON + timedelta(days=days)) for days in (1, 9))
    lists = meeting_lists(access, NOON + timedelta(days=1, hours=-1))
    assert (lists.today, lists.planned, lists.over, lists.more) == ([today], [later], [over], False)


def test_field_notes_are_missing_until_they_are_written(access: Access, wren: ScreeningEntry) -> None:
    meeting = held(access, wren)
    assert field_notes_missing(access, NOON.date() - timedelta(days=1)) == []
    assert field_notes_missing(access, NOON.date()) == [meeting]
    after.write_field_note(access=access, at=NOON + 2 * HOUR, meeting=meeting, text="She made tea.")
    assert field_notes_missing(access, NOON.date()) == []


def test_lengths_and_places_are_told_for_the_methods(access: Access, wren: ScreeningEntry) -> None:
    held(access, wren, minutes=62, interpreter=True)
    held(access, wren, NOON + timedelta(days=7), minutes=48, place_type="video", companion=True)
    table = meetings_table(access)
    assert [(row.pseudonym, row.minutes, row.place, row.recorded, row.others) for row in table.rows] == [
        ("Wren", 62, "At home", "Audio", "interpreter"), ("Wren", 48, "By video", "Audio", "companion"),
    ]  # fmt: skip
    assert table.lengths is not None and table.lengths.sentence == "2 interviews of 48 to 62 minutes, median 55."
    assert wren.case is not None
    wren.case.delete()
    assert meetings_table(access).rows == [] and Meeting.objects.count() == 2


def test_nobody_else_plans_begins_or_ends(access: Access, meeting: Meeting, study: Study) -> None:
    for role in (Role.ANALYST, Role.SUPERVISOR, Role.AUDITOR, Role.ADVISER):
        access.study.memberships.filter(person=access.person).update(role=role)
        for act in (meetings.begin, meetings.end, meetings.check_in, meetings.call_off):
            with pytest.raises(NotAllowedError):
                act(access=access, at=NOON, meeting=meeting)


def test_the_trail_holds_no_address_and_none_of_the_buddys_plan(access: Access, wren: ScreeningEntry) -> None:
    held(access, wren)
    told = str(list(ActDetail.objects.values_list("changes", "why")))
    assert "second supervisor" in told
    for words in (ADDRESS, "blue door", "duty worker", "work phone"):
        assert words not in told
