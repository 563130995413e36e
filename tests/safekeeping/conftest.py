"""What the tests of this room start from."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from lifeworld.safekeeping.services.forgotten import SUFFIX
from lifeworld.study.selectors import Access
from tests.safekeeping.planted import Planted, plant


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """A folder of each test's own, so that the list of what one forgets is no other's."""
    settings.DATA_FOLDER = tmp_path / "store"
    settings.DATA_FOLDER.mkdir()
    yield settings.DATA_FOLDER
    # A page's test works in the sealed store's folder, which other tests share.
    for left in settings.DATA_FOLDER.parent.glob(f"*{SUFFIX}"):
        left.unlink()


@pytest.fixture
def planted(access: Access) -> Planted:
    return plant(access)
