"""Search: over the case at hand, or over the study once cases may be read together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from lifeworld.analysis.models import NoteAnchor, StatementAnchor
from lifeworld.analysis.selectors.access import access_across, open_case
from lifeworld.common import search_index
from lifeworld.common.search_index import Hit
from lifeworld.interviews.models import Turn
from lifeworld.security.models import Person
from lifeworld.study.rules.roles import Right

PAGE = 20


@dataclass(frozen=True)
class Found:
    """One hit: where it stands, and the words around it."""

    kind: str
    id: int
    case: int
    pseudonym: str
    interview: int
    line: int
    before: str
    match: str
    after: str


@dataclass(frozen=True)
class SearchPage:
    """One page of hits, best first, and whether there are more."""

    hits: list[Found]
    more: bool


def search_case(person: Person, case_id: int, query: str, page: int = 1) -> SearchPage:
    """Search one case whose analysis may be seen now."""
    access, case = open_case(person, case_id)
    return _page(access.study.pk, [case.pk], query, page)


def search_study(person: Person, slug: str, query: str, page: int = 1) -> SearchPage:
    """Search every case of a study; raises `AcrossCasesClosedError` until cases may be read together."""
    access = access_across(person, slug, Right.READ_WORDS)
    return _page(access.study.pk, None, query, page)


def _page(study_id: int, case_ids: Sequence[int] | None, query: str, page: int) -> SearchPage:
    first = (max(1, page) - 1) * PAGE
    hits = search_index.find(query, study_id=study_id, case_ids=case_ids, first=first, count=PAGE + 1)
    return SearchPage(_located(hits[:PAGE]), len(hits) > PAGE)


# Where a hit stands: its case's number and pseudonym, its interview's number, its line.
Place = tuple[int, str, int, int]


def _located(hits: Sequence[Hit]) -> list[Found]:
    keys = {kind: [hit.object_id for hit in hits if hit.kind == kind] for kind in search_index.KINDS}
    places: dict[tuple[str, int], Place] = {}
    for kind, owner in _OWNERS.items():
        if keys[kind]:
            places |= {(kind, key): place for key, place in owner(keys[kind])}
    return [
        Found(hit.kind, hit.object_id, case, pseudonym, interview, line, hit.before, hit.match, hit.after)
        for hit in hits
        if (place := places.get((hit.kind, hit.object_id)))
        for case, pseudonym, interview, line in [place]
    ]


def _turns(keys: Sequence[int]) -> Iterator[tuple[int, Place]]:
    interview = "version__interview"
    rows = Turn.objects.filter(pk__in=keys).order_by().values_list(
        "pk", f"{interview}__case__number", f"{interview}__case__pseudonym", f"{interview}__number", "first_line"
    )  # fmt: skip
    for key, case, pseudonym, number, line in rows:
        yield key, (case, pseudonym, number, line or 1)


def _notes(keys: Sequence[int]) -> Iterator[tuple[int, Place]]:
    return _anchored("note", NoteAnchor.objects.filter(note__in=keys, note__removed_at__isnull=True))


def _statements(keys: Sequence[int]) -> Iterator[tuple[int, Place]]:
    rows = StatementAnchor.objects.filter(statement__in=keys, statement__removed_at__isnull=True)
    return _anchored("statement", rows)


def _anchored(owner: str, rows: QuerySet[Any]) -> Iterator[tuple[int, Place]]:
    """The place of each owner's first anchor."""
    fields = (
        f"{owner}_id", f"{owner}__case__number", f"{owner}__case__pseudonym", "version__interview__number",
        "first_line",
    )  # fmt: skip
    found = {key: (case, pseudonym, number, line) for key, case, pseudonym, number, line in reversed(
        list(rows.values_list(*fields))
    )}  # fmt: skip
    yield from found.items()


_OWNERS = {"turn": _turns, "note": _notes, "statement": _statements}
