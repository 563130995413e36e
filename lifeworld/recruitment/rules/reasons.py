"""Why somebody went no further: a code for each stage at which it can happen, and its sentence.

Source: governance requirement 9 (a reason code for each stage), and the participant's right to give none: no code asks
why somebody said no.
"""

from dataclasses import dataclass

from lifeworld.recruitment.rules.stages import CONSENTED, CONTACT, ELIGIBLE, INFORMED, INTERVIEWED, SCREENED


@dataclass(frozen=True)
class Reason:
    """One reason. `words` stand in the log; `figure` in the flow figure, with a place for the number and its verb."""

    key: str
    words: str
    figure: str
    stages: frozenset[str]

    def counted(self, count: int) -> str:
        """So many of them, in words: "7 had fewer hours than asked"."""
        return self.figure.format(n=count, were="was" if count == 1 else "were")


def _reason(key: str, words: str, figure: str, *stages: str) -> Reason:
    return Reason(key, words, figure, frozenset(stages))


REASONS: dict[str, Reason] = {
    one.key: one
    for one in (
        _reason("hours", "not eligible: fewer hours than asked", "{n} had fewer hours than asked", SCREENED),
        _reason("elsewhere", "not eligible: lives elsewhere", "{n} lived elsewhere", SCREENED),
        _reason("unwell", "not eligible: too unwell just then", "{n} {were} too unwell just then", SCREENED),
        _reason("other-team", "not eligible: not under the team", "{n} {were} not under the team", SCREENED),
        _reason("criterion", "not eligible: another criterion", "{n} did not meet another criterion", SCREENED),
        _reason("advised", "eligible, the team advised waiting", "the team advised waiting for {n}", ELIGIBLE),
        _reason("discharged", "discharged first", "{n} {were} discharged first", ELIGIBLE, INFORMED),
        _reason("no-reply", "given information, no reply", "{n} did not reply", INFORMED),
        _reason("said-no", "said no, and no reason was asked", "{n} said no, and no reason was asked", INFORMED),
        _reason("decided-against", "decided against it after talking", "{n} decided against it after talking", CONTACT),
        _reason("lost", "contact was lost", "contact with {n} was lost", CONTACT, CONSENTED),
        _reason("withdrew-before", "consented, withdrew before the interview", "{n} withdrew before the interview",
                CONSENTED),
        _reason("withdrew-after", "withdrew after the interview", "{n} withdrew after the interview", INTERVIEWED),
        _reason("excluded", "left out by the study", "{n} {were} left out by the study",
                SCREENED, ELIGIBLE, INFORMED, CONTACT, CONSENTED, INTERVIEWED),
    )
}  # fmt: skip


def reasons_at(stage: str) -> list[Reason]:
    """The reasons that may be given for going no further than a stage, in order."""
    return [one for one in REASONS.values() if stage in one.stages]
