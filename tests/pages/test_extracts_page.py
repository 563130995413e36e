"""All that lies beneath a group theme on one page: whose words, where they stand, part by part."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lifeworld.analysis.models import GroupTheme, StatementAnchor
from lifeworld.analysis.selectors import extracts
from lifeworld.analysis.services import contributions, group_themes
from lifeworld.security.models import Person
from lifeworld.study.models import Membership, Role
from lifeworld.study.selectors import Access
from tests.analysis.group_fixture import Group, four_cases
from tests.conftest import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sealed_store")]


@pytest.fixture
def group(access: Access) -> Group:
    return four_cases(access)


@pytest.fixture
def theme(group: Group) -> GroupTheme:
    return group_themes.make_group_theme(access=group.access, at=NOON, name="Met before being helped")


def join_all(group: Group, theme: GroupTheme) -> None:
    for personal in group.themes.values():
        contributions.join_theme(
            access=group.access, at=NOON, theme=theme, stance="convergent", personal_theme=personal.pk
        )


def address(theme: GroupTheme) -> str:
    return f"/studies/walking/group/themes/{theme.pk}"


def test_every_contributions_words_stand_beneath_its_person(
    alice_client: Client, group: Group, theme: GroupTheme
) -> None:
    join_all(group, theme)
    page = alice_client.get(address(theme)).context["page"]
    assert len(page.extracts) == StatementAnchor.objects.count() > 1
    in_order = list(theme.contributions.order_by("position", "pk").values_list("pk", flat=True))
    assert list(dict.fromkeys(one.contribution for one in page.extracts)) == in_order
    one = page.extracts[0]
    anchor = StatementAnchor.objects.get(statement=one.statement)
    assert (one.quote, one.first_line) == (anchor.quote, anchor.first_line)


def test_a_part_holds_what_follows_the_part_before(
    alice_client: Client, group: Group, theme: GroupTheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    join_all(group, theme)
    whole = alice_client.get(address(theme)).context["page"].extracts
    monkeypatch.setattr(extracts, "PAGE", 2)
    parts = [
        one
        for n in range(1, -(-len(whole) // 2) + 1)
        for one in alice_client.get(address(theme), {"page": n}).context["page"].extracts
    ]
    assert parts == whole


def test_the_page_says_which_of_the_contributions_it_shows_and_beyond_the_last_shows_the_last(
    alice_client: Client, group: Group, theme: GroupTheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    join_all(group, theme)
    monkeypatch.setattr(extracts, "PAGE", 2)
    first = alice_client.get(address(theme))
    assert "Part 1: contributions 1 to 2 of 7" in first.content.decode()
    assert 'href="?page=2"' in first.content.decode() and "Earlier" not in first.content.decode()
    last = alice_client.get(address(theme), {"page": 4})
    assert "Part 4: contribution 7 of 7" in last.content.decode() and "Further on" not in last.content.decode()
    beyond = alice_client.get(address(theme), {"page": 999_999})
    assert beyond.context["page"] == last.context["page"]


def test_a_sub_themes_words_and_a_single_statements_follow_in_their_order(
    alice_client: Client, group: Group, theme: GroupTheme
) -> None:
    sub = group_themes.make_group_theme(access=group.access, at=NOON, name="Unwritten", parent=theme.pk)
    names = ("Done, and glad of it", "Choosing who may know")
    for one, name in zip((sub, theme), names, strict=True):
        contributions.join_theme(
            access=group.access, at=NOON, theme=one, stance="variant", personal_theme=group.themes[name].pk
        )
    single = group.statements["Seeing him in the Co-op"]
    contributions.join_theme(access=group.access, at=NOON, theme=theme, stance="divergent", statement=single.pk)
    shown = alice_client.get(address(theme)).context["page"].extracts
    told = [group.statements["Choosing who may know"].pk, single.pk, group.statements["Done, and glad of it"].pk]
    assert [one.statement for one in shown] == told
    assert (shown[1].personal_theme, shown[1].pseudonym, shown[1].stance) == ("", "Gwen", "divergent")


def test_as_many_queries_for_one_person_as_for_all(alice_client: Client, group: Group, theme: GroupTheme) -> None:
    first = next(iter(group.themes.values()))
    contributions.join_theme(access=group.access, at=NOON, theme=theme, stance="convergent", personal_theme=first.pk)
    with CaptureQueriesContext(connection) as one:
        alice_client.get(address(theme))
    other = group_themes.make_group_theme(access=group.access, at=NOON, name="All of them")
    join_all(group, other)
    with CaptureQueriesContext(connection) as every:
        alice_client.get(address(other))
    assert len(every) == len(one)


def test_set_aside_statements_are_no_extracts(alice_client: Client, group: Group, theme: GroupTheme) -> None:
    join_all(group, theme)
    before = len(alice_client.get(address(theme)).context["page"].extracts)
    statement = next(iter(group.statements.values()))
    statement.set_aside_reason = "Said of somebody else."
    statement.save()
    assert len(alice_client.get(address(theme)).context["page"].extracts) == before - statement.anchors.count()


def test_an_adviser_reads_the_words_and_finds_no_way_into_a_case(
    group: Group, theme: GroupTheme, charlie: Person
) -> None:
    join_all(group, theme)
    client = Client()
    client.force_login(charlie, backend="lifeworld.security.backend.StoreBackend")
    assert client.get(address(theme)).status_code == 404
    Membership.objects.create(study=group.access.study, person=charlie, role=Role.ADVISER)
    page = client.get(address(theme))
    assert page.status_code == 200
    assert "/transcript?" not in page.content.decode()


def test_all_on_one_page_holds_what_the_parts_hold(
    alice_client: Client, group: Group, theme: GroupTheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    join_all(group, theme)
    whole = alice_client.get(address(theme)).context["page"].extracts
    monkeypatch.setattr(extracts, "PAGE", 2)
    assert 'href="?all">All on one page' in alice_client.get(address(theme)).content.decode()
    page = alice_client.get(address(theme), {"all": ""})
    assert page.context["page"].extracts == whole
    told = page.content.decode()
    assert "contributions 1 to 7 of 7" in told and "Part 1" not in told and 'href="?">Part by part' in told
    monkeypatch.setattr(extracts, "LONG_PAGE", 3)
    told = alice_client.get(address(theme), {"all": "", "page": "2"}).content.decode()
    assert 'href="?page=1&amp;all"' in told and 'href="?page=3&amp;all"' in told
