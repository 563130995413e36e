"""The embedded store under Django: keyed, durable, transactional, and usable by pytest-django."""

import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_ordinary_test_database_runs_on_the_backend_in_memory() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s, '50%%'", ["a word"])
        assert cursor.fetchall() == [("a word", "50%")]
    assert connection.settings_dict["ENGINE"] == "lifeworld.security.sqlcipher"
