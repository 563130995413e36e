"""The group page, the chain and a statement’s own page: what they show, and the gate while cases are read alone."""

import re

from django.test import Client

from lifeworld.analysis.models import Contribution, GroupTheme
from lifeworld.analysis.services import contributions
from lifeworld.analysis.services.cases import close_across_cases, open_for_analysis, reopen
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case
from tests.analysis.group_fixture import Group, add_worked_case
from tests.conftest import NOON, bring_in
from tests.pages.group.conftest import GROUP, text_of


def test_the_group_page_shows_themes_who_is_in_them_and_what_is_unused(
    alice_client: Client, joined: Contribution
) -> None:
    read = text_of(alice_client, GROUP)
    assert "Met before being helped" in read and "Someone who does not write it down" in read
    assert "divergent Anjali Choosing who may know She wanted it written." in read
    assert "Not found in Maeve, Tobias or Gwen." in read
    assert "when the last of the four cases was signed off" in read
    assert "Anjali Every theme is in use." in read
    assert "A uniform I could not read" in read


def test_a_contribution_walks_down_to_the_words_and_the_moment(alice_client: Client, joined: Contribution) -> None:
    answer = alice_client.get(GROUP, {"contribution": joined.pk}).content.decode()
    chain = answer[answer.index('id="chain"') :]
    read = " ".join(re.sub(r"<[^>]+>", " ", chain).split())
    steps = ["Met before being helped", "Someone who does not write it down", "Anjali, divergent"]
    steps += ["Choosing who may know", "What stands under Choosing who may know for Anjali"]
    steps += ["Conceptual note", "A note on Choosing who may know", "We went along the river", "00:00:04"]
    places = [read.index(step) for step in steps]
    assert places == sorted(places)
    number = joined.personal_theme.layout.case.number if joined.personal_theme else 0
    assert f'/studies/walking/cases/{number}/board"' in chain
    assert f"/studies/walking/cases/{number}/transcript?interview=1#L2" in chain


def test_the_statement_asked_for_is_shown_whole_and_the_others_by_name(
    alice_client: Client, group: Group, theme: GroupTheme
) -> None:
    first = group.statements["Sat with, not written down"]
    second = group.statements["The danger of being seen"]
    personal = group.themes["Sat with, not written down"]
    personal.placements.model.objects.filter(statement=second).update(theme=personal)
    made = contributions.join_theme(
        access=group.access, at=NOON, theme=theme, stance="convergent", personal_theme=personal.pk
    )
    shown = alice_client.get(GROUP, {"contribution": made.pk, "statement": second.pk}).context["voice"]
    assert shown.statement.id == second.pk and [other.id for other in shown.others] == [first.pk]
    assert shown.statement.passages[0].quote == "She never asked me"


def test_the_walk_goes_up_again_from_a_statements_own_page(
    alice_client: Client, group: Group, joined: Contribution
) -> None:
    case, statement = group.cases["Anjali"], group.statements["Choosing who may know"]
    address = f"/studies/walking/cases/{case.number}/statements/{statement.pk}"
    read = text_of(alice_client, address)
    assert "divergent Met before being helped: Someone who does not write it down" in read
    other = group.cases["Maeve"]
    assert alice_client.get(f"/studies/walking/cases/{other.number}/statements/{statement.pk}").status_code == 404


def test_a_statements_page_is_closed_while_another_case_is_under_analysis(
    alice_client: Client, group: Group, joined: Contribution
) -> None:
    close_across_cases(access=group.access, at=NOON)
    fifth = add_case(access=group.access, at=NOON, pseudonym="Desmond")
    bring_in(group.access, fifth)
    open_for_analysis(access=group.access, at=NOON, case=fifth)
    statement = group.statements["Choosing who may know"]
    address = f"/studies/walking/cases/{group.cases['Anjali'].number}/statements/{statement.pk}"
    answer = alice_client.get(address)
    assert answer.status_code == 409
    assert "Choosing who may know" not in answer.content.decode()
    for path in ("", f"/contributions/{joined.pk}", "/map", "/map.svg"):
        assert "Choosing who may know" not in alice_client.get(GROUP + path).content.decode(), path


def test_the_whole_chain_has_a_page_of_its_own(alice_client: Client, joined: Contribution) -> None:
    read = text_of(alice_client, f"{GROUP}/contributions/{joined.pk}")
    assert "Choosing who may know" in read and "We went along the river" in read and "00:00:04" in read


def test_closed_cross_case_work_says_who_is_awaited_and_opens_with_a_reason(
    alice_client: Client, access: Access
) -> None:
    group = Group(access, {}, {}, {})
    add_worked_case(group, "Maeve", ["Sat with, not written down"], signed_off=False)
    add_worked_case(group, "Tobias", ["A uniform I could not read"], signed_off=False)
    read = text_of(alice_client, GROUP)
    assert "Not signed off yet: Maeve , Tobias ." in read and "Sat with" not in read
    refused = alice_client.post(f"{GROUP}/open", {"reason": " "})
    assert refused.status_code == 422 and "needs a reason" in refused.content.decode()
    assert alice_client.post(f"{GROUP}/open", {"reason": "Supervision on Friday"}).status_code == 302
    assert "Opened early on" in text_of(alice_client, GROUP)
    assert "Supervision on Friday" in text_of(alice_client, GROUP)


def test_a_case_not_signed_off_is_named_as_awaited_never_as_absent(
    alice_client: Client, group: Group, joined: Contribution
) -> None:
    reopen(access=group.access, at=NOON, case=group.cases["Gwen"])
    read = text_of(alice_client, GROUP)
    assert "Not found in Maeve or Tobias." in read and "Not signed off yet: Gwen." in read


def test_the_first_edition_labels_change_words_only(alice_client: Client, group: Group, joined: Contribution) -> None:
    group.access.study.label_profile = "2009"
    group.access.study.save()
    read = text_of(alice_client, GROUP)
    assert "Master themes" in read and "Super-ordinate themes not yet used" in read and "Emergent theme" in read


def test_empty_pages_teach_the_step(alice_client: Client, group: Group) -> None:
    for address in (GROUP, f"{GROUP}/map"):
        page = alice_client.get(address).content.decode()
        assert 'class="empty"' in page and f'href="{GROUP}/themes/new"' in page
