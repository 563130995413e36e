"""The flow figure and the accrual as they are taken out: joined small numbers, a sum, and nobody."""

import io
import json
import xml.etree.ElementTree as ET
from datetime import date
from decimal import Decimal

import docx
import pytest

from lifeworld.common.errors import InvalidInputError
from lifeworld.recruitment.models import Stage, StageReached
from lifeworld.recruitment.rules.flow import FlowDoesNotAddUpError
from lifeworld.recruitment.services.stages import leave
from lifeworld.reporting.kinds import KINDS
from lifeworld.reporting.selectors.offered import why_not
from lifeworld.reporting.services import take_out
from lifeworld.study.models import Case, Role
from lifeworld.study.selectors import Access, NotAllowedError
from tests.conftest import NOON
from tests.recruitment.recruited import SCREENED, come_to, open_site, put_forward
from tests.reporting.taking import csv_rows, json_rows, taken


@pytest.fixture
def log(access: Access) -> Access:
    """Seven put forward: four of few hours, one unwell, one living elsewhere, one who consented."""
    site = open_site(access)
    for reason in ("hours", "hours", "hours", "hours", "unwell", "elsewhere", "criterion"):
        entry = put_forward(access, site, hours=Decimal(2))
        leave(access=access, at=NOON, entry=entry, reason=reason, on=SCREENED)
    come_to(access, put_forward(access, site), Stage.CONSENTED)
    return access


def test_the_flow_counts_each_stage_joins_few_and_says_that_it_adds_up(log: Access) -> None:
    whole = json.loads(taken(log, "flow", "json"))
    rows = whole["rows"]
    assert [(row["stage"], row["reached"], row["went_no_further"], row["under_way"]) for row in rows] == [
        ("screened", 8, 7, 0), ("eligible", 1, 0, 0), ("informed", 1, 0, 0), ("contact", 1, 0, 0),
        ("consented", 1, 0, 1), ("interviewed", 0, 0, 0), ("analysed", 0, 0, 0),
    ]  # fmt: skip
    assert rows[0]["reasons"] == [{"reason": "hours", "count": 4}, {"reason": "several", "count": 3}]
    assert whole["notes"] == [
        "The figure adds up: 8 screened = 0 in the analysis + 7 who left + 1 still under way."
    ]  # fmt: skip


def test_word_prints_the_stages_and_the_sum(log: Access) -> None:
    document = docx.Document(io.BytesIO(taken(log, "flow", "docx")))
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert cells[0] == ["Stage", "Reached it", "Went no further", "Why", "Still under way"]
    assert cells[1] == ["Screened", "8", "7", "4 had fewer hours than asked\n3 for several reasons", "0"]
    assert "8 screened = 0 in the analysis" in document.paragraphs[-1].text


def test_the_picture_is_taken_out_as_it_is_shown(log: Access) -> None:
    picture = taken(log, "flow", "svg").decode()
    assert ET.fromstring(picture).tag.endswith("svg") and "3 for several reasons" in picture


def test_no_figure_is_made_that_does_not_add_up(log: Access) -> None:
    StageReached.objects.filter(stage=Stage.INFORMED).delete()
    for fmt in KINDS["flow"].formats:
        with pytest.raises(FlowDoesNotAddUpError):
            taken(log, "flow", fmt)


def test_the_accrual_is_a_row_a_person_without_a_serial(log: Access) -> None:
    assert json_rows(taken(log, "accrual", "json")) == [
        {
            "site": "Norfolk Trust", "consented_on": "2026-02-06", "recruited_on": "2026-02-06",
            "participant_type": "Service user or patient",
        }
    ]  # fmt: skip
    rows = csv_rows(taken(log, "accrual", "csv"))
    assert date(2026, 2, 6).strftime("%d/%m/%Y") in str(rows)


def test_neither_is_about_one_case_nor_for_an_adviser(maeve: Case, log: Access) -> None:
    with pytest.raises(InvalidInputError, match="all cases together"):
        taken(log, "flow", "json", maeve)
    adviser = Access(log.study, log.person, Role.ADVISER)
    for kind in ("flow", "accrual"):
        with pytest.raises(NotAllowedError):
            take_out(access=adviser, at=NOON, kind=kind, fmt="json")


def test_an_empty_log_says_when_they_come(access: Access) -> None:
    assert why_not(access, KINDS["flow"]) == "It comes with the first entry of the screening log."
    assert why_not(access, KINDS["accrual"]) == "It comes with the first person who consents."
