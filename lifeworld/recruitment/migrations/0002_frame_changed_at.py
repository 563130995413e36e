"""A frame can be changed by two people, so it says when it was changed last."""

import django.utils.timezone
from django.db import migrations, models
from django.db.models import F


def as_made(apps, schema_editor):  # type: ignore[no-untyped-def]
    """What was kept before counts as unchanged since it was made."""
    apps.get_model("recruitment", "SamplingFrame").objects.update(changed_at=F("created_at"))


class Migration(migrations.Migration):
    """Adds `SamplingFrame.changed_at`."""

    dependencies = [("recruitment", "0001_initial")]

    operations = [
        migrations.AddField("samplingframe", "changed_at", models.DateTimeField(default=django.utils.timezone.now)),
        migrations.RunPython(as_made, migrations.RunPython.noop),
    ]
