"""Writing the trail: one row for one act, inside the transaction of the act itself."""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction

from lifeworld.trail.models import Act, ActDetail, ChainHead
from lifeworld.trail.rules import FIRST_HASH, Link, detail_digest, link_hash
from lifeworld.trail.sentences import SENTENCES


def record(
    *,
    by: str,
    at: datetime,
    verb: str,
    study: str = "",
    area: str = "",
    case_number: int | None = None,
    object_type: str = "",
    object_id: int | None = None,
    changes: list[dict[str, Any]] | None = None,
    why: str = "",
    reverses: int | None = None,
) -> Act:
    """Append one act to the chain of `study` (the empty slug is the store's own chain).

    `changes` is a list of `{"type", "id", "before", "after"}`; it and `why` are the act's words, kept apart.
    Must be called inside the transaction that makes the change, so that neither stands without the other.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record() belongs inside the transaction of the act it tells of")
    if verb not in SENTENCES:
        raise LookupError(f"the trail has no sentence for {verb!r}: add it to lifeworld.trail.sentences")
    head = _head(study)
    number, previous = head.number + 1, head.hash
    salt = secrets.token_hex(16)
    has_words = bool(changes or why)
    digest = detail_digest(salt, changes or [], why) if has_words else ""
    fields: dict[str, Any] = {
        "study": study, "number": number, "at": at, "actor": by, "verb": verb, "area": area,
        "case_number": case_number, "object_type": object_type, "object_id": object_id,
        "reverses": reverses, "detail_digest": digest, "previous_hash": previous,
    }  # fmt: skip
    act = Act.objects.create(**fields, hash=link_hash(Link(**fields)))
    if has_words:
        ActDetail.objects.create(act=act, salt=salt, changes=changes or [], why=why)
    ChainHead.objects.filter(pk=head.pk).update(number=number, hash=act.hash)
    return act


def _head(study: str) -> ChainHead:
    """The end of a chain, locked until the transaction ends; a chain without rows ends before its first."""
    heads = ChainHead.objects.select_for_update(no_key=True)
    found = next(iter(heads.filter(study=study)), None)
    if found is None:
        # Of two that begin a chain at once one makes the head, and both then wait for their turn at it.
        ChainHead.objects.get_or_create(study=study, defaults={"number": 0, "hash": FIRST_HASH})
        found = heads.get(study=study)
    return found
