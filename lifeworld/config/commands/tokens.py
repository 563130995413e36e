"""`token`: keys for scripts."""

import argparse
import sys
from datetime import datetime
from typing import Any

from django.utils import timezone

from lifeworld.config.commands.opening import answer, opened
from lifeworld.security.models import Person
from lifeworld.store import keeping


def token(options: argparse.Namespace) -> int:
    """Make, list or revoke tokens."""
    person = opened(options)
    return {"create": _create, "list": _list, "revoke": _revoke}[options.act](options, person)


def _create(options: argparse.Namespace, person: Person) -> int:
    made, plain = keeping.make_token(by=person, at=timezone.now(), label=options.label, days=options.days)
    answer(options, {"id": made.pk, "token": plain, "expires_at": made.expires_at}, plain)
    if not options.json:
        print(f"Good until {_minute(made.expires_at)}.", file=sys.stderr)
    return 0


def _list(options: argparse.Namespace, person: Person) -> int:
    rows = keeping.tokens_of(person, timezone.now())[::-1]
    answer(options, rows, "\n".join(_line(row) for row in rows))
    return 0


def _line(row: dict[str, Any]) -> str:
    used = f"last used {_minute(row['last_used_at'])}" if row["last_used_at"] else "never used"
    ends = {"good": f"good until {_minute(row['expires_at'])}", "revoked": "revoked", "expired": "expired"}
    return "\t".join([str(row["id"]), row["label"], ends[row["state"]], used])


def _minute(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def _revoke(options: argparse.Namespace, person: Person) -> int:
    found = keeping.revoke_token(by=person, at=timezone.now(), number=options.id)
    answer(options, {"id": found.pk, "revoked": True}, "Revoked.")
    return 0
