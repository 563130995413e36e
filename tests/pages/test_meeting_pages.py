"""The pages of the interview day, as each role meets them, on the day and at its edges."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lifeworld.analysis.models import DiaryEntry
from lifeworld.consent.models import Consent
from lifeworld.fieldwork.models import FieldNote, Incident, Meeting, MeetingPlace, MeetingState, Payment
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.security.models import Person
from lifeworld.study.models import Role, Study
from lifeworld.study.selectors import Access
from lifeworld.trail.models import Act
from tests.fieldwork.met import ADDRESS, consented, keep_guide, planned
from tests.pages.people import carried_by, signed_in, with_role, words_of

PAGE = "/studies/walking/meetings"
ONE = f"{PAGE}/1"
PLAN = {
    "day": "2060-05-05", "starts": "14:00", "ends": "15:30", "place_type": "home", "recorded": "audio", "guide": "",
    "buddy": "second supervisor", "buddy_told": "a message", "no_word": "Ring me.", "grace_minutes": "20",
    "check_ins": "14:00, 15:30", "address": ADDRESS, "travel": "Bus 7",
}  # fmt: skip


@pytest.fixture
def browser(alice: Person, client: Client) -> Client:
    return signed_in(alice)


@pytest.fixture
def wren(access: Access, client: Client) -> ScreeningEntry:
    return consented(access)


@pytest.fixture
def meeting(access: Access, wren: ScreeningEntry) -> Iterator[Meeting]:
    """A meeting that began to be due ten minutes ago."""
    yield planned(access, wren, timezone.now() - timedelta(minutes=10), guide_id=keep_guide(access).pk)


def new(entry: ScreeningEntry) -> str:
    return f"/studies/walking/recruitment/{entry.serial}/meetings/new"


def test_a_meeting_is_planned_from_somebodys_entry(browser: Client, wren: ScreeningEntry) -> None:
    assert "Nobody is met today." in words_of(browser.get(PAGE))
    form = words_of(browser.get(new(wren)))
    assert "With Wren (entry 1)." in form and "They have consented." in form
    assert browser.post(new(wren), PLAN)["Location"] == ONE
    listed = words_of(browser.get(PAGE))
    assert "Wednesday 5 May 2060, 14:00 to 15:30" in listed and "Quay Lane" not in listed
    page = words_of(browser.get(ONE))
    assert "Show where it is" in page and "Quay Lane" not in page and "second supervisor" in page.lower()
    kept = Meeting.objects.get()
    assert (kept.starts_at.hour, kept.grace_minutes) == (13, 20), "two o’clock in a London summer"
    assert [one.due_at.hour for one in kept.check_ins.all() if one.due_at] == [13, 14]


def test_what_was_typed_stays_when_a_plan_is_refused(browser: Client, wren: ScreeningEntry) -> None:
    wrong = {
        "ends": "13:00", "starts": "noon", "day": "someday", "grace_minutes": "many", "guide": "99",
        "check_ins": "25:00", "place_type": "moon", "buddy": "x" * 81,
    }  # fmt: skip
    for name, value in wrong.items():
        refused = browser.post(new(wren), PLAN | {name: value})
        assert refused.status_code in {404, 422}, name
        assert "Ring me." in words_of(refused) and ADDRESS in words_of(refused)
    assert not Meeting.objects.exists()


def test_the_plan_is_changed_and_keeps_its_address(browser: Client, wren: ScreeningEntry) -> None:
    browser.post(new(wren), PLAN)
    form = browser.get(f"{ONE}/change")
    assert 'value="2060-05-05"' in words_of(form) and "Quay Lane" not in words_of(form)
    changed = {**carried_by(form, "day"), **PLAN, "address": "", "travel": "", "starts": "14:30", "interpreter": "yes"}
    assert browser.post(f"{ONE}/change", changed)["Location"] == ONE
    assert "An interpreter" in words_of(browser.get(ONE)) and MeetingPlace.objects.exists()
    again = browser.post(f"{ONE}/change", changed | {"starts": "14:45"})
    assert again.status_code == 409 and "As it stands now" in words_of(again) and 'value="14:45"' in words_of(again)


def test_the_address_is_opened_on_a_page_of_its_own_and_told(browser: Client, wren: ScreeningEntry) -> None:
    browser.post(new(wren), PLAN)
    page = browser.get(f"{ONE}/place")
    assert ADDRESS in words_of(page) and "Bus 7" in words_of(page) and page["Cache-Control"] == "no-store"
    assert Act.objects.filter(verb="opened meeting place").count() == 1


def test_a_look_at_the_meetings_deletes_the_addresses_of_days_gone_by(
    browser: Client, access: Access, wren: ScreeningEntry
) -> None:
    planned(access, wren)
    assert MeetingPlace.objects.exists()
    browser.get(PAGE)
    assert not MeetingPlace.objects.exists()
    assert browser.get(f"{ONE}/place").status_code == 404


def test_the_day_goes_from_the_doorstep_to_the_field_note(browser: Client, meeting: Meeting) -> None:
    page = words_of(browser.get(ONE))
    assert "Begin the interview" in page and "Check in" in page and "If it is hard for them" in page
    browser.post(f"{ONE}/ready", {"ready": ["sheet", "recorder"]})
    browser.post(f"{ONE}/limits")
    browser.post(f"{ONE}/check-in")
    assert browser.post(f"{ONE}/begin", {"on": "", "clock": ""})["Location"] == ONE
    page = words_of(browser.get(ONE))
    assert "Under way since" in page and "Explained on" in page and "word given at" in page
    browser.post(f"{ONE}/pause")
    page = words_of(browser.get(ONE))
    assert "Paused. There is no hurry." in page and "Go on, if they wish to" in page
    browser.post(f"{ONE}/go-on")
    assert browser.post(f"{ONE}/end", {"minutes": "47"})["Location"] == f"{ONE}#after"
    assert "Held: 47 minutes." in words_of(browser.get(ONE)) and "still to be written" in words_of(browser.get(PAGE))
    today = timezone.localdate().isoformat()
    browser.post(f"{ONE}/debrief", {"on": today, "by": "researcher"})
    browser.post(f"{ONE}/letter", {"on": today})
    browser.post(f"{ONE}/note", {"text": "She made <tea>."})
    assert browser.post(f"{ONE}/diary", {"reflection": "I hoped."})["Location"] == f"{ONE}?kept=diary#diary"
    page = words_of(browser.get(f"{ONE}?kept=diary"))
    assert "by the researcher" in page and "Sent on" in page and "She made &lt;tea&gt;." in page
    assert "Kept in the diary, under Wren." in page
    assert DiaryEntry.objects.get().step == "interviewing" and Meeting.objects.get().state == MeetingState.NOTED
    assert "47 minutes" in words_of(browser.get(PAGE))


def test_what_was_forgotten_is_written_down_with_its_own_time(
    browser: Client, access: Access, wren: ScreeningEntry
) -> None:
    planned(access, wren)
    assert "It began on" in words_of(browser.get(ONE))
    browser.post(f"{ONE}/begin", {"on": "2026-03-02", "clock": "12:05"})
    refused = browser.post(f"{ONE}/end", {"on": "2026-03-02", "clock": "11:00", "minutes": "9"})
    assert refused.status_code == 422 and 'value="11:00"' in words_of(refused) and 'value="9"' in words_of(refused)
    browser.post(f"{ONE}/end", {"on": "2026-03-02", "clock": "13:05"})
    assert Meeting.objects.get().minutes == 60


def test_refusals_keep_what_was_typed(browser: Client, meeting: Meeting) -> None:
    assert browser.post(f"{ONE}/begin", {"on": "2026-02-01", "clock": "25:00"}).status_code == 422
    early = browser.post(f"{ONE}/begin", {"on": "2026-02-01", "clock": "10:00"})
    assert early.status_code == 409 and "before the person has consented" in words_of(early)
    assert 'value="10:00"' in words_of(early)
    assert browser.post(f"{ONE}/pause").status_code == 409
    browser.post(f"{ONE}/begin")
    browser.post(f"{ONE}/end")
    for address, sent in (
        ("debrief", {"on": "2020-01-01", "by": "researcher on call"}), ("letter", {"on": ""}),
        ("payments", {"what": "thanks", "sum": "lots"}),
    ):  # fmt: skip
        refused = browser.post(f"{ONE}/{address}", sent)
        assert refused.status_code == 422 and max(sent.values(), key=len) in words_of(refused)
    assert browser.post(f"{ONE}/note", {"text": " "}).status_code == 422 and not FieldNote.objects.exists()
    assert browser.post(f"{ONE}/diary", {"reflection": " "}).status_code == 422


def test_a_field_note_changed_in_another_window_is_shown_beside_ones_own(browser: Client, meeting: Meeting) -> None:
    for act in ("begin", "end"):
        browser.post(f"{ONE}/{act}")
    browser.post(f"{ONE}/note", {"text": "First"})
    carried = carried_by(browser.get(ONE), "text")
    browser.post(f"{ONE}/note", {**carried, "text": "Second"})
    clash = browser.post(f"{ONE}/note", {**carried, "text": "Third"})
    page = words_of(clash)
    assert clash.status_code == 409 and "As it stands now" in page and "Second" in page and ">Third</textarea>" in page
    browser.post(f"{ONE}/note", {**carried_by(clash, "text"), "text": "Third"})
    assert FieldNote.objects.get().text == "Third"


def test_of_two_first_field_notes_the_second_is_shown_the_first(browser: Client, meeting: Meeting) -> None:
    for act in ("begin", "end"):
        browser.post(f"{ONE}/{act}")
    carried = carried_by(browser.get(ONE), "text")
    browser.post(f"{ONE}/note", {**carried, "text": "First"})
    clash = browser.post(f"{ONE}/note", {**carried, "text": "Second"})
    page = words_of(clash)
    assert clash.status_code == 409 and "As it stands now" in page and ">Second</textarea>" in page
    assert FieldNote.objects.get().text == "First"
    assert browser.post(f"{ONE}/note", {**carried_by(clash, "text"), "text": "Both"}).status_code == 302


def test_whoever_took_consent_back_is_not_gone_to(browser: Client, meeting: Meeting) -> None:
    Consent.objects.update(withdrawn_on=timezone.localdate())
    page = words_of(browser.get(ONE))
    assert "Do not go, and do not get in touch about it." in page and "Cancel this meeting" in page
    assert "Begin the interview" not in page and "Change the plan" not in page and "Show where it is" not in page


def test_payments_are_promised_paid_and_summed(browser: Client, meeting: Meeting) -> None:
    browser.post(f"{ONE}/payments", {"what": "thanks", "sum": "£20"})
    browser.post(f"{ONE}/payments", {"what": "travel", "sum": "7.50"})
    assert "£7.50" in words_of(browser.get(ONE))
    refused = browser.post(f"{ONE}/payments/1/paid", {"on": "", "way": "cash", "receipt": "R 14"})
    assert refused.status_code == 422 and 'value="R 14"' in words_of(refused)
    paid = {"on": timezone.localdate().isoformat(), "way": "cash", "receipt": "R 14"}
    assert browser.post(f"{ONE}/payments/1/paid", paid)["Location"] == f"{ONE}#payments"
    assert browser.post(f"{ONE}/payments/1/paid", paid).status_code == 302
    again = browser.post(f"{ONE}/payments/1/paid", paid | {"way": "voucher", "receipt": "R 15"})
    assert again.status_code == 409 and "This was paid already." in words_of(again)
    assert Payment.objects.get(number=1).receipt == "R 14"
    browser.post(f"{ONE}/payments/2/take-out")
    assert browser.post(f"{ONE}/payments/9/paid", paid).status_code == 404
    assert Payment.objects.get().pence == 2000
    assert "£20.00" in words_of(browser.get(PAGE))


def test_a_meeting_that_does_not_take_place_asks_nobody_why(browser: Client, meeting: Meeting) -> None:
    browser.post(f"{ONE}/call-off", {"act": "nobody"})
    page = words_of(browser.get(ONE))
    assert "Nobody came." in page and "Nobody is asked why." in page and "Plan another meeting" in page
    assert browser.post(f"{ONE}/call-off", {"act": "cancel"}).status_code == 409


def test_an_overdue_meeting_is_said_in_calm_words_with_what_was_agreed(
    browser: Client, access: Access, wren: ScreeningEntry
) -> None:
    planned(access, wren, timezone.now() - timedelta(hours=3))
    for address in (PAGE, ONE):
        page = words_of(browser.get(address))
        assert "Meeting 1 was expected to end by" in page and "It is not an alarm" in page
        assert "Ring; then the team’s duty worker; then 999." in page
    browser.post(f"{ONE}/begin")
    browser.post(f"{ONE}/end")
    assert "was expected to end by" not in words_of(browser.get(PAGE))


def test_a_sealed_record_is_written_opened_added_to_and_closed(browser: Client, meeting: Meeting) -> None:
    serial = meeting.entry.serial
    form = words_of(browser.get(f"/studies/walking/recruitment/{serial}/incidents/new?meeting=1"))
    assert "not a clinical record and not an alarm" in form and 'name="meeting" value="1"' in form
    sent = {
        "kind": "distress", "on": timezone.localdate().isoformat(), "seen": "Wept <here>", "done": ["pause", "stop"],
        "limits": "yes", "meeting": "1", "told": "duty worker",
    }  # fmt: skip
    refused = browser.post(f"/studies/walking/recruitment/{serial}/incidents/new", sent | {"on": ""})
    assert refused.status_code == 422 and "Wept &lt;here&gt;" in words_of(refused)
    assert browser.post(f"/studies/walking/recruitment/{serial}/incidents/new", sent)["Location"].endswith("/incidents")
    listed = words_of(browser.get("/studies/walking/incidents"))
    assert "Distress" in listed and "still open" in listed and "Wept" not in listed
    assert not Act.objects.filter(verb="read incident").exists()
    one = f"/studies/walking/recruitment/{serial}/incidents/1"
    opened = browser.get(one)
    page = words_of(opened)
    assert "Wept &lt;here&gt;" in page and "Pause, Stop" in page and "meeting 1" in page
    assert opened["Cache-Control"] == "no-store" and Act.objects.filter(verb="read incident").count() == 1
    today = timezone.localdate().isoformat()
    kept = browser.post(f"{one}/add", {"on": "", "words": "Rang her"})
    assert kept.status_code == 422 and "Rang her" in words_of(kept)
    browser.post(f"{one}/add", {"on": today, "words": "Rang her"})
    assert "Rang her" in words_of(browser.get(one))
    browser.post(f"{one}/close", {"on": today})
    assert Incident.objects.get().closed_on == timezone.localdate()
    browser.post(f"{one}/again")
    assert browser.post(f"{one}/again").status_code == 409
    assert "Distress" in words_of(browser.get(ONE)) and "Wept" not in words_of(browser.get(ONE))


def test_the_guide_is_written_read_and_compared(browser: Client, access: Access) -> None:
    assert "No topic guide is kept yet" in words_of(browser.get("/studies/walking/guides"))
    first, second = keep_guide(access), keep_guide(access, "1.1", "Can you tell me how it all began?\n- Who asked you?")
    listed = words_of(browser.get("/studies/walking/guides"))
    assert "version 1.1" in listed and "2 questions" in listed and "1 question." in listed
    page = words_of(browser.get(f"/studies/walking/guides/{second.pk}?meeting=4"))
    assert "how it all began?" in page and "Who asked you?" in page and f'href="{PAGE}/4"' in page
    compared = words_of(browser.get(f"/studies/walking/guides/{second.pk}/compare?with={first.pk}"))
    assert "<ins>all</ins>" in compared and "<del>Where were you?</del>" in compared and "taken out" in compared
    form = words_of(browser.get(f"/studies/walking/guides/{second.pk}/questions"))
    assert "- Who asked you?" in form
    wrong = browser.post(f"/studies/walking/guides/{second.pk}/questions", {"questions": "- only a prompt"})
    assert wrong.status_code == 422 and "- only a prompt" in words_of(wrong)
    browser.post(f"/studies/walking/guides/{second.pk}/questions", {"questions": "One?\r\n- two"})
    assert [one.words for one in second.questions.all()] == ["One?"]


def test_questions_that_another_wrote_are_not_written_over_unseen(browser: Client, access: Access) -> None:
    address = f"/studies/walking/guides/{keep_guide(access).pk}/questions"
    carried = carried_by(browser.get(address), "questions")
    browser.post(address, carried | {"questions": "How did it begin?"})
    clash = browser.post(address, carried | {"questions": "What began it?"})
    page = words_of(clash)
    assert clash.status_code == 409 and "<p>How did it begin?</p>" in page and ">What began it?</textarea>" in page
    assert browser.post(address, carried_by(clash, "questions") | {"questions": "What began it?"}).status_code == 302
    assert words_of(browser.get(address)).count("What began it?") == 1


def test_what_a_meeting_used_is_not_written_over(browser: Client, meeting: Meeting) -> None:
    browser.post(f"{ONE}/begin")
    address = f"/studies/walking/guides/{meeting.guide_id}/questions"
    assert "so they stay as they are" in words_of(browser.get(address))
    assert browser.post(address, {"questions": "Another?"}).status_code == 409


def test_others_see_when_people_are_met_and_change_nothing(study: Study, meeting: Meeting) -> None:
    acts = ("ready", "limits", "check-in", "begin", "end", "call-off", "note", "payments", "debrief", "letter", "diary")
    for role in (Role.ANALYST, Role.SUPERVISOR, Role.AUDITOR):
        other = with_role(study, f"one-{role}", role)
        page = words_of(other.get(ONE))
        assert "If it is hard for them" in page and "<form" not in page.split("<main")[1]
        assert "Show where it is" not in page and "sealed record" not in page
        assert other.get(PAGE).status_code == 200
        assert "VEVENT" not in other.get(f"{PAGE}.ics").content.decode()
        for address in (f"{ONE}/place", f"{ONE}/change", "/studies/walking/incidents", new(meeting.entry)):
            assert other.get(address).status_code == 403
        assert {other.post(f"{ONE}/{act}").status_code for act in acts} == {403}


def test_an_adviser_reads_the_guide_and_not_who_is_met(study: Study, meeting: Meeting) -> None:
    adviser = with_role(study, "eve", Role.ADVISER)
    assert adviser.get(PAGE).status_code == adviser.get(ONE).status_code == 404
    assert "how it began?" in words_of(adviser.get(f"/studies/walking/guides/{meeting.guide_id}"))


def test_a_stranger_finds_nothing(charlie: Person, meeting: Meeting) -> None:
    stranger = signed_in(charlie)
    for address in (PAGE, ONE, f"{ONE}/place", f"{ONE}/change", f"{PAGE}.ics", "/studies/walking/guides"):
        assert stranger.get(address).status_code == 404
    assert stranger.post(f"{ONE}/begin").status_code == 404


def test_the_calendar_file_names_nobody(browser: Client, wren: ScreeningEntry) -> None:
    browser.post(new(wren), PLAN)
    answer = browser.get(f"{PAGE}.ics")
    assert answer["Content-Disposition"] == 'attachment; filename="walking-meetings.ics"'
    told = answer.content.decode()
    assert "DTSTART:20600505T130000Z" in told and not re.search("Wren|Quay|Bus 7", told)


def test_numbers_that_are_none_are_not_found(browser: Client, wren: ScreeningEntry) -> None:
    far = 10**16
    for address in (
        f"{PAGE}/{far}",
        f"/studies/walking/guides/{far}",
        f"/studies/walking/recruitment/{far}/meetings/new",
    ):
        assert browser.get(address).status_code == 404
    assert browser.get(f"{PAGE}?page=x").status_code == 200
    assert browser.get(f"/studies/walking/recruitment/{wren.serial}/incidents/{far}").status_code == 404
