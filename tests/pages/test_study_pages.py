"""The pages of the study record and of its people, as each role meets them."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from lifeworld.common.errors import DomainError
from lifeworld.security import keyring
from lifeworld.security.models import Person
from lifeworld.study.models import Case, Membership, Role, Study
from lifeworld.study.rules.hra_summary import parse_summary
from lifeworld.study.selectors import Access, case_named, chosen_case
from lifeworld.study.services import add_case
from lifeworld.trail.models import Act
from lifeworld.trail.selectors import verify
from tests.conftest import NOON, RECORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sealed_store")]


@pytest.fixture
def unsealed(settings: Any, tmp_path: Path, sealed_store: Path) -> None:
    """The store as after `lifeworld demo`: there, and without a passphrase."""
    keyring.lock_store()
    (tmp_path / "store.sqlite3").touch()
    settings.DATA_FOLDER = tmp_path


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="lifeworld.security.backend.StoreBackend")
    return client


def words_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


PAGES = ["/studies/walking/record", "/studies/walking/people"]
LEAD_PAGES = ["/studies/walking/record/edit", "/studies/walking/plan"]


@pytest.mark.parametrize("path", PAGES + LEAD_PAGES)
def test_a_stranger_finds_nothing_at_any_page(path: str, study: Study, charlie: Person) -> None:
    assert signed_in(charlie).get(path).status_code == 404


@pytest.mark.parametrize("path", PAGES)
def test_a_supervisor_reads_and_is_offered_no_change(path: str, study: Study, bob: Person) -> None:
    response = signed_in(bob).get(path)
    assert response.status_code == 200
    assert '<button class="btn">' not in words_of(response)
    assert "/record/edit" not in words_of(response)


@pytest.mark.parametrize("path", LEAD_PAGES)
def test_only_the_lead_opens_the_forms(path: str, study: Study, bob: Person, alice_client: Client) -> None:
    assert signed_in(bob).get(path).status_code == 403
    assert alice_client.get(path).status_code == 200


def test_a_supervisor_cannot_add_a_person_by_sending_the_form(study: Study, bob: Person) -> None:
    assert signed_in(bob).post("/studies/walking/people", {"pseudonym": "Tobias"}).status_code == 403
    assert study.cases.count() == 0


@pytest.mark.parametrize("path", ["/", "/studies", "/studies/walking/record", "/studies/walking/record.txt"])
def test_pages_that_only_show_refuse_to_be_sent_anything(path: str, study: Study, alice_client: Client) -> None:
    assert alice_client.post(path).status_code == 405


def test_the_first_address_leads_to_the_only_study(study: Study, alice_client: Client) -> None:
    response = alice_client.get("/")
    assert (response.status_code, response.headers["Location"]) == (302, "/studies/walking")


def test_without_a_study_the_list_tells_where_the_record_is_found(alice_client: Client) -> None:
    assert alice_client.get("/").headers["Location"] == "/studies"
    page = words_of(alice_client.get("/studies"))
    assert "Health Research Authority" in page
    assert page.count('class="btn') == 1


def test_a_pasted_record_makes_a_study_and_opens_on_what_was_read(alice_client: Client) -> None:
    response = alice_client.post("/studies/new", {"summary": RECORD, "slug": "walks"})
    assert response.headers["Location"] == "/studies/walks/record"
    page = words_of(alice_client.get("/studies/walks/record"))
    assert "<dt>IRAS ID</dt><dd><p>999999</p></dd>" in page
    assert "things to look at" in page
    study = Study.objects.get()
    assert all(warning["sentence"] in page for warning in study.summary_warnings)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_record_is_read_from_a_file_in_any_office_encoding(
    encoding: str, alice_client: Client, tmp_path: Path
) -> None:
    file = tmp_path / "record.txt"
    file.write_bytes(RECORD.replace("walking together", "walking – together").encode(encoding))
    with file.open("rb") as opened:
        assert alice_client.post("/studies/new", {"summary": "", "file": opened}).status_code == 302
    assert Study.objects.get().short_title == "A fictional study of walking – together"


def test_what_is_no_record_is_refused_and_stays_in_the_form(alice_client: Client) -> None:
    response = alice_client.post("/studies/new", {"summary": "Dear Ms Allotey, thank you", "slug": "walks"})
    page = words_of(response)
    assert response.status_code == 422
    assert "Dear Ms Allotey, thank you" in page
    assert 'value="walks"' in page
    assert "none of the labels of a research summary" in page
    assert not Study.objects.exists()


def test_without_a_passphrase_no_study_of_ones_own_is_made(alice_client: Client, unsealed: None) -> None:
    assert "/studies/new" not in words_of(alice_client.get("/studies"))
    response = alice_client.post("/studies/new", {"summary": RECORD})
    assert response.status_code == 409
    assert "This store has no passphrase" in words_of(response)
    assert not Study.objects.exists()


def test_a_study_never_takes_the_address_of_the_form_for_new_ones(alice_client: Client) -> None:
    alice_client.post("/studies/new", {"summary": RECORD.replace("A fictional study of walking together", "New", 1)})
    assert Study.objects.get().slug == "new-2"
    assert alice_client.post("/studies/new", {"summary": RECORD, "slug": "new"}).status_code == 422


def test_a_changed_field_is_kept_looked_at_again_and_told_in_the_trail(study: Study, alice_client: Client) -> None:
    alice_client.post("/studies/walking/record/edit", {"rec_reference": "not a reference", "sponsor": "A university"})
    study.refresh_from_db()
    assert study.sponsor == "A university"
    sentences = {(warning["field"], warning["sentence"]) for warning in study.summary_warnings}
    assert ("rec_reference", "A REC reference reads like 16/EM/0109; this one differs.") in sentences
    assert not [field for field, _ in sentences if field == "sponsor"]
    assert Act.objects.filter(study="walking", verb="changed study record").count() == 1


def test_a_record_without_a_title_is_refused_with_all_that_was_typed(study: Study, alice_client: Client) -> None:
    response = alice_client.post("/studies/walking/record/edit", {"short_title": " ", "sponsor": "A university"})
    assert response.status_code == 422
    assert 'value="A university"' in words_of(response)
    study.refresh_from_db()
    assert study.sponsor == ""


def test_the_plan_is_kept_and_said_in_words(study: Study, alice_client: Client) -> None:
    plan = {
        "research_question": "What is it like to be walked with?", "eligibility": "Lives nearby\r\nHas walked",
        "target_min": "6", "target_max": "8", "interview_plan": "Once, outdoors", "label_profile": "2009",
    }  # fmt: skip
    assert alice_client.post("/studies/walking/plan", plan).status_code == 302
    page = words_of(alice_client.get("/studies/walking/record"))
    assert "You hoped for six to eight; nobody yet." in page
    assert "Lives nearby<br>Has walked" in page
    assert "1st edition (2009)" in page


@pytest.mark.parametrize(
    ("low", "high"), [("8", "6"), ("six", "8"), ("²", ""), ("0", ""), ("6", "99999999999"), ("1", "00000000199999")]
)
def test_an_impossible_range_is_refused_with_what_was_typed(
    low: str, high: str, study: Study, alice_client: Client
) -> None:
    typed = {"research_question": "What is it like?", "target_min": low, "target_max": high, "label_profile": "2022"}
    response = alice_client.post("/studies/walking/plan", typed)
    assert response.status_code == 422
    assert f'value="{low}"' in words_of(response)
    assert "What is it like?" in words_of(response)
    study.refresh_from_db()
    assert (study.target_min, study.research_question) == (None, "")


def test_what_is_typed_into_the_record_is_never_cut(study: Study, alice_client: Client) -> None:
    whole = "ISRCTN " + "0" * 53
    assert alice_client.post("/studies/walking/record/edit", {"isrctn": whole}).status_code == 302
    refused = alice_client.post("/studies/walking/record/edit", {"isrctn": whole + "1"})
    assert refused.status_code == 422 and "longer than 60 characters" in words_of(refused)
    assert f'value="{whole}1"' in words_of(refused)
    study.refresh_from_db()
    assert study.isrctn == whole


def test_the_record_taken_out_as_text_reads_back_the_same(study: Study, alice_client: Client) -> None:
    response = alice_client.get("/studies/walking/record.txt")
    again = parse_summary(response.content.decode())
    assert (again.short_title, again.iras_id, again.rec_reference) == (study.short_title, "999999", "16/EM/9999")
    assert response.headers["Content-Disposition"] == 'attachment; filename="walking-record.txt"'
    assert json.loads(alice_client.get("/studies/walking/record.json").content)["iras_id"] == "999999"
    assert Act.objects.filter(verb="took out study record").count() == 2
    assert verify("walking").finding is None


def test_an_adviser_may_not_take_the_record_out(study: Study, charlie: Person) -> None:
    Membership.objects.create(study=study, person=charlie, role=Role.ADVISER)
    assert signed_in(charlie).get("/studies/walking/record").status_code == 200
    assert signed_in(charlie).get("/studies/walking/record.txt").status_code == 403


def test_markup_in_a_record_is_shown_and_never_run(study: Study, alice_client: Client) -> None:
    alice_client.post("/studies/walking/record/edit", {"research_summary": "<script>alert(1)</script>"})
    page = words_of(alice_client.get("/studies/walking/record"))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_people_stand_in_order_with_where_each_is(alice_client: Client, maeve: Any, access: Access) -> None:
    add_case(access=access, at=NOON, pseudonym="Tobias")
    page = words_of(alice_client.get("/studies/walking/people"))
    assert page.index("Maeve") < page.index("Tobias")
    assert "Under analysis since 2 March 2026." in page
    assert "Not opened yet" in page
    assert "Two so far." in page


def test_a_person_is_added_by_pseudonym(study: Study, alice_client: Client) -> None:
    alice_client.post("/studies/walking/people", {"pseudonym": "  Gwen "})
    assert [case.pseudonym for case in study.cases.all()] == ["Gwen"]


@pytest.mark.parametrize("pseudonym", ["", "MAEVE", "\u200b", "Tom\x7fLee", "x" * 61, "x" * 5_000])
def test_a_pseudonym_that_cannot_be_used_is_refused_beside_what_was_typed(
    pseudonym: str, maeve: Any, study: Study, alice_client: Client
) -> None:
    response = alice_client.post("/studies/walking/people", {"pseudonym": pseudonym})
    assert response.status_code in {409, 422}
    assert "No case was added." in words_of(response)
    assert f'name="pseudonym" value="{pseudonym}"' in words_of(response)
    assert study.cases.count() == 1


@pytest.mark.parametrize("again", ["Zoë", "ZOË", "zoë", "Zoe\u0308", " ZOE\u0308 "])
def test_a_pseudonym_is_taken_whatever_its_capitals_and_however_its_accent_was_typed(
    again: str, study: Study, access: Access, alice_client: Client
) -> None:
    zoe = add_case(access=access, at=NOON, pseudonym="Zoe\u0308")
    response = alice_client.post("/studies/walking/people", {"pseudonym": again})
    assert "A case of that pseudonym is in this study already." in words_of(response)
    assert [case.pseudonym for case in study.cases.all()] == ["Zoë"]
    assert case_named(access, again.strip()) == chosen_case(study.cases.all(), {"named": again}) == zoe
    alice_client.post("/studies/walking/people", {"pseudonym": "Zoe"})
    assert case_named(access, "ZOE").number == 2


def test_signs_that_nobody_sees_make_no_other_pseudonym(study: Study, access: Access) -> None:
    assert add_case(access=access, at=NOON, pseudonym="\u202eOld\u00a0\u200b Tom\ufeff").pseudonym == "Old Tom"
    with pytest.raises(DomainError, match="is in this study already"):
        add_case(access=access, at=NOON, pseudonym="Old\u00ad Tom")


def test_of_two_that_stood_in_an_old_store_each_is_found_as_it_is_written(study: Study, access: Access) -> None:
    found = [
        Case.objects.create(study=study, number=number, pseudonym=name, created_at=NOON, changed_at=NOON)
        for number, name in enumerate(("Zoë", "Zoe\u0308"), start=1)
    ]
    assert [case_named(access, one.pseudonym) for one in found] == found


def test_a_long_list_of_people_comes_in_pages(study: Study, access: Access, alice_client: Client) -> None:
    for number in range(1, 53):
        add_case(access=access, at=NOON, pseudonym=f"Person {number}")
    first = words_of(alice_client.get("/studies/walking/people"))
    assert "Person 50<" in first
    assert "Person 51<" not in first
    assert "Person 51<" in words_of(alice_client.get("/studies/walking/people?page=2"))
