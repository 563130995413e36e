"""Who speaks in a transcript: a first guess for a person to check, and what cannot be.

Only a participant's words count as evidence (DESIGN, "Text and anchors"), so somebody has to be the participant.
"""

from collections.abc import Iterable, Mapping

from lifeworld.common.errors import InvalidInputError
from lifeworld.interviews.rules.reading import ReadTranscript, names_an_interviewer

PARTICIPANT, INTERVIEWER, OTHER = "participant", "interviewer", "other"
ROLES = (PARTICIPANT, INTERVIEWER, OTHER)


class NobodySpeaksError(InvalidInputError):
    """A speaker has no role, or nobody is the participant."""


def guess_roles(read: ReadTranscript) -> dict[str, str]:
    """Each speaker's likely role; "" where only a person can say.

    Without any name every word is taken for the participant's. Where it is clear who asks, whoever else speaks the
    most words is the participant. Words without a speaker among named ones (titles, notes) are nobody's.
    """
    names = [one.name for one in read.speakers]
    if names == [""]:
        return {"": PARTICIPANT}
    named = [name for name in names if name]
    asking = {name for name in named if names_an_interviewer(name)} | ({read.guessed_interviewer} - {""})
    telling = [name for name in named if name not in asking]
    unclear = len(telling) > 1 and not asking
    most = max(telling, key=lambda name: read.words_of[name], default="")
    roles = {name: INTERVIEWER if name in asking else OTHER for name in names}
    roles |= {name: "" if unclear else PARTICIPANT if name == most else OTHER for name in telling}
    return roles


def check_roles(speakers: Iterable[str], roles: Mapping[str, str]) -> None:
    """Raise `NobodySpeaksError` unless every speaker has a role and one of them is the participant."""
    given = [roles.get(speaker, "") for speaker in speakers]
    if any(role not in ROLES for role in given):
        raise NobodySpeaksError(
            "It is not said yet who each speaker is.", "Nothing was changed.", "Choose a role for every speaker."
        )
    if PARTICIPANT not in given:
        raise NobodySpeaksError(
            "No speaker is the participant, and only a participant’s words can be worked with.",
            "Nothing was changed.",
            "Choose who the participant is.",
        )


def labels_for(speakers: Iterable[str], roles: Mapping[str, str], pseudonym: str) -> dict[str, str]:
    """What each speaker is called from now on, so that names written in a file go no further.

    The participant is called by the pseudonym; several others are told apart by numbers in order of appearance.
    """
    labels: dict[str, str] = {}
    others = 0
    for speaker in speakers:
        role = roles.get(speaker, PARTICIPANT)
        if role == PARTICIPANT:
            labels[speaker] = pseudonym
        elif role == INTERVIEWER:
            labels[speaker] = "Interviewer"
        elif speaker:
            others += 1
            labels[speaker] = "Someone else" if others == 1 else f"Someone else {others}"
        else:
            labels[speaker] = ""
    return labels
