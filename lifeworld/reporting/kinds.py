"""The kinds of export and the formats each comes in: the one table that pages, API, command line and docs read."""

from dataclasses import dataclass
from enum import StrEnum

from lifeworld.study.rules.labels import Words
from lifeworld.study.rules.roles import Right


class Scope(StrEnum):
    """What an export is about, and so which gate stands before it."""

    CASE = "one case"
    CASE_OR_ALL = "one case, or all of them once cases are read together"
    ACROSS = "all cases, once they are read together"
    STUDY = "the whole study, or one case"
    WHOLE = "the whole study"


@dataclass(frozen=True)
class Format:
    """A file format: its key, what people call it, its ending and media type."""

    key: str
    name: str
    suffix: str
    media_type: str


@dataclass(frozen=True)
class Kind:
    """A kind of export. `name` and `purpose` may hold the profile's words in braces (see `Words`)."""

    key: str
    name: str
    purpose: str
    scope: Scope
    right: Right
    formats: tuple[str, ...]
    options: tuple[str, ...] = ()

    def name_in(self, words: Words) -> str:
        """The name in the study's words, with a capital."""
        return _sentence(self.name, words)

    def purpose_in(self, words: Words) -> str:
        """What it is for in a thesis, in the study's words."""
        return _sentence(self.purpose, words)


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMATS: dict[str, Format] = {
    one.key: one
    for one in (
        Format("docx", "Word", ".docx", _WORD),
        Format("docx-comments", "Word with comments", ".docx", _WORD),
        Format("xlsx", "Excel", ".xlsx", _EXCEL),
        Format("csv", "CSV", ".csv", "text/csv; charset=utf-8"),
        Format("html", "Web page", ".html", "text/html; charset=utf-8"),
        Format("json", "JSON", ".json", "application/json"),
        Format("svg", "Picture", ".svg", "image/svg+xml"),
    )
}

_TABLE = ("docx", "xlsx", "csv", "html", "json")

# Source of the kinds and their columns: knowledge of the field's appendices, `ipa.md` (d) rows 1 to 5 and 7 to 9; of
# those from the site file on, governance requirements 7, 14, 15 and 33 and the COREQ checklist.
KINDS: dict[str, Kind] = {
    one.key: one
    for one in (
        Kind(
            "analysed-transcript", "analysed transcript",
            "One person’s words with your {statements} and {notes} beside them, for the appendix that shows how you "
            "read.",
            Scope.CASE, Right.READ_WORDS, ("docx", "docx-comments", *_TABLE[1:]), ("columns", "by"),
        ),
        Kind(
            "statements", "{statements}",
            "Every {statement} of a case, in the order it was told and then clustered, to show the step between "
            "noting and themes.",
            Scope.CASE_OR_ALL, Right.READ_WORDS, _TABLE,
        ),
        Kind(
            "personal-themes", "table of {personal_themes}",
            "What one person’s account came to: each theme with its {statements}, page and line, and the words "
            "themselves.",
            Scope.CASE_OR_ALL, Right.READ_WORDS, _TABLE,
        ),
        Kind(
            "group-themes", "master table of {group_themes}",
            "The table your findings stand on: who contributes what to each theme, in whose words, and whether it "
            "converges or diverges.",
            Scope.ACROSS, Right.READ_FINDINGS, _TABLE,
        ),
        Kind(
            "recurrence", "recurrence across participants",
            "In whom each theme is present, divergent or absent, so that a reader can weigh how far it reaches.",
            Scope.ACROSS, Right.READ_FINDINGS, _TABLE,
        ),
        Kind(
            "chain", "chain of evidence",
            "Every {group_theme} walked back to the spoken words, link by link, for whoever audits the work.",
            Scope.ACROSS, Right.READ_FINDINGS, _TABLE,
        ),
        Kind(
            "interviews", "table of interviews",
            "Who was interviewed in which month, for how long and how it was recorded, for the methods section.",
            Scope.WHOLE, Right.READ_RECRUITMENT, _TABLE,
        ),
        Kind(
            "flow", "flow of recruitment",
            "How many were put forward, how far each came and why some went no further, for the figure that opens your "
            "findings. Reasons of fewer than three people are joined, and the numbers add up or nothing is made.",
            Scope.WHOLE, Right.READ_RECRUITMENT, (*_TABLE, "svg"),
        ),
        Kind(
            "accrual", "anonymised accrual",
            "A row for each person who consented, with site and day and nothing else, for the Trust’s own count of "
            "research (such as EDGE).",
            Scope.WHOLE, Right.READ_RECRUITMENT, ("xlsx", "csv", "json"),
        ),
        Kind(
            "diary", "reflexive diary",
            "Dated entries, as many as you choose, for the chapter that says where you stood.",
            Scope.STUDY, Right.READ_WORDS, ("docx", "csv", "html", "json"), ("entries",),
        ),
        Kind(
            "trail", "audit trail",
            "What was done, when and why, from the first transcript to the last theme.",
            Scope.STUDY, Right.READ_TRAIL, ("csv", "xlsx", "html", "json"),
        ),
        Kind(
            "site-file", "index of the site file",
            "Section by section, what Lifeworld holds of the site file and where, with a blank wherever a paper is "
            "kept elsewhere.",
            Scope.WHOLE, Right.READ_RECRUITMENT, _TABLE,
        ),
        Kind(
            "dpia", "data protection pack (DPIA)",
            "For the data protection impact assessment: what moves where, every field that is kept and why, risks "
            "and what is done about them, from this store as it is set.",
            Scope.WHOLE, Right.READ_RECRUITMENT, _TABLE,
        ),
        Kind(
            "ig-answers", "twenty answers for the governance lead",
            "What an information-governance lead asks, answered from settings and records, with blanks for what only "
            "the organisation can say.",
            Scope.WHOLE, Right.READ_RECRUITMENT, _TABLE,
        ),
        Kind(
            "access-report", "access report",
            "Who of those who work in the study opened names, and who took what out, day by day. It names them by "
            "username, and no participant.",
            Scope.WHOLE, Right.READ_TRAIL, _TABLE,
        ),
        Kind(
            "participants", "participants in bands",
            "Who took part, as totals in bands, with small numbers joined so that nobody can be picked out.",
            Scope.WHOLE, Right.READ_RECRUITMENT, _TABLE,
        ),
        Kind(
            "coreq", "COREQ, items 6 to 23",
            "What a reader is owed about researcher, sample and setting, filled from the records, with blanks where "
            "they are silent.",
            Scope.WHOLE, Right.READ_RECRUITMENT, _TABLE,
        ),
        Kind(
            "methods", "methods paragraphs",
            "Recruitment, consent and interviews in sentences, with their numbers, to be edited into the chapter.",
            Scope.WHOLE, Right.READ_RECRUITMENT, _TABLE,
        ),
    )
}  # fmt: skip


def _sentence(text: str, words: Words) -> str:
    filled = text.format(**words)
    return filled[0].upper() + filled[1:]
