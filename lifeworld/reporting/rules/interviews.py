"""The table of interviews: whom, in which month, for how long, how recorded; where, only for all of them together.

Source: COREQ (Tong, Sainsbury & Craig, 2007), items 14, 15, 19 and 21. Disclosure (governance.md, 14): an exact day, or
one person's place, can tell a colleague or neighbour who that was, so a day leaves as its month, and places leave as
counts in which those of fewer than three are joined, by the rule of the flow figure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lifeworld.recruitment.rules.flow import LEAST, shares
from lifeworld.reporting.rules.setting import Setting
from lifeworld.reporting.tables import Column, Place, Row, Table, plain

ELSEWHERE = "Elsewhere"


@dataclass(frozen=True)
class InterviewText:
    """One interview as the table shows it."""

    case: int
    pseudonym: str
    on: date
    minutes: int | None
    recorded: str
    others: str


def interviews(
    rows: Sequence[InterviewText], places: Sequence[tuple[str, int]], lengths: str, setting: Setting
) -> Table:
    """One row an interview, in order of the cases; what lengths and places come to stands beneath."""
    return Table(
        kind="interviews",
        title="Interviews",
        study=setting.study,
        caption=setting.caption("Names are pseudonyms; a day is given as its month.", verbatim=False),
        columns=(
            Column("participant", "Participant", 2.0, Place.RUN_ON, bold=True),
            Column("month", "Month", 2.0),
            Column("minutes", "Minutes", 1.2, centred=True),
            Column("recorded", "Recorded", 1.6),
            Column("others", "Also there", 2.0),
        ),
        rows=tuple(_row(one) for one in rows),
        made_at=setting.made_at,
        words=setting.terms,
        notes=tuple(note for note in (lengths, _places(places)) if note),
    )


def joined(places: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Places with how many interviews were held there, the most first; small numbers are joined as "Elsewhere"."""
    order = [place for place, _ in sorted(places, key=lambda one: (-one[1], one[0]))]
    return [(share.reason or ELSEWHERE, share.count) for share in shares(dict(places), order, LEAST)]


def _places(places: Sequence[tuple[str, int]]) -> str:
    kept = joined(places)
    # One joined heap of all of them tells nothing.
    if not kept or kept[0][0] == ELSEWHERE:
        return ""
    return "Held " + ", ".join(f"{place[0].lower()}{place[1:]}: {count}" for place, count in kept) + "."


def _row(one: InterviewText) -> Row:
    return (
        plain(one.pseudonym, bold=True), plain(f"{one.on:%B %Y}", f"{one.on:%Y-%m}"),
        plain("" if one.minutes is None else str(one.minutes), "" if one.minutes is None else one.minutes),
        plain(one.recorded), plain(one.others),
    )  # fmt: skip
