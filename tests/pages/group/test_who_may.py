"""Who sees the pages of the group level, and who is offered a change."""

import re

import pytest
from django.test import Client

from lifeworld.analysis.models import Contribution, GroupTheme
from lifeworld.security.models import Person
from lifeworld.study.models import Membership, Role
from lifeworld.study.services import create_study
from tests.analysis.group_fixture import Group
from tests.conftest import NOON, RECORD
from tests.pages.group.conftest import GROUP
from tests.pages.people import signed_in

pytestmark = pytest.mark.usefixtures("sealed_store")


def every_page(group: Group, theme: GroupTheme, joined: Contribution) -> list[str]:
    statement, case = group.statements["Choosing who may know"], group.cases["Anjali"]
    return [
        GROUP, f"{GROUP}?contribution={joined.pk}", f"{GROUP}/contributions/{joined.pk}", f"{GROUP}/map",
        f"/studies/walking/cases/{case.number}/statements/{statement.pk}",
    ]  # fmt: skip


def every_form(group: Group, theme: GroupTheme, joined: Contribution) -> list[str]:
    personal = group.themes["A uniform I could not read"]
    return [
        f"{GROUP}/themes/new", f"{GROUP}/themes/{theme.pk}/edit", f"{GROUP}/themes/{theme.pk}/take-out",
        f"{GROUP}/themes/{theme.pk}/join", f"{GROUP}/contributions/{joined.pk}/edit",
        f"{GROUP}/contributions/{joined.pk}/take-out", f"{GROUP}/personal-themes/{personal.pk}",
    ]  # fmt: skip


def test_a_supervisor_reads_every_page_and_is_offered_no_change(
    group: Group, theme: GroupTheme, joined: Contribution, bob: Person
) -> None:
    client = signed_in(bob)
    for address in every_page(group, theme, joined):
        page = client.get(address)
        assert page.status_code == 200, address
        assert re.search(r"/(edit|join|new|take-out|undo)[\"?]", page.content.decode()) is None, address
    for address in every_form(group, theme, joined):
        assert client.get(address).status_code == 403, address
        assert client.post(address, {"name": "Mine"}).status_code == 403, address
    assert GroupTheme.objects.filter(name="Mine").count() == 0


def test_an_adviser_reads_findings_without_the_notes_or_links_into_the_analysis(
    group: Group, theme: GroupTheme, joined: Contribution, charlie: Person
) -> None:
    Membership.objects.create(study=group.access.study, person=charlie, role=Role.ADVISER)
    client = signed_in(charlie)
    *findings, statement = every_page(group, theme, joined)
    for address in findings:
        page = client.get(address)
        assert page.status_code == 200
        assert "A note on Choosing who may know" not in page.content.decode()
        assert "/transcript" not in page.content.decode() and "/board" not in page.content.decode()
    assert client.get(statement).status_code == 404


def test_a_stranger_finds_nothing(group: Group, theme: GroupTheme, joined: Contribution, charlie: Person) -> None:
    client = signed_in(charlie)
    pages = [*every_page(group, theme, joined), *every_form(group, theme, joined), f"{GROUP}/map.svg"]
    for address in pages:
        assert client.get(address).status_code == 404, address


def test_a_wrong_method_is_refused(alice_client: Client, group: Group, theme: GroupTheme, joined: Contribution) -> None:
    for address in every_page(group, theme, joined):
        assert alice_client.post(address).status_code == 405, address
    personal = group.themes["A uniform I could not read"].pk
    posts = ["open", "undo", "redo", f"themes/{theme.pk}/order", f"personal-themes/{personal}/set-aside"]
    for address in [*posts, f"personal-themes/{personal}/take-back"]:
        assert alice_client.get(f"{GROUP}/{address}").status_code == 405, address


def test_a_theme_of_another_study_is_not_found_under_this_ones_address(
    alice_client: Client, alice: Person, group: Group, theme: GroupTheme, joined: Contribution
) -> None:
    create_study(by=alice, at=NOON, summary_text=RECORD, slug="other")
    for address in every_form(group, theme, joined):
        if not address.endswith("/new"):
            moved = address.replace("/walking/", "/other/")
            assert alice_client.get(moved).status_code in {404, 409}, moved
