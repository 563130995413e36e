"""How the sample spreads: in bands of what the study set out to vary, and never in exact values.

Source: governance requirement 14. With a handful of people an exact age names somebody; a band does not.
"""

from collections.abc import Mapping, Sequence

MOST_BANDS, LONGEST = 12, 80
NOT_SAID = ""


def bands_from(text: str) -> list[str]:
    """The bands of a text that names one a line, in order, each once."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return list(dict.fromkeys(line for line in lines if line))


def wrong_with_frame(name: str, bands: Sequence[str], used: Sequence[str] = ()) -> str:
    """What cannot be about a frame, in one sentence; empty where nothing. `used` are bands in which somebody is."""
    if not name:
        return "A frame needs a name, such as age."
    if not 2 <= len(bands) <= MOST_BANDS:
        return f"A frame has from two to {MOST_BANDS} bands, one a line."
    if any(len(band) > LONGEST for band in (name, *bands)):
        return f"A name or band has {LONGEST} characters at most."
    if missing := [band for band in used if band not in bands]:
        return f"Somebody is in a band that would go: {', '.join(missing)}."
    return ""


def spread(bands: Sequence[str], chosen: Sequence[str]) -> dict[str, int]:
    """How many are in each band, in the bands' order; whoever's is not known comes last, where there is one."""
    counted: Mapping[str, int] = {band: chosen.count(band) for band in (*bands, NOT_SAID)}
    return {band: count for band, count in counted.items() if count or band != NOT_SAID}
