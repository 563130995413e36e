"""`python -m tools.new_tables` writes down the tables of a new store; after every new migration."""

import json
import os
import tempfile


def main() -> None:
    """Take all the steps in a passing store, and keep what they come to."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"LIFEWORLD_DATA": folder, "LIFEWORLD_DATABASE": "", "LIFEWORLD_SERVER": ""}
        os.environ["DJANGO_SETTINGS_MODULE"] = "lifeworld.config.settings"
        import django
        from django.core.management import call_command
        from django.db import connection

        django.setup()
        from lifeworld.store.new_tables import FILE, written_down

        call_command("migrate", verbosity=0, interactive=False)
        FILE.write_text(json.dumps(written_down(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        connection.close()


if __name__ == "__main__":
    main()
