"""What names may be opened for, for how long, and whom they may be opened about.

Source: governance requirements 10 (no identifiers before consent to contact), 28 (a store of their own) and 29 (contact
stops at a withdrawal; results are still sent to who asked for them); UK GDPR article 5(1)(b), a stated purpose, and
(c), no more than it needs. That risk to life outlasts a withdrawal is the limit of confidentiality every information
sheet states.
"""

from collections.abc import Set
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from lifeworld.recruitment.rules.stages import CONTACT
from lifeworld.study.rules.target_range import in_words

OPEN_FOR = timedelta(minutes=10)


class Purpose(StrEnum):
    """What names are opened for."""

    MEETING = "meeting"
    ASKED_FOR = "asked-for"
    WITHDRAWAL = "withdrawal"
    RISK = "risk"
    CORRECT = "correct"
    NEW = "new"


PURPOSES: dict[str, str] = {
    Purpose.MEETING: "Arrange or change a meeting",
    Purpose.ASKED_FOR: "Send what was asked for: findings or a transcript",
    Purpose.WITHDRAWAL: "Act on a withdrawal",
    Purpose.RISK: "Someone may be at risk",
    Purpose.CORRECT: "Correct what is written",
    Purpose.NEW: "Write down a new person’s contacts",
}

# Reasons for leaving (`recruitment.rules.reasons`) that were the person's own word: nobody asks them again.
OWN_WORD = frozenset({"said-no", "decided-against", "withdrew-before", "withdrew-after"})
_AFTER_THEIR_WORD = frozenset({Purpose.WITHDRAWAL, Purpose.RISK})


@dataclass(frozen=True)
class Standing:
    """How one person stands.

    `agreed`: to contact; `left` is the reason for leaving, or empty; `stopped`: they asked for contact to stop;
    `asked_for` is what they asked to be sent, empty where nothing or not known; `declined`: they said that they wish to
    be sent nothing; `destroyed` says that of their key.
    """

    agreed: bool
    left: str = ""
    stopped: bool = False
    asked_for: str = ""
    declined: bool = False
    destroyed: bool = False

    @property
    def ended(self) -> bool:
        """Whether contact has ended by their own word."""
        return self.stopped or self.left in OWN_WORD


def why_not_look(purpose: str, standing: Standing) -> str:
    """Why what is written of one person is not opened for a purpose, a sentence; empty where it may be."""
    if purpose not in PURPOSES:
        return "Names are opened for one of the purposes of the list."
    if purpose == Purpose.NEW:
        return "They were opened to write down a new person, and what is written already stays closed."
    return _contact_ended(purpose, standing)


def why_not_write(purpose: str, standing: Standing, *, written: bool) -> str:
    """Why somebody's contacts are not written down or changed now, a sentence; empty where they may be."""
    if standing.destroyed:
        return "What was kept of this person was destroyed, and nothing is written in its place."
    if not standing.agreed:
        return "This person has not agreed to be contacted, and until then a number is all that is kept."
    if written:
        return why_not_look(purpose, standing)
    if standing.ended:
        return "This person said no or withdrew, and nothing more is written down of them."
    return ""


def _contact_ended(purpose: str, standing: Standing) -> str:
    if purpose == Purpose.ASKED_FOR and standing.declined:
        return "This person does not wish to be sent anything."
    wished = purpose == Purpose.ASKED_FOR and standing.asked_for
    if not standing.ended or wished or purpose in _AFTER_THEIR_WORD:
        return ""
    return "This person said no or withdrew, and is not contacted again for this."


def agreed_to_contact(stages: Set[str]) -> bool:
    """Whether somebody who reached these stages may be known by name."""
    return CONTACT in stages


def left_in_words(seconds: int) -> str:
    """How long an opening lasts yet: "nine minutes", "less than a minute"."""
    minutes = seconds // 60
    if minutes < 1:
        return "less than a minute"
    return f"{in_words(minutes)} minute{'s' if minutes > 1 else ''}"
