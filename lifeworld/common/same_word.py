"""Whether two short texts that people typed are one word to whoever reads them: a pseudonym, the name of a frame.

A database will not do to ask: SQLite knows capitals of ASCII alone, and PostgreSQL those of its own collation.
"""

from collections.abc import Iterable
from unicodedata import category, normalize


def caseless(text: str) -> str:
    """A text whatever its capitals, and however its accents were typed: with their letter, or as signs after it.

    Source: The Unicode Standard, section 3.13, D145 (canonical caseless matching).
    """
    # Nearly every word is plain, and a long table asks this of each of a study's.
    return text.lower() if text.isascii() else normalize("NFC", normalize("NFD", text).casefold())


def folded(text: str) -> str:
    """A name as it is compared: caseless, however it is spaced, and without signs that nobody sees."""
    return caseless(" ".join("".join(char for char in text if category(char) != "Cf").split()))


def is_among(text: str, others: Iterable[str]) -> bool:
    """Whether a name is one of some others, as `folded` compares them."""
    wanted = folded(text)
    return any(folded(other) == wanted for other in others)
