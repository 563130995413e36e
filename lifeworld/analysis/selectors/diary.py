"""The reflexive diary, and the study's place in it: what was written last, and whether a case change wants a word."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from lifeworld.analysis.models import DiaryEntry, DiaryStep
from lifeworld.analysis.selectors.access import AcrossCasesClosedError, check_open, closed_cases
from lifeworld.common.errors import NotFoundError
from lifeworld.security.models import Person
from lifeworld.study.models import Case
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to
from lifeworld.trail.selectors import acts_of

PAGE = 30
_ACROSS = Q(case__isnull=True, step=DiaryStep.ACROSS)


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


@dataclass(frozen=True)
class EarlierWords:
    """What an entry said before one of its changes: when that change was made, by whom, and the words it replaced."""

    until: datetime
    changed_by: str
    text: str


def entries_seen(access: Access) -> QuerySet[DiaryEntry]:
    """The diary's entries, newest first, that this person may read now.

    Case first: while another case is under analysis, entries about a closed case do not show, nor do those that look
    across cases. Entries about the study as a whole, and about the case at hand, always show.
    """
    access.require(Right.READ_WORDS)
    entries = access.study.diary.filter(removed_at__isnull=True).select_related("case", "author")
    closed = closed_cases(access)
    return entries.exclude(case__in=closed).exclude(_ACROSS) if closed.exists() else entries


def unseen_entries(access: Access) -> list[int]:
    """Keys of entries that look across cases, while any case is closed: for what tells of acts on them."""
    return (
        list(access.study.diary.filter(_ACROSS).values_list("pk", flat=True)) if closed_cases(access).exists() else []
    )


def diary_of(access: Access, *, case: Case | None = None, step: str = "", page: int = 1) -> list[EntryView]:
    """Entries of `entries_seen`, of the study or of one case or step: one page of them."""
    return diary_page(access, case=case, step=step, page=page)[0]


def diary_page(
    access: Access, *, case: Case | None = None, step: str = "", page: int = 1
) -> tuple[list[EntryView], bool]:
    """One page of `diary_of`, and whether there is more."""
    entries = entries_seen(access)
    if case is not None:
        entries = entries.filter(case=case)
    if step:
        entries = entries.filter(step=step)
    first = (max(1, page) - 1) * PAGE
    found = [entry_view(entry) for entry in entries[first : first + PAGE + 1]]
    return found[:PAGE], len(found) > PAGE


def entry_for(person: Person, entry_id: int, right: Right = Right.READ_WORDS) -> tuple[Access, DiaryEntry]:
    """An entry by its key, unless it is about a case that is closed to this person now (`CaseClosedError`)."""
    entry = DiaryEntry.objects.select_related("study", "case", "author").filter(pk=entry_id).first()
    if entry is None:
        raise NotFoundError
    access = access_to(person, entry.study.slug, Right.READ_WORDS).require(right)
    if entry.case is not None:
        check_open(access, entry.case)
    if entry.pk in unseen_entries(access):
        raise AcrossCasesClosedError(
            "This entry looks across cases, and one of them is being read on its own.",
            "The entry is kept as it was.",
            "It shows again when the case at hand is signed off, or cross-case work is opened.",
        )
    return access, entry


def earlier_words(access: Access, entry: DiaryEntry) -> list[EarlierWords]:
    """What an entry said before each change of its words, newest first, read from the trail."""
    acts = acts_of(access.study.slug).filter(object_type="diary entry", object_id=entry.pk, verb="changed diary entry")
    names = dict(Person.objects.values_list("username", "name"))
    found: list[EarlierWords] = []
    for act in acts:
        detail = getattr(act, "detail", None)
        for change in detail.changes if detail else []:
            before, after = change["before"]["text"], change["after"]["text"]
            if change["type"] == "diary entry" and before != after:
                found.append(EarlierWords(act.at, names.get(act.actor, act.actor), before))
    return found


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
