"""Clauses of a consent form: a start in the usual pattern, and what cannot be about a set of them.

Sources: HRA, "Consent and participant information", whose example forms have these points (governance requirement 18);
the words here are this project's own, and a study's are those of its approved form, word for word.
"""

from collections.abc import Sequence
from dataclasses import dataclass

LONGEST, MOST = 600, 40


@dataclass(frozen=True)
class ClauseGiven:
    """One clause: its words, whether consent rests on it, and what a "no" holds back (`models.Effect`, or nothing)."""

    words: str
    mandatory: bool = True
    effect: str = ""


USUAL: tuple[ClauseGiven, ...] = (
    ClauseGiven("I have read the information sheet named above, had time to think, and had my questions answered."),
    ClauseGiven(
        "I take part because I choose to. I may stop at any time without saying why, and neither my care nor my rights "
        "change by it."
    ),
    ClauseGiven(
        "I understand that people from the sponsor, the NHS Trust and those who oversee research may look at records "
        "of this study, to see that it is done properly."
    ),
    ClauseGiven(
        "I understand that what I say stays confidential, unless I or somebody else may be at risk of serious harm."
    ),
    ClauseGiven("I agree that my interview is recorded, and that the recording is written out.", effect="audio"),
    ClauseGiven("I agree to take part in this study."),
    ClauseGiven(
        "I agree that words of mine may be quoted in what is written about the study, without my name and without "
        "anything that would tell who I am.",
        mandatory=False, effect="quotes",
    ),
    ClauseGiven("I would like to have a summary of the findings.", mandatory=False, effect="results"),
    ClauseGiven(
        "I would like to look at what was written out of my interview, or at the themes.",
        mandatory=False, effect="checking",
    ),
    ClauseGiven("I agree that my GP or care team is told that I take part.", mandatory=False, effect="gp"),
    ClauseGiven("I agree to be asked about other research later.", mandatory=False, effect="contact"),
    ClauseGiven(
        "I agree that what I said, without my name, may be used in other research.", mandatory=False, effect="reuse"
    ),
)  # fmt: skip


def wrong_with(clauses: Sequence[ClauseGiven], effects: Sequence[str]) -> str:
    """What cannot be about a form's clauses, in one sentence; empty where nothing is wrong."""
    if not clauses:
        return "A consent form has at least one clause."
    if len(clauses) > MOST:
        return f"A consent form has {MOST} clauses at most."
    if any(not one.words.strip() or len(one.words) > LONGEST for one in clauses):
        return f"Each clause has between 1 and {LONGEST} characters."
    if not any(one.mandatory for one in clauses):
        return "At least one clause is one that consent rests on: that they agree to take part."
    named = [one.effect for one in clauses if one.effect]
    if any(one not in effects for one in named):
        return "There is no such effect of a “no”."
    if len(set(named)) != len(named):
        return "Two clauses hold back the same thing: a “no” to one of them would be a “yes” in the other."
    return ""
