"""The page of one transcript: the draft as it was read, its speakers put right, frozen, its file taken out."""

import pytest
from django.test import Client

from lifeworld.interviews.models import TranscriptVersion
from lifeworld.security.models import Person
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from lifeworld.trail.models import Act
from tests.pages.interviews.brought import TEXT, draft_of
from tests.pages.people import signed_in, words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sealed_store")]


@pytest.mark.parametrize("act", ["freeze", "speakers"])
def test_acts_on_a_transcript_are_never_done_by_opening_an_address(act: str, maeve: Case, alice_client: Client) -> None:
    version = TranscriptVersion.objects.get()
    assert alice_client.get(f"/studies/walking/transcripts/{version.pk}/{act}").status_code == 405


def test_a_transcript_is_not_found_under_another_study(maeve: Case, alice_client: Client) -> None:
    version = TranscriptVersion.objects.get()
    assert alice_client.get(f"/studies/another/transcripts/{version.pk}").status_code == 404


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


@pytest.mark.parametrize("typed", [{"width": "6o"}, {"per_page": "thirty"}, {"width": "62.5"}])
def test_lines_are_not_numbered_for_good_by_what_is_no_number(
    typed: dict[str, str], gwen: Case, access: Access, alice_client: Client
) -> None:
    version = draft_of(access, gwen)
    response = alice_client.post(f"/studies/walking/transcripts/{version.pk}/freeze", typed)
    assert response.status_code == 422
    assert f'value="{next(iter(typed.values()))}"' in words_of(response)
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


def test_the_original_comes_out_byte_for_byte_under_a_neutral_name(
    gwen: Case, access: Access, alice_client: Client
) -> None:
    version = draft_of(access, gwen)
    response = alice_client.get(f"/studies/walking/transcripts/{version.pk}/original")
    assert response.content == TEXT.encode()
    assert response.headers["Content-Disposition"] == 'attachment; filename="case-1-interview-1.txt"'
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert Act.objects.filter(verb="took out original", case_number=1).count() == 1


def test_a_transcript_stays_once_the_file_it_came_from_was_destroyed(
    gwen: Case, access: Access, alice_client: Client
) -> None:
    version = draft_of(access, gwen)
    version.original.delete()
    page = words_of(alice_client.get(f"/studies/walking/transcripts/{version.pk}"))
    assert "We went by the river." in page and "It was destroyed, because its time was over." in page
    assert "/original" not in page and "Checksum" not in page


def test_a_long_transcript_comes_in_pages(gwen: Case, access: Access, alice_client: Client) -> None:
    text = "".join(f"Interviewer: And on day {day}?\nBrenda: Day {day} was long.\n" for day in range(1, 41))
    version = draft_of(access, gwen, text)
    path = f"/studies/walking/transcripts/{version.pk}"
    assert "Day 26 was long." not in words_of(alice_client.get(path))
    assert "Day 26 was long." in words_of(alice_client.get(f"{path}?page=2"))
