"""The small study's fixtures for this room."""

import pytest

from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from tests.fieldwork.met import consented, held
from tests.reporting.world import World, build


@pytest.fixture
def world(access: Access, maeve: Case) -> World:
    return build(access, maeve)


@pytest.fixture
def recruited(world: World) -> World:
    """The same, and somebody who consented and was met, so that every kind of export has something in it."""
    held(world.access, consented(world.access))
    return world
