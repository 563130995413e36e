"""What a person types into a search, as pieces: words, phrases, beginnings. Punctuation is no operator."""

import re
from dataclasses import dataclass

LONGEST = 400
# Letters and digits of any script, with the accents that follow a letter as characters of their own.
WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")


@dataclass(frozen=True)
class Piece:
    """Words that stand side by side; `begins` where the last of them may go on (`walk*`)."""

    words: tuple[str, ...]
    begins: bool = False


def pieces(query: str) -> list[Piece]:
    """The pieces that must all be there; none where the query (its first `LONGEST` characters) holds no word."""
    found = []
    for phrase, word in re.findall(r'["“”]([^"“”]*)["“”]|(\S+)', query[:LONGEST]):
        words = tuple(WORD.findall(phrase or word))
        if words:
            found.append(Piece(words, begins=not phrase and word.endswith("*")))
    return found
