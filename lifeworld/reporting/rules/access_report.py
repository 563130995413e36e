"""Who opened names and who took what out, day by day, for whoever answers for the study's data.

It names those who work in the study by username, as no other table does: a governance lead must be able to ask a
person, and a role alone does not say which (DSPT, access control; `ig-questions.md` 6 and 12). Their full names are
left out, and so is every participant: neither serial nor case nor pseudonym stands in it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from lifeworld.reporting.rules.phrases import capital, day
from lifeworld.reporting.rules.setting import Setting
from lifeworld.reporting.tables import Column, Place, Row, Table, plain

MAY, NAMES, PAPERS, OUT = (
    "Who may do what now", "Names and sealed records that were opened", "Documents that were taken out",
    "Tables and studies that were taken out",
)  # fmt: skip
GONE = "no longer in the study"
HOW = (
    "From the trail. Opening names and sealed records, and everything taken out, is written down there; reading "
    "transcripts and the analysis is not, and who may do that is said first."
)
ONLY = "People appear by username, for whoever answers for the study’s data: hand it to nobody else."


@dataclass(frozen=True)
class Member:
    """Somebody who works in the study: username, role, and what the role lets them do."""

    username: str
    role: str
    rights: tuple[str, ...]


@dataclass(frozen=True)
class Seen:
    """What one person opened or took out on one day, and how often. `part` is one of the headings."""

    part: str
    on: date
    username: str
    what: str
    times: int


def access_report(members: Sequence[Member], seen: Sequence[Seen], setting: Setting) -> Table:
    """First who may do what, then what was opened and taken out, the latest day first."""
    roles = {one.username: one.role for one in members}
    rows = [*_may(members), *(row for part in (NAMES, PAPERS, OUT) for row in _of(part, seen, roles))]
    return Table(
        kind="access-report",
        title="Access report",
        study=setting.study,
        caption=setting.caption(HOW, ONLY, verbatim=False, terms=False),
        columns=(
            Column("part", "Part", 1.6, Place.HEADING, bold=True),
            Column("day", "Day", 1.3),
            Column("who", "Who (username)", 1.4),
            Column("role", "Role now", 1.4),
            Column("what", "What", 4.6),
            Column("times", "Times", 0.7, centred=True),
        ),
        rows=tuple(rows),
        made_at=setting.made_at,
        words=setting.terms,
    )


def _may(members: Sequence[Member]) -> Iterator[Row]:
    for one in members:
        rights = capital("; ".join(one.rights)) + "."
        yield (plain(MAY), plain(""), plain(one.username), plain(one.role), plain(rights, list(one.rights)), plain(""))


def _of(part: str, seen: Sequence[Seen], roles: dict[str, str]) -> Iterator[Row]:
    found = sorted((one for one in seen if one.part == part), key=lambda one: (one.username, one.what))
    for one in sorted(found, key=lambda one: one.on, reverse=True):
        yield (
            plain(part), plain(day(one.on), one.on.isoformat()), plain(one.username),
            plain(roles.get(one.username, GONE)), plain(one.what), plain(str(one.times), one.times),
        )  # fmt: skip
    if not found:
        yield (plain(part), plain(""), plain(""), plain(""), plain("None by this day."), plain("0", 0))
