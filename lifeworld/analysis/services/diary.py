"""The reflexive diary: dated entries tied to step, case and objects."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lifeworld.analysis.models import DiaryEntry, DiaryStep
from lifeworld.analysis.services.changes import Changes
from lifeworld.analysis.services.guards import check_made_here, check_unchanged, longest
from lifeworld.common.errors import InvalidInputError
from lifeworld.study.acting import now_changed, one_act, read_again
from lifeworld.study.models import Case
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access

AREA = "diary"
FIELDS = frozenset({"text", "step", "carried_over", "about"})
ABOUT_TYPES = frozenset({"note", "statement", "personal theme", "group theme", "line"})


@one_act(Right.ANALYSE)
def write_entry(
    *,
    access: Access,
    at: datetime,
    text: str,
    step: str,
    written_on: date,
    case: Case | None = None,
    carried_over: bool = False,
    about: Sequence[Mapping[str, Any]] = (),
    client_key: UUID | None = None,
) -> DiaryEntry:
    """Write an entry. `carried_over` marks what an earlier case may be lending to this one."""
    made = DiaryEntry.objects.filter(client_key=client_key).first() if client_key else None
    if made:
        check_made_here(made.study_id, access.study.pk)
        return made
    _check(text, step, about)
    changes = Changes(access, at)
    entry = DiaryEntry.objects.create(
        study=access.study, case=case, written_on=written_on, step=step, text=text.strip(),
        carried_over=carried_over, about=[dict(one) for one in about], author=access.person,
        client_key=client_key, created_at=at, changed_at=at,
    )  # fmt: skip
    changes.made(entry)
    changes.write("wrote diary entry", entry, area=AREA, case=case)
    return entry


@one_act(Right.ANALYSE)
def change_entry(
    *,
    access: Access,
    at: datetime,
    entry: DiaryEntry,
    values: Mapping[str, Any],
    seen: datetime | None = None,
) -> DiaryEntry:
    """Change an entry; what stood before stays in the trail."""
    read_again(entry, "case", "author")
    check_unchanged(entry, seen, values)
    if set(values) - FIELDS:
        raise InvalidInputError("Something other than a diary entry's fields was sent.")
    _check(values.get("text", entry.text), values.get("step", entry.step), values.get("about", ()))
    changes = Changes(access, at)
    changes.touch(entry)
    for field, value in values.items():
        setattr(entry, field, value)
    now_changed(entry, at)
    entry.save()
    changes.write("changed diary entry", entry, area=AREA, case=entry.case)
    return entry


@one_act(Right.ANALYSE)
def take_out_entry(*, access: Access, at: datetime, entry: DiaryEntry, seen: datetime | None = None) -> DiaryEntry:
    """Take an entry out of sight; the trail keeps it."""
    read_again(entry, "case", "author")
    if entry.removed_at is not None:
        return entry
    check_unchanged(entry, seen)
    changes = Changes(access, at)
    changes.take_out(entry)
    changes.write("took out diary entry", entry, area=AREA, case=entry.case)
    return entry


def _check(text: str, step: str, about: Sequence[Mapping[str, Any]]) -> None:
    if not text.strip():
        raise InvalidInputError("This entry is empty.", "Nothing was saved.", "Write a sentence, or leave the page.")
    longest(text, 50_000)
    if step not in DiaryStep.values:
        raise InvalidInputError("There is no such step.", "Your text is still here.", "Choose a step from the list.")
    if any(one.get("type") not in ABOUT_TYPES or not isinstance(one.get("id"), int) for one in about):
        raise InvalidInputError("An entry can be about notes, statements, themes or lines.")
