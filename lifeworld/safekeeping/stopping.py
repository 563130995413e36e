"""What withdrawals say about contact, for the rooms beneath, which ask before they offer any."""

from collections.abc import Collection, Mapping

from lifeworld.recruitment.hooks import Word, when_asked
from lifeworld.safekeeping.models import Withdrawal
from lifeworld.safekeeping.rules.levels import Level, Results

_WISHES = {Results.KEEP.value: True, Results.DECLINE.value: False}


def register() -> None:
    """Called when the program starts."""
    when_asked("withdrawals", _said)


def _said(entries: Collection[int]) -> Mapping[int, Word]:
    """Of each, from when contact was to stop, and what they last said about the findings."""
    said: dict[int, Word] = {}
    found = Withdrawal.objects.filter(entry__in=entries).order_by("number")
    for entry, on, levels, results in found.values_list("entry_id", "on", "levels", "results"):
        before = said.get(entry, Word())
        stopped_on = before.stop(on if Level.CONTACT in levels else None)
        said[entry] = Word(stopped_on, _WISHES.get(results, before.findings))
    return said
