"""No table of a study is forgotten, and every field of it can travel."""

import pytest
from django.apps import apps
from django.db.models import JSONField, Model

from lifeworld.interchange.archive.parts import LEFT_OUT, OF_THE_STORE, PARTS, names_person
from lifeworld.interchange.archive.shapes import SHAPES
from lifeworld.interchange.archive.values import from_archive

CARRIED = {part.label for part in PARTS}
EVERY = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("lifeworld.")]


@pytest.mark.parametrize("model", EVERY, ids=lambda model: model._meta.label)
def test_every_table_is_carried_or_said_to_stay(model: type[Model]) -> None:
    """Whoever adds a model decides in `archive/parts.py` whether it moves with a study."""
    label = model._meta.label
    assert sum([label in CARRIED, label in LEFT_OUT, label in OF_THE_STORE]) == 1


@pytest.mark.parametrize("label", sorted(OF_THE_STORE))
def test_what_belongs_to_the_store_points_to_no_study(label: str) -> None:
    targets = {field.related_model for field in apps.get_model(label)._meta.get_fields() if field.concrete}
    assert not targets & {part.model for part in PARTS}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.label)
def test_rows_point_to_what_comes_before_or_to_people(part: object) -> None:
    here = next(at for at, one in enumerate(PARTS) if one is part)
    earlier = {one.model for one in PARTS[: here + 1]}
    for field in PARTS[here].fields:
        if field.remote_field and not names_person(field):
            assert field.related_model in earlier
        elif not field.remote_field:
            assert callable(from_archive(field))


def test_every_field_that_holds_json_has_its_shape_and_every_shape_its_field() -> None:
    """Whoever adds such a field says in `archive/shapes.py` what a page will meet in it."""
    assert set(SHAPES) == {field.name for part in PARTS for field in part.fields if isinstance(field, JSONField)}
