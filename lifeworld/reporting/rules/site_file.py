"""The index of the site file: section by section, what Lifeworld holds and where, and what is kept elsewhere.

The sections are those of an investigator site file as NHS sponsors and the UKCRF network lay them out, shortened to
what an interview study has. What each usually holds beyond Lifeworld is a blank: nothing is left out in silence.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lifeworld.reporting.rules.phrases import ELSEWHERE, day, lines
from lifeworld.reporting.rules.setting import Setting
from lifeworld.reporting.tables import Cell, Column, Place, Row, Table, plain


class Section(StrEnum):
    """The sections in their order, numbered as they are printed."""

    PROTOCOL = "1 Protocol and changes"
    APPROVALS = "2 Approvals and correspondence"
    DOCUMENTS = "3 Documents for participants"
    CONSENT = "4 Recruitment and consent"
    SAFETY = "5 Safety"
    MONITORING = "6 Monitoring and deviations"
    DELEGATION = "7 Who does what"
    DATA = "8 Data and how long it is kept"
    CLOSING = "9 Closing"


# What a site file usually holds that this program does not.
KEPT_ELSEWHERE: dict[Section, tuple[str, ...]] = {
    Section.PROTOCOL: ("Signature page of the protocol", "Summary of the protocol for sites"),
    Section.APPROVALS: (
        "Application form (IRAS)", "Correspondence with REC, HRA and R&D", "Sponsor’s agreement", "Certificate of "
        "insurance or indemnity",
        "Agreements and letters of access",
    ),
    Section.DOCUMENTS: ("Posters and other advertising", "Translations"),
    Section.CONSENT: ("Signed consent forms on paper", "Reply slips on paper"),
    Section.SAFETY: ("Copies of reports as they were sent", "Acknowledgements of the REC or sponsor"),
    Section.MONITORING: ("Reports of monitoring or audit visits", "Minutes of supervision"),
    Section.DELEGATION: (
        "Delegation log, signed", "Curricula vitae", "Certificates of training in good clinical practice",
    ),
    Section.DATA: ("Approved data protection impact assessment", "Agreements on sharing or processing data"),
    Section.CLOSING: ("Acknowledgement of the declaration of end", "Where the archive is kept, and until when"),
}  # fmt: skip


@dataclass(frozen=True)
class InUse:
    """From when until when a version was in use at a site; without an end it still is."""

    site: str
    since: date
    until: date | None


@dataclass(frozen=True)
class Filed:
    """One thing that Lifeworld holds: what, where in it, and for a version of a document all its dates."""

    section: Section
    item: str
    where: str
    told: str = ""
    version: str = ""
    dated: date | None = None
    approved: date | None = None
    in_use: tuple[InUse, ...] = ()
    sha256: str = ""

    @property
    def superseded(self) -> date | None:
        """The last day on which it was in use anywhere; None while it is, or never was."""
        ends = [one.until for one in self.in_use]
        known = [one for one in ends if one is not None]
        return max(known) if known and len(known) == len(ends) else None


def site_file(filed: Sequence[Filed], setting: Setting) -> Table:
    """Every section, first what Lifeworld holds of it, then a blank for each thing kept elsewhere."""
    held: Mapping[Section, list[Filed]] = {
        section: [one for one in filed if one.section is section] for section in Section
    }
    return Table(
        kind="site-file",
        title="Index of the site file",
        study=setting.study,
        caption=setting.caption(
            "What Lifeworld holds of each section and where; “" + ELSEWHERE + "” is to be filled by hand. Nobody is "
            "named: who works in the study stands as roles.",
            verbatim=False,
            terms=False,
        ),
        columns=(
            Column("section", "Section", 1.6, Place.HEADING, bold=True),
            Column("item", "Item", 2.6),
            Column("version", "Version", 0.8),
            Column("dated", "Dated", 1.1),
            Column("approved", "Approved", 1.1),
            Column("in_use", "In use at each site", 2.0),
            Column("superseded", "Superseded after", 1.1),
            Column("sha256", "Checksum (SHA-256)", 1.9),
            Column("where", "Where it is", 2.3),
        ),
        rows=tuple(row for section in Section for row in _section(section, held[section])),
        made_at=setting.made_at,
        words=setting.terms,
        landscape=True,
    )


def _section(section: Section, held: Sequence[Filed]) -> Iterator[Row]:
    for one in held:
        yield (
            plain(section), lines(one.item, one.told), plain(one.version), _day(one.dated), _day(one.approved),
            lines(*(_in_use(use) for use in one.in_use)), _day(one.superseded), plain(one.sha256), plain(one.where),
        )  # fmt: skip
    for item in KEPT_ELSEWHERE[section]:
        yield (
            plain(section), lines(item), plain(""), plain(""), plain(""), lines(), plain(""), plain(""),
            plain(ELSEWHERE, italic=True),
        )  # fmt: skip


def _in_use(use: InUse) -> str:
    return f"{use.site}: from {day(use.since)}{f' until {day(use.until)}' if use.until else ''}"


def _day(on: date | None) -> Cell:
    return plain(day(on), on.isoformat() if on else "")
