"""Where one case stands, in words and never in counts.

Source: the steps of analysis in Smith, Flowers & Larkin (2009, 2022), read as a place on a path, not as progress.
"""

from dataclasses import dataclass
from datetime import date

from lifeworld.analysis.rules.saying import said_day
from lifeworld.study.rules.labels import Words


@dataclass(frozen=True)
class Standing:
    """What is known of one case without opening it.

    `state` is a case state; `transcript` is `none`, `draft` or `frozen`, `version` the newest transcript's key. The
    rest is about the analysis: for a case that is out of sight now it is left at its defaults.
    """

    number: int
    pseudonym: str
    state: str = "prepared"
    transcript: str = "none"
    version: int | None = None
    signed_off_on: date | None = None
    notes: bool = False
    statements: bool = False
    themes: bool = False
    loose: int = 0
    summary: bool = False


def where_it_is(case: Standing, words: Words, today: date) -> str:
    """A sentence on where the analysis of a case is."""
    if case.state == "signed_off":
        return f"Signed off on {said_day(case.signed_off_on, today)}." if case.signed_off_on else "Signed off."
    if case.transcript != "frozen":
        return "No transcript yet." if case.transcript == "none" else "Transcript drafted, its lines not frozen yet."
    if case.state == "prepared":
        return "Transcript frozen. Not opened yet, and it opens blank."
    if case.themes:
        after = "Summary written." if case.summary else ""
        return f"On the table: {words['statements']} being gathered into {words['personal_themes']}. {after}".strip()
    if case.statements:
        return f"In the transcript: {words['statements']} being written."
    return f"In the transcript: {words['notes']} being written." if case.notes else "Being read."
