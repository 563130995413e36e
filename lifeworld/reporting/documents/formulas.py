"""Cells that a spreadsheet would run as a formula, and how they are made harmless.

Source: OWASP, "CSV Injection": a cell that begins with = + - @, a tab or a carriage return may be run; a line feed and
the full-width forms of the four signs are taken for them by some programs.
"""

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet might run it."""
    return f"'{text}" if text.startswith(STARTS) else text
