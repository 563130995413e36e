"""Forgetting one case: every row of it, wherever it lies, and every trace of it in what stays.

Runs inside an act. What lies in freed pages of the store, and in this process's memory, goes once the act is certain
(`clearing`). Nothing here asks whether it may: `withdrawals` and `destruction` do.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count

from lifeworld.analysis.models import DiaryEntry, ThemeChanged
from lifeworld.analysis.services.changes import index
from lifeworld.common import search_index
from lifeworld.common.errors import InvalidInputError
from lifeworld.recruitment.models import EntryBand
from lifeworld.safekeeping.hooks import forget_above
from lifeworld.safekeeping.rules.words import Ghost
from lifeworld.safekeeping.selectors.case_rows import contributions_of, ghost_for, rows_of
from lifeworld.safekeeping.selectors.mentions import LEAVE, REDACT, TAKE_OUT, Mention, mentions_of
from lifeworld.safekeeping.services.clearing import clear_freed_space
from lifeworld.study.models import Case, Study
from lifeworld.study.selectors import Access
from lifeworld.trail.models import Act, ActDetail
from lifeworld.trail.selectors import ERASED
from lifeworld.trail.services import record

Gone = dict[str, int]


def forget_case(
    *, access: Access, at: datetime, case: Case, on: date, decide: Callable[[str], str | None],
    verb: str = "forgot case",
) -> Gone:  # fmt: skip
    """Take everything of a case out of the study; answers how much of each kind went.

    `decide` says for each `Mention.key` what is to be done with it; None where that was not said.

    Raises:
        InvalidInputError: some text that speaks of the person was not decided on.
    """
    ghost, mentions = ghost_for(case), mentions_of(access, case)
    decided = [(one, decide(one.key)) for one in mentions]
    undecided = [one for one, choice in decided if choice not in one.choices]
    if undecided:
        raise InvalidInputError(
            f"{len(undecided)} other text{'s speak' if len(undecided) > 1 else ' speaks'} of this person, and it is "
            "not said yet what is to be done.",
            "Nothing was taken out.",
            "Decide on each, then confirm again.",
        )
    number = case.number
    kept = {("case", case.pk)}
    kinds = rows_of(case)
    for kind in kinds:
        kept |= {(kind.act, pk) for pk in kind.rows.values_list("pk", flat=True)} if kind.act else set()
    gone: Gone = {kind.name: kind.rows.count() for kind in kinds}
    _mark_themes(case, on, at)
    _untie_diary(access.study, kept)
    gone |= {"texts": _carry_out(decided, ghost, at, kept)}
    gone |= forget_above(case)
    _drop_from_index(case)
    for kind in kinds:
        kind.rows.delete()
    EntryBand.objects.filter(entry__case=case).delete()
    case.delete()
    gone["words of acts"] = erase_words(access, at, number, kept, ghost)
    record(by=access.person.username, at=at, verb=verb, study=access.study.slug, case_number=number)
    transaction.on_commit(clear_freed_space)
    return {what: count for what, count in gone.items() if count}


def _mark_themes(case: Case, on: date, at: datetime) -> None:
    """Group themes that stand and rested on the case say so until somebody has looked."""
    standing = contributions_of(case).filter(removed_at__isnull=True, group_theme__removed_at__isnull=True)
    counted = standing.order_by().values_list("group_theme").annotate(Count("pk"))
    ThemeChanged.objects.bulk_create(
        ThemeChanged(theme_id=theme, on=on, contributions=count, created_at=at) for theme, count in counted
    )


def _untie_diary(study: Study, kept: set[tuple[str, int]]) -> None:
    """Entries that stay are tied to nothing that goes."""
    for entry in DiaryEntry.objects.filter(study=study).exclude(about=[]):
        about = [one for one in entry.about if (one["type"], one["id"]) not in kept]
        if about != entry.about:
            entry.about = about
            entry.save(update_fields=["about"])


def _carry_out(
    decided: Iterable[tuple[Mention, str | None]], ghost: Ghost, at: datetime, kept: set[tuple[str, int]]
) -> int:
    """Do what was decided on each text. What is taken out whole, and its acts, go like the case's own."""
    count = 0
    for one, choice in decided:
        obj = one.obj
        if choice == TAKE_OUT:
            kept.add((one.field.kind, obj.pk))
            obj.delete()
        elif choice == REDACT:
            # Read again: two fields of one row would otherwise bring each other back.
            obj.refresh_from_db()
            limit = obj._meta.get_field(one.field.name).max_length
            setattr(obj, one.field.name, ghost.taken_out_of(getattr(obj, one.field.name))[:limit])
            if hasattr(obj, "changed_at"):
                obj.changed_at = at
            obj.save()
            index(obj)
        count += choice != LEAVE
    return count


def _drop_from_index(case: Case) -> None:
    names = {"turns": "turn", "notes": "note", "statements": "statement"}
    for kind in rows_of(case):
        if kind.name in names:
            keys = list(kind.rows.values_list("pk", flat=True))
            search_index.drop_many(kind=names[kind.name], object_ids=keys)


def erase_words(access: Access, at: datetime, number: int, objects: set[tuple[str, int]], ghost: Ghost | None) -> int:
    """Erase the words of every act about a case, about `objects`, or in which the person is named or quoted.

    The acts stay, and the chain with them; one act names the rows whose words went, so that the check tells an erasure
    from a theft.
    """
    rows, details = [], []
    told = ActDetail.objects.filter(act__study=access.study.slug).exclude(act__verb=ERASED).select_related("act")
    for detail in told.iterator(chunk_size=500):
        if detail.act.case_number == number or _speaks_of(detail, objects, ghost):
            rows.append(detail.act.number)
            details.append(detail.pk)
    _erase(access, at, rows, details)
    return len(rows)


def erase_all_words(access: Access, at: datetime) -> int:
    """Erase the words of every act of the study, because their time is over."""
    told = ActDetail.objects.filter(act__study=access.study.slug).exclude(act__verb=ERASED)
    found = list(told.order_by("act__number").values_list("act__number", "pk"))
    _erase(access, at, [row for row, _ in found], [pk for _, pk in found])
    return len(found)


def _erase(access: Access, at: datetime, rows: list[int], details: list[int]) -> None:
    if not rows:
        return
    for first in range(0, len(details), 500):
        ActDetail.objects.filter(pk__in=details[first : first + 500]).delete()
    study = access.study
    record(
        by=access.person.username, at=at, verb=ERASED, study=study.slug, object_type="study", object_id=study.pk,
        changes=[{"type": "trail", "id": study.pk, "before": {}, "after": {"rows": sorted(rows)}}],
    )  # fmt: skip


def _speaks_of(detail: ActDetail, objects: set[tuple[str, int]], ghost: Ghost | None) -> bool:
    act: Act = detail.act
    if (act.object_type, act.object_id) in objects:
        return True
    if any((change.get("type"), change.get("id")) in objects for change in detail.changes):
        return True
    return ghost is not None and any(ghost.in_text(text) for text in _texts([detail.changes, detail.why]))


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
