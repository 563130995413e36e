"""The flow figure of a study, and its accrual."""

from typing import Any

from django.db.models import QuerySet

from lifeworld.common.errors import NotFoundError
from lifeworld.recruitment.models import ScreeningEntry, Stage, StageReached
from lifeworld.recruitment.rules.drawing import Drawn, draw_flow
from lifeworld.recruitment.rules.flow import LEAST, Flow, Way, flow_of_ways, shares
from lifeworld.recruitment.rules.reasons import REASONS
from lifeworld.recruitment.rules.rows import Accrued, FlowRow
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access

PARTICIPANT_TYPE = "Service user or patient"


def flow_of(access: Access) -> Flow:
    """The figure, from the log. Every role may see it. Raises `FlowDoesNotAddUpError` where it does not reconcile."""
    access.require(Right.READ_STUDY)
    # In one question, so that somebody put forward meanwhile is counted everywhere or nowhere.
    rows: QuerySet[ScreeningEntry, Any] = ScreeningEntry.objects.filter(study=access.study).order_by()
    reached: dict[int, set[str]] = {}
    left: dict[int, str] = {}
    opened: set[int] = set()
    for entry, stage, reason, opened_at in rows.values_list(
        "pk", "stages__stage", "leaving__reason", "case__opened_at"
    ):
        reached.setdefault(entry, set()).update({stage} if stage else ())
        left[entry] = reason or ""
        if opened_at is not None:
            opened.add(entry)
    for entry in opened:
        # Whoever withdrew too late for all to go is in the analysis, though nothing more is collected of them.
        if Stage.INTERVIEWED in reached[entry] and left[entry] in ("", "withdrew-after"):
            reached[entry].add(Stage.ANALYSED)
            left[entry] = ""
    return flow_of_ways(Way(frozenset(stages), left[entry]) for entry, stages in reached.items())


def flow_rows(flow: Flow, *, least: int = 1) -> list[FlowRow]:
    """The figure's rows; reasons of fewer than `least` people are joined."""
    order = list(REASONS)
    return [
        FlowRow(
            one.stage, str(Stage(one.stage).label), one.reached, one.gone, shares(one.left, order, least),
            one.under_way,
        )
        for one in flow.stages
    ]  # fmt: skip


def rows_for(access: Access) -> tuple[Flow, list[FlowRow]]:
    """The figure and its rows as this person may see them: exactly, or with small numbers joined."""
    flow = flow_of(access)
    return flow, flow_rows(flow, least=1 if access.can(Right.READ_RECRUITMENT) else LEAST)


def picture_of(access: Access) -> str:
    """The figure as an SVG that stands by itself. It leaves the study, so small numbers are joined."""
    flow = flow_of(access)
    drawn = [Drawn(one.reached, one.name.lower(), one.said) for one in flow_rows(flow, least=LEAST)]
    return draw_flow(drawn, title=f"From screened to analysed: {access.study.short_title}", sum_line=told(flow))


def told(flow: Flow) -> str:
    """That the figure adds up, as a sentence with the sum."""
    return f"The figure adds up: {flow.sum_line()}."


def accrual_of(access: Access) -> list[Accrued]:
    """Everyone who consented, in order of day and site, so that the order tells nothing more."""
    if not access.can(Right.READ_RECRUITMENT):
        raise NotFoundError
    found = StageReached.objects.filter(entry__study=access.study, stage=Stage.CONSENTED)
    rows = found.order_by("on", "entry__site__organisation").values_list("entry__site__organisation", "on")
    return [Accrued(site, day, day, PARTICIPANT_TYPE) for site, day in rows]
