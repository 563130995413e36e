"""The index on PostgreSQL: one `tsvector` a row, answered by a GIN index.

Words are cut and folded here, so that they are the same whatever the server's locale and dictionaries are. The scope
is three more lexemes, which no word can be. A phrase is looked for in the folded words: a `tsvector` forgets places
beyond the 256th of one word and the 16,383rd of all (https://www.postgresql.org/docs/15/textsearch-limitations.html).
"""

import unicodedata
from collections import defaultdict
from collections.abc import Sequence

from django.db import connection

from lifeworld.common.search_index.hits import CANDIDATES, Hit, object_of
from lifeworld.common.search_index.query import WORD, Piece

# A lexeme may have 2,046 bytes and a tsvector a megabyte. Speech reaches neither.
_LONGEST_WORD = 200
_LARGEST = 900_000
_LAST_PLACE, _PLACES = 16_383, 255
_BEFORE, _SHOWN = 10, 28


def put_many(rows: Sequence[tuple[int, str]], scope: Sequence[str]) -> None:
    """Write rows, each `(key, words)`, under one scope."""
    prepared = []
    for key, text in rows:
        folded = [fold(word) for word in WORD.findall(text)]
        prepared.append((key, text, f" {' '.join(folded)} ", _lexemes(folded, scope)))
    with connection.cursor() as cursor:
        cursor.executemany(
            """INSERT INTO common_words (rowid, words, folded, lexemes) VALUES (%s, %s, %s, %s::tsvector)
               ON CONFLICT (rowid) DO UPDATE
               SET words = excluded.words, folded = excluded.folded, lexemes = excluded.lexemes""",
            prepared,
        )


def find(asked: Sequence[Piece], scope: Sequence[Sequence[str]], first: int, count: int) -> list[Hit]:
    """Rows with all of `asked`, in any one token of each part of `scope`, best first."""
    wanted = [Piece(tuple(fold(word) for word in piece.words), piece.begins) for piece in asked]
    words = " & ".join(_all_of(piece) for piece in wanted)
    match = " & ".join([words, *(f"({' | '.join(_scoped(token) for token in part)})" for part in scope)])
    phrases = [f"% {' '.join(piece.words)}{'%' if piece.begins else ' %'}" for piece in wanted if len(piece.words) > 1]
    found = f"""SELECT rowid, ts_rank(lexemes, %s::tsquery, 1) AS score
                FROM common_words WHERE lexemes @@ %s::tsquery {"AND folded LIKE %s" * len(phrases)}"""
    given = [words, match, *phrases]
    rows: list[tuple[int, str]] = []
    with connection.cursor() as cursor:
        if first < CANDIDATES:
            cursor.execute(
                f"""SELECT rowid, words FROM ({found} LIMIT %s) AS best JOIN common_words USING (rowid)
                    ORDER BY score DESC, rowid LIMIT %s OFFSET %s""",
                [*given, CANDIDATES, min(count, CANDIDATES - first), first],
            )
            rows = cursor.fetchall()
        if first + count > CANDIDATES:
            rest = min(count, first + count - CANDIDATES)
            cursor.execute(
                f"""SELECT rowid, words FROM ({found}) AS others JOIN common_words USING (rowid)
                    WHERE rowid NOT IN (SELECT rowid FROM ({found} LIMIT %s) AS best)
                    ORDER BY rowid LIMIT %s OFFSET %s""",
                [*given, *given, CANDIDATES, rest, max(first, CANDIDATES) - CANDIDATES],
            )
            rows += cursor.fetchall()
    return [_hit(key, text, wanted) for key, text in rows]


def fold(word: str) -> str:
    """A word without capitals and accents, as FTS5's `unicode61 remove_diacritics 2` has it."""
    if not word.isascii():
        bare = "".join(char for char in unicodedata.normalize("NFD", word) if not "\u0300" <= char <= "\u036f")
        word = unicodedata.normalize("NFC", bare)
    return word.lower()[:_LONGEST_WORD]


def _lexemes(folded: Sequence[str], scope: Sequence[str]) -> str:
    """A row's words with their places, and its scope, as a `tsvector` is written."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(folded, start=1):
        if place <= _LAST_PLACE or word not in places:
            places[word].append(min(place, _LAST_PLACE))
    written, room = [_scoped(token) for token in scope], _LARGEST
    for word, at in places.items():
        room -= len(word.encode()) + 2 * len(at[:_PLACES]) + 4
        if room < 0:
            break
        written.append(f"'{word}':{','.join(map(str, at[:_PLACES]))}")
    return " ".join(written)


def _scoped(token: str) -> str:
    return f"':{token}'"


def _all_of(piece: Piece) -> str:
    # Only letters and digits are left in a word, so nothing in it can end the quotation.
    words = [f"'{word}'" for word in piece.words]
    return " & ".join(words) + (":*" if piece.begins else "")


def _hit(key: int, text: str, wanted: Sequence[Piece]) -> Hit:
    """A row's first match with the words around it."""
    spans = [match.span() for match in WORD.finditer(text)]
    at, length = next(
        (
            (place, len(piece.words))
            for place in range(len(spans))
            for piece in wanted
            if _stands(piece, [text[start:end] for start, end in spans[place : place + len(piece.words)]])
        ),
        (0, 1),
    )
    first = max(0, at - _BEFORE)
    shown = spans[first : max(first + _SHOWN, at + length)]
    start, end = (0 if first == 0 else shown[0][0]), (len(text) if shown[-1] == spans[-1] else shown[-1][1])
    begin, finish = spans[at][0], spans[at + length - 1][1]
    before, after = text[start:begin], text[finish:end]
    return Hit(
        *object_of(key), f"…{before}" if first else before, text[begin:finish], after + ("…" if end < len(text) else "")
    )


def _stands(piece: Piece, words: Sequence[str]) -> bool:
    folded = tuple(fold(word) for word in words)
    if piece.begins:
        return folded[:-1] == piece.words[:-1] and bool(folded) and folded[-1].startswith(piece.words[-1])
    return folded == piece.words
