"""From bytes to text when nobody says which encoding they are in."""

import codecs
import re
from collections import Counter

from lifeworld.interchange.transcripts import refusals

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE_BYTES = 64 * 1024
_ESCAPED_BYTES = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
# Controls that text may hold: tab, breaks, the old end of file, separators.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b\x1f]")
_MOST_CONTROLS = 0.005


def decode(data: bytes, found: Counter[str]) -> str:
    """Text from bytes: by their byte order mark, else UTF-8, else Windows-1252 for what is not UTF-8.

    Args:
        data: the whole file.
        found: counts `old_encoding` and `unreadable` are added here.

    Raises:
        UnreadableTranscriptError: the bytes are not text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            break
    else:
        text = _decode_unmarked(data, found)
    _refuse_binary(text)
    found["unreadable"] += text.count("\N{REPLACEMENT CHARACTER}")
    return text


def _decode_unmarked(data: bytes, found: Counter[str]) -> str:
    guessed = _wide_encoding(data[:_SAMPLE_BYTES])
    if guessed:
        return data.decode(guessed, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_with_repairs(data, found)


def _decode_with_repairs(data: bytes, found: Counter[str]) -> str:
    """Each byte that is not UTF-8 is read as Windows-1252, so one stray byte spoils nothing around it."""
    text = data.decode("utf-8", "surrogateescape")
    found["old_encoding"] += sum(text.count(escaped) for escaped in set(text) if ord(escaped) in _ESCAPED_BYTES)
    return text.translate(_ESCAPED_BYTES)


def _wide_encoding(sample: bytes) -> str:
    """UTF-16 without a mark shows itself by zero bytes at every other place."""
    half = len(sample) // 2
    if half < 4:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half * 0.7 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.7 and odd < half * 0.1:
        return "utf-16-be"
    return ""


def _refuse_binary(text: str) -> None:
    sample = text[:_SAMPLE_BYTES]
    controls = len(_CONTROL.findall(sample))
    replaced = sample.count("\N{REPLACEMENT CHARACTER}")
    if controls > len(sample) * _MOST_CONTROLS or replaced > len(sample) * 0.1:
        raise refusals.not_text()
