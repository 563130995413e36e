"""How long the interviews were, in a sentence. The median, since one long meeting moves the mean of six."""

from collections.abc import Sequence
from statistics import median

from lifeworld.study.rules.target_range import in_words


def lengths_in_words(minutes: Sequence[int], interviews: int) -> str:
    """`The five interviews lasted between 48 and 71 minutes (median 58).`; empty where no length is known."""
    if not minutes:
        return ""
    known = len(minutes)
    some = "" if known == interviews else f" whose length is known, of {in_words(interviews)} held,"
    if known == 1:
        return f"The one interview{some} lasted {_minutes(minutes[0])}."
    shortest, longest = min(minutes), max(minutes)
    told = f"between {shortest} and {longest} minutes (median {median(minutes):g})"
    return f"The {in_words(known)} interviews{some} lasted {told if shortest < longest else _minutes(longest)}."


def _minutes(count: int) -> str:
    return f"{count} minute{'' if count == 1 else 's'}"
