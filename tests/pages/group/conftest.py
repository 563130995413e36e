"""Four worked cases, a group theme with a sub-theme, and one contribution: what these pages are met with."""

import re

import pytest
from django.test import Client

from lifeworld.analysis.models import Contribution, GroupTheme
from lifeworld.analysis.selectors import group_page
from lifeworld.analysis.services import contributions, group_themes
from lifeworld.common.id_blocks import take_block
from lifeworld.study.selectors import Access
from tests.analysis.group_fixture import Group, four_cases
from tests.conftest import NOON

GROUP = "/studies/walking/group"


@pytest.fixture
def group(access: Access) -> Group:
    # Keys as long as a sealed store's, which every form and address must carry.
    take_block()
    return four_cases(access)


@pytest.fixture
def theme(group: Group) -> GroupTheme:
    return group_themes.make_group_theme(access=group.access, at=NOON, name="Met before being helped")


@pytest.fixture
def sub(group: Group, theme: GroupTheme) -> GroupTheme:
    name = "Someone who does not write it down"
    return group_themes.make_group_theme(access=group.access, at=NOON, name=name, parent=theme.pk)


@pytest.fixture
def joined(group: Group, sub: GroupTheme) -> Contribution:
    return contributions.join_theme(
        access=group.access, at=NOON, theme=sub, stance="divergent", comment="She wanted it written.",
        personal_theme=group.themes["Choosing who may know"].pk,
    )  # fmt: skip


@pytest.fixture
def everyone(group: Group, theme: GroupTheme, monkeypatch: pytest.MonkeyPatch) -> list[Contribution]:
    """All seven personal themes joined to one group theme, on pages that show two things at a time."""
    monkeypatch.setattr(group_page, "PART", 2)
    return [
        contributions.join_theme(
            access=group.access, at=NOON, theme=theme, stance="convergent", personal_theme=personal.pk
        )
        for personal in group.themes.values()
    ]


def text_of(client: Client, address: str, status: int = 200) -> str:
    """What a person reads on a page: its main part without tags."""
    answer = client.get(address)
    assert answer.status_code == status, address
    main = re.search(r"<main.*</main>", answer.content.decode(), re.S)
    assert main is not None
    return " ".join(re.sub(r"<[^>]+>", " ", main.group()).split())
