"""The index of the site file: every section, every version with its days, and a blank for what is kept elsewhere."""

from datetime import date

from lifeworld.approvals.models import Site
from lifeworld.approvals.services import documents
from lifeworld.reporting.kinds import KINDS
from lifeworld.reporting.rules.phrases import ELSEWHERE
from lifeworld.reporting.rules.site_file import KEPT_ELSEWHERE, Section
from lifeworld.study.selectors import Access
from tests.approvals.approved import approve
from tests.conftest import NOON
from tests.reporting.recorded import screen_twelve
from tests.reporting.taking import everything_in, json_rows, taken


def rows(access: Access, section: Section) -> list[dict[str, object]]:
    return [row for row in json_rows(taken(access, "site-file", "json")) if row["section"] == section]


def test_every_section_stands_in_order_with_its_blanks(access: Access) -> None:
    found = json_rows(taken(access, "site-file", "json"))
    assert list(dict.fromkeys(row["section"] for row in found)) == list(Section)
    assert [section[0] for section in Section] == [str(n) for n in range(1, 10)]
    elsewhere = [row["item"][0] for row in found if row["where"] == ELSEWHERE]
    assert elsewhere == [item for section in Section for item in KEPT_ELSEWHERE[section]]
    assert all(row["where"] for row in found), "whatever stands there says where it is"


def test_a_document_has_version_days_sites_and_checksum(access: Access) -> None:
    approve(access, "Norfolk")
    site = Site.objects.get(organisation="Norfolk")
    second = documents.keep_version(
        access=access, at=NOON, kind="sheet", title="Norfolk", label="1.1", dated=date(2026, 2, 20),
        approved_on=date(2026, 2, 24), content=b"the second sheet", suffix=".pdf",
    )  # fmt: skip
    documents.go_live(access=access, at=NOON, version=second, site=site, live_from=date(2026, 3, 1))
    newer, older = (row for row in rows(access, Section.DOCUMENTS) if row["where"] != ELSEWHERE)
    assert (newer["version"], newer["dated"], newer["approved"]) == ("1.1", "2026-02-20", "2026-02-24")
    assert newer["in_use"] == ["Norfolk: from 1 March 2026"] and newer["superseded"] == ""
    assert newer["sha256"] == second.sha256 and len(str(newer["sha256"])) == 64
    assert older["in_use"] == ["Norfolk: from 20 February 2026 until 28 February 2026"]
    assert older["superseded"] == "2026-02-28"


def test_conditions_permissions_changes_and_duties_stand_where_they_belong(access: Access) -> None:
    approve(access, "Word for word")
    approvals = [row["item"] for row in rows(access, Section.APPROVALS)]
    assert ["Condition (open)", "Word for word"] in approvals
    assert ["Permission of Word for word", "HRA and HCRW Approval; no green light yet."] in approvals
    assert ["Have HRA and HCRW Approval, and each site’s confirmation of capacity and capability",
            "Met: Word for word"] in approvals  # fmt: skip
    assert rows(access, Section.PROTOCOL)[0]["where"] == "Study record, Changes"
    assert ["Declare the end of the study to the REC", "Due 3 May 2027."] in [
        row["item"] for row in rows(access, Section.CLOSING)
    ]


def test_people_are_counts_and_those_who_work_in_it_are_roles(access: Access) -> None:
    screen_twelve(access)
    assert rows(access, Section.CONSENT)[0]["item"] == ["Screening log, by serial", "Twelve entries."]
    roles = [row["item"] for row in rows(access, Section.DELEGATION) if row["where"] != ELSEWHERE]
    assert roles == [["Lead researcher", "One person."], ["Supervisor", "One person."]]
    for fmt in KINDS["site-file"].formats:
        text = everything_in(taken(access, "site-file", fmt)).lower()
        assert ">alice<" not in text and '"alice"' not in text and '"bob"' not in text
