"""One index where two gave the same.

A case's interviews, an interview's versions and a version's turns are found by the index that keeps their numbers
apart, which begins with the same column. The second was written to for every turn that came in.
"""

import django.db.models.deletion
from django.db import migrations, models

TWICE = (
    ("interviews_interview", "case_id", "interviews_interview_case_id_50561da4"),
    ("interviews_transcriptversion", "interview_id", "interviews_transcriptversion_interview_id_e26ae11c"),
    ("interviews_turn", "version_id", "interviews_turn_version_id_6484b9a0"),
)


def found_by(model, name, to, related_name):
    key = models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name=related_name, to=to
    )
    return migrations.AlterField(model, name, key)


class Migration(migrations.Migration):
    dependencies = [("interviews", "0003_first_lines")]
    operations = [
        # Django would copy each table on SQLite to leave an index out.
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    f'DROP INDEX IF EXISTS "{index}"', f'CREATE INDEX "{index}" ON "{table}" ("{column}")'
                )
                for table, column, index in TWICE
            ],
            state_operations=[
                found_by("interview", "case", "study.case", "interviews"),
                found_by("transcriptversion", "interview", "interviews.interview", "versions"),
                found_by("turn", "version", "interviews.transcriptversion", "turns"),
            ],
        )
    ]
