"""The flow figure of a study, and its accrual."""

from dataclasses import dataclass
from datetime import date

from lifeworld.common.errors import NotFoundError
from lifeworld.recruitment.models import Leaving, ScreeningEntry, Stage, StageReached
from lifeworld.recruitment.rules.flow import Flow, Share, Way, flow_of_ways, shares
from lifeworld.recruitment.rules.reasons import REASONS
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access

# Fewer than these are joined in whatever leaves the study, and for whoever may not see the log.
LEAST = 3


@dataclass(frozen=True)
class FlowRow:
    """One stage of the figure as it is shown: its name, how many, who went no further and why, who is still there."""

    stage: str
    name: str
    reached: int
    gone: int
    leavers: list[Share]
    under_way: int

    def left_in_words(self) -> str:
        """Who went no further, in words: "7 had fewer hours than asked, 5 for other reasons"."""
        return ", ".join(_in_words(one) for one in self.leavers)


def flow_of(access: Access) -> Flow:
    """The figure, from the log. Every role may see it. Raises `FlowDoesNotAddUpError` where it does not reconcile."""
    access.require(Right.READ_STUDY)
    reached: dict[int, set[str]] = {}
    found = StageReached.objects.filter(entry__study=access.study)
    for entry, stage in found.values_list("entry_id", "stage"):
        reached.setdefault(entry, set()).add(stage)
    left = dict(Leaving.objects.filter(entry__study=access.study).values_list("entry_id", "reason"))
    opened = ScreeningEntry.objects.filter(study=access.study, case__opened_at__isnull=False)
    for entry in opened.values_list("pk", flat=True):
        if Stage.INTERVIEWED in reached.get(entry, ()) and entry not in left:
            reached[entry].add(Stage.ANALYSED)
    return flow_of_ways(Way(frozenset(stages), left.get(entry, "")) for entry, stages in reached.items())


def flow_rows(flow: Flow, *, least: int = 1) -> list[FlowRow]:
    """The figure's rows; reasons of fewer than `least` people are joined."""
    return [
        FlowRow(
            one.stage, str(Stage(one.stage).label), one.reached, one.gone, shares(one.left, list(REASONS), least),
            one.under_way,
        )
        for one in flow.stages
    ]  # fmt: skip


def rows_for(access: Access) -> tuple[Flow, list[FlowRow]]:
    """The figure and its rows as this person may see them: exactly, or with small numbers joined."""
    flow = flow_of(access)
    return flow, flow_rows(flow, least=1 if access.can(Right.READ_RECRUITMENT) else LEAST)


@dataclass(frozen=True)
class Accrued:
    """One person who takes or took part, as a Trust counts them. It holds no serial and nothing else of theirs."""

    site: str
    consented_on: date
    recruited_on: date
    participant_type: str


def accrual_of(access: Access) -> list[Accrued]:
    """Everyone who consented, in order of day and site, so that the order tells nothing more."""
    if not access.can(Right.READ_RECRUITMENT):
        raise NotFoundError
    found = StageReached.objects.filter(entry__study=access.study, stage=Stage.CONSENTED)
    rows = found.order_by("on", "entry__site__organisation").values_list("entry__site__organisation", "on")
    return [Accrued(site, day, day, PARTICIPANT_TYPE) for site, day in rows]


PARTICIPANT_TYPE = "Service user or patient"


def _in_words(share: Share) -> str:
    if share.reason is None:
        return f"{share.count} for reasons of few people, joined"
    return REASONS[share.reason].counted(share.count)
