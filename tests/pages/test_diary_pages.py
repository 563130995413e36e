"""The diary's pages: written, filtered, changed with what stood before, taken out; case first."""

from datetime import timedelta

import pytest

from lifeworld.analysis.models import DiaryEntry
from lifeworld.analysis.services import cases, diary, notes
from lifeworld.analysis.services.anchoring import Span
from lifeworld.interviews.selectors import frozen_version
from lifeworld.security.models import Person
from lifeworld.study import selectors
from lifeworld.study.models import Case, Role, Study
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case
from tests.conftest import NOON
from tests.pages.people import signed_in, with_role, words_of

pytestmark = pytest.mark.usefixtures("sealed_store")
DIARY = "/studies/walking/diary"
TYPED = {"written_on": "2026-03-02", "step": "noting", "case": "1", "text": "I wanted her to be glad."}


@pytest.fixture
def entry(access: Access, maeve: Case) -> DiaryEntry:
    return diary.write_entry(
        access=access, at=NOON, text="The kettle again.", step="noting", written_on=NOON.date(), case=maeve
    )


def test_an_empty_diary_teaches_what_it_is_for(alice: Person, study: Study) -> None:
    page = words_of(signed_in(alice).get(DIARY))
    assert "IPA asks who reads as much as what is read." in page
    assert "Write the first entry" in page


def test_an_entry_is_written_with_its_date_step_and_case(alice: Person, maeve: Case) -> None:
    client = signed_in(alice)
    page = client.post(f"{DIARY}/new", TYPED, follow=True)
    entry = DiaryEntry.objects.get()
    assert (entry.case, entry.step, entry.written_on, entry.carried_over) == (maeve, "noting", NOON.date(), False)
    assert "I wanted her to be glad." in words_of(page)


def test_what_an_entry_is_about_comes_from_the_page_one_was_on(alice: Person, access: Access, maeve: Case) -> None:
    span = Span(frozen_version(maeve).pk, 0, 20)
    note = notes.write_note(access=access, at=NOON, case=maeve, kind="untyped", body="x", spans=[span])
    client = signed_in(alice)
    form = words_of(client.get(f"{DIARY}/new?case=1&step=noting&about=note:{note.pk}&about=line:3"))
    assert "a note on line 1 of Maeve’s transcript" in form
    assert "line 3 of Maeve’s transcript" in form
    page = client.post(f"{DIARY}/new", {**TYPED, "about": [f"note:{note.pk}", "line:3"]}, follow=True)
    assert 'href="/studies/walking/cases/1/transcript?interview=1#L3"' in words_of(page)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": "  "}, "This entry is empty."),
        ({"written_on": "yesterday"}, "That is not a date."),
        ({"written_on": "2026-02-31"}, "That is not a date."),
        ({"step": "dancing"}, "There is no such step."),
    ],
)
def test_what_cannot_be_kept_is_said_and_what_was_typed_stays(
    change: dict[str, str], sentence: str, alice: Person, maeve: Case
) -> None:
    page = signed_in(alice).post(f"{DIARY}/new", {**TYPED, **change})
    assert page.status_code == 422
    assert sentence in words_of(page)
    assert change.get("text", "I wanted her to be glad.").strip() in words_of(page)
    assert not DiaryEntry.objects.exists()


def test_entries_are_filtered_by_case_and_step(alice: Person, access: Access, entry: DiaryEntry) -> None:
    diary.write_entry(access=access, at=NOON, text="Before it all.", step="before", written_on=NOON.date())
    client = signed_in(alice)
    both = words_of(client.get(DIARY))
    assert "The kettle again." in both
    assert "Before it all." in both
    assert "Before it all." not in words_of(client.get(f"{DIARY}?case=1"))
    assert "The kettle again." not in words_of(client.get(f"{DIARY}?step=before"))


def test_a_changed_entry_shows_what_stood_before(alice: Person, entry: DiaryEntry) -> None:
    client = signed_in(alice)
    path = f"{DIARY}/{entry.pk}"
    client.post(path, {"text": "The kettle, and my own.", "step": "noting", "seen": entry.changed_at.isoformat()})
    entry.refresh_from_db()
    assert entry.text == "The kettle, and my own."
    page = words_of(client.get(path))
    assert "What stood before" in page
    assert "<p>The kettle again.</p>" in page
    assert "when Alice changed it" in page


def test_an_entry_changed_in_another_window_is_not_overwritten(
    alice: Person, access: Access, entry: DiaryEntry
) -> None:
    seen = entry.changed_at.isoformat()
    diary.change_entry(access=access, at=NOON + timedelta(minutes=1), entry=entry, values={"text": "Theirs."})
    page = signed_in(alice).post(f"{DIARY}/{entry.pk}", {"text": "Mine.", "step": "noting", "seen": seen})
    assert page.status_code == 409
    assert "<blockquote>Theirs.</blockquote>" in words_of(page)
    assert "Mine.</textarea>" in words_of(page)


def test_an_entry_taken_out_leaves_the_diary_and_stays_in_the_trail(alice: Person, entry: DiaryEntry) -> None:
    client = signed_in(alice)
    page = client.post(f"{DIARY}/{entry.pk}/take-out", follow=True)
    assert "The kettle again." not in words_of(page)
    assert client.get(f"{DIARY}/{entry.pk}").status_code == 404
    assert "The kettle again." in words_of(client.get("/studies/walking/trail"))


def test_entries_of_a_closed_case_do_not_show_and_those_of_the_study_do(
    alice: Person, bob: Person, access: Access, maeve: Case, entry: DiaryEntry
) -> None:
    diary.write_entry(access=access, at=NOON, text="On the whole.", step="before", written_on=NOON.date())
    tobias = add_case(access=access, at=NOON, pseudonym="Tobias")
    cases.sign_off(access=access, at=NOON, case=maeve)
    cases.open_with_diary(access=access, at=NOON, case=tobias, carried_over="Her river, still.", written_on=NOON.date())
    client = signed_in(alice)
    page = words_of(client.get(DIARY))
    assert "The kettle again." not in page
    assert "On the whole." in page
    assert "Her river, still." in page
    assert client.get(f"{DIARY}?case=1").status_code == 404
    assert client.get(f"{DIARY}/{entry.pk}").status_code == 409
    assert client.post(f"{DIARY}/{entry.pk}/take-out").status_code == 409
    assert "The kettle again." in words_of(signed_in(bob).get(DIARY))
    sent = {"text": "Again.", "step": "noting", "written_on": "2026-03-02", "case": 1}
    call = client.post("/api/studies/walking/diary", sent, content_type="application/json")
    assert (client.post(f"{DIARY}/new", sent).status_code, call.status_code) == (404, 409)
    assert not DiaryEntry.objects.filter(text="Again.").exists()


def test_a_supervisor_reads_the_diary_and_writes_nothing_in_it(bob: Person, entry: DiaryEntry) -> None:
    client = signed_in(bob)
    assert "The kettle again." in words_of(client.get(DIARY))
    assert client.get(f"{DIARY}/new").status_code == 403
    assert client.post(f"{DIARY}/{entry.pk}", {"text": "Mine", "step": "noting"}).status_code == 403
    assert client.post(f"{DIARY}/{entry.pk}/take-out").status_code == 403
    assert "<textarea" not in words_of(client.get(f"{DIARY}/{entry.pk}"))


def test_an_entry_is_found_under_its_own_study_alone(alice: Person, study: Study, entry: DiaryEntry) -> None:
    from lifeworld.study.services import create_study
    from tests.conftest import RECORD

    create_study(by=alice, at=NOON, summary_text=RECORD, slug="running")
    assert signed_in(alice).get(f"/studies/running/diary/{entry.pk}").status_code == 404


def test_advisers_and_strangers_find_no_diary(study: Study, charlie: Person, entry: DiaryEntry) -> None:
    adviser, stranger = with_role(study, "eve", Role.ADVISER), signed_in(charlie)
    for path in (DIARY, f"{DIARY}/new", f"{DIARY}/{entry.pk}"):
        assert adviser.get(path).status_code == 404
        assert stranger.get(path).status_code == 404


def test_pages_take_only_what_they_are_for(alice: Person, entry: DiaryEntry) -> None:
    client = signed_in(alice)
    assert client.post(DIARY).status_code == 405
    assert client.get(f"{DIARY}/{entry.pk}/take-out").status_code == 405


def test_a_long_diary_comes_in_pages(alice: Person, access: Access, maeve: Case) -> None:
    for day in range(31):
        diary.write_entry(
            access=access, at=NOON, text=f"Day {day}.", step="noting",
            written_on=NOON.date() + timedelta(days=day), case=maeve,
        )  # fmt: skip
    client = signed_in(alice)
    first, second = words_of(client.get(f"{DIARY}?case=1")), words_of(client.get(f"{DIARY}?case=1&page=2"))
    assert "Day 30." in first
    assert "Day 0." not in first
    assert "Day 0." in second
    assert 'href="?case=1&amp;page=2"' in first


@pytest.fixture
def many(access: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    """More cases than a form lists."""
    monkeypatch.setattr(selectors, "MOST_TO_CHOOSE", 2)
    for name in ("Tobias", "Anjali"):
        add_case(access=access, at=NOON, pseudonym=name)


@pytest.mark.usefixtures("many")
def test_among_many_cases_one_is_chosen_by_its_pseudonym(alice: Person, entry: DiaryEntry, access: Access) -> None:
    cases.open_across_cases(access=access, at=NOON, reason="To compare")
    client = signed_in(alice)
    page = words_of(client.get(DIARY))
    assert 'name="named"' in page and '<option value="1"' not in page and "The kettle again." in page
    found = words_of(client.get(DIARY, {"named": " maeve "}))
    assert "The kettle again." in found and 'value="Maeve"' in found
    assert "The kettle again." not in words_of(client.get(DIARY, {"named": "Tobias"}))
    nobody = client.get(DIARY, {"named": "Nobody"})
    assert nobody.status_code == 422 and "No case that you can choose here has that pseudonym." in words_of(nobody)


@pytest.mark.usefixtures("many")
def test_an_entry_about_a_case_of_many_keeps_what_was_typed_where_the_name_is_wrong(
    alice: Person, maeve: Case, access: Access
) -> None:
    cases.open_across_cases(access=access, at=NOON, reason="To compare")
    typed = {name: value for name, value in TYPED.items() if name != "case"}
    refused = signed_in(alice).post(f"{DIARY}/new", {**typed, "named": "Meave"})
    assert refused.status_code == 422
    assert 'value="Meave"' in words_of(refused) and TYPED["text"] in words_of(refused)
    signed_in(alice).post(f"{DIARY}/new", {**typed, "named": "Maeve"})
    assert DiaryEntry.objects.get().case == maeve
