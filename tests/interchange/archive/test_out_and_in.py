"""A study goes out and comes in again unchanged, and goes on as if it had never moved."""

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lifeworld.analysis.models import Note, Statement
from lifeworld.analysis.services import history, notes, statements
from lifeworld.analysis.services.anchoring import Span
from lifeworld.analysis.services.cases import reopen
from lifeworld.common import search_index
from lifeworld.common.id_blocks import SEQUENCE_BITS
from lifeworld.interviews.models import Arrival, Original, TranscriptVersion
from lifeworld.interviews.selectors import frozen_version
from lifeworld.interviews.services.arrivals import Incoming, hold_arrivals
from lifeworld.security.models import Person
from lifeworld.study.models import Case, Membership, Role, Study
from lifeworld.study.selectors import Access
from lifeworld.trail.models import Act
from lifeworld.trail.selectors import acts_of, verify
from tests.conftest import NOON
from tests.interchange.archive.moving import LATER, archive_of, bring_in, forget, parts_of

# The fixtures are a frame for every example; each example takes back what it wrote.
IN_THE_STORE = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def moved(study: Study, content: bytes, by: Person) -> Study:
    """The study after it left the store and came in again."""
    forget(study)
    assert not Study.objects.exists() and not TranscriptVersion.objects.exists() and not Note.objects.exists()
    bring_in(content, by)
    return Study.objects.get()


def test_every_row_is_the_same_after_moving(worked: Study, archive: bytes, alice: Person) -> None:
    before = parts_of(archive)
    assert all(rows for label, rows in before.items()), "the study of this test has work of every kind"
    again = archive_of(moved(worked, archive, alice))
    assert parts_of(again) == before


def test_the_trail_holds_and_goes_on_after_moving(worked: Study, archive: bytes, alice: Person) -> None:
    acts = acts_of(worked.slug).count()
    study = moved(worked, archive, alice)
    assert verify(study.slug).acts == acts and verify(study.slug).finding is None
    case = Case.objects.get(pseudonym="Maeve")
    reopen(access=Access(study, alice, Role.LEAD), at=LATER, case=case)
    assert verify(study.slug).acts == acts + 1 and verify(study.slug).finding is None


def test_undo_and_redo_work_after_moving(worked: Study, archive: bytes, alice: Person) -> None:
    study = moved(worked, archive, alice)
    access, case = Access(study, alice, Role.LEAD), Case.objects.get(pseudonym="Maeve")
    case = reopen(access=access, at=LATER, case=case)
    # The note that was taken out and brought back before the move goes out again by redo.
    history.redo(access=access, at=LATER, area="reader", case=case)
    assert Note.objects.get(body="away").removed_at is not None
    history.undo(access=access, at=LATER, area="reader", case=case)
    assert Note.objects.get(body="away").removed_at is None
    for _ in range(2):
        history.undo(access=access, at=LATER, area="reader", case=case)
    assert set(Note.objects.values_list("removed_at", flat=True)) != {None}
    assert verify(study.slug).finding is None


def test_new_rows_take_ids_above_all_that_came_in(worked: Study, archive: bytes, alice: Person) -> None:
    highest = max(row[0] for rows in parts_of(archive).values() for row in rows)
    study = moved(worked, archive, alice)
    case = reopen(access=Access(study, alice, Role.LEAD), at=LATER, case=Case.objects.get(pseudonym="Maeve"))
    version = frozen_version(case)
    note = notes.write_note(
        access=Access(study, alice, Role.LEAD), at=LATER, case=case, kind="untyped", body="here",
        spans=[Span(version.pk, 0, 11, version.text[:11])],
    )  # fmt: skip
    assert note.pk >> SEQUENCE_BITS > highest >> SEQUENCE_BITS
    act = Act.objects.latest("pk")
    assert act.pk >> SEQUENCE_BITS > highest >> SEQUENCE_BITS


def test_words_are_found_after_moving_and_those_taken_out_are_not(worked: Study, alice: Person, access: Access) -> None:
    case = reopen(access=access, at=LATER, case=Case.objects.get(pseudonym="Maeve"))
    notes.take_out_note(access=access, at=LATER, note=Note.objects.get(body="away"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT rowid FROM common_words ORDER BY rowid")
        before = cursor.fetchall()
        content = archive_of(worked)
        forget(worked)
        cursor.execute("DELETE FROM common_words")
        bring_in(content, alice)
        cursor.execute("SELECT rowid FROM common_words ORDER BY rowid")
        assert cursor.fetchall() == before
    found = search_index.find("just went", study_id=worked.pk, case_ids=[case.pk])
    assert {hit.kind for hit in found} == {"turn", "note"}
    assert search_index.find("away", study_id=worked.pk, case_ids=None) == []


def test_files_come_byte_for_byte_and_arrivals_stay_behind(worked: Study, access: Access, alice: Person) -> None:
    Original.objects.update(content=bytes(range(256)) * 9_000)
    hold_arrivals(access=access, at=NOON, files=[Incoming("a.txt", b"waiting")])
    content = archive_of(worked)
    Arrival.objects.all().delete()
    moved(worked, content, alice)
    assert bytes(Original.objects.get().content) == bytes(range(256)) * 9_000
    assert not Arrival.objects.exists()


def test_the_store_tells_of_both_and_the_study_of_neither(worked: Study, archive: bytes, alice: Person) -> None:
    acts = acts_of(worked.slug).count()
    moved(worked, archive, alice)
    act = acts_of("").latest("number")
    assert act.verb == "brought in study" and act.object_id == worked.pk
    assert act.detail.changes[0]["after"] == {
        "study": "walking",
        "acts": acts,
        "head": Act.objects.get(study="walking", number=acts).hash,
    }
    assert verify("").finding is None


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["note", "change note", "take out note", "statement", "take out statement", "undo", "redo"]),
        st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), min_size=1, max_size=40),
        st.integers(0, 60), st.integers(0, 5),
    ),
    max_size=12,
)  # fmt: skip


@pytest.mark.usefixtures("counted_anew")
@IN_THE_STORE
@given(ACTS)
def test_whatever_was_done_moves_unchanged(
    access: Access, maeve: Case, alice: Person, acts: list[tuple[str, str, int, int]]
) -> None:
    with transaction.atomic():
        for act, words, start, which in acts:
            do(access, maeve, act, words, start, which)
        content = archive_of(access.study)
        study = moved(access.study, content, alice)
        assert parts_of(archive_of(study)) == parts_of(content)
        assert verify(study.slug).finding is None
        history_holds(Access(study, alice, Role.LEAD), Case.objects.get(pseudonym="Maeve"))
        transaction.set_rollback(True)


def do(access: Access, case: Case, act: str, words: str, start: int, which: int) -> None:
    """One act of somebody's work, as far as it can be done now."""
    version = frozen_version(case)
    span = Span(version.pk, start, start + 7, version.text[start : start + 7])
    kept, said = Note.objects.filter(removed_at=None), Statement.objects.filter(removed_at=None)
    note, statement = kept.order_by("pk")[which : which + 1].first(), said.order_by("pk")[which : which + 1].first()
    if act == "note":
        notes.write_note(access=access, at=NOON, case=case, kind="untyped", body=words, spans=[span])
    elif act == "statement":
        of = [note.pk] if note else []
        statements.write_statement(access=access, at=NOON, case=case, text=words, note_ids=of, spans=[span])
    elif act == "change note" and note:
        notes.change_note(access=access, at=NOON, note=note, body=words, spans=[span])
    elif act == "take out note" and note:
        notes.take_out_note(access=access, at=NOON, note=note)
    elif act == "take out statement" and statement:
        statements.take_out_statement(access=access, at=NOON, statement=statement)
    elif act in {"undo", "redo"}:
        try:
            getattr(history, act)(access=access, at=NOON, area="reader", case=case)
        except Exception as refused:
            assert getattr(refused, "status", None) == 409


def history_holds(access: Access, case: Case) -> None:
    """Every step that undo still holds can be taken back after the move."""
    from lifeworld.analysis.selectors.history import stacks_for

    for _ in list(stacks_for(access, "reader", case).done):
        history.undo(access=access, at=LATER, area="reader", case=case)
    assert verify(access.study.slug).finding is None


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.ANALYST])
def test_who_brings_it_in_keeps_a_role_and_leads_without_one(
    worked: Study, alice: Person, charlie: Person, role: Role
) -> None:
    Membership.objects.create(study=worked, person=charlie, role=role)
    content = archive_of(worked)
    forget(worked)
    bring_in(content, charlie)
    assert Membership.objects.get(person=charlie).role == role
    forget(worked)
    stranger = Person.objects.create_person(username="dora", name="Dora")
    bring_in(content, stranger)
    assert Membership.objects.get(person=stranger).role == Role.LEAD
