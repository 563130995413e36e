"""What the index answers, and the one key of each of its rows."""

from dataclasses import dataclass

KINDS = ("turn", "note", "statement")
# The first matches that are ranked: a word that stands in more rows than this ranks nothing. The others come after
# them, in the order they were written.
CANDIDATES = 3000


@dataclass(frozen=True)
class Hit:
    """One row found: its kind and key, and the words around the first match."""

    kind: str
    object_id: int
    before: str
    match: str
    after: str


def row_key(kind: str, object_id: int) -> int:
    """The key of an object's row: the kinds take turns, so that one number says both."""
    return object_id * len(KINDS) + KINDS.index(kind)


def object_of(key: int) -> tuple[str, int]:
    """The kind and the object's own key of a row."""
    object_id, kind = divmod(key, len(KINDS))
    return KINDS[kind], object_id
