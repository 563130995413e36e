"""What somebody may take back, and until when all of it can go.

Source: governance E 29, after Health Research Authority, "Data protection and information governance: withdrawal", and
the PeRSEVERE principles (2023): withdrawal has levels, several may be chosen together, and no reason is asked for. The
cut-off is the one that the information sheet promised; nothing else shortens what a person may take back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Level(StrEnum):
    """One thing that can be taken back."""

    CONTACT = "contact"
    INTERVIEW = "interview"
    DATA = "data"
    QUOTES = "quotes"


class Results(StrEnum):
    """Whether they still wish to hear what was found."""

    KEEP = "keep"
    DECLINE = "decline"
    NOT_ASKED = "not-asked"


WORDS: dict[Level, tuple[str, str]] = {
    Level.CONTACT: ("Stop contact", "Nobody writes, phones or visits any more."),
    Level.INTERVIEW: ("Stop taking part", "Nothing more is collected. What was collected stays as it is."),
    Level.DATA: ("Take back the interview", "Recording, transcript and everything made of it."),
    Level.QUOTES: ("Take back quotes", "Their words are in no extract, table or report from now on."),
}


@dataclass(frozen=True)
class Effects:
    """What the levels that were chosen come to.

    `forgets`: everything of the case goes. `takes_consent_back`: nothing may be done on it any more; whoever only
    stops taking part leaves what they agreed to before as it was.
    """

    forgets: bool
    takes_consent_back: bool
    ends_taking_part: bool
    withholds_quotes: bool
    stops_contact: bool


def cut_off_of(days: int | None, words: str, interviews: Iterable[date | None], by_hand: date | None) -> date | None:
    """The last day on which all can go; None where that day has not come about, or none was promised.

    A number of days runs from the last interview whose day is known. Where one has no day, nothing has begun to run:
    doubt is in the person's favour. A sheet that gives words and no number needs the day set by hand.
    """
    if days is None:
        return by_hand if words else None
    held = list(interviews)
    known = [day for day in held if day is not None]
    if not known or len(known) < len(held):
        return None
    return max(known) + timedelta(days=days)


def is_before(on: date, cut_off: date | None) -> bool:
    """Whether all can still go on that day: the cut-off's own day included."""
    return cut_off is None or on <= cut_off


def effects_of(levels: Iterable[str], *, before_cut_off: bool) -> Effects:
    """What follows. Taking back the interview also stops taking part, and after the cut-off withholds quotes."""
    chosen = {Level(level) for level in levels}
    data = Level.DATA in chosen
    return Effects(
        forgets=data and before_cut_off,
        takes_consent_back=data,
        ends_taking_part=data or Level.INTERVIEW in chosen,
        withholds_quotes=data or Level.QUOTES in chosen,
        stops_contact=Level.CONTACT in chosen,
    )


def what_goes(effects: Effects) -> list[str]:
    """What will be gone, in sentences, before anybody acts."""
    said = []
    if effects.forgets:
        said.append(
            "Everything of the interview: recordings, transcripts and the files they came as, notes, statements, "
            "themes, contributions, diary entries about this person, and the words of the trail about them."
        )
    if effects.withholds_quotes and not effects.forgets:
        said.append("Their words can be taken into no extract, table or report.")
    if effects.ends_taking_part:
        said.append("Nothing more is collected.")
    if effects.stops_contact:
        said.append("Nobody gets in touch any more.")
    return said


def what_stays(effects: Effects, *, cut_off: date | None, forms_until: str, results: Results) -> list[str]:
    """What stays and until when, in sentences, before anybody acts."""
    said = []
    if not effects.forgets:
        if effects.ends_taking_part and cut_off is not None:
            said.append(
                f"What was told in the interview stays in the analysis, because the day until which all could go, "
                f"{cut_off:%-d %B %Y}, has passed. It bears no name, and is merged with what others told."
            )
        else:
            said.append("What was told in the interview stays in the analysis. It bears no name.")
    else:
        said.append("A group theme that rested on it stays, and says that a contribution was taken out.")
        said.append("The trail stays as a chain of acts, without their words.")
    said.append(f"The signed consent form and the note of this withdrawal stay as evidence, {forms_until}.")
    if results is Results.KEEP:
        said.append("The contact details stay until the findings are sent, because they are still wished for.")
    elif effects.stops_contact or effects.ends_taking_part:
        said.append("Name and contact details stay sealed until they fall due for destruction.")
    return said
