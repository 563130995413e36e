"""The small study's fixtures for this room."""

import pytest

from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from tests.reporting.world import World, build


@pytest.fixture
def world(access: Access, maeve: Case) -> World:
    return build(access, maeve)
