"""The one full-text index: turns, notes and statements, each row scoped to its study and case.

Each kind of database has a twin that keeps the same promises: all the words asked for, capitals and accents folded,
and the scope answered by the index itself, so that a search within one case never reads another case's rows.
"""

from collections.abc import Sequence
from types import ModuleType

from django.db import connection

from lifeworld.common.search_index import postgres, sqlite
from lifeworld.common.search_index.hits import CANDIDATES, KINDS, Hit, row_key
from lifeworld.common.search_index.query import pieces

__all__ = ["CANDIDATES", "KINDS", "Hit", "drop", "drop_many", "find", "put", "put_many"]


def put(*, kind: str, object_id: int, study_id: int, case_id: int, text: str) -> None:
    """Index (again) the words of one object."""
    put_many(kind=kind, study_id=study_id, case_id=case_id, rows=[(object_id, text)])


def put_many(*, kind: str, study_id: int, case_id: int, rows: Sequence[tuple[int, str]]) -> None:
    """Index (again) many objects of one case, each `(object id, words)`; one without words has no row."""
    scope = [f"s{study_id}", f"c{case_id}", f"k{kind}"]
    _twin().put_many([(row_key(kind, object_id), text) for object_id, text in rows if text.strip()], scope)
    for object_id, text in rows:
        if not text.strip():
            drop(kind=kind, object_id=object_id)


def drop(*, kind: str, object_id: int) -> None:
    """Take one object out of the index."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM common_words WHERE rowid = %s", [row_key(kind, object_id)])


def find(
    query: str,
    *,
    study_id: int,
    case_ids: Sequence[int] | None,
    kinds: Sequence[str] = KINDS,
    first: int = 0,
    count: int = 20,
) -> list[Hit]:
    """Rows holding all the words of `query`, best first: `count` of them after the first `first`.

    `case_ids` None means every case of the study. Quotation marks make a phrase, a trailing `*` a prefix. Empty
    where the query holds no word. Ranking is among the first `CANDIDATES` matches: a word that stands in more rows
    than that ranks nothing, and the others follow unranked.
    """
    asked = pieces(query)
    if not asked or case_ids == [] or not kinds:
        return []
    scope = [[f"s{study_id}"]]
    if set(kinds) != set(KINDS):
        # Asked for every kind, the index would join the lists of all rows only to leave none out.
        scope.append([f"k{kind}" for kind in kinds])
    if case_ids is not None:
        scope.append([f"c{case_id}" for case_id in case_ids])
    found: list[Hit] = _twin().find(asked, scope, first, count)
    return found


def _twin() -> ModuleType:
    return postgres if connection.vendor == "postgresql" else sqlite


def drop_many(*, kind: str, object_ids: Sequence[int]) -> None:
    """Take many objects of one kind out of the index."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "DELETE FROM common_words WHERE rowid = %s", [(row_key(kind, object_id),) for object_id in object_ids]
        )
