"""`token`: keys for scripts."""

import argparse

from django.utils import timezone

from lifeworld.config import keeping
from lifeworld.config.commands.opening import answer, opened
from lifeworld.security.models import Person


def token(options: argparse.Namespace) -> int:
    """Make, list or revoke tokens."""
    person = opened(options)
    return {"create": _create, "list": _list, "revoke": _revoke}[options.act](options, person)


def _create(options: argparse.Namespace, person: Person) -> int:
    made, plain = keeping.make_token(by=person, at=timezone.now(), label=options.label)
    answer(options, {"id": made.pk, "token": plain}, plain)
    return 0


def _list(options: argparse.Namespace, person: Person) -> int:
    rows = [
        {"id": one.pk, "label": one.label, "created_at": one.created_at, "revoked": one.revoked_at is not None}
        for one in person.tokens.order_by("pk")
    ]
    lines = [f"{row['id']}\t{row['label']}{' (revoked)' if row['revoked'] else ''}" for row in rows]
    answer(options, rows, "\n".join(lines))
    return 0


def _revoke(options: argparse.Namespace, person: Person) -> int:
    found = keeping.revoke_token(by=person, at=timezone.now(), number=options.id)
    answer(options, {"id": found.pk, "revoked": True}, "Revoked.")
    return 0
