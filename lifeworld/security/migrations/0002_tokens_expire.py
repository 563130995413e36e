"""Tokens get an end. Those made before stay good for ninety days from the upgrade."""

from datetime import datetime, timedelta

from django.db import migrations, models
from django.utils import timezone


def in_ninety_days() -> datetime:
    """From the moment at which the store is brought up to date."""
    return timezone.now() + timedelta(days=90)


class Migration(migrations.Migration):
    dependencies = [("security", "0001_initial")]

    operations = [
        migrations.AddField(
            "apitoken", "expires_at", models.DateTimeField(default=in_ninety_days), preserve_default=False
        ),
        migrations.AddField("apitoken", "last_used_at", models.DateTimeField(blank=True, null=True)),
    ]
