"""The flow figure: counted stage by stage, adding up, with small numbers joined in whatever is taken out."""

import xml.etree.ElementTree as ET
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from lifeworld.recruitment.models import Leaving, ScreeningEntry, Stage, StageReached
from lifeworld.recruitment.rules.drawing import Drawn, draw_flow
from lifeworld.recruitment.rules.flow import (
    Flow,
    FlowDoesNotAddUpError,
    FlowStage,
    Way,
    flow_of_ways,
    reconcile,
    shares,
)
from lifeworld.recruitment.rules.reasons import REASONS, reasons_at
from lifeworld.recruitment.rules.stages import (
    ANALYSED,
    INTERVIEWED,
    ORDER,
    SCREENED,
    Reached,
    Step,
    furthest,
    why_not_leave,
    why_not_reach,
)
from lifeworld.recruitment.selectors.flow import accrual_of, flow_of, flow_rows, picture_of, told
from lifeworld.recruitment.services.stages import leave, link_case
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from tests.conftest import NOON
from tests.recruitment.recruited import SCREENED as FIRST_DAY
from tests.recruitment.recruited import come_to, open_site, put_forward


def way(stage: str, left: str = "") -> Way:
    """Somebody who came as far as a stage by every one before it."""
    return Way(frozenset(ORDER[: ORDER.index(stage) + 1]), left)


# The figure of the published mock-up: 31 screened, 5 in the analysis.
FOUNDING = [
    *[way("screened", "hours")] * 7, *[way("screened", "unwell")] * 3, *[way("screened", "elsewhere")] * 2,
    *[way("eligible", "advised")] * 2, way("eligible", "discharged"), *[way("informed", "no-reply")] * 7,
    *[way("informed", "said-no")] * 2, way("contact", "decided-against"), way("consented", "withdrew-before"),
    *[way("analysed")] * 5,
]  # fmt: skip


def test_the_founding_figure_adds_up_stage_by_stage() -> None:
    flow = flow_of_ways(FOUNDING)
    assert [one.reached for one in flow.stages] == [31, 19, 16, 7, 6, 5, 5]
    assert [one.gone for one in flow.stages] == [12, 3, 9, 1, 1, 0, 0]
    assert flow.sum_line() == "31 screened = 5 in the analysis + 12 + 3 + 9 + 1 + 1 who left + 0 still under way"
    assert [row.said for row in flow_rows(flow)] == [
        "12 not eligible: 7 had fewer hours than asked, 2 lived elsewhere, 3 were too unwell just then",
        "3 not approached: the team advised waiting for 2, 1 was discharged first",
        "9 went no further: 7 did not reply, 2 said no, and no reason was asked",
        "1 decided against it after talking", "1 withdrew before the interview", "", "",
    ]  # fmt: skip


def test_nobody_screened_is_a_figure_of_noughts() -> None:
    flow = flow_of_ways([])
    assert flow.sum_line() == "0 screened = 0 in the analysis + 0 who left + 0 still under way"


@pytest.mark.parametrize(
    "broken",
    [
        [Way(frozenset({"screened", "informed"}))],
        [Way(frozenset({"eligible"}), "advised")],
        [Way(frozenset(ORDER), "excluded")],
    ],
    ids=["a stage left out", "never screened", "left the analysis"],
)
def test_a_log_that_was_changed_from_outside_fails_loudly(broken: list[Way]) -> None:
    with pytest.raises(FlowDoesNotAddUpError, match="does not add up"):
        flow_of_ways([*FOUNDING, *broken])


def test_a_wrong_sum_fails_loudly() -> None:
    flow = flow_of_ways(FOUNDING)
    first = flow.stages[0]
    for wrong in (
        FlowStage(SCREENED, first.reached + 1, first.left, first.under_way),
        FlowStage(SCREENED, first.reached, first.left | {"hours": 8}, first.under_way),
        FlowStage(SCREENED, first.reached, first.left, 1),
    ):
        with pytest.raises(FlowDoesNotAddUpError):
            reconcile(Flow((wrong, *flow.stages[1:])))


def test_a_row_missing_from_the_store_is_noticed(access: Access) -> None:
    entry = come_to(access, put_forward(access, open_site(access)), Stage.INFORMED)
    StageReached.objects.filter(entry=entry, stage=Stage.ELIGIBLE).delete()
    with pytest.raises(FlowDoesNotAddUpError):
        flow_of(access)


def test_the_analysis_follows_from_the_cases_being_opened(access: Access, maeve: Case) -> None:
    entry = come_to(access, put_forward(access, open_site(access)), Stage.INTERVIEWED)
    link_case(access=access, at=NOON, entry=entry, case=maeve)
    assert (flow_of(access).analysed, flow_of(access).under_way) == (1, 0)
    Case.objects.filter(pk=maeve.pk).update(opened_at=None)
    assert (flow_of(access).analysed, flow_of(access).under_way) == (0, 1)
    leave(access=access, at=NOON, entry=entry, reason="withdrew-after", on=NOON.date())
    Case.objects.filter(pk=maeve.pk).update(opened_at=NOON)
    # They withdrew too late for their words to go, and so are still in the analysis.
    assert (flow_of(access).analysed, flow_of(access).gone) == (1, 0)


def test_the_accrual_tells_site_and_days_and_nobody(access: Access) -> None:
    site = open_site(access)
    for number in (3, 0):
        day = FIRST_DAY + timedelta(days=number)
        come_to(access, put_forward(access, site, on=day), Stage.CONSENTED, from_day=day)
    come_to(access, put_forward(access, site), Stage.CONTACT)
    assert [(one.site, one.consented_on, one.participant_type) for one in accrual_of(access)] == [
        ("Norfolk Trust", date(2026, 2, 6), "Service user or patient"),
        ("Norfolk Trust", date(2026, 2, 9), "Service user or patient"),
    ]


def test_reasons_of_few_are_joined_with_the_next_smallest() -> None:
    order = list(REASONS)

    def joined(**left: int) -> list[tuple[str | None, int]]:
        return [(one.reason, one.count) for one in shares(left, order, 3)]

    assert joined(hours=7, unwell=3, elsewhere=2) == [("hours", 7), (None, 5)]
    assert joined(hours=7, unwell=1, elsewhere=2, criterion=4) == [("hours", 7), ("criterion", 4), (None, 3)]
    assert joined(hours=7, elsewhere=2) == [(None, 9)]
    assert joined(hours=1) == [(None, 1)]
    assert joined(hours=3, unwell=5) == [("hours", 3), ("unwell", 5)]
    assert joined() == []


@given(st.dictionaries(st.sampled_from(sorted(REASONS)), st.integers(1, 12)))
def test_no_number_that_was_held_back_can_be_worked_out(left: dict[str, int]) -> None:
    shown = shares(left, list(REASONS), 3)
    assert sum(one.count for one in shown) == sum(left.values())
    named = {one.reason: one.count for one in shown if one.reason is not None}
    assert all(count >= 3 and left[reason] == count for reason, count in named.items())
    hidden = [count for reason, count in left.items() if reason not in named]
    if hidden and named:
        assert len(hidden) >= 2 and sum(hidden) >= 3


ways = st.sampled_from(ORDER).flatmap(
    lambda stage: st.builds(
        way,
        st.just(stage),
        st.sampled_from(["", *[one.key for one in reasons_at(stage)]]) if stage != ANALYSED else st.just(""),
    )
)


days = st.dates(date(2026, 2, 1), date(2026, 2, 20))
acts = st.tuples(
    st.integers(0, 3), st.sampled_from(["put forward", "reach", "leave", "take back", "open the case"]),
    st.sampled_from(ORDER), st.sampled_from(sorted(REASONS)), days,
)  # fmt: skip


@given(st.lists(acts, max_size=80))
def test_no_order_of_lawful_acts_gives_a_figure_that_does_not_add_up(
    tried: list[tuple[int, str, str, str, date]],
) -> None:
    reached: dict[int, list[Reached]] = {}
    left: dict[int, str] = {}
    opened: set[int] = set()
    for person, act, stage, reason, on in tried:
        step = Step(reached.get(person, []), on, date(2026, 2, 18), date(2026, 2, 3), left=person in left)
        if act == "put forward":
            reached.setdefault(person, [Reached(SCREENED, on)])
        elif person not in reached:
            continue
        elif act == "reach" and not why_not_reach(stage, step):
            reached[person].append(Reached(stage, on))
        elif act == "leave" and not why_not_leave(step) and REASONS[reason] in reasons_at(furthest(reached[person])):
            left[person] = reason
        elif act == "take back" and (left.pop(person, "") or len(reached[person]) == 1 or reached[person].pop()):
            continue
        elif act == "open the case":
            opened.add(person)
    ways = []
    for person, stages in reached.items():
        analysed = person in opened and person not in left and furthest(stages) == INTERVIEWED
        ways.append(
            Way(frozenset({one.stage for one in stages} | ({ANALYSED} if analysed else set())), left.get(person, ""))
        )
    flow = flow_of_ways(ways)
    assert flow.screened == len(reached) == flow.analysed + flow.gone + flow.under_way


@given(st.lists(ways, max_size=60))
def test_every_lawful_log_gives_a_figure_that_adds_up(people: list[Way]) -> None:
    flow = flow_of_ways(people)
    assert flow.screened == len(people) == flow.analysed + flow.gone + flow.under_way
    for least in (1, 3):
        for one, row in zip(flow.stages, flow_rows(flow, least=least), strict=True):
            assert sum(share.count for share in row.leavers) == one.gone


def test_the_picture_stands_alone_and_says_everything_in_words(access: Access) -> None:
    site = open_site(access)
    for reason in ("hours", "hours", "hours", "unwell", "elsewhere", "criterion"):
        leave(access=access, at=NOON, entry=put_forward(access, site), reason=reason, on=FIRST_DAY)
    picture = picture_of(access)
    svg = ET.fromstring(picture)
    name = "{http://www.w3.org/2000/svg}"
    title, description = svg.find(f"{name}title"), svg.find(f"{name}desc")
    assert title is not None and "From screened to analysed" in str(title.text)
    assert description is not None and told(flow_of(access)) in str(description.text)
    assert "3 for several reasons" in str(description.text) and "unwell" not in picture
    assert "http" not in picture.replace("http://www.w3.org/2000/svg", "") and "@import" not in picture
    assert "prefers-color-scheme: dark" in picture


@given(st.lists(st.builds(Drawn, st.integers(0, 99), st.just("screened"), st.text(max_size=300)), min_size=1))
def test_nothing_drawn_falls_out_of_the_picture(stages: list[Drawn]) -> None:
    svg = ET.fromstring(draw_flow(stages, title="Flow", sum_line="It adds up. " * 20))
    height = float(svg.get("height", "0"))
    assert all(0 < float(text.get("y", "-1")) < height for text in svg.iter("{http://www.w3.org/2000/svg}text"))


def test_who_is_last_and_still_here_is_under_way(access: Access) -> None:
    come_to(access, put_forward(access, open_site(access)), Stage.INTERVIEWED)
    assert flow_of(access).at(INTERVIEWED).under_way == 1
    assert ScreeningEntry.objects.count() == 1 and not Leaving.objects.exists()


def test_an_entry_without_a_stage_is_noticed(access: Access) -> None:
    entry = put_forward(access, open_site(access))
    StageReached.objects.filter(entry=entry).delete()
    with pytest.raises(FlowDoesNotAddUpError):
        flow_of(access)


def test_somebody_put_forward_while_the_figure_is_counted_is_no_fault(access: Access) -> None:
    site = open_site(access)
    put_forward(access, site)
    asked: list[str] = []

    def put_forward_first(execute: Any, sql: str, *rest: Any) -> Any:
        if "recruitment_stagereached" in sql and not asked:
            asked.append(sql)
            put_forward(access, site)
        return execute(sql, *rest)

    with connection.execute_wrapper(put_forward_first):
        assert flow_of(access).screened == 2
    assert asked


def test_the_figure_is_counted_from_one_question(access: Access, django_assert_num_queries: Any) -> None:
    site = open_site(access)
    come_to(access, put_forward(access, site), Stage.INFORMED)
    with django_assert_num_queries(1):
        flow_of(access)
