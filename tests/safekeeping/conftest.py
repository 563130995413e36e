"""What the tests of this room start from."""

import pytest

from lifeworld.study.selectors import Access
from tests.safekeeping.planted import Planted, plant


@pytest.fixture
def planted(access: Access) -> Planted:
    return plant(access)
