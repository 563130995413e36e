"""A store's tables and the program: a new store is given them, an older one is brought up to date, a newer one is left
alone."""

import json
from contextlib import closing
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from lifeworld.analysis.models import Layout
from lifeworld.security import keyring
from lifeworld.security.models import Person
from lifeworld.security.sqlcipher.driver import sqlcipher
from lifeworld.store.new_tables import FILE, lay_tables, written_down
from lifeworld.store.tables import NewerStoreError, bring_up_to_date


@pytest.mark.embedded("on PostgreSQL the steps are taken")
@pytest.mark.django_db
def test_a_new_store_is_given_what_the_steps_come_to() -> None:
    """The tests' own store took every step. After a new one: `python -m tools.new_tables`."""
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    assert kept == written_down()
    with closing(sqlcipher.connect(":memory:")) as laid, connection.cursor() as taken:
        for statement in kept["statements"]:
            laid.execute(statement)
        assert len(tables_of(taken)) > 200
        assert tables_of(laid.cursor()) == tables_of(taken)


@pytest.mark.django_db
def test_nothing_is_laid_over_what_is_there() -> None:
    before = MigrationRecorder(connection).applied_migrations()
    assert lay_tables(set(before)) is False
    assert MigrationRecorder(connection).applied_migrations() == before


@pytest.mark.django_db
def test_where_nothing_is_to_be_done_only_the_names_are_read(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(2):
        assert bring_up_to_date() is False


@pytest.mark.django_db(transaction=True)
def test_a_store_that_an_earlier_version_left_is_brought_up_to_date() -> None:
    call_command("migrate", "analysis", "0001", verbosity=0)
    assert "changed_at" not in columns()
    assert bring_up_to_date() is False
    assert "changed_at" in columns()


@pytest.mark.django_db
def test_a_store_that_a_newer_version_has_changed_is_left_alone() -> None:
    MigrationRecorder(connection).record_applied("analysis", "9999_later")
    with pytest.raises(NewerStoreError, match="newer version"):
        bring_up_to_date()


@pytest.mark.embedded("only there is a store unlocked")
def test_who_unlocks_such_a_store_is_told_and_it_is_locked_again(client: Client, alice: Person) -> None:
    MigrationRecorder(connection).record_applied("analysis", "9999_later")
    keyring.lock_store()
    answer = client.post("/unlock", {"passphrase": "plain words for tests"})
    assert answer.status_code == 409 and "newer version" in answer.content.decode()
    assert not keyring.is_open()


@pytest.mark.django_db
def test_steps_of_somebody_elses_tables_are_no_newer_version() -> None:
    MigrationRecorder(connection).record_applied("somebody_elses", "0001_initial")
    assert bring_up_to_date() is False


def tables_of(cursor: Any) -> set[tuple[str, str, str, str]]:
    """What an embedded database holds; an index's own tables are written by SQLite, and their text with them."""
    cursor.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master")
    return {row for row in cursor.fetchall() if not row[2].startswith(("sqlite_", "common_words_"))}


def columns() -> set[str]:
    """The columns of the table of layouts, as the database has them."""
    with connection.cursor() as cursor:
        return {column.name for column in connection.introspection.get_table_description(cursor, Layout._meta.db_table)}
