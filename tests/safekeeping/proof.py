"""Prints what the withdrawal of a store's fictional study says of backups: `python -m tests.safekeeping.proof`."""

import json
import sys

import django

if __name__ == "__main__":
    django.setup()
    from lifeworld.safekeeping.models import Withdrawal

    sys.stdout.write(json.dumps(Withdrawal.objects.get().backups))
