"""Somebody whose interview is still to come in."""

import pytest

from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case
from tests.conftest import NOON


@pytest.fixture
def gwen(access: Access) -> Case:
    return add_case(access=access, at=NOON, pseudonym="Gwen")
