"""The small study's fixtures for this room."""

import pytest

from lifeworld.recruitment.models import Stage
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from tests.recruitment.recruited import come_to, open_site, put_forward
from tests.reporting.world import World, build


@pytest.fixture
def world(access: Access, maeve: Case) -> World:
    return build(access, maeve)


@pytest.fixture
def recruited(world: World) -> World:
    """The same, and somebody who consented, so that every kind of export has something in it."""
    come_to(world.access, put_forward(world.access, open_site(world.access)), Stage.CONSENTED)
    return world
