"""What is owed for something that happened, in words: by when, or that nothing is owed to the REC and why.

The days come from the table in `rules.obligations`, so that a page never says another day than the obligations do.
Source: HRA, Safety reporting: research other than clinical trials of medicines. Whether an event is related and
unexpected is the chief investigator's opinion; Lifeworld asks for it and does not infer it.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from lifeworld.approvals.rules.obligations import Due, Nation, SafetyEvent, StudyFacts, obligations_for
from lifeworld.approvals.rules.saying import listed, said

# The rules whose occasion is the number of a safety event.
REPORTS = frozenset({"safety-report", "urgent-measure"})


class Kind(StrEnum):
    """What kind of event it is."""

    SERIOUS = "serious"
    MEASURE = "measure"
    BREACH = "breach"
    OTHER = "other"


@dataclass(frozen=True)
class Happened:
    """What is known of an event. None is "not decided yet", never "no"."""

    key: str
    kind: Kind
    happened_on: date
    known_on: date
    serious: bool | None = None
    related: bool | None = None
    unexpected: bool | None = None

    @property
    def clock(self) -> SafetyEvent:
        """The event as the clocks take it: only an adverse event that was serious, related and unexpected is owed."""
        adverse = self.kind is Kind.SERIOUS
        return SafetyEvent(
            self.key, self.known_on, related=adverse and self.related is True,
            unexpected=adverse and self.unexpected is True, serious=adverse and self.serious is True,
            urgent_measure_on=self.happened_on if self.kind is Kind.MEASURE else None,
        )  # fmt: skip


def reports_owed(event: Happened, nation: Nation | None = None) -> list[Due]:
    """The reports that an event makes owed to the REC, by the table of obligations."""
    return obligations_for(StudyFacts(opinion_on=None, nation=nation, events=(event.clock,)))


def what_is_owed(event: Happened, nation: Nation | None = None) -> str:
    """What is owed for an event and by when, or why nothing is, in a sentence or two."""
    owed = reports_owed(event, nation)
    if event.kind is Kind.MEASURE and owed:
        return f"Owed to the REC: a telephone call at once, and a letter by {said(owed[0].due)}."
    if event.kind is Kind.BREACH:
        return (
            "Tell the sponsor at once: it decides whether the breach is serious, and tells the REC. The table of "
            "obligations has no day for it; look at your opinion letter and the sponsor’s procedure."
        )
    if event.kind is Kind.OTHER:
        return "Nothing is owed to the REC by the general rules. Your sponsor’s procedure may ask for it all the same."
    if owed:
        return (
            f"Owed to the REC: a report by {said(owed[0].due)}, fifteen days after the chief investigator knew of it."
        )
    answers = {"serious": event.serious, "related": event.related, "unexpected": event.unexpected}
    noes = [_NO[name] for name, answer in answers.items() if answer is False]
    if noes:
        return f"Nothing is owed to the REC: {listed(noes)}. Your sponsor’s procedure may ask for it all the same."
    open_ones = listed([f"whether it was {name}" for name, answer in answers.items() if answer is None])
    most = reports_owed(replace(event, serious=True, related=True, unexpected=True), nation)
    return (
        f"Not decided yet: {open_ones}. Ask the chief investigator: a report may be owed to the REC by "
        f"{said(most[0].due)}."
    )


def undecided(event: Happened) -> bool:
    """Whether it is still open if a report is owed: nothing was denied, and not all is answered."""
    answers = (event.serious, event.related, event.unexpected)
    return event.kind is Kind.SERIOUS and False not in answers and None in answers


_NO = {
    "serious": "it was not serious",
    "related": "nothing that the study did led to it",
    "unexpected": "the protocol expects events of this kind",
}
