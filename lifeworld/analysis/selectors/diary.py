"""The reflexive diary, and the study's place in it: what was written last, and whether a case change wants a word."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lifeworld.analysis.models import DiaryEntry, DiaryStep
from lifeworld.common.errors import NotFoundError
from lifeworld.security.models import Person
from lifeworld.study.models import Case
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to

PAGE = 30


@dataclass(frozen=True)
class EntryView:
    """One diary entry."""

    id: int
    written_on: date
    step: str
    step_name: str
    case: int | None
    pseudonym: str
    carried_over: bool
    text: str
    about: list[dict[str, Any]]
    author: str
    changed_at: datetime


def diary_of(access: Access, *, case: Case | None = None, page: int = 1) -> list[EntryView]:
    """Entries, newest first, of the study or of one case."""
    access.require(Right.READ_WORDS)
    entries = access.study.diary.filter(removed_at__isnull=True).select_related("case", "author")
    if case is not None:
        entries = entries.filter(case=case)
    first = (max(1, page) - 1) * PAGE
    return [entry_view(entry) for entry in entries[first : first + PAGE]]


def entry_for(person: Person, entry_id: int, right: Right = Right.READ_WORDS) -> tuple[Access, DiaryEntry]:
    """An entry by its key."""
    entry = DiaryEntry.objects.select_related("study", "case", "author").filter(pk=entry_id).first()
    if entry is None:
        raise NotFoundError
    access = access_to(person, entry.study.slug, Right.READ_WORDS)
    return access.require(right), entry


def carry_over_wanted(access: Access, case: Case) -> bool:
    """Whether opening this case should ask "what do you carry over?": others came before, and nothing says it yet."""
    earlier = access.study.cases.exclude(pk=case.pk).filter(opened_at__isnull=False).exists()
    written = access.study.diary.filter(case=case, carried_over=True, removed_at__isnull=True).exists()
    return earlier and not written


def entry_view(entry: DiaryEntry) -> EntryView:
    """An entry as its readers see it."""
    return EntryView(
        entry.pk, entry.written_on, entry.step, DiaryStep(entry.step).label,
        entry.case.number if entry.case else None, entry.case.pseudonym if entry.case else "",
        entry.carried_over, entry.text, entry.about, entry.author.name, entry.changed_at,
    )  # fmt: skip
