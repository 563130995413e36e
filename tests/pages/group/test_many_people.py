"""The group page of many people: part by part, some named and the rest counted, in as many queries as ever."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lifeworld.analysis.models import Contribution, GroupTheme
from lifeworld.analysis.rules import saying
from lifeworld.analysis.selectors import group_page
from lifeworld.analysis.services import contributions
from lifeworld.analysis.views.group import level
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case
from tests.analysis.group_fixture import Group
from tests.conftest import NOON
from tests.pages.group.conftest import GROUP, text_of


def contributions_on(page: str) -> list[int]:
    return [int(key) for key in re.findall(r'data-contribution="(\d+)"', page)]


def test_a_theme_of_many_shows_a_part_says_how_many_and_leads_to_the_rest(
    alice_client: Client, theme: GroupTheme, everyone: list[Contribution]
) -> None:
    page = alice_client.get(GROUP).content.decode()
    assert contributions_on(page) == [one.pk for one in everyone[:2]]
    assert "Part 1 of 4, 7 in all" in page and 'aria-label="Who is in Met before being helped, part by part"' in page
    seen, address = contributions_on(page), f"?theme={theme.pk}&amp;part=2#theme-{theme.pk}"
    while f'href="{address}"' in page:
        page = alice_client.get(GROUP + address.split("#")[0].replace("&amp;", "&")).content.decode()
        seen += contributions_on(page)
        part = int(re.search(r"part=(\d+)", address).group(1)) + 1  # type: ignore[union-attr]
        address = f"?theme={theme.pk}&amp;part={part}#theme-{theme.pk}"
    assert seen == [one.pk for one in everyone]


def test_a_part_beyond_the_last_is_the_last_and_begins_its_own_chain(
    alice_client: Client, theme: GroupTheme, everyone: list[Contribution]
) -> None:
    answer = alice_client.get(GROUP, {"theme": theme.pk, "part": 99})
    assert contributions_on(answer.content.decode()) == [everyone[-1].pk]
    assert answer.context["voice"].contribution == everyone[-1].pk


def test_a_chosen_contribution_is_shown_on_its_own_part(alice_client: Client, everyone: list[Contribution]) -> None:
    answer = alice_client.get(GROUP, {"contribution": everyone[4].pk})
    assert contributions_on(answer.content.decode()) == [one.pk for one in everyone[4:6]]
    assert answer.context["voice"].contribution == everyone[4].pk


def test_what_is_left_over_is_shown_case_by_case_in_parts_or_only_where_something_is_left(
    alice_client: Client, group: Group, theme: GroupTheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group_page, "PART", 2)
    for name in ("Sat with, not written down", "The danger of being seen", "Choosing who may know"):
        contributions.join_theme(
            access=group.access, at=NOON, theme=theme, stance="variant", personal_theme=group.themes[name].pk
        )
    first, second = (text_of(alice_client, f"{GROUP}?cases={n}") for n in (1, 2))
    assert "Part 1 of 2, 4 in all" in first and "A uniform I could not read" in first
    assert "Seeing him in the Co-op" not in first and "Seeing him in the Co-op" in second
    only = text_of(alice_client, f"{GROUP}?left=only")
    assert "Every theme is in use." in first and "Every theme is in use." not in only
    assert "A uniform I could not read" in only and "Seeing him in the Co-op" in only and "Show everyone" in only


def test_set_aside_themes_are_listed_in_parts(
    alice_client: Client, group: Group, theme: GroupTheme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(group_page, "PART", 1)
    for name in ("Done, and glad of it", "Seeing him in the Co-op"):
        contributions.set_personal_theme_aside(
            access=group.access, at=NOON, theme=group.themes[name], reason=f"Alone: {name}"
        )
    first, second = (text_of(alice_client, f"{GROUP}?aside={n}") for n in (1, 2))
    assert "Alone: Done" in first and "Alone: Seeing" not in first and "Part 1 of 2, 2 in all" in first
    assert "Alone: Seeing" in second and "Alone: Done" not in second


def test_of_many_absent_people_a_sentence_names_some_and_leads_to_the_table(
    alice_client: Client, group: Group, joined: Contribution, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (group_page, saying):
        monkeypatch.setattr(module, "MOST_NAMED", 2)
    page = alice_client.get(GROUP).content.decode()
    assert "Not found in Maeve or 2 others." in page and 'href="/studies/walking/findings/recurrence"' in page


def test_of_many_not_signed_off_the_gate_names_some(
    alice_client: Client, access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(level, "MOST_NAMED", 2)
    for name in ("Maeve", "Tobias", "Anjali"):
        add_case(access=access, at=NOON, pseudonym=name)
    assert "Not signed off yet: Maeve and 2 others ." in text_of(alice_client, GROUP)


def test_the_group_page_asks_no_more_of_the_store_as_contributions_grow(
    alice_client: Client, group: Group, theme: GroupTheme, sub: GroupTheme, joined: Contribution
) -> None:
    alice_client.get(GROUP, {"contribution": joined.pk})

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            alice_client.get(GROUP, {"contribution": joined.pk})
        return len(asked)

    before = queries()
    for name in ("Sat with, not written down", "Done, and glad of it", "Seeing him in the Co-op"):
        for one in (theme, sub):
            contributions.join_theme(
                access=group.access, at=NOON, theme=one, stance="variant", personal_theme=group.themes[name].pk
            )
    assert queries() <= before
