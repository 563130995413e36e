"""How generated sentences count, list and date, and how a blank says whose it is to fill.

A blank is never a guess: `governance.md` section 5, "never claim"; `ig-questions.md`, "labelled blank".
"""

from collections.abc import Sequence
from datetime import date

from lifeworld.reporting.tables import Cell, Paragraph, Run, styled
from lifeworld.study.rules.target_range import in_words

ELSEWHERE = "Kept elsewhere: ______"
_ORGANISATION = "For the organisation: ____"


def for_organisation(what: str) -> str:
    """The blank that only the organisation can fill: `For the organisation: ____ (who the controller is)`."""
    return f"{_ORGANISATION} ({what})"


def to_fill(what: str) -> str:
    """The bracketed blank that only the researcher can fill: `[where you were trained: ____]`."""
    return f"[{what}: ____]"


def is_blank(text: str) -> bool:
    """Whether a text leaves something to be filled."""
    return "____" in text


def counted(count: int, one: str, many: str) -> str:
    """`no people`, `one person`, `five people`, `31 people`."""
    return f"{'no' if count == 0 else in_words(count)} {one if count == 1 else many}"


def people(count: int) -> str:
    """So many people, in words."""
    return counted(count, "person", "people")


def were(count: int) -> str:
    """`was` for one, `were` for any other number."""
    return "was" if count == 1 else "were"


def listed(parts: Sequence[str], word: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; empty for nothing."""
    *most, last = parts or ("",)
    return f"{', '.join(most)} {word} {last}" if most else last


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def in_months(first: date, last: date) -> str:
    """`in May 2016`, `between May and July 2016`, `between December 2016 and January 2017`; a day could name."""
    if (first.year, first.month) == (last.year, last.month):
        return f"in {first:%B %Y}"
    return f"between {f'{first:%B}' if first.year == last.year else f'{first:%B %Y}'} and {last:%B %Y}"


def day(on: date | None) -> str:
    """`2 February 2026`; empty where there is none."""
    return f"{on.day} {on:%B %Y}" if on else ""


def lines(*said: str) -> Cell:
    """A cell of one paragraph for each sentence; blanks stand in italics so that none is overlooked."""
    kept = [one for one in said if one]
    return styled([Paragraph((Run(one, italic=is_blank(one)),)) for one in kept], kept)


def articled(roles: tuple[str, ...]) -> list[str]:
    """Roles as a sentence takes them: `a care coordinator`, `the researcher`, and a poster as it is."""
    bare = ("the ", "a ", "an ", "another ", "their ")
    roles = tuple("their own call after a poster" if role.startswith("poster") else role for role in roles)
    return [role if role.casefold().startswith(bare) else f"{'an' if role[:1].lower() in 'aeiou' else 'a'} {role}"
            for role in roles]  # fmt: skip
