"""A row read or written without a composed query is the row that Django would read and write."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from lifeworld.analysis.models import Note
from lifeworld.common.rows import insert_row, read_row
from lifeworld.interviews.models import Arrival, TranscriptVersion
from lifeworld.security.models import Person
from lifeworld.study.models import Case, Study
from lifeworld.study.selectors import Access
from lifeworld.trail.models import Act, ActDetail, ChainHead
from tests.conftest import NOON

MODELS: list[type[Model]] = [Person, Study, Case, TranscriptVersion, Act, ActDetail, ChainHead]


def fields_of(obj: Model) -> dict[str, object]:
    return {field.attname: getattr(obj, field.attname) for field in obj._meta.concrete_fields}


@pytest.mark.parametrize("model", MODELS)
def test_a_row_is_read_as_django_reads_it(maeve: Case, model: type[Model]) -> None:
    expected = model._default_manager.order_by("pk").first()
    if expected is None:
        insert_row(ActDetail(act=Act.objects.latest("pk"), salt="s", changes=[{"after": {"text": "Zoë 🙂"}}], why=""))
        expected = model._default_manager.get()
    found = read_row(model, expected.pk)
    assert found is not None
    assert fields_of(found) == fields_of(expected)
    assert (found._state.adding, found._state.db) == (False, "default")


def test_a_row_is_found_by_another_unique_field_and_locked(maeve: Case) -> None:
    with transaction.atomic():
        found = read_row(ChainHead, maeve.study.slug, by="study", lock=True)
    assert found == ChainHead.objects.get(study=maeve.study.slug)
    assert read_row(ChainHead, "nowhere", by="study") is None


def test_a_row_is_written_as_django_writes_it(access: Access, alice: Person, maeve: Case) -> None:
    note = Note(case=maeve, kind="linguistic", body="50 % “oh” 🙂", client_key=None, created_at=NOON, changed_at=NOON)
    insert_row(note)
    assert fields_of(Note.objects.get(pk=note.pk)) == fields_of(note)
    assert not note._state.adding
    file = Arrival(study=access.study, person=alice, created_at=NOON, content=b"\x00\xff%s", sha256="0" * 64)
    insert_row(file)
    assert bytes(Arrival.objects.get(pk=file.pk).content) == b"\x00\xff%s"


def test_constraints_hold(maeve: Case) -> None:
    head = ChainHead.objects.get(study=maeve.study.slug)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_row(ChainHead(study=head.study, number=0, hash="0"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM trail_chainhead WHERE study = %s", [head.study])
        assert cursor.fetchone() == (1,)
