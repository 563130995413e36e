"""A layout's name can be changed by two people, so it says when it was changed last."""

from django.db import migrations, models
from django.db.models import F


def as_made(apps, schema_editor):  # type: ignore[no-untyped-def]
    """What was kept before counts as unchanged since it was made."""
    apps.get_model("analysis", "Layout").objects.update(changed_at=F("created_at"))


class Migration(migrations.Migration):
    """Adds `Layout.changed_at`."""

    dependencies = [("analysis", "0001_initial")]

    operations = [
        migrations.AddField("layout", "changed_at", models.DateTimeField(null=True)),
        migrations.RunPython(as_made, migrations.RunPython.noop),
        migrations.AlterField("layout", "changed_at", models.DateTimeField()),
    ]
