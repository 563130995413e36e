"""What comes in by the hundred is not written to two indexes that find the same."""

import pytest
from django.db import connection
from django.db.models import Model

from lifeworld.interviews.models import Interview, TranscriptVersion, Turn


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Interview, TranscriptVersion, Turn])
def test_no_index_is_the_beginning_of_another(model: type[Model]) -> None:
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    whole = [tuple(one["columns"]) for one in found.values() if one["index"] or one["unique"] or one["primary_key"]]
    twice = [one for one in whole for other in whole if len(one) < len(other) and other[: len(one)] == one]
    # One frozen version an interview: an index of those alone, which keeps a rule.
    assert twice == ([("interview_id",)] if model is TranscriptVersion else [])
