"""Locking during a request leaves nothing to fail when Django tidies its connections after the answer."""

from pathlib import Path

import pytest
from django.db import connections

from lifeworld.security import keyring
from lifeworld.security.sqlcipher.base import DatabaseWrapper
from lifeworld.security.vault import create_vault, open_vault
from tests.conftest import CHEAP


@pytest.fixture
def keyed(tmp_path: Path, db: None) -> DatabaseWrapper:
    """A connection to a sealed store, in use."""
    create_vault(tmp_path, "plain words for tests", cost=CHEAP)
    keyring.open_store(open_vault(tmp_path, "plain words for tests"))
    settings = {**connections.databases["default"], "NAME": str(tmp_path / "store.sqlite3")}
    wrapper = DatabaseWrapper(settings, "default")
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT 1")
    return wrapper


def test_a_locked_connection_is_forgotten_between_requests(keyed: DatabaseWrapper) -> None:
    keyring.lock_store()
    keyed.close_if_unusable_or_obsolete()
    assert keyed.connection is None
