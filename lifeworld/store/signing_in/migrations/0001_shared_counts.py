"""The table of counts and used codes that every process of a server shares (`settings.CACHES`)."""

from typing import Any

from django.core.management import call_command
from django.db import migrations


def make(apps: Any, editor: Any) -> None:
    """Make the table; one that is there stays."""
    call_command("createcachetable", database=editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
