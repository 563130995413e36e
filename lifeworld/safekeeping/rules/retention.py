"""How long each class of a study's records is kept, from which day it counts, and whether that keeps the promise.

Defaults are of governance E 30 and 31; each may be changed for a study, and the information sheet's promise wins.
Sources: UK GDPR, Article 5(1)(e), storage limitation, and Article 89; HRA, "Consent and participant information"; for
years that differ between sponsors the rule asks and does not infer.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from lifeworld.approvals.rules.dates import add_months

CHECKED = date(2026, 11, 26)
# How long a backup is kept where nobody says otherwise, in days: long enough to mend a mistake that was seen late.
BACKUP_DAYS = 90


class Trigger(StrEnum):
    """The day from which a class's time counts."""

    NOT_TAKING_PART = "not-taking-part"
    RESULTS_SENT = "results-sent"
    TRANSCRIPT_CHECKED = "transcript-checked"
    STUDY_ENDED = "study-ended"


TRIGGERS: dict[Trigger, str] = {
    Trigger.NOT_TAKING_PART: "somebody does not take part, at the latest when recruitment closes",
    Trigger.RESULTS_SENT: "the findings were sent to participants",
    Trigger.TRANSCRIPT_CHECKED: "every transcript was frozen, checked against its recording",
    Trigger.STUDY_ENDED: "the study ended",
}


@dataclass(frozen=True)
class RecordClass:
    """One class of records: when it goes by default (`months` after its trigger; None: ask), and who says so.

    `per_person` counts from a day of each person's own.
    """

    key: str
    name: str
    trigger: Trigger
    months: int | None
    source: str
    ask: str = ""
    per_person: bool = False
    checked: date = CHECKED


CLASSES: tuple[RecordClass, ...] = (
    RecordClass(
        "reply-slips", "Names of people who did not take part", Trigger.NOT_TAKING_PART, 0,
        "UK GDPR, Article 5(1)(c) and (e): nothing is kept that is not needed any more", per_person=True,
    ),
    RecordClass(
        "contacts", "Names and contact details of participants", Trigger.RESULTS_SENT, 0,
        "UK GDPR, Article 5(1)(e); HRA, “Informing participants of study results”",
        "Where somebody declined the findings, theirs go at the cut-off.",
    ),
    RecordClass(
        "recordings", "Recordings, and transcripts as they came", Trigger.TRANSCRIPT_CHECKED, 0,
        "Usual wording of information sheets for interview studies",
        "Some sponsors and courses hold recordings until the viva: ask yours.",
    ),
    RecordClass(
        "linking-key", "What ties a name to an entry", Trigger.STUDY_ENDED, 0,
        "ICO, “Pseudonymisation”: what ties is kept apart, and only while it is needed",
        "Here it lies sealed in the same record as the name, and goes with it.",
    ),
    RecordClass(
        "consent-forms", "Signed consent forms", Trigger.STUDY_ENDED, None,
        "Sponsor’s archive; not deleted early with contact details", "Ask the sponsor for how many years.",
    ),
    RecordClass(
        "analysis", "Pseudonymised transcripts and their analysis", Trigger.STUDY_ENDED, 120,
        "Commonly ten years after the study; sponsors and universities differ", "Ask the sponsor whether it is ten.",
    ),
    RecordClass(
        "safety", "Records of distress and disclosure", Trigger.STUDY_ENDED, None,
        "Sponsor’s archive", "Ask the sponsor for how many years.",
    ),
    RecordClass(
        "trail", "Words of the trail", Trigger.STUDY_ENDED, None,
        "Sponsor’s archive, as part of the study’s records",
        "The chain of acts stays; only what stood before and after goes.",
    ),
)  # fmt: skip


def class_named(key: str) -> RecordClass | None:
    """A class by its key; None where there is none."""
    return next((one for one in CLASSES if one.key == key), None)


def due_on(trigger: date | None, months: int | None) -> date | None:
    """The day on which it falls due; None where its trigger has not come, or its length is not known."""
    if trigger is None or months is None:
        return None
    return add_months(trigger, months)


def mismatch(months: int | None, promised: int | None) -> str:
    """How a length departs from what the information sheet promises, in one sentence; empty where it keeps it."""
    if promised is None:
        return ""
    if months is None:
        return f"The information sheet promises {said(promised)}, and no length is set here."
    if months > promised:
        return f"It is set to {said(months)}, and the information sheet promises {said(promised)}."
    return ""


def said(months: int) -> str:
    """A length in words: `at once`, `18 months`, `10 years`."""
    if months == 0:
        return "at once"
    if months % 12 == 0:
        years = months // 12
        return f"{years} year{'' if years == 1 else 's'}"
    return f"{months} month{'' if months == 1 else 's'}"


def backup_kept_until(made_on: date) -> date:
    """Until when a backup is kept."""
    return made_on + timedelta(days=BACKUP_DAYS)


class Standing(StrEnum):
    """How a class stands on a day."""

    NOTHING = "nothing kept"
    NOT_SET = "not set"
    WAITING = "waiting"
    KEPT = "kept"
    DUE = "due"
    HELD = "set aside"


def standing_of(today: date, *, kept: int, held: bool, trigger: date | None, due: date | None) -> Standing:
    """How a class stands: `kept` counts what is there."""
    if not kept:
        return Standing.NOTHING
    if held:
        return Standing.HELD
    if trigger is None:
        return Standing.WAITING
    if due is None:
        return Standing.NOT_SET
    return Standing.DUE if due <= today else Standing.KEPT
