"""Asking the trail: is it whole, and what happened."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from lifeworld.trail.models import Act, ChainHead
from lifeworld.trail.rules import FIRST_HASH, Link, detail_digest, link_hash


@dataclass(frozen=True)
class Finding:
    """The first row of a chain that does not hold, and how."""

    study: str
    number: int
    sentence: str


@dataclass(frozen=True)
class Verdict:
    """What a check of one chain found: rows read, and the first finding (None when the chain holds)."""

    study: str
    acts: int
    finding: Finding | None


def acts_of(study: str) -> QuerySet[Act]:
    """Every act of one study, newest first, with its words."""
    return Act.objects.filter(study=study).select_related("detail").order_by("-number")


def chains() -> list[str]:
    """The slugs of all chains in this store; the store's own chain is the empty slug."""
    return sorted(set(ChainHead.objects.values_list("study", flat=True)) | set(_studies_with_acts()))


def verify(study: str) -> Verdict:
    """Read one chain from its first row to its head and stop at the first row that does not hold."""
    count = 0
    previous = FIRST_HASH
    for act in _in_order(study):
        count += 1
        sentence = _fault(act, count, previous)
        if sentence:
            return Verdict(study, count, Finding(study, act.number, sentence))
        previous = act.hash
    head = ChainHead.objects.filter(study=study).first()
    missing = _missing_end(count, previous, head)
    return Verdict(study, count, Finding(study, count + 1, missing) if missing else None)


def _fault(act: Act, expected: int, previous: str) -> str:
    if act.number != expected:
        return f"Row {expected} is missing or out of order: row {act.number} stands in its place."
    if act.previous_hash != previous:
        return f"Row {act.number} does not follow the row before it."
    if link_hash(_link(act)) != act.hash:
        return f"Row {act.number} was altered after it was written."
    detail = getattr(act, "detail", None)
    if detail and detail_digest(detail.salt, detail.changes, detail.why) != act.detail_digest:
        return f"The words of row {act.number} were altered after they were written."
    if act.detail_digest and not detail:
        return f"The words of row {act.number} are missing."
    return ""


def _missing_end(count: int, last_hash: str, head: ChainHead | None) -> str:
    if head is None:
        return "The record of where the chain ends is missing." if count else ""
    if head.number > count:
        return f"Rows {count + 1} to {head.number} were removed from the end."
    if head.number < count or head.hash != last_hash:
        return "The end of the chain does not match its record."
    return ""


def _link(act: Act) -> Link:
    return Link(**{name: getattr(act, name) for name in Link.__dataclass_fields__})


def _in_order(study: str) -> Iterator[Act]:
    # By primary key: rows are read as they were laid down, so a swapped number shows.
    return Act.objects.filter(study=study).select_related("detail").order_by("pk").iterator(chunk_size=500)


def _studies_with_acts() -> Iterator[str]:
    return Act.objects.order_by().values_list("study", flat=True).distinct().iterator()
