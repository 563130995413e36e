"""Search: over the case at hand, or over the study once cases may be read together."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from lifeworld.analysis.selectors.access import access_across, open_case
from lifeworld.common import search_index
from lifeworld.common.search_index import Hit
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
Place = tuple[str, int, int, int]
_PLACE = "c.pseudonym, c.number, i.number"
_INTERVIEW = """JOIN interviews_transcriptversion v ON v.id = {0}.version_id
                JOIN interviews_interview i ON i.id = v.interview_id"""
_ANCHORED = f"""SELECT o.id, {_PLACE}, a.first_line FROM analysis_{{0}}anchor a
    JOIN analysis_{{0}} o ON o.id = a.{{0}}_id JOIN study_case c ON c.id = o.case_id {_INTERVIEW.format("a")}
    WHERE o.removed_at IS NULL AND o.id IN ({{1}}) ORDER BY a.version_id, a."start", a."end" """
# Written out: a search asks this each time, and composing these takes longer than answering them.
_PLACES = {
    "turn": f"""SELECT t.id, {_PLACE}, COALESCE(t.first_line, 1) FROM interviews_turn t {_INTERVIEW.format("t")}
        JOIN study_case c ON c.id = i.case_id WHERE t.id IN ({{1}})""",
    "note": _ANCHORED,
    "statement": _ANCHORED,
}


def _located(hits: Sequence[Hit]) -> list[Found]:
    places = {kind: _places(kind, [hit.object_id for hit in hits if hit.kind == kind]) for kind in search_index.KINDS}
    return [
        Found(hit.kind, hit.object_id, case, pseudonym, interview, line, hit.before, hit.match, hit.after)
        for hit in hits
        if (place := places[hit.kind].get(hit.object_id))
        for pseudonym, case, interview, line in [place]
    ]


def _places(kind: str, keys: Sequence[int]) -> dict[int, Place]:
    """The place of each object of one kind, of several passages the first; what was taken out has none."""
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_PLACES[kind].format(kind, ", ".join(["%s"] * len(keys))), list(keys))
        found: dict[int, Place] = {}
        for key, *place in cursor.fetchall():
            found.setdefault(key, tuple(place))
    return found
