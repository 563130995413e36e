"""Writing the trail: one row for one act, inside the transaction of the act itself."""

import secrets
from datetime import datetime
from typing import Any

from django.db import connection

from lifeworld.common.rows import insert_row, read_row
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
    if not connection.in_atomic_block:
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
    act = Act(**fields, hash=link_hash(Link(**fields)))
    insert_row(act)
    if has_words:
        insert_row(ActDetail(act=act, salt=salt, changes=changes or [], why=why))
    _move_head(head, act)
    return act


def _head(study: str) -> ChainHead:
    """The end of a chain, locked until the transaction ends; a chain without rows ends before its first."""
    found = read_row(ChainHead, study, by="study", lock=True)
    if found is None:
        # Of two that begin a chain at once one makes the head, and both then wait for their turn at it.
        ChainHead.objects.get_or_create(study=study, defaults={"number": 0, "hash": FIRST_HASH})
        found = read_row(ChainHead, study, by="study", lock=True)
    if found is None:
        raise LookupError("the chain that was just begun is not there")
    return found


def _move_head(head: ChainHead, act: Act) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE trail_chainhead SET number = %s, hash = %s WHERE id = %s", [act.number, act.hash, head.pk]
        )
