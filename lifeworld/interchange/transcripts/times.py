"""Times as transcripts write them: 0:12, 00:01:02, 00:01:02.345, 01:02,5 and f4's #00:01:02-3#."""

import re

TIME = r"(?:\d{1,2}:)?\d{1,3}:[0-5]\d(?:[.,]\d{1,3})?(?!\d)"
_PARTS = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?:[.,-](\d{1,3}))?")
_F4_END = re.compile(r"[ \t]*#(\d{1,2}:\d{2}:[0-5]\d(?:-\d{1,3})?)#$")
_F4_REACH = 24


def milliseconds(time: str) -> int:
    """Milliseconds for a time matched by `TIME`.

    Raises:
        ValueError: it is not such a time.
    """
    parts = _PARTS.fullmatch(time)
    if parts is None:
        raise ValueError("not a time")
    hours, minutes, seconds, fraction = parts.groups()
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + (int(fraction.ljust(3, "0")) if fraction else 0)


def split_f4_end(text: str) -> tuple[str, int | None]:
    """The text without the time that f4 puts at a paragraph's end, and that time in milliseconds or None."""
    if not text.endswith("#"):
        return text, None
    found = _F4_END.search(text, max(len(text) - _F4_REACH, 0))
    if found is None:
        return text, None
    return text[: found.start()].rstrip(), milliseconds(found.group(1))
