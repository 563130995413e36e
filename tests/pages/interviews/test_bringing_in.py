"""Bringing interviews in: nothing is saved before it was looked at, and nothing is lost on the way."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lifeworld.common import search_index
from lifeworld.interchange import transcripts
from lifeworld.interchange.transcripts import read_transcript
from lifeworld.interviews.models import Arrival, Interview, TranscriptVersion
from lifeworld.interviews.rules.reading import ReadTranscript
from lifeworld.security.models import Person
from lifeworld.study.models import Case, Membership, Role, Study
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case
from lifeworld.trail.models import Act, ActDetail
from tests.conftest import NOON, bring_in
from tests.pages.interviews.brought import IMPORT, PREVIEW, TEXT, a_file, decided, draft_of
from tests.pages.people import signed_in, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sealed_store")]


def test_an_upload_is_shown_whole_before_anything_is_saved(gwen: Case, alice_client: Client) -> None:
    response = alice_client.post(IMPORT, {"files": a_file(), "case": "1"})
    assert response.headers["Location"] == PREVIEW
    assert not TranscriptVersion.objects.exists()
    page = words_of(alice_client.get(PREVIEW))
    assert "Brenda Smith interview.txt" in page
    assert "We went by the river." in page
    roles = {speaker.name: speaker.role for speaker in alice_client.get(PREVIEW).context["previews"][0].speakers}
    assert roles == {"Interviewer": "interviewer", "Brenda": "participant"}
    assert '<option value="1" selected>Gwen</option>' in page


def test_a_kept_file_is_a_draft_under_the_pseudonym_with_its_bytes(gwen: Case, alice_client: Client) -> None:
    alice_client.post(IMPORT, {"files": a_file(), "case": "1"})
    response = alice_client.post(PREVIEW, decided(alice_client, held="2026-02-28", minutes="61"))
    version = TranscriptVersion.objects.get()
    assert response.headers["Location"] == f"/studies/walking/transcripts/{version.pk}"
    assert {turn.speaker for turn in version.turns.all()} == {"Interviewer", "Gwen"}
    assert (str(version.interview.held_on), version.interview.minutes) == ("2026-02-28", 61)
    assert bytes(version.original.content) == TEXT.encode()
    assert version.original.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert not Arrival.objects.exists()
    assert Act.objects.filter(verb="brought in transcript").count() == 1


def test_a_files_name_and_its_speakers_names_go_no_further_than_the_preview(gwen: Case, alice_client: Client) -> None:
    text = TEXT + "Aunt Sue: I was there too.\nBrenda: You were.\n" * 3
    alice_client.post(IMPORT, {"files": a_file(text), "case": "1"})
    alice_client.post(PREVIEW, decided(alice_client))
    version = TranscriptVersion.objects.get()
    page = words_of(alice_client.get(f"/studies/walking/transcripts/{version.pk}"))
    assert "I was there too." in page
    for name in ("Brenda", "Smith", "Aunt Sue"):
        assert name not in page
        assert not [row for row in ActDetail.objects.all() if name in str(row.changes) + row.why]
    assert {turn.speaker for turn in version.turns.all()} == {"Interviewer", "Gwen", "Someone else"}


def test_many_files_at_once_each_go_to_their_own_person(gwen: Case, access: Access, alice_client: Client) -> None:
    files = [a_file(TEXT.replace("river", place), f"{place}.txt") for place in ("canal", "sea")]
    alice_client.post(IMPORT, {"files": files})
    form = decided(alice_client)
    first, second = [shown.arrival.pk for shown in alice_client.get(PREVIEW).context["previews"]]
    form |= {f"case-{first}": "1", f"case-{second}": "new", f"pseudonym-{second}": "Tobias"}
    assert alice_client.post(PREVIEW, form).headers["Location"] == "/studies/walking/interviews"
    kept = {version.interview.case.pseudonym: version.text for version in TranscriptVersion.objects.all()}
    assert "canal" in kept["Gwen"]
    assert "sea" in kept["Tobias"]


def test_files_checked_before_are_frozen_as_they_are_kept(gwen: Case, access: Access, alice_client: Client) -> None:
    alice_client.post(IMPORT, {"files": a_file(), "case": str(gwen.number)})
    alice_client.post(PREVIEW, {**decided(alice_client), "freeze": "yes"})
    at_once = TranscriptVersion.objects.get()
    other = add_case(access=access, at=NOON, pseudonym="Maud")
    later = draft_of(access, other)
    alice_client.post(f"/studies/walking/transcripts/{later.pk}/freeze")
    later.refresh_from_db()
    assert at_once.frozen_at and at_once.lines
    assert (at_once.lines, at_once.line_width, at_once.lines_per_page) == (later.lines, later.line_width, 30)
    turns = ("index", "start", "end", "role", "first_line")
    assert list(at_once.turns.values_list(*turns)) == list(later.turns.values_list(*turns))
    told = [act.verb for act in Act.objects.filter(study="walking", case_number=gwen.number).order_by("number")]
    assert told[-2:] == ["brought in transcript", "froze transcript"]
    assert len(search_index.find("river", study_id=access.study.pk, case_ids=[gwen.pk])) == 1


def test_a_file_is_read_once_from_its_upload_to_its_keeping(
    gwen: Case, alice_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def counted(content: bytes, suffix: str) -> ReadTranscript:
        read.append(suffix)
        return read_transcript(content, suffix)

    monkeypatch.setattr(transcripts, "read_transcript", counted)
    alice_client.post(IMPORT, {"files": a_file(TEXT + "Brenda: Once more.\n"), "case": str(gwen.number)})
    alice_client.get(PREVIEW)
    alice_client.post(PREVIEW, decided(alice_client))
    assert TranscriptVersion.objects.count() == 1
    assert read == [".txt"]


def test_two_files_of_one_person_become_two_interviews(gwen: Case, alice_client: Client) -> None:
    alice_client.post(IMPORT, {"files": [a_file(), a_file(TEXT.replace("river", "sea"))], "case": "1"})
    alice_client.post(PREVIEW, decided(alice_client))
    assert [one.number for one in Interview.objects.filter(case=gwen)] == [1, 2]


def test_a_bad_file_is_refused_plainly_while_the_good_one_stays(gwen: Case, alice_client: Client) -> None:
    bad = SimpleUploadedFile("scan.pdf", b"%PDF-1.7 not words")
    alice_client.post(IMPORT, {"files": [bad, a_file()], "case": "1"})
    page = words_of(alice_client.get(PREVIEW))
    assert "This is a PDF" in page
    assert "We went by the river." in page
    assert alice_client.post(PREVIEW, decided(alice_client)).status_code == 302
    assert TranscriptVersion.objects.count() == 1
    assert not Arrival.objects.exists()


def test_one_file_that_cannot_be_kept_keeps_all_waiting_with_what_was_typed(gwen: Case, alice_client: Client) -> None:
    alice_client.post(IMPORT, {"files": [a_file(), a_file()], "case": "1"})
    form = decided(alice_client, minutes="55")
    second = alice_client.get(PREVIEW).context["previews"][1].arrival.pk
    form |= {f"case-{second}": "new", f"pseudonym-{second}": "GWEN"}
    response = alice_client.post(PREVIEW, form)
    assert response.status_code == 409
    assert "A case of that pseudonym is in this study already." in words_of(response)
    assert 'value="GWEN"' in words_of(response)
    assert words_of(response).count('value="55"') == 2
    assert not TranscriptVersion.objects.exists()
    assert Arrival.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"case": ""}, "It is not said yet whose interview this is."),
        ({"case": "99"}, "It is not said yet whose interview this is."),
        ({"case": "0000000019"}, "It is not said yet whose interview this is."),
        ({"case": "new", "pseudonym": "  "}, "It is not said yet whose interview this is."),
        ({"held": "31 June"}, "That is no day of the calendar."),
        ({"held": "9999-01-01"}, "That day is still to come."),
        ({"minutes": "an hour"}, "whole number of minutes"),
        ({"interview": "7"}, "The next interview of this case is number 1."),
    ],
)
def test_what_cannot_be_is_refused_and_everything_waits(
    typed: dict[str, str], said: str, gwen: Case, alice_client: Client
) -> None:
    alice_client.post(IMPORT, {"files": a_file(), "case": "1"})
    response = alice_client.post(PREVIEW, decided(alice_client, **typed))
    assert response.status_code in {409, 422}
    assert said in words_of(response)
    assert not Interview.objects.exists()
    assert Arrival.objects.count() == 1


def test_somebody_has_to_be_the_participant(gwen: Case, alice_client: Client) -> None:
    alice_client.post(IMPORT, {"files": a_file(), "case": "1"})
    form = {name: "other" if name.startswith("role-") else value for name, value in decided(alice_client).items()}
    response = alice_client.post(PREVIEW, form)
    assert response.status_code == 422
    assert "No speaker is the participant" in words_of(response)
    assert not TranscriptVersion.objects.exists()


def test_where_it_is_unclear_who_asks_a_person_has_to_say(gwen: Case, alice_client: Client) -> None:
    alice_client.post(IMPORT, {"text": "Ann: Yes.\nBea: No.\nAnn: Perhaps.\nBea: Quite.\n", "case": "1"})
    assert '<option value="" selected>Choose…</option>' in words_of(alice_client.get(PREVIEW))
    response = alice_client.post(PREVIEW, decided(alice_client))
    assert response.status_code == 422
    assert "Choose a role for every speaker." in words_of(response)


def test_pasted_text_comes_in_like_a_file(gwen: Case, alice_client: Client) -> None:
    alice_client.post(IMPORT, {"text": TEXT.replace("\n", "\r\n"), "case": "1"})
    assert "Pasted text" in words_of(alice_client.get(PREVIEW))
    alice_client.post(PREVIEW, decided(alice_client))
    assert TranscriptVersion.objects.get().original.suffix == ".txt"


def test_the_first_interview_brings_its_person_into_the_study(study: Study, alice_client: Client) -> None:
    alice_client.post(IMPORT, {"text": TEXT})
    alice_client.post(PREVIEW, decided(alice_client, pseudonym="Anjali"))
    assert [case.pseudonym for case in study.cases.all()] == ["Anjali"]


def test_nothing_chosen_and_nothing_pasted_is_said(study: Study, alice_client: Client) -> None:
    response = alice_client.post(IMPORT, {"text": "  "})
    assert response.status_code == 422
    assert "There is no file and no text here." in words_of(response)


def test_more_than_can_be_held_is_refused_before_it_is_read(study: Study, alice_client: Client, settings: Any) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = alice_client.post(IMPORT, {"files": a_file("Ann: yes\n" * 500)})
    assert response.status_code == 422
    assert "larger than a file may be (60 MB)" in words_of(response)
    assert not Arrival.objects.exists()


def test_a_file_can_be_left_out_and_so_can_all(gwen: Case, alice_client: Client) -> None:
    alice_client.post(IMPORT, {"files": [a_file(), a_file(), a_file()]})
    first = Arrival.objects.first()
    assert first
    assert alice_client.post(PREVIEW, {"leave": str(first.pk)}).headers["Location"] == PREVIEW
    assert Arrival.objects.count() == 2
    assert alice_client.post(PREVIEW, {"leave": "all"}).headers["Location"] == "/studies/walking/interviews"
    assert not Arrival.objects.exists()


def test_a_file_that_came_in_from_another_window_is_not_kept_unseen(gwen: Case, alice_client: Client) -> None:
    alice_client.post(IMPORT, {"files": a_file(), "case": "1"})
    form = decided(alice_client)
    alice_client.post(IMPORT, {"files": a_file(TEXT.replace("river", "sea")), "case": "1"})
    assert alice_client.post(PREVIEW, form).headers["Location"] == PREVIEW
    assert "river" in TranscriptVersion.objects.get().text
    assert Arrival.objects.count() == 1


def test_what_waits_is_seen_by_nobody_else_and_goes_after_a_day(
    gwen: Case, alice_client: Client, bob: Person, study: Study
) -> None:
    alice_client.post(IMPORT, {"files": a_file()})
    Membership.objects.filter(study=study, person=bob).update(role=Role.LEAD)
    other = signed_in(bob)
    assert other.get(PREVIEW).headers["Location"] == IMPORT
    Arrival.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    assert alice_client.get(PREVIEW).headers["Location"] == IMPORT
    other.post(IMPORT, {"files": a_file(name="second.txt")})
    assert [one.name for one in Arrival.objects.all()] == ["second.txt"]


def test_markup_in_words_names_and_files_is_shown_and_never_run(gwen: Case, alice_client: Client) -> None:
    text = "Interviewer: Yes?\n<b>Bo</b>: <script>alert(1)</script> it was fine.\n"
    alice_client.post(IMPORT, {"files": a_file(text, '"><img src=x>.txt')})
    page = words_of(alice_client.get(PREVIEW))
    assert "<script>alert(1)" not in page
    assert "<img" not in page


def test_a_draft_is_replaced_by_bringing_the_same_interview_in_again(
    gwen: Case, access: Access, alice_client: Client
) -> None:
    draft_of(access, gwen)
    alice_client.post(IMPORT, {"files": a_file(TEXT.replace("river", "sea")), "case": "1", "interview": "1"})
    alice_client.post(PREVIEW, decided(alice_client))
    assert [version.number for version in TranscriptVersion.objects.order_by("pk")] == [1, 2]
    assert Interview.objects.filter(case=gwen).count() == 1


def test_a_frozen_interview_is_never_replaced(gwen: Case, access: Access, alice_client: Client) -> None:
    bring_in(access, gwen)
    alice_client.post(IMPORT, {"files": a_file(), "case": "1", "interview": "1"})
    response = alice_client.post(PREVIEW, decided(alice_client))
    assert response.status_code == 409
    assert "is frozen" in words_of(response)
    assert TranscriptVersion.objects.count() == 1
