"""The flow figure: how many reached each stage, who went no further and why, who is still under way.

Source: governance requirement 15 (counts that reconcile; fail loudly otherwise), after CONSORT 2010's flow diagram.
Each number is counted for itself and none is worked out from the others, so that the sums can fail.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lifeworld.common.errors import DomainError
from lifeworld.recruitment.rules.stages import ANALYSED, ORDER, SCREENED

# Fewer people than these are never told apart in what leaves the study, nor to whoever may not see the log: governance
# requirement 14.
LEAST = 3


@dataclass(frozen=True)
class Way:
    """How far one person came: every stage they reached, and why they went no further (empty while they may)."""

    reached: frozenset[str]
    left: str = ""


@dataclass(frozen=True)
class FlowStage:
    """One stage of the figure. `left` counts by reason whom it was the last for; `under_way` who is still there."""

    stage: str
    reached: int
    left: dict[str, int]
    under_way: int

    @property
    def gone(self) -> int:
        """How many went no further than this stage."""
        return sum(self.left.values())


@dataclass(frozen=True)
class Flow:
    """The figure, stage by stage in their order."""

    stages: tuple[FlowStage, ...]

    def at(self, stage: str) -> FlowStage:
        """One stage of it."""
        return self.stages[ORDER.index(stage)]

    @property
    def screened(self) -> int:
        """How many were put forward."""
        return self.at(SCREENED).reached

    @property
    def analysed(self) -> int:
        """How many are in the analysis."""
        return self.at(ANALYSED).reached

    @property
    def gone(self) -> int:
        """How many went no further, at whatever stage."""
        return sum(one.gone for one in self.stages)

    @property
    def under_way(self) -> int:
        """How many are still under way. Who is in the analysis has arrived."""
        return sum(one.under_way for one in self.stages)

    def sum_line(self) -> str:
        """The sum in words: "31 screened = 5 in the analysis + 12 + 3 who left + 2 still under way"."""
        left = [str(one.gone) for one in self.stages if one.gone]
        parts = [f"{self.analysed} in the analysis", f"{' + '.join(left) or '0'} who left"]
        return f"{self.screened} screened = {' + '.join(parts)} + {self.under_way} still under way"


class FlowDoesNotAddUpError(DomainError):
    """The numbers of a flow figure contradict each other: a row of the screening log is not as acts leave it."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"The flow figure does not add up: {where}.",
            "Nothing was taken out, and no figure is shown that is wrong.",
            "A row of the screening log was changed from outside: restore the latest backup.",
        )


def flow_of_ways(ways: Iterable[Way]) -> Flow:
    """The figure of many people's ways. Raises `FlowDoesNotAddUpError` where it does not reconcile."""
    everyone = list(ways)
    if not all(way.reached for way in everyone):
        raise FlowDoesNotAddUpError("somebody reached no stage at all")
    ends = Counter((_furthest(way), way.left) for way in everyone)
    stages = tuple(
        FlowStage(
            stage,
            sum(stage in way.reached for way in everyone),
            {reason: count for (end, reason), count in ends.items() if end == stage and reason},
            0 if stage == ANALYSED else ends[(stage, "")],
        )
        for stage in ORDER
    )
    return reconcile(Flow(stages))


def reconcile(flow: Flow) -> Flow:
    """The figure itself, where it adds up stage by stage and as a whole; `FlowDoesNotAddUpError` where not."""
    for one, after in zip(flow.stages, flow.stages[1:], strict=False):
        if one.reached != one.gone + one.under_way + after.reached:
            raise FlowDoesNotAddUpError(f"at “{one.stage}”")
    if flow.at(ANALYSED).gone or flow.screened != flow.analysed + flow.gone + flow.under_way:
        raise FlowDoesNotAddUpError("as a whole")
    return flow


def _furthest(way: Way) -> str:
    return max(way.reached, key=ORDER.index)


@dataclass(frozen=True)
class Share:
    """How many left for a reason; None stands for several reasons of few people, joined and not named."""

    reason: str | None
    count: int


def shares(left: dict[str, int], order: Sequence[str], least: int = 1) -> list[Share]:
    """Leavers by reason in the reasons' order, those of fewer than `least` joined at the end.

    The joined ones are topped up with the next smallest, until they are `least` people for two reasons or more: a
    number that was held back cannot be worked out again from the total. Source: governance requirement 14; the
    ONS's guidance on primary and secondary suppression.
    """
    apart = {reason: left[reason] for reason in order if left.get(reason)}
    joined = {reason: count for reason, count in apart.items() if count < least}
    for reason, count in sorted(apart.items(), key=lambda one: one[1]):
        if joined and (len(joined) < 2 or sum(joined.values()) < least):
            joined[reason] = count
    kept = [Share(reason, count) for reason, count in apart.items() if reason not in joined]
    return [*kept, Share(None, sum(joined.values()))] if joined else kept
