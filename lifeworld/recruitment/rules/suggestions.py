"""Criteria offered to begin with, read from what the study says of itself; the researcher changes them before keeping.

Nothing here is a rule: a protocol's own words take their place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12,
}  # fmt: skip
_HOURS = re.compile(rf"\b(\d{{1,3}}|{'|'.join(_NUMBERS)})\b(?:\s+[\w-]+){{0,3}}?\s+hours?\b", re.IGNORECASE)
USUAL_HOURS = 6


@dataclass(frozen=True)
class Suggestion:
    """One criterion to begin with. `kind` is a key of `models.CriterionKind`."""

    kind: str
    words: str
    explained: str = ""
    least: int | None = None


def hours_named(text: str) -> int | None:
    """The first number of hours that a text asks for ("at least six individual hours"); None where it names none."""
    found = _HOURS.search(text)
    if found is None:
        return None
    word = found[1].casefold()
    return _NUMBERS.get(word) or int(word)


def suggestions_for(text: str, places: Sequence[str]) -> list[Suggestion]:
    """Criteria to begin with. `text` is what the study says of whom it is for, `places` where its sites are."""
    where = " or ".join(dict.fromkeys(place for place in places if place)) or "the area of the study"
    least = hours_named(text) or USUAL_HOURS
    return [
        Suggestion("place", f"Lives in {where}"),
        Suggestion("service", "Is under an adult community mental health team"),
        Suggestion(
            "hours", f"Has had at least {least} individual hours with a peer support worker",
            "The number, where it came from and who checked it are kept.", least,
        ),
        Suggestion(
            "capacity", "Is able to decide about taking part",
            "Presumed; any doubt and the help offered are written down.",
        ),
    ]  # fmt: skip
