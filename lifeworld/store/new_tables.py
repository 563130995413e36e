"""The tables of a new embedded store, laid at once as all steps (Django's migrations) leave them.

Taking forty steps one after another takes seconds, and somebody who sets up a store waits for them. What they come to
stands in `new_tables.json`: `python -m tools.new_tables` writes it after a new step, and a test compares. A program
whose steps are others than the file's takes the steps.
"""

import json
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

FILE = Path(__file__).with_name("new_tables.json")


def lay_tables(steps: set[tuple[str, str]]) -> bool:
    """Lay the tables that these steps leave into an empty database, all or none; False where it is not known how.

    What holds anything already (an earlier version was interrupted there) takes the steps, and so does PostgreSQL.
    """
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    known = {(app, name) for app, name in kept["steps"]} == steps
    if connection.vendor != "sqlite" or not known or connection.introspection.table_names():
        return False
    recorder = MigrationRecorder(connection)
    with transaction.atomic():
        with connection.cursor() as cursor:
            for statement in kept["statements"]:
                cursor.execute(statement)
        recorder.migration_qs.bulk_create([recorder.Migration(app=app, name=name) for app, name in kept["steps"]])
        # With no step left to take, it tells Django's own apps that their tables are there.
        call_command("migrate", verbosity=0, interactive=False)
    return True


def written_down() -> dict[str, Any]:
    """What the file should hold, read from an embedded store that has taken the steps."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid")
        made = [(str(name), str(sql)) for name, sql in cursor.fetchall() if not name.startswith("sqlite_")]
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        steps = [list(row) for row in cursor.fetchall()]
        virtual = [name for name, sql in made if sql.startswith("CREATE VIRTUAL TABLE")]
        settings = []
        for index in virtual:
            # An index keeps itself in tables of its own, which come with it, and its settings in one of them.
            made = [(name, sql) for name, sql in made if not name.startswith(f"{index}_")]
            cursor.execute(f"SELECT k, v FROM {index}_config WHERE k != 'version' ORDER BY k")
            settings += [f"INSERT INTO {index}({index}, rank) VALUES ('{k}', {int(v)})" for k, v in cursor.fetchall()]
    return {"steps": steps, "statements": [sql for _, sql in made] + settings}
