"""The one full-text index: turns, notes and statements, each row scoped to its study and case.

SQLite's FTS5 with `unicode61 remove_diacritics 2` folds capitals and accents. The scope is a second column of plain
tokens, so that a search within one case asks the index itself and never reads another case's rows.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

KINDS = ("turn", "note", "statement")
CANDIDATES = 3000
_START, _END = "\u0002", "\u0003"


@dataclass(frozen=True)
class Hit:
    """One row found: its kind and key, and the words around the first match."""

    kind: str
    object_id: int
    before: str
    match: str
    after: str


def put(*, kind: str, object_id: int, study_id: int, case_id: int, text: str) -> None:
    """Index (again) the words of one object."""
    put_many(kind=kind, study_id=study_id, case_id=case_id, rows=[(object_id, text)])


def put_many(*, kind: str, study_id: int, case_id: int, rows: Sequence[tuple[int, str]]) -> None:
    """Index (again) many objects of one case, each `(object id, words)`."""
    scope = f"s{study_id} c{case_id} k{kind}"
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT OR REPLACE INTO common_words(rowid, words, scope) VALUES (%s, %s, %s)",
            [(_rowid(kind, object_id), text, scope) for object_id, text in rows],
        )


def drop(*, kind: str, object_id: int) -> None:
    """Take one object out of the index."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM common_words WHERE rowid = %s", [_rowid(kind, object_id)])


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
    where the query holds no word. Ranking is BM25 among the first `CANDIDATES` matches: a word that stands in more
    rows than that ranks nothing.
    """
    words = match_expression(query)
    if not words or case_ids == [] or not kinds:
        return []
    scope = [f"scope:s{study_id}"]
    if set(kinds) != set(KINDS):
        # Asked for every kind, the index would join the lists of all rows only to leave none out.
        scope.append(f"scope:({' OR '.join(f'k{kind}' for kind in kinds)})")
    if case_ids is not None:
        scope.append(f"scope:({' OR '.join(f'c{case_id}' for case_id in case_ids)})")
    match = " AND ".join([f"words:({words})", *scope])
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT id FROM (
                 SELECT rowid AS id, bm25(common_words, 1.0, 0.0) AS score
                 FROM common_words WHERE common_words MATCH %s LIMIT %s
               ) ORDER BY score, id LIMIT %s OFFSET %s""",
            [match, CANDIDATES, count, first],
        )
        ids = [row[0] for row in cursor.fetchall()]
        marks = ", ".join(["%s"] * len(ids))
        cursor.execute(
            f"""SELECT rowid, snippet(common_words, 0, %s, %s, '…', 28) FROM common_words
                WHERE common_words MATCH %s AND rowid IN ({marks})""",
            [_START, _END, match, *ids],
        )
        snippets = dict(cursor.fetchall())
    return [_hit(rowid, snippets[rowid]) for rowid in ids]


def match_expression(query: str) -> str:
    """A person's query as an FTS5 expression; empty where it holds no word. Never an FTS5 syntax error.

    Every piece is quoted, so operators and punctuation a person types are only words.
    """
    pieces: list[str] = []
    for phrase, word in re.findall(r'["“”]([^"“”]*)["“”]|(\S+)', query[:400]):
        text = phrase or word
        star = "*" if not phrase and text.endswith("*") else ""
        tokens = re.findall(r"\w+", text.replace("_", " "))
        if tokens:
            pieces.append(f'"{" ".join(tokens)}"{star}')
    return " AND ".join(pieces)


def _rowid(kind: str, object_id: int) -> int:
    return object_id * len(KINDS) + KINDS.index(kind)


def _hit(rowid: int, snippet: str) -> Hit:
    object_id, kind = divmod(rowid, len(KINDS))
    before, _, rest = snippet.partition(_START)
    match, _, after = rest.partition(_END)
    return Hit(KINDS[kind], object_id, before, match, after.replace(_START, "").replace(_END, ""))
