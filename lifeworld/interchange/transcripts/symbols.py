"""Characters that Word takes from picture fonts (Wingdings, Symbol), as the Unicode characters people see.

Only those met in transcripts: smileys, ticks, arrows, bullets. Others become a white square and are counted.
Source: the code charts of the two fonts.
"""

UNREADABLE_SYMBOL = "□"

_WINGDINGS = {
    0x4A: "☺",
    0x4B: "😐",
    0x4C: "☹",
    0x6C: "●",
    0x6E: "■",
    0x9F: "•",
    0xA7: "▪",
    0xD8: "➢",
    0xDF: "←",
    0xE0: "→",
    0xE1: "↑",
    0xE2: "↓",
    0xFB: "✗",
    0xFC: "✓",
    0xFE: "☑",
}
_SYMBOL = {
    0xB0: "°",
    0xB1: "±",
    0xB4: "×",
    0xB7: "•",
    0xA3: "≤",
    0xB3: "≥",
    0xB9: "≠",
    0xBB: "≈",
    0xAB: "↔",
    0xAC: "←",
    0xAD: "↑",
    0xAE: "→",
    0xAF: "↓",
    0xBC: "…",
    0xA5: "∞",
    0x61: "α",
    0x62: "β",
    0x67: "γ",
    0x64: "δ",
    0x6D: "μ",
    0x70: "π",
}
_PRIVATE_USE = range(0xF000, 0xF100)


def symbol_character(font: str, code: str) -> str:
    """The character for a symbol.

    Args:
        font: the font's name.
        code: the character's number in hexadecimal, as Word writes it.

    Returns:
        One character; `UNREADABLE_SYMBOL` when it is not known.
    """
    try:
        number = int(code, 16)
    except ValueError:
        return UNREADABLE_SYMBOL
    pictures = {"wingdings": _WINGDINGS, "symbol": _SYMBOL}.get(font.strip().lower())
    if pictures is not None:
        return pictures.get(number & 0xFF, UNREADABLE_SYMBOL)
    readable = 0x20 <= number < 0xD800 or 0xE000 <= number < 0x110000
    return chr(number) if readable and number not in _PRIVATE_USE else UNREADABLE_SYMBOL
