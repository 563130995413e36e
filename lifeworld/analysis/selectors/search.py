"""Search: over the case at hand, or over the study once cases may be read together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from lifeworld.analysis.models import Note, NoteAnchor, Statement, StatementAnchor
from lifeworld.analysis.selectors.access import access_across, open_case
from lifeworld.common import search_index
from lifeworld.common.search_index import Hit
from lifeworld.interviews.models import Turn
from lifeworld.security.models import Person
from lifeworld.study.models import Case
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


def _located(hits: Sequence[Hit]) -> list[Found]:
    keys = {kind: [hit.object_id for hit in hits if hit.kind == kind] for kind in search_index.KINDS}
    places: dict[tuple[str, int], tuple[Case, int, int]] = {}
    for turn in _turns(keys["turn"]):
        interview = turn.version.interview
        places["turn", turn.pk] = (interview.case, interview.number, turn.first_line or 1)
    for kind, model, anchors in (("note", Note, NoteAnchor), ("statement", Statement, StatementAnchor)):
        rows = model._default_manager.filter(pk__in=keys[kind], removed_at__isnull=True).select_related("case")
        for row in rows.prefetch_related(Prefetch("anchors", _light(anchors.objects.all()))):
            first = next(iter(row.anchors.all()), None)
            if first is not None:
                places[kind, row.pk] = (row.case, first.version.interview.number, first.first_line)
    return [
        Found(hit.kind, hit.object_id, case.number, case.pseudonym, interview, line, hit.before, hit.match, hit.after)
        for hit in hits
        if (place := places.get((hit.kind, hit.object_id)))
        for case, interview, line in [place]
    ]


def _turns(keys: Sequence[int]) -> QuerySet[Turn]:
    return _light(Turn.objects.filter(pk__in=keys)).select_related("version__interview__case")


def _light(rows: QuerySet[Any]) -> QuerySet[Any]:
    # A hit needs to know which interview it is in, never the interview's text.
    return rows.select_related("version__interview").defer("version__text", "version__lines", "version__notices")
