"""`token`: keys for scripts."""

import argparse

from django.db import transaction
from django.utils import timezone

from lifeworld.common.errors import NotFoundError
from lifeworld.config.commands.opening import answer, opened
from lifeworld.security.models import ApiToken, Person
from lifeworld.security.tokens import new_token
from lifeworld.trail.services import record


def token(options: argparse.Namespace) -> int:
    """Make, list or revoke tokens."""
    person = opened(options)
    return {"create": _create, "list": _list, "revoke": _revoke}[options.act](options, person)


def _create(options: argparse.Namespace, person: Person) -> int:
    plain, digest = new_token()
    at = timezone.now()
    with transaction.atomic():
        made = ApiToken.objects.create(person=person, label=options.label[:120], digest=digest, created_at=at)
        record(by=person.username, at=at, verb="made token", object_type="token", object_id=made.pk)
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
    found = person.tokens.filter(pk=options.id).first()
    if found is None:
        raise NotFoundError("There is no such token.")
    at = timezone.now()
    with transaction.atomic():
        found.revoked_at = at
        found.save(update_fields=["revoked_at"])
        record(by=person.username, at=at, verb="revoked token", object_type="token", object_id=found.pk)
    answer(options, {"id": found.pk, "revoked": True}, "Revoked.")
    return 0
