"""The papers for those who approve and look after the study, on the findings pages."""

from django.test import Client

from lifeworld.reporting.kinds import KINDS
from lifeworld.reporting.making_records import RECORD_MAKERS
from lifeworld.reporting.selectors.offered import size_of
from lifeworld.reporting.views.choices import GROUPS
from lifeworld.security.models import Person
from lifeworld.study.models import Role
from lifeworld.study.selectors import Access
from lifeworld.trail.models import Act
from tests.pages.people import signed_in, with_role
from tests.reporting.recorded import screen_twelve

HOME = "/studies/walking/findings"
HEADING = "For those who approve and look after the study"


def test_they_stand_under_a_heading_of_their_own_and_need_no_analysis(alice_client: Client, access: Access) -> None:
    page = alice_client.get(HOME).content.decode()
    assert HEADING in page and dict(GROUPS)[HEADING] == (
        "site-file", "dpia", "ig-answers", "access-report", "participants", "coreq", "methods",
    )  # fmt: skip
    assert set(dict(GROUPS)[HEADING]) == set(RECORD_MAKERS)
    for kind in RECORD_MAKERS:
        assert f'action="{HOME}/{kind}/take-out"' in page
        looked = alice_client.get(f"{HOME}/{kind}")
        assert looked.status_code == 200 and '<div class="as-table">' in looked.content.decode(), kind


def test_a_supervisor_takes_them_out_and_an_adviser_reads_none(access: Access, bob: Person, client: Client) -> None:
    supervisor, adviser = signed_in(bob), with_role(access.study, "dora", Role.ADVISER)
    for kind in RECORD_MAKERS:
        assert supervisor.post(f"{HOME}/{kind}/take-out", {"format": "docx"}).status_code == 200, kind
        page = adviser.get(f"{HOME}/{kind}").content.decode()
        assert "Your role in this study, adviser, does not let you" in page and "as-table" not in page, kind
        assert adviser.post(f"{HOME}/{kind}/take-out", {"format": "docx"}).status_code == 403, kind


def test_each_taking_out_is_one_row_and_the_look_none(alice_client: Client, access: Access) -> None:
    before = Act.objects.filter(study="walking").count()
    alice_client.get(f"{HOME}/access-report")
    assert Act.objects.filter(study="walking").count() == before
    alice_client.post(f"{HOME}/access-report/take-out", {"format": "xlsx"})
    assert Act.objects.filter(study="walking", verb="exported").count() == 1


def test_numbers_that_do_not_add_up_are_refused_in_words(alice_client: Client, access: Access) -> None:
    entries = screen_twelve(access)
    entries[0].stages.filter(stage="contact").delete()
    for answer in (
        alice_client.get(f"{HOME}/methods"),
        alice_client.post(f"{HOME}/methods/take-out", {"format": "csv"}),
    ):
        page = answer.content.decode()
        assert answer.status_code < 500 and "does not add up" in page and "no figure is shown that is wrong" in page
    assert not Act.objects.filter(study="walking", verb="exported").exists()


def test_an_access_report_is_as_long_as_the_acts_that_it_tells_of(alice_client: Client, access: Access) -> None:
    assert size_of(access, KINDS["access-report"], None) == 0
    for _ in range(3):
        alice_client.post(f"{HOME}/dpia/take-out", {"format": "json"})
    assert size_of(access, KINDS["access-report"], None) == 3
