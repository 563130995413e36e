"""The harness's own eyes: what is lost, doubled or half there is seen."""

from uuid import uuid4

import pytest
from django.db import connection

from faults.acts import Desk, Ledger
from faults.acts import Note as NoteAct
from faults.checks import Verdict, check_settled, check_unsettled
from lifeworld.analysis.models import Note, NoteAnchor
from lifeworld.analysis.services.anchoring import Span
from lifeworld.analysis.services.notes import write_note
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from lifeworld.trail.models import Act
from tests.conftest import NOON
from tests.places import EMBEDDED

pytestmark = pytest.mark.skipif(not EMBEDDED, reason="the harness reads the embedded store")


@pytest.fixture
def act() -> NoteAct:
    return NoteAct(uuid4(), "zqone and other words", (4, 40))


@pytest.fixture
def desk(access: Access, maeve: Case, act: NoteAct) -> Desk:
    """A desk at which one note was acknowledged."""
    desk = Desk("walking", maeve.pk, maeve.interviews.get().versions.get().pk)
    _write(access, maeve, desk, act)
    return desk


@pytest.fixture
def ledger(act: NoteAct) -> Ledger:
    ledger = Ledger(counts={"brought in transcript": 1, "froze transcript": 1})
    ledger.add(act)
    return ledger


def _write(access: Access, case: Case, desk: Desk, act: NoteAct) -> None:
    spans = [Span(desk.version, *act.span)]
    write_note(access=access, at=NOON, case=case, kind="untyped", body=act.body, spans=spans, client_key=act.key)


def settled(desk: Desk, ledger: Ledger, act: NoteAct) -> Verdict:
    # The transcript of this desk came in otherwise than by an act of the harness.
    verdict = Verdict()
    check_settled(desk, ledger, [act], verdict)
    verdict.doubled = [one for one in verdict.doubled if not one.startswith("transcripts")]
    return verdict


def test_what_is_there_once_holds(desk: Desk, ledger: Ledger, act: NoteAct) -> None:
    assert settled(desk, ledger, act).holds


def test_a_lost_note_is_seen(desk: Desk, ledger: Ledger, act: NoteAct) -> None:
    Note.objects.all().delete()
    assert settled(desk, ledger, act).lost


def test_a_note_written_twice_is_seen(access: Access, maeve: Case, desk: Desk, ledger: Ledger, act: NoteAct) -> None:
    _write(access, maeve, desk, NoteAct(uuid4(), act.body, act.span))
    assert settled(desk, ledger, act).doubled


def test_other_words_a_missing_anchor_and_a_missing_index_row_are_seen(
    desk: Desk, ledger: Ledger, act: NoteAct
) -> None:
    Note.objects.update(body="other words")
    assert settled(desk, ledger, act).wrong
    Note.objects.update(body=act.body)
    assert settled(desk, ledger, act).holds
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM common_words WHERE common_words MATCH 'zqone'")
    assert settled(desk, ledger, act).wrong
    NoteAnchor.objects.all().delete()
    assert any("anchors" in sentence for sentence in settled(desk, ledger, act).wrong)


def test_a_trail_that_was_altered_is_seen(desk: Desk, ledger: Ledger, act: NoteAct) -> None:
    Act.objects.filter(verb="wrote note").update(actor="mallory")
    assert any("altered" in sentence for sentence in settled(desk, ledger, act).wrong)


def test_an_act_without_an_answer_may_be_there_or_not_but_not_by_half(
    access: Access, maeve: Case, desk: Desk, ledger: Ledger
) -> None:
    late = NoteAct(uuid4(), "zqtwo and more", (4, 40))
    absent = Verdict()
    check_unsettled(desk, ledger, [late], absent)
    assert absent.holds
    _write(access, maeve, desk, late)
    there = Verdict()
    check_unsettled(desk, ledger, [late], there)
    assert there.holds
    NoteAnchor.objects.filter(note__client_key=late.key).delete()
    half = Verdict()
    check_unsettled(desk, ledger, [late], half)
    assert half.wrong
