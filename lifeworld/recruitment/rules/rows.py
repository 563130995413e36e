"""The flow figure's rows in words, and the rows of an accrual."""

from dataclasses import dataclass
from datetime import date

from lifeworld.recruitment.rules.flow import Share
from lifeworld.recruitment.rules.reasons import REASONS
from lifeworld.recruitment.rules.stages import ELIGIBLE, SCREENED

# As many people, or fewer, cannot be said to have left for several reasons.
FEW = 2
_WENT = {SCREENED: "not eligible", ELIGIBLE: "not approached"}


@dataclass(frozen=True)
class FlowRow:
    """One stage of the figure as it is shown: its name, how many, who went no further and why, who is still there."""

    stage: str
    name: str
    reached: int
    gone: int
    leavers: list[Share]
    under_way: int

    @property
    def reasons_in_words(self) -> list[str]:
        """Who went no further, reason by reason: "7 had fewer hours than asked"."""
        return [_in_words(one) for one in self.leavers]

    @property
    def left_in_words(self) -> str:
        """What follows the number of those who went no further: "not eligible: 7 had fewer hours, 5 lived …"."""
        if not self.leavers:
            return ""
        said = ", ".join(self.reasons_in_words)
        went, number = _WENT.get(self.stage, "went no further"), f"{self.gone} "
        if len(self.leavers) > 1 or not said.startswith(number):
            return f"{went}: {said}"
        if self.leavers[0].reason is None:
            return f"{went}, {said.removeprefix(number)}"
        return said.removeprefix(number)

    @property
    def said(self) -> str:
        """What is said beside the stage of those who did not go on to the next."""
        gone = f"{self.gone} {self.left_in_words}" if self.gone else ""
        still = f"{self.under_way} still under way" if self.under_way else ""
        return "; ".join(filter(None, (gone, still)))


@dataclass(frozen=True)
class Accrued:
    """One person who takes or took part, as a Trust counts them. It holds no serial and nothing else of theirs."""

    site: str
    consented_on: date
    recruited_on: date
    participant_type: str


def _in_words(share: Share) -> str:
    if share.reason is None:
        return f"{share.count} for {'several reasons' if share.count > FEW else 'reasons of so few that none is told'}"
    return REASONS[share.reason].counted(share.count)
