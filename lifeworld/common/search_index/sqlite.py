"""The index on SQLite: FTS5, whose `unicode61 remove_diacritics 2` folds capitals and accents.

The scope is a second column of plain tokens. Ranking is BM25.
"""

from collections.abc import Sequence

from django.db import connection

from lifeworld.common.search_index.hits import CANDIDATES, Hit, object_of
from lifeworld.common.search_index.query import Piece

_START, _END = "\u0002", "\u0003"


def put_many(rows: Sequence[tuple[int, str]], scope: Sequence[str]) -> None:
    """Write rows, each `(key, words)`, under one scope."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT OR REPLACE INTO common_words(rowid, words, scope) VALUES (%s, %s, %s)",
            [(key, text, " ".join(scope)) for key, text in rows],
        )


def find(asked: Sequence[Piece], scope: Sequence[Sequence[str]], first: int, count: int) -> list[Hit]:
    """Rows with all of `asked`, in any one token of each part of `scope`, best first; `first` and `count` of them."""
    words = f"words:({' AND '.join(_quoted(piece) for piece in asked)})"
    match = " AND ".join([words, *(f"scope:({' OR '.join(part)})" for part in scope)])
    with connection.cursor() as cursor:
        keys = []
        if first < CANDIDATES:
            # BM25 counts the rows of every phrase that it is asked about, and a scope's are the whole study's: so the
            # scope is answered beside it. The plus keeps SQLite from asking the index anew for each row.
            cursor.execute(
                """SELECT id FROM (
                     SELECT rowid AS id, bm25(common_words, 1.0, 0.0) AS score FROM common_words
                     WHERE common_words MATCH %s AND +rowid IN (
                       SELECT rowid FROM common_words WHERE common_words MATCH %s LIMIT %s
                     ) LIMIT %s
                   ) ORDER BY score, id LIMIT %s OFFSET %s""",
                [words, match, CANDIDATES, CANDIDATES, count, first],
            )
            keys = [row[0] for row in cursor.fetchall()]
        if first + count > CANDIDATES:
            rest = min(count, first + count - CANDIDATES)
            cursor.execute(
                "SELECT rowid FROM common_words WHERE common_words MATCH %s LIMIT %s OFFSET %s",
                [match, rest, max(first, CANDIDATES)],
            )
            keys += [row[0] for row in cursor.fetchall()]
        marks = ", ".join(["%s"] * len(keys))
        # A beginning gathers every word that has it, each time it is asked for: so once for all rows, and not for each.
        once = "+" if any(piece.begins for piece in asked) else ""
        cursor.execute(
            f"""SELECT rowid, snippet(common_words, 0, %s, %s, '…', 28) FROM common_words
                WHERE common_words MATCH %s AND {once}rowid IN ({marks}) LIMIT %s""",
            [_START, _END, words, *keys, len(keys)],
        )
        snippets = dict(cursor.fetchall())
    return [_hit(key, snippets[key]) for key in keys]


def _quoted(piece: Piece) -> str:
    # Quoted, whatever a person types is only words: no operator of FTS5's is left in it.
    return f'"{" ".join(piece.words)}"{"*" if piece.begins else ""}'


def _hit(key: int, snippet: str) -> Hit:
    before, _, rest = snippet.partition(_START)
    match, _, after = rest.partition(_END)
    return Hit(*object_of(key), before, match, after.replace(_START, "").replace(_END, ""))
