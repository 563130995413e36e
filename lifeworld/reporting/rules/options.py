"""What a person may choose about an export, read from a form, a query or the command line."""

from collections.abc import Mapping
from dataclasses import dataclass

from lifeworld.common.errors import InvalidInputError

COLUMNS = ("statements", "line", "transcript", "notes")
BY = ("line", "turn")
# Orders that theses print: statements left, notes left, both right, both left (`ipa.md` (d) row 1).
USUAL_ORDERS = (
    ("line", "statements", "transcript", "notes"),
    ("line", "notes", "transcript", "statements"),
    ("line", "transcript", "notes", "statements"),
    ("line", "notes", "statements", "transcript"),
)


@dataclass(frozen=True)
class Options:
    """Choices for one export.

    Attributes:
        columns: the order of the analysed transcript's four columns.
        by: one row a "line" or a "turn".
        entries: keys of the diary entries to take out; None means all.
    """

    columns: tuple[str, ...] = USUAL_ORDERS[0]
    by: str = "line"
    entries: tuple[int, ...] | None = None


def read_options(given: Mapping[str, str]) -> Options:
    """Options from text: `columns` comma-separated, `by`, `entries` comma-separated keys. Empty means usual.

    Raises:
        InvalidInputError: an order that leaves a column out or names another, or an unknown `by`.
    """
    columns = tuple(part.strip() for part in given.get("columns", "").split(",") if part.strip())
    if columns and sorted(columns) != sorted(COLUMNS):
        raise InvalidInputError(
            "That is not an order of the four columns.",
            "Nothing was taken out.",
            "Name line, statements, transcript and notes once each, with commas between.",
        )
    by = given.get("by", "") or "line"
    if by not in BY:
        raise InvalidInputError("A row is a line or a turn.", "Nothing was taken out.", "Choose one of the two.")
    keys = [part.strip() for part in given.get("entries", "").split(",") if part.strip()]
    if not all(key.isascii() and key.isdecimal() and len(key) < 19 for key in keys):
        raise InvalidInputError("There is no such diary entry.", "Nothing was taken out.", "Choose from the list.")
    return Options(columns or USUAL_ORDERS[0], by, tuple(int(key) for key in keys) or None)
