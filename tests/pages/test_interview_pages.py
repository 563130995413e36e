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

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sealed_store")]

IMPORT = "/studies/walking/interviews/import"
PREVIEW = f"{IMPORT}/preview"
TEXT = "Interviewer: How was the walk?\nBrenda: We went by the river.\nInterviewer: And then?\nBrenda: Home, slowly.\n"


@pytest.fixture
def gwen(access: Access) -> Case:
    return add_case(access=access, at=NOON, pseudonym="Gwen")


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="lifeworld.security.backend.StoreBackend")
    return client


def words_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def a_file(text: str = TEXT, name: str = "Brenda Smith interview.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def decided(client: Client, **typed: str) -> dict[str, str]:
    """The preview form as a browser would send it: every field at its suggested value, then what was typed."""
    form: dict[str, str] = {}
    for shown in client.get(PREVIEW).context["previews"]:
        key = shown.arrival.pk
        form |= {f"seen-{key}": "yes"} | {f"{name}-{key}": value for name, value in shown.typed.items()}
        form |= {speaker.field: speaker.role for speaker in shown.speakers}
        form |= {f"{name}-{key}": value for name, value in typed.items()}
    return form


def draft_of(access: Access, case: Case, text: str = TEXT) -> TranscriptVersion:
    client = signed_in(access.person)
    client.post(IMPORT, {"files": a_file(text), "case": str(case.number)})
    assert client.post(PREVIEW, decided(client)).status_code == 302
    return TranscriptVersion.objects.latest("pk")


# Who may


@pytest.mark.parametrize("path", ["/studies/walking/interviews", IMPORT, PREVIEW])
def test_a_stranger_finds_nothing(path: str, study: Study, charlie: Person) -> None:
    assert signed_in(charlie).get(path).status_code == 404


def test_a_supervisor_sees_the_list_and_cannot_bring_in(study: Study, maeve: Case, bob: Person) -> None:
    client = signed_in(bob)
    page = words_of(client.get("/studies/walking/interviews"))
    assert "Frozen on 2 March 2026." in page
    assert "/interviews/import" not in page
    assert client.get(IMPORT).status_code == 403
    assert client.post(IMPORT, {"text": TEXT}).status_code == 403
    assert not Arrival.objects.exists()


def test_an_adviser_sees_that_interviews_exist_and_no_words(study: Study, maeve: Case, charlie: Person) -> None:
    Membership.objects.create(study=study, person=charlie, role=Role.ADVISER)
    client = signed_in(charlie)
    assert "Maeve" in words_of(client.get("/studies/walking/interviews"))
    version = TranscriptVersion.objects.get()
    assert client.get(f"/studies/walking/transcripts/{version.pk}").status_code == 404


@pytest.mark.parametrize("act", ["freeze", "speakers"])
def test_acts_on_a_transcript_are_never_done_by_opening_an_address(act: str, maeve: Case, alice_client: Client) -> None:
    version = TranscriptVersion.objects.get()
    assert alice_client.get(f"/studies/walking/transcripts/{version.pk}/{act}").status_code == 405


def test_a_transcript_is_not_found_under_another_study(maeve: Case, alice_client: Client) -> None:
    version = TranscriptVersion.objects.get()
    assert alice_client.get(f"/studies/another/transcripts/{version.pk}").status_code == 404


# Looking before anything is saved


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


# The draft, and freezing it


def test_a_draft_shows_its_words_its_checksum_and_the_first_numbered_lines(
    gwen: Case, access: Access, alice_client: Client
) -> None:
    version = draft_of(access, gwen, TEXT.replace("We went by the river.", "We went by the river " * 8))
    page = words_of(alice_client.get(f"/studies/walking/transcripts/{version.pk}?width=40"))
    assert version.original.sha256 in page
    assert "Line numbers will not change after this." in page
    assert '<td class="num">3</td>' in page
    narrow = alice_client.get(f"/studies/walking/transcripts/{version.pk}?width=40").context["sample"]
    wide = alice_client.get(f"/studies/walking/transcripts/{version.pk}?width=100").context["sample"]
    assert len(narrow) > len(wide)
    assert all(len(text) <= 40 for _, _, text in narrow)


@pytest.mark.parametrize("width", ["9", "x", "999999999", "", "²"])
def test_an_odd_width_in_the_address_never_breaks_the_page(
    width: str, gwen: Case, access: Access, alice_client: Client
) -> None:
    version = draft_of(access, gwen)
    response = alice_client.get(f"/studies/walking/transcripts/{version.pk}", {"width": width})
    assert response.status_code == 200


def test_freezing_numbers_the_lines_once_and_leads_to_the_reader(
    gwen: Case, access: Access, alice_client: Client
) -> None:
    version = draft_of(access, gwen)
    path = f"/studies/walking/transcripts/{version.pk}"
    assert alice_client.post(f"{path}/freeze", {"width": "50", "per_page": "20"}).status_code == 302
    version.refresh_from_db()
    assert (version.line_width, version.lines_per_page) == (50, 20)
    page = words_of(alice_client.get(path))
    assert "Lines of up to 50 characters, 20 to a page." in page
    assert "/cases/1/transcript" in page
    assert "/freeze" not in page
    assert alice_client.post(f"{path}/freeze", {"width": "60", "per_page": "20"}).status_code == 409
    version.refresh_from_db()
    assert version.line_width == 50


def test_a_width_that_cannot_be_is_refused_and_the_draft_stays_one(
    gwen: Case, access: Access, alice_client: Client
) -> None:
    version = draft_of(access, gwen)
    path = f"/studies/walking/transcripts/{version.pk}"
    response = alice_client.post(f"{path}/freeze", {"width": "200", "per_page": "20"})
    assert response.status_code == 422
    assert 'value="200"' in words_of(response)
    version.refresh_from_db()
    assert version.frozen_at is None


def test_a_supervisor_reads_a_draft_and_is_offered_no_change(gwen: Case, access: Access, bob: Person) -> None:
    version = draft_of(access, gwen)
    client, path = signed_in(bob), f"/studies/walking/transcripts/{version.pk}"
    page = words_of(client.get(path))
    assert "We went by the river." in page
    assert 'class="btn' not in page
    assert client.post(f"{path}/freeze", {"width": "60", "per_page": "20"}).status_code == 403
    assert client.post(f"{path}/speakers", {}).status_code == 403
    assert client.get(f"{path}/original").status_code == 403


def test_swapped_speakers_are_put_right_in_one_act(gwen: Case, access: Access, alice_client: Client) -> None:
    version = draft_of(access, gwen)
    path = f"/studies/walking/transcripts/{version.pk}"
    alice_client.post(f"{path}/speakers", {"role-0": "participant", "role-1": "interviewer"})
    first, second = version.turns.order_by("index")[:2]
    assert (first.speaker, first.role) == ("Gwen", "participant")
    assert (second.speaker, second.role) == ("Interviewer", "interviewer")
    assert Act.objects.filter(verb="changed speakers").count() == 1
    assert alice_client.post(f"{path}/speakers", {"role-0": "other", "role-1": "other"}).status_code == 422


def test_speakers_of_a_frozen_transcript_stay(maeve: Case, alice_client: Client) -> None:
    version = TranscriptVersion.objects.get()
    path = f"/studies/walking/transcripts/{version.pk}/speakers"
    assert alice_client.post(path, {"role-0": "participant", "role-1": "interviewer"}).status_code == 409
    assert version.turns.order_by("index")[0].role == "interviewer"


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


def test_the_original_comes_out_byte_for_byte_under_a_neutral_name(
    gwen: Case, access: Access, alice_client: Client
) -> None:
    version = draft_of(access, gwen)
    response = alice_client.get(f"/studies/walking/transcripts/{version.pk}/original")
    assert response.content == TEXT.encode()
    assert response.headers["Content-Disposition"] == 'attachment; filename="case-1-interview-1.txt"'
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert Act.objects.filter(verb="took out original", case_number=1).count() == 1


def test_a_long_transcript_comes_in_pages(gwen: Case, access: Access, alice_client: Client) -> None:
    text = "".join(f"Interviewer: And on day {day}?\nBrenda: Day {day} was long.\n" for day in range(1, 41))
    version = draft_of(access, gwen, text)
    path = f"/studies/walking/transcripts/{version.pk}"
    assert "Day 26 was long." not in words_of(alice_client.get(path))
    assert "Day 26 was long." in words_of(alice_client.get(f"{path}?page=2"))


# One next step


def test_the_list_always_offers_the_one_next_step(study: Study, access: Access, alice_client: Client) -> None:
    def step() -> str:
        return str(alice_client.get("/studies/walking/interviews").context["next"].what)

    assert step() == "Bring in the first interview"
    gwen = add_case(access=access, at=NOON, pseudonym="Gwen")
    assert step() == "Bring in Gwen’s interview"
    alice_client.post(IMPORT, {"files": a_file(), "case": "1"})
    assert step() == "One file waits for you to look at"
    alice_client.post(PREVIEW, decided(alice_client))
    assert step() == "Check Gwen’s transcript and freeze its lines"
    version = TranscriptVersion.objects.get(interview__case=gwen)
    alice_client.post(f"/studies/walking/transcripts/{version.pk}/freeze", {"width": "62", "per_page": "30"})
    assert step() == "Go on to the analysis"


def test_the_list_asks_the_database_the_same_number_of_questions_however_many_cases(
    study: Study, access: Access, alice_client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(1, 31):
        bring_in(access, add_case(access=access, at=NOON, pseudonym=f"Person {number}"))
    with django_assert_max_num_queries(16):
        alice_client.get("/studies/walking/interviews")
