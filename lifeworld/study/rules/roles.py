"""Who may do what in a study. Source: DESIGN, "Who uses it"; least privilege as in NHS DSPT practice.

Plain data, so that the page of roles, the checks and the tests read the same table.
"""

from enum import StrEnum


class Right(StrEnum):
    """One thing a role may do."""

    READ_STUDY = "see the study and its people"
    READ_WORDS = "read transcripts and the analysis"
    READ_FINDINGS = "read group themes and the quotes beneath them"
    ANALYSE = "write notes, statements, themes and diary"
    LEAD = "change the study record, add cases and bring in interviews"
    READ_TRAIL = "read the trail"
    READ_RECRUITMENT = "see the screening log, what each person agreed to, and when they were met"
    RECRUIT = "keep the screening log, consents, meetings and withdrawals"
    IDENTITIES = "open names and addresses for a stated purpose"
    EXPORT = "take tables out"


_READER = frozenset({Right.READ_STUDY, Right.READ_WORDS, Right.READ_FINDINGS})

RIGHTS: dict[str, frozenset[Right]] = {
    "lead": frozenset(Right),
    "analyst": _READER | {Right.ANALYSE, Right.EXPORT, Right.READ_TRAIL, Right.READ_RECRUITMENT},
    "supervisor": _READER | {Right.EXPORT, Right.READ_TRAIL, Right.READ_RECRUITMENT},
    "auditor": _READER | {Right.EXPORT, Right.READ_TRAIL, Right.READ_RECRUITMENT},
    "adviser": frozenset({Right.READ_STUDY, Right.READ_FINDINGS}),
}

# Those who analyse are the ones whom an earlier case could lead; a supervisor or auditor compares on purpose.
ANALYSING = frozenset({"lead", "analyst"})


def may(role: str | None, right: Right) -> bool:
    """Whether a role (None: no role in this study) holds a right."""
    return role is not None and right in RIGHTS.get(role, frozenset())
