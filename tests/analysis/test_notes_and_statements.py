"""Notes and statements: written, changed, taken out, undone; always anchored."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from uuid import uuid4

import pytest

from lifeworld.analysis.models import Note
from lifeworld.analysis.selectors.reader import reader_for
from lifeworld.analysis.services import history, notes, statements
from lifeworld.analysis.services.anchoring import Span
from lifeworld.common.errors import ClashError, DomainError, InvalidInputError, NotFoundError
from lifeworld.interviews.selectors import frozen_version
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case
from lifeworld.trail.selectors import acts_of, verify
from tests.conftest import NOON, bring_in


def span_of(case: Case, words: str) -> Span:
    version = frozen_version(case)
    start = version.text.index(words)
    return Span(version.pk, start, start + len(words), words)


def test_a_note_stands_on_the_words_that_were_chosen(access: Access, maeve: Case) -> None:
    span = span_of(maeve, "She never asked me")
    notes.write_note(access=access, at=NOON, case=maeve, kind="linguistic", body="“never”", spans=[span])
    view = reader_for(access.person, maeve.pk)
    assert [(n.kind, n.body) for n in view.notes] == [("linguistic", "“never”")]
    _, start, end = view.notes[0].anchors[0]
    assert view.version.text[start:end] == "She never asked me"


def test_offsets_count_code_points_past_an_emoji(access: Access, maeve: Case) -> None:
    span = span_of(maeve, "and I'd had enough")
    note = notes.write_note(access=access, at=NOON, case=maeve, kind="untyped", body="", spans=[span])
    assert note.anchors.get().quote == "and I'd had enough"


def test_a_note_without_words_beneath_it_is_refused(access: Access, maeve: Case) -> None:
    with pytest.raises(InvalidInputError):
        notes.write_note(access=access, at=NOON, case=maeve, kind="untyped", body="x", spans=[])
    span = span_of(maeve, "river. She")
    blank = Span(span.version, span.start + 6, span.start + 7)
    with pytest.raises(InvalidInputError):
        notes.write_note(access=access, at=NOON, case=maeve, kind="untyped", body="x", spans=[blank])


def test_a_quote_that_differs_from_the_transcript_is_refused(access: Access, maeve: Case) -> None:
    span = span_of(maeve, "She never asked")
    wrong = Span(span.version, span.start, span.end, "He never asked")
    with pytest.raises(DomainError):
        notes.write_note(access=access, at=NOON, case=maeve, kind="untyped", body="x", spans=[wrong])


def test_the_same_client_key_makes_one_note(access: Access, maeve: Case) -> None:
    key, span = uuid4(), span_of(maeve, "river")
    first = notes.write_note(access=access, at=NOON, case=maeve, kind="untyped", body="x", spans=[span], client_key=key)
    again = notes.write_note(access=access, at=NOON, case=maeve, kind="untyped", body="x", spans=[span], client_key=key)
    assert first.pk == again.pk


def test_a_change_made_in_another_window_is_not_overwritten(access: Access, maeve: Case) -> None:
    note = notes.write_note(
        access=access, at=NOON, case=maeve, kind="untyped", body="x", spans=[span_of(maeve, "river")]
    )
    later = NOON + timedelta(minutes=1)
    notes.change_note(access=access, at=later, note=note, body="mine", seen=NOON)
    with pytest.raises(ClashError):
        notes.change_note(access=access, at=later, note=note, body="theirs", seen=NOON)


def test_a_statement_takes_the_passages_of_its_notes(access: Access, maeve: Case) -> None:
    note = notes.write_note(
        access=access, at=NOON, case=maeve, kind="conceptual", body="x", spans=[span_of(maeve, "we just went")]
    )
    statement = statements.write_statement(
        access=access, at=NOON, case=maeve, text="Going, not being taken", note_ids=[note.pk]
    )
    assert [anchor.quote for anchor in statement.anchors.all()] == ["we just went"]
    with pytest.raises(InvalidInputError):
        statements.write_statement(access=access, at=NOON, case=maeve, text="From nowhere")


def test_anchors_of_another_case_are_not_found(access: Access, maeve: Case) -> None:
    other = add_case(access=access, at=NOON, pseudonym="Tobias")
    version = bring_in(access, other)
    with pytest.raises(NotFoundError):
        notes.write_note(access=access, at=NOON, case=maeve, kind="untyped", body="x", spans=[Span(version.pk, 0, 5)])


def test_undo_and_redo_walk_back_and_forth_through_every_act(access: Access, maeve: Case) -> None:
    note = notes.write_note(
        access=access, at=NOON, case=maeve, kind="untyped", body="one", spans=[span_of(maeve, "river")]
    )
    notes.change_note(access=access, at=NOON, note=note, body="two")
    notes.change_note(access=access, at=NOON, note=note, spans=[span_of(maeve, "along the river")])
    notes.take_out_note(access=access, at=NOON, note=note)

    def now() -> list[tuple[str, str]]:
        view = reader_for(access.person, maeve.pk)
        return [(n.body, view.version.text[n.anchors[0][1] : n.anchors[0][2]]) for n in view.notes]

    seen = [now()]
    for _ in range(4):
        history.undo(access=access, at=NOON, area="reader", case=maeve)
        seen.append(now())
    assert seen == [[], [("two", "along the river")], [("two", "river")], [("one", "river")], []]
    with pytest.raises(DomainError):
        history.undo(access=access, at=NOON, area="reader", case=maeve)
    for expected in reversed(seen[:-1]):
        history.redo(access=access, at=NOON, area="reader", case=maeve)
        assert now() == expected
    assert verify("walking").finding is None


def test_a_moved_note_is_told_and_kept_on_its_new_words_alone(access: Access, maeve: Case) -> None:
    note = notes.write_note(
        access=access, at=NOON, case=maeve, kind="untyped", body="x", spans=[span_of(maeve, "river")]
    )
    moved = notes.change_note(access=access, at=NOON, note=note, spans=[span_of(maeve, "we just went")])
    assert [anchor.quote for anchor in moved.anchors.all()] == ["we just went"]
    assert [anchor.quote for anchor in Note.objects.get(pk=note.pk).anchors.all()] == ["we just went"]
    change = acts_of("walking").filter(verb="moved note").get().detail.changes[0]
    assert change["before"]["anchors"] != change["after"]["anchors"]
    assert change["after"]["anchors"] == [[a.version_id, a.start, a.end] for a in moved.anchors.all()]


def test_a_save_asks_the_database_little(
    access: Access, maeve: Case, django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    note = notes.write_note(
        access=access, at=NOON, case=maeve, kind="untyped", body="x", spans=[span_of(maeve, "river")]
    )
    with django_assert_max_num_queries(15):
        notes.change_note(access=access, at=NOON, note=note, body="y", seen=note.changed_at)


def test_no_two_states_of_a_note_share_a_time_though_the_clock_stands_still(access: Access, maeve: Case) -> None:
    note = notes.write_note(
        access=access, at=NOON, case=maeve, kind="untyped", body="x", spans=[span_of(maeve, "river")]
    )
    times = [note.changed_at]
    for hours in (0, 0, 5):
        at = NOON - timedelta(hours=hours)
        times.append(notes.change_note(access=access, at=at, note=note, body=f"y{hours}", seen=times[-1]).changed_at)
    assert times == sorted(set(times))
