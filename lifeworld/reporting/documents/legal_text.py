"""Characters that XML 1.0 does not allow, replaced so that a stray one cannot spoil a whole document.

Source: W3C XML 1.0 (5th ed.), production 2, Char.
"""

import re

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """The text with each character that XML does not allow as U+FFFD."""
    return _ILLEGAL.sub("\ufffd", text)
