"""Says in calm sentences what is odd about a research summary; oddities never refuse a record.

Source: the oddities observed in public HRA research summaries of 2016 to 2024 (fields left out, "N/A, N/A"
and office numbers in the trial identifier, references of another year than the opinion, masked addresses,
text cut short), and the field patterns of the governance requirements, section 3.
"""

import re
from collections.abc import Iterator

from lifeworld.study.rules import hra_labels as labels
from lifeworld.study.rules.hra_record import Oddity, Summary

_NOT_GIVEN = {
    "short_title": "There is no title above the record.",
    "research_type": "The record does not say what type of research it is.",
    "full_title": "The record gives no full title.",
    "iras_id": "The record gives no IRAS ID.",
    "contact_name": "The record names no contact.",
    "contact_email": "The record gives no contact e-mail address; many public records leave it empty.",
    "sponsor": "The record names no sponsor organisation; some public records leave it out.",
    "duration": "The record gives no duration; older records often leave it out.",
    "research_summary": "The record holds no research summary text.",
    "rec_name": "The record does not name the research ethics committee (REC).",
    "rec_reference": "The record gives no REC reference.",
    "rec_opinion_date": "The record gives no date of the REC opinion.",
    "rec_opinion": "The record does not give the REC opinion.",
}
_NOT_IN_DATABASES = ("full_title", "sponsor", "duration")

_NOT_APPLICABLE = re.compile(r"(?:n/?a|none|not applicable)(?: ?, ?(?:n/?a|none|not applicable))?\.?", re.IGNORECASE)
_TRIAL_NUMBER = re.compile(r"\bNCT[0-9]{8}\b")
_VERSION_OR_DATE = re.compile(
    r"\bv(?:ersion)?[ .]{0,2}[0-9]|\b[0-9]{1,2}[./-][0-9]{1,2}[./-](?:[0-9]{2}){1,2}\b", re.IGNORECASE
)
_MASKED = re.compile(r"redacted|masked|protected|hidden|removed|anonymi[sz]ed|x{3,}|\*{2,}|…|\.{3}", re.IGNORECASE)
_MOST_MONTHS, _MOST_DAYS = 11, 31
_SENTENCE_END = (".", "?", "!", ")", "]", '"', "”", "’", "'")


def oddities_of(summary: Summary) -> Iterator[Oddity]:
    """What is odd about the values themselves, in the order of the record's fields."""
    yield from _missing(summary)
    yield from _heading(summary)
    yield from _numbers(summary)
    yield from _duration(summary)
    yield from _committee(summary)


def cut_short(summary: Summary, last_field: str, *, label_cut: bool) -> Iterator[Oddity]:
    """Whether the text seems to stop before the record does.

    `last_field` is the last field begun; `label_cut` says that the last line is the beginning of a further
    label.
    """
    value = str(getattr(summary, last_field))
    part = labels.BY_FIELD[last_field].part
    if (
        label_cut
        or not value
        or _opinion_is_cut(summary.rec_opinion)
        or (part == "head" and not summary.research_summary)
        or (part == "committee" and last_field != "rec_opinion")
        or (labels.BY_FIELD[last_field].long and not value.endswith(_SENTENCE_END))
    ):
        name = labels.BY_FIELD[last_field].text
        yield Oddity(
            "",
            f"The text seems to stop early, in or after “{name}”. What was there is kept; you can add the rest.",
        )


def _missing(summary: Summary) -> Iterator[Oddity]:
    other_layout = summary.research_type.lower() in {kind.lower() for kind in labels.RESEARCH_TYPES[1:]}
    for field, sentence in _NOT_GIVEN.items():
        if not getattr(summary, field) and not (other_layout and field in _NOT_IN_DATABASES):
            yield Oddity(field, sentence)


def _heading(summary: Summary) -> Iterator[Oddity]:
    known = {kind.lower() for kind in labels.RESEARCH_TYPES}
    if _VERSION_OR_DATE.search(summary.short_title[: labels.LONGEST_SHAPED_VALUE]):
        yield Oddity("short_title", "The short title holds a version or a date; you may want to take it out.")
    if summary.research_type and summary.research_type.lower() not in known:
        yield Oddity("research_type", "This type of research is not one the public records use. It is kept as written.")
    email = summary.contact_email
    if email and _MASKED.search(email[: labels.LONGEST_SHAPED_VALUE]):
        yield Oddity("contact_email", "The contact e-mail address seems to be masked.")
    elif email and not labels.BY_FIELD["contact_email"].fits(email):
        yield Oddity("contact_email", "The contact e-mail address does not look complete.")


def _numbers(summary: Summary) -> Iterator[Oddity]:
    trial = summary.clinicaltrials_id[: labels.LONGEST_SHAPED_VALUE]
    if summary.iras_id and not labels.IRAS_ID.fullmatch(summary.iras_id):
        yield Oddity("iras_id", "An IRAS ID has four to seven digits and nothing else; this one differs.")
    if _NOT_APPLICABLE.fullmatch(trial):
        yield Oddity("clinicaltrials_id", "The trial identifier says that none applies, which is usual for interviews.")
    elif trial and not _TRIAL_NUMBER.search(trial):
        yield Oddity(
            "clinicaltrials_id",
            "This is not a number of ClinicalTrials.gov, which begins with NCT; people often put an ethics, "
            "sponsor or data-protection number here.",
        )
    if summary.isrctn and not labels.BY_FIELD["isrctn"].fits(summary.isrctn):
        yield Oddity("isrctn", "An ISRCTN number is ISRCTN and eight digits; this one differs.")
    if summary.eudract and not labels.BY_FIELD["eudract"].fits(summary.eudract):
        yield Oddity("eudract", "A EudraCT number reads like 2016-001234-56; this one differs.")


def _duration(summary: Summary) -> Iterator[Oddity]:
    parts = summary.duration_days_parts
    if summary.duration and parts is None:
        yield Oddity("duration", "The duration does not read like “1 years, 6 months, 29 days”. It is kept as written.")
    elif parts and (parts[1] > _MOST_MONTHS or parts[2] > _MOST_DAYS or not any(parts)):
        yield Oddity(
            "duration",
            "The duration counts months, days or nothing in an unusual way. It is kept as written.",
        )


def _committee(summary: Summary) -> Iterator[Oddity]:
    name, reference, opinion = summary.rec_name, summary.rec_reference, summary.rec_opinion
    date = summary.opinion_date
    if name and not labels.BY_FIELD["rec_name"].fits(name):
        yield Oddity("rec_name", "This does not read like the full name of a research ethics committee (REC).")
    if reference and labels.OTHER_REC_REFERENCE.fullmatch(reference):
        yield Oddity("rec_reference", "The REC reference has an older or an HRA-only form, unlike 16/EM/0109.")
    elif reference and not labels.REC_REFERENCE.fullmatch(reference):
        yield Oddity("rec_reference", "A REC reference reads like 16/EM/0109; this one differs.")
    elif reference and date and int(reference[:2]) != date.year % 100:
        yield Oddity(
            "rec_reference",
            "The REC reference and the date of the opinion are of different years; this happens when a "
            "review runs over the turn of the year.",
        )
    if summary.rec_opinion_date and date is None:
        yield Oddity("rec_opinion_date", "The date of the REC opinion does not read like “4 Jan 2022”.")
    if _opinion_is_cut(opinion):
        yield Oddity("rec_opinion", "The wording of the REC opinion seems to be cut short.")
    elif opinion and opinion.lower() not in _known_opinions():
        yield Oddity("rec_opinion", "This opinion is not one the public records use. It is kept as written.")


def _opinion_is_cut(opinion: str) -> bool:
    said = opinion.lower()
    return bool(said) and said not in _known_opinions() and any(known.startswith(said) for known in _known_opinions())


def _known_opinions() -> frozenset[str]:
    return frozenset(known.lower() for known in labels.OPINIONS)
