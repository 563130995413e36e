"""What a research summary of the Health Research Authority holds once read, and how it is written out again.

Source: the layout of the public records of 2016 to 2024, in the rendering with bullets.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from lifeworld.common.errors import InvalidInputError
from lifeworld.study.rules.hra_labels import DURATION, LABELS, MONTHS, OPINION_DATE
from lifeworld.study.rules.hra_text import blocks_of, one_line

_WHOLE_PAGE = "Open the study's research summary on the HRA website, select from its title to its end, and paste that."


class NotASummaryError(InvalidInputError):
    """The text is not a research summary at all. Says why in plain words, never quoting the text."""

    def __init__(self, what: str, do: str = _WHOLE_PAGE) -> None:
        super().__init__(what, "Nothing was saved.", do)


@dataclass(frozen=True)
class Oddity:
    """Something worth a look. `field` is one of the record's fields, or "" for the record as a whole."""

    field: str
    sentence: str


@dataclass(frozen=True)
class Summary:
    """A research summary, field by field.

    Values are as written in the record, apart from spaces and line ends; a field the record does not hold is
    "". Long values (research summary, summary of results, the database fields) are paragraphs with an empty
    line between. `raw` is the text as given, `warnings` what is odd about it.
    """

    short_title: str = ""
    research_type: str = ""
    full_title: str = ""
    iras_id: str = ""
    contact_name: str = ""
    contact_email: str = ""
    sponsor: str = ""
    clinicaltrials_id: str = ""
    isrctn: str = ""
    eudract: str = ""
    duration: str = ""
    research_summary: str = ""
    results_summary: str = ""
    rec_name: str = ""
    rec_reference: str = ""
    rec_opinion_date: str = ""
    rec_opinion: str = ""
    data_collection_arrangements: str = ""
    research_programme: str = ""
    warnings: tuple[Oddity, ...] = field(default=(), compare=False)
    raw: str = field(default="", compare=False, repr=False)

    @property
    def duration_days_parts(self) -> tuple[int, int, int] | None:
        """Years, months and days as the record counts them ("31 days" stays 31); None where unreadable."""
        return read_duration(self.duration)

    @property
    def opinion_date(self) -> date | None:
        """The day of the committee's opinion, or None where it is absent or no day of the calendar."""
        return read_opinion_date(self.rec_opinion_date)


def read_opinion_date(text: str) -> date | None:
    """Reads "4 Jan 2022": day, English month in short (as observed) or in full, year; else None."""
    match = OPINION_DATE.fullmatch(one_line(text))
    if not match:
        return None
    month = next((number for number, name in enumerate(MONTHS, 1) if match[2].lower() in _shorts(name)), None)
    try:
        return date(int(match[3]), month, int(match[1])) if month else None
    except ValueError:
        return None


def read_duration(text: str) -> tuple[int, int, int] | None:
    """Reads "1 years, 6 months, 29 days", of four figures each at most; else None."""
    match = DURATION.fullmatch(one_line(text))
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def format_summary(record: object) -> str:
    """Writes a record out in the public rendering with bullets, from the values of its fields.

    `record` is anything with the attributes of `Summary` (a parsed summary, a study's row) or a mapping with
    them as keys; what it does not have, or has empty, is left out. Reading the result again gives the same
    values, except that what follows a line "Summary of Results" in the research summary is read as the results,
    and that a backslash followed by n is read as a line break.
    """
    lines = [one_line(_value(record, "short_title"))]
    for label in LABELS:
        value = _value(record, label.field)
        blocks = blocks_of(value.split("\n")) if label.long else [[one_line(value)]]
        paragraphs = ["\n".join(f"    {line}" for line in block) for block in blocks if any(block)]
        if paragraphs:
            lines.extend([f"  • {label.text}", *paragraphs])
    return "\n\n".join(lines).lstrip("\n") + "\n"


def _value(record: object, name: str) -> str:
    value = record.get(name) if isinstance(record, Mapping) else getattr(record, name, None)
    return "" if value is None else str(value)


def _shorts(month: str) -> tuple[str, ...]:
    return (month, month[:3], month[:4]) if month == "september" else (month, month[:3])
