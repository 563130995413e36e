"""A study that a store without a passphrase may hold: `python -m tests.command.fictional_store RECORD SLUG`.

On PostgreSQL without a server around it, there is no other; every command but those of a passphrase works on it.
"""

import sys
from pathlib import Path

import django
from django.conf import settings
from django.utils import timezone


def main(record: str, slug: str) -> None:
    """Make the store with Alice in it, and her fictional study."""
    django.setup()
    from lifeworld.store.opening import set_up_unsealed
    from lifeworld.study.services import create_study

    alice = set_up_unsealed(settings.DATA_FOLDER, name="Alice", at=timezone.now())
    text = Path(record).read_text(encoding="utf-8")
    create_study(by=alice, at=timezone.now(), summary_text=text, slug=slug, fictional=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
