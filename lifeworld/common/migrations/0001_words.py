"""The full-text index, in the way of the database at hand (lifeworld.common.search_index)."""

from django.db import migrations

TABLE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE common_words USING fts5(words, scope, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')",
    ],
    "postgresql": [
        "CREATE TABLE common_words (rowid bigint PRIMARY KEY, words text NOT NULL, folded text NOT NULL, lexemes tsvector NOT NULL)",
        "CREATE INDEX common_words_lexemes ON common_words USING gin (lexemes)",
    ],
}


def make(apps, schema_editor):
    for statement in TABLE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE common_words")


class Migration(migrations.Migration):
    initial = True
    operations = [migrations.RunPython(make, drop)]
