"""How wide words stand in the theme map, and where they break.

The map is drawn without a browser, so widths are estimated. They lean to the wide side (Georgia and DejaVu Serif are
wider than Source Serif), because the file may be opened where the first choice of typeface is missing.
"""

import unicodedata

# Widths in em, measured by eye against the wider of the fallback serifs.
_NARROW = frozenset("iljtfrI.,;:'’‘!|()[]-")
_WIDE = frozenset("mwMW—@%&")


def char_width(char: str) -> float:
    """A character's width in em; a mark that combines with the letter before it has none."""
    if unicodedata.combining(char) or unicodedata.category(char) in {"Cf", "Mn", "Me"}:
        return 0.0
    if unicodedata.east_asian_width(char) in {"W", "F"}:
        return 1.05
    if char == " ":
        return 0.32
    if char in _NARROW:
        return 0.40
    if char in _WIDE:
        return 0.96
    return 0.76 if char.isupper() else 0.60


def text_width(text: str, size: float) -> float:
    """The estimated width of `text` in pixels at a font size in pixels."""
    return size * sum(char_width(char) for char in text)


def wrap(text: str, width: float, size: float) -> tuple[str, ...]:
    """`text` in lines no wider than `width` pixels; a word wider than a line is broken. Never empty."""
    lines: list[str] = []
    line = ""
    for word in printable(text).split():
        for piece in _pieces(word, width, size):
            joined = f"{line} {piece}" if line else piece
            if line and text_width(joined, size) > width:
                lines.append(line)
                joined = piece
            line = joined
    return (*lines, line)


def _pieces(word: str, width: float, size: float) -> list[str]:
    pieces = [""]
    for char in word:
        if pieces[-1] and text_width(pieces[-1] + char, size) > width:
            pieces.append("")
        pieces[-1] += char
    return pieces


def printable(text: str) -> str:
    """`text` without what XML has no place for: a space for each control character or lone surrogate."""
    # XML 1.0, 2.2; unassigned code points go too, since U+FFFE and U+FFFF are among them.
    return "".join(char if unicodedata.category(char) not in {"Cc", "Cs", "Cn"} else " " for char in text)
