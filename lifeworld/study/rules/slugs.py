"""Makes the short name by which a study is addressed on the command line and in web addresses.

Source: the public record's own addresses (lower case, punctuation dropped, words joined by hyphens), cut to
forty characters so that a name can be typed.
"""

import re
import unicodedata
from collections.abc import Collection

LONGEST_SLUG = 40

# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "'": "", "’": ""}
)


def slug_for(title: str, taken: Collection[str]) -> str:
    """A lower-case slug of letters, digits and hyphens, at most forty characters, that is not among `taken`.

    The title is folded to ASCII and cut at the end of a word; a title without a letter or digit gives
    "study". Where the slug is taken, the lowest free number from 2 is put behind it.
    """
    folded = unicodedata.normalize("NFKD", title[:1000].casefold().translate(_PLAIN_LETTERS))
    words = re.findall(r"[a-z0-9]+", "".join(mark for mark in folded if not unicodedata.combining(mark)))
    base = _cut(words) or "study"
    slug, number = base, 2
    while slug in taken:
        suffix = f"-{number}"
        slug = base[: LONGEST_SLUG - len(suffix)].rstrip("-") + suffix
        number += 1
    return slug


def _cut(words: list[str]) -> str:
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:LONGEST_SLUG]
        if len(longer) > LONGEST_SLUG:
            break
        slug = longer
    return slug
