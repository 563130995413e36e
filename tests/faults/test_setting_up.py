"""Setting up that is interrupted can be finished, with the same passphrase and a new recovery key."""

from pathlib import Path
from random import Random

import pytest

from faults.browser import Jar, Tab
from faults.checks import Verdict
from faults.server import Server
from faults.setting_up import FORM, PASSPHRASE, kill_in_setting_up
from lifeworld.security.vault import create_vault, open_vault_with_recovery
from tests.conftest import CHEAP
from tests.places import EMBEDDED

pytestmark = pytest.mark.skipif(not EMBEDDED, reason="only the embedded store is set up by its page")


def test_a_store_that_nobody_is_in_yet_asks_for_the_name_and_shows_a_new_key(tmp_path: Path) -> None:
    create_vault(tmp_path / "store", PASSPHRASE, cost=CHEAP)
    server = Server(tmp_path / "store", tmp_path / "server.log")
    tab = Tab(server.start(), Jar())
    try:
        tab.jar.clear()
        assert "Your studies are locked" in tab.page("/unlock")
        assert tab.form("/unlock", {"passphrase": PASSPHRASE}).location == "/set-up"
        assert "Setting up was interrupted" in tab.page("/set-up")
        wrong = tab.form("/set-up", {**FORM, "passphrase": "quite other words", "again": "quite other words"})
        assert wrong.status == 403 and "does not open the store" in wrong.text
        done = tab.form("/set-up", FORM)
        assert done.status == 200
        key = done.text.split('<strong class="num">')[1].split("<")[0]
        assert open_vault_with_recovery(server.folder, key)
        assert tab.get("/studies").status == 200
        assert tab.get("/set-up").status == 302
    finally:
        tab.close()
        server.kill()


def test_wherever_it_is_killed_there_is_no_store_or_one_that_can_be_finished(tmp_path: Path) -> None:
    verdict = Verdict()
    for seed in (1, 2):
        kill_in_setting_up(tmp_path / f"seed-{seed}", Random(seed), verdict)
    assert verdict.wrong == []
