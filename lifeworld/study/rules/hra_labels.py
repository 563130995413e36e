"""The labels of a public HRA research summary: their order, their spelling, and the shape their values have.

Source of every rule here: the layout of the summaries that the Health Research Authority publishes, as
observed in public records of 2016 to 2024 (two renderings: with bullets and flat). Labels that were expected
but not seen in those records (EudraCT number, Summary of Results as a label of its own) are marked so.
"""

import re
from dataclasses import dataclass
from typing import Literal

Part = Literal["head", "summary", "results", "committee", "database"]

RESEARCH_STUDY = "Research Study"
RESEARCH_DATABASE = "Research Database"
# Observed: study and database. Expected from the kinds of application that committees review: tissue bank.
RESEARCH_TYPES = (RESEARCH_STUDY, RESEARCH_DATABASE, "Research Tissue Bank")

# Observed: the first three. Expected by analogy: the fourth.
OPINIONS = (
    "Favourable Opinion",
    "Further Information Favourable Opinion",
    "Unfavourable Opinion",
    "Further Information Unfavourable Opinion",
)

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)

IRAS_ID = re.compile(r"[0-9]{4,7}")
DURATION = re.compile(r"([0-9]{1,4}) years?, ([0-9]{1,4}) months?, ([0-9]{1,4}) days?", re.IGNORECASE)
REC_REFERENCE = re.compile(r"[0-9]{2}/[A-Z]{2}/[0-9]{4}")
# References before 2012 (09/H0304/12), and of projects reviewed by the HRA alone (20/HRA/210).
OTHER_REC_REFERENCE = re.compile(r"[0-9]{2}/(?:[A-Z][0-9]{4}/[0-9]{1,4}|[A-Z]{3}[0-9]{0,2}/[0-9]{1,4})")
OPINION_DATE = re.compile(r"([0-9]{1,2}) ([A-Za-z]{3,9})\.? ([0-9]{4})")
EMAIL = re.compile(r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+")

_ANY_REFERENCE = re.compile(f"{REC_REFERENCE.pattern}|{OTHER_REC_REFERENCE.pattern}")
_ANY_TYPE = re.compile("|".join(RESEARCH_TYPES), re.IGNORECASE)
_ANY_OPINION = re.compile("|".join(OPINIONS), re.IGNORECASE)
# "Wales REC 5" and "Scotland A: Adults with Incapacity only" are full names of committees.
COMMITTEE_NAME = re.compile(r".*(?:Research Ethics Committee|\bREC\b|Scotland [AB]\b).*", re.IGNORECASE)

# No observed value with a checkable shape comes near this length; longer text is not tried against a pattern.
LONGEST_SHAPED_VALUE = 300


@dataclass(frozen=True)
class Label:
    """One label of the record.

    `part` says where in the record it stands; `shape`, where there is one, is what a usual value looks like
    in full; `long` marks values of several paragraphs. `spellings` are other ways a paste may write the
    label.
    """

    field: str
    text: str
    part: Part
    shape: re.Pattern[str] | None = None
    long: bool = False
    spellings: tuple[str, ...] = ()

    def fits(self, value: str) -> bool:
        """Whether the value has the usual shape. False where the label has no shape to go by."""
        return self.shape is not None and len(value) <= LONGEST_SHAPED_VALUE and self.shape.fullmatch(value) is not None


# In the order of the public record. A study has no "database" part; a database has no full title, sponsor
# or duration.
LABELS = (
    Label("research_type", "Research type", "head", _ANY_TYPE),
    Label("full_title", "Full title", "head"),
    Label("iras_id", "IRAS ID", "head", IRAS_ID, spellings=("IRAS project ID",)),
    Label("contact_name", "Contact name", "head"),
    Label("contact_email", "Contact email", "head", EMAIL, spellings=("Contact e-mail",)),
    Label("sponsor", "Sponsor organisation", "head", spellings=("Sponsor organization",)),
    Label("clinicaltrials_id", "Clinicaltrials.gov Identifier", "head"),
    Label("isrctn", "ISRCTN Number", "head", re.compile(r"ISRCTN ?[0-9]{8}"), spellings=("ISRCTN",)),
    Label("eudract", "EudraCT number", "head", re.compile(r"[0-9]{4}-[0-9]{6}-[0-9]{2}")),
    Label("duration", "Duration of Study in the UK", "head", DURATION),
    Label("research_summary", "Research summary", "summary", long=True),
    Label("results_summary", "Summary of Results", "results", long=True),
    Label("rec_name", "REC name", "committee", COMMITTEE_NAME),
    Label("rec_reference", "REC reference", "committee", _ANY_REFERENCE, spellings=("REC reference number",)),
    Label("rec_opinion_date", "Date of REC Opinion", "committee", OPINION_DATE),
    Label("rec_opinion", "REC opinion", "committee", _ANY_OPINION),
    Label("data_collection_arrangements", "Data collection arrangements", "database", long=True),
    Label("research_programme", "Research programme", "database", long=True, spellings=("Research program",)),
)

BY_FIELD = {label.field: label for label in LABELS}

# The short title stands above the record and carries no label.
FIELDS = ("short_title", *BY_FIELD)

# One of these makes a text recognisable as a summary; a contact name or a duration alone could be from any
# letter.
TELLING_FIELDS = ("research_type", "iras_id", "rec_reference", "full_title")
