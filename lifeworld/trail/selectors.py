"""Asking the trail: is it whole, and what happened."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from lifeworld.security.models import Person
from lifeworld.trail.models import Act, ChainHead
from lifeworld.trail.rules import FIRST_HASH, Link, detail_digest, link_hash

# How many rows a sentence names before it only tells how many more there are.
NAMED = 12
# The act whose words name the rows whose words were erased.
ERASED = "erased words"
OTHER_END = "The end of the chain does not match its record."


@dataclass(frozen=True)
class Finding:
    """The row at which a chain stops holding, or the first one whose words are missing, and a sentence on it."""

    study: str
    number: int
    sentence: str


@dataclass(frozen=True)
class Verdict:
    """What a check of one chain found: rows read, the finding (None when all holds), rows without their words.

    A row that was altered, removed or moved is told before missing words, which the chain itself outlives: `holds` is
    about the chain alone. `words_erased` counts rows whose words an act of the trail says were erased: they are none of
    those missing.
    """

    study: str
    acts: int
    finding: Finding | None
    words_missing: int = 0
    holds: bool = True
    words_erased: int = 0


def acts_of(study: str) -> QuerySet[Act]:
    """Every act of one study, newest first, with its words."""
    return Act.objects.filter(study=study).select_related("detail").order_by("-number")


def length_of(study: str) -> int:
    """How many acts a study's trail has, as its end tells: counting a career's rows would keep a page waiting."""
    head = _head(study)
    return head.number if head else 0


def last_hand(study: str, object_type: str, object_id: int) -> str:
    """The name of who acted on an object last; empty where the trail does not tell."""
    acts = Act.objects.filter(study=study, object_type=object_type, object_id=object_id).order_by("-number")
    actor = acts.values_list("actor", flat=True).first()
    if actor is None:
        return ""
    return Person.objects.filter(username=actor).values_list("name", flat=True).first() or actor


def chains() -> list[str]:
    """The slugs of all chains in this store; the store's own chain is the empty slug."""
    return sorted(set(ChainHead.objects.values_list("study", flat=True)) | set(_studies_with_acts()))


def verify(study: str, *, after: tuple[int, str] = (0, FIRST_HASH)) -> Verdict:
    """Read one chain from its first row to its head; stop at a row that was altered, removed or moved.

    `after` is the number and hash of a row up to which the chain was read before: it is read from there on.

    Words that were destroyed are noted and do not stop the reading: the row is still bound to the rows around it.
    Rows that are written meanwhile are no fault.
    """
    head = _head(study)
    count, previous = after
    at_head = previous
    wordless: list[int] = []
    for act in _in_order(study, after[0]):
        count += 1
        sentence = _fault(act, count, previous)
        if sentence:
            return Verdict(study, count, Finding(study, act.number, sentence), len(wordless), holds=False)
        if act.detail_digest and getattr(act, "detail", None) is None:
            wordless.append(act.number)
        previous = act.hash
        if head and count == head.number:
            at_head = act.hash
    ending = _missing_end(count, at_head, head) or _unknown_end(study, count, previous, head)
    if ending:
        return Verdict(study, count, Finding(study, count + 1, ending), len(wordless), holds=False)
    erased = erased_rows(study) if wordless else set()
    lawful = sum(number in erased for number in wordless)
    missing = [number for number in wordless if number not in erased]
    finding = Finding(study, missing[0], _without_words(missing)) if missing else None
    return Verdict(study, count, finding, len(missing), words_erased=lawful)


def erased_rows(study: str) -> set[int]:
    """The rows whose words were erased because a person withdrew or their time was over, as the trail itself says."""
    told = Act.objects.filter(study=study, verb=ERASED, detail__isnull=False).select_related("detail")
    states = [change.get("after") or {} for act in told for change in act.detail.changes]
    return {number for state in states for number in state.get("rows", ())}


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
    return ""


def _without_words(rows: list[int]) -> str:
    named = [str(row) for row in rows[:NAMED]]
    if len(rows) > NAMED:
        which = f"rows {', '.join(named)} and {len(rows) - NAMED} more"
    elif len(rows) > 1:
        which = f"rows {', '.join(named[:-1])} and {named[-1]}"
    else:
        which = f"row {named[0]}"
    return f"The words of {which} are missing; the rows themselves follow one another to the end."


def _missing_end(count: int, at_head: str, head: ChainHead | None) -> str:
    if head is None:
        return "The record of where the chain ends is missing." if count else ""
    if head.number > count:
        return f"Rows {count + 1} to {head.number} were removed from the end."
    return "" if head.hash == at_head else OTHER_END


def _unknown_end(study: str, count: int, last_hash: str, head: ChainHead | None) -> str:
    """What is wrong with rows beyond the head as it was read at first: none, where the head has moved with them."""
    if head is None or head.number == count:
        return ""
    now = _head(study)
    follows = now is not None and (now.number > count or (now.number == count and now.hash == last_hash))
    return "" if follows else OTHER_END


def _head(study: str) -> ChainHead | None:
    return ChainHead.objects.filter(study=study).first()


def _link(act: Act) -> Link:
    return Link(**{name: getattr(act, name) for name in Link.__dataclass_fields__})


def _in_order(study: str, after: int) -> Iterator[Act]:
    # By primary key: rows are read as they were laid down, so a swapped number shows.
    return (
        Act.objects.filter(study=study, number__gt=after)
        .select_related("detail")
        .order_by("pk")
        .iterator(chunk_size=500)
    )


def _studies_with_acts() -> Iterator[str]:
    return Act.objects.order_by().values_list("study", flat=True).distinct().iterator()
