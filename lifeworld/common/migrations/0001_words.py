"""The full-text index."""

from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    operations = [
        migrations.RunSQL(
            "CREATE VIRTUAL TABLE common_words USING fts5("
            "words, scope, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')",
            "DROP TABLE common_words",
        )
    ]
