"""What is still open in a case when it is signed off: said, never in the way.

Source: Smith, Flowers & Larkin (2009, 2022): a case is finished on its own terms, and the analyst decides when.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from lifeworld.analysis.rules.saying import counted, listed
from lifeworld.study.rules.labels import Words


@dataclass(frozen=True)
class Shelf:
    """What a case holds, as far as signing off looks at it. `empty_themes` are names of themes without a statement."""

    loose: int
    unnamed_piles: int
    empty_themes: Sequence[str]
    themes: int
    summary: bool
    first_impressions: bool


def still_open(shelf: Shelf, words: Words) -> list[str]:
    """Sentences on what is still open; none of them keeps anyone from signing off."""
    found: list[str] = []
    if shelf.loose:
        verb = "lies on its" if shelf.loose == 1 else "lie on their"
        found.append(f"{counted(shelf.loose, 'statement', 'statements')} {verb} own, which may be right.")
    if shelf.unnamed_piles:
        verb = "has" if shelf.unnamed_piles == 1 else "have"
        found.append(f"{counted(shelf.unnamed_piles, 'pile', 'piles')} {verb} no name yet.")
    if not shelf.themes:
        found.append(f"There are no {words['personal_themes']} yet.")
    if shelf.empty_themes:
        verb = "rests" if len(shelf.empty_themes) == 1 else "rest"
        names = listed([f"“{name}”" for name in shelf.empty_themes])
        found.append(f"{names} {verb} on no statement.")
    if not shelf.first_impressions:
        found.append("No first impressions were written down.")
    if not shelf.summary:
        found.append("There is no case summary.")
    return [sentence[0].upper() + sentence[1:] for sentence in found]
