"""A full-text index on SQLite without a list of beginnings, which cost more than it saved.

Beginnings are looked up among the words themselves (https://www.sqlite.org/fts5.html#prefix_indexes): decision 0020
says what that takes.
"""

from django.db import migrations


def without_list(apps, schema_editor):
    _make_again(schema_editor, "")


def as_it_was(apps, schema_editor):
    _make_again(schema_editor, ", prefix = '2'")


def _make_again(schema_editor, beginnings):
    if schema_editor.connection.vendor != "sqlite":
        return
    for statement in (
        f"CREATE VIRTUAL TABLE words_again USING fts5(words, scope, tokenize = 'unicode61 remove_diacritics 2'{beginnings})",
        "INSERT INTO words_again(words_again, rank) VALUES ('automerge', 8)",
        "INSERT INTO words_again(rowid, words, scope) SELECT rowid, words, scope FROM common_words",
        "DROP TABLE common_words",
        "ALTER TABLE words_again RENAME TO common_words",
    ):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("common", "0002_lighter_words")]
    operations = [migrations.RunPython(without_list, as_it_was)]
