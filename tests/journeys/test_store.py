"""Keeping a store: a backup by download that comes back, a new passphrase, a new recovery key, a token for a script."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import ROOT, serving
from tests.journeys.test_own_study_begins import PASSPHRASE, begin_study, set_up
from tests.places import environment

pytestmark = pytest.mark.embedded("it is kept by a passphrase, a recovery key and backup files")
NEW = "copper heron staircase"


def command(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run one command on the store in a folder."""
    env = environment(folder) | variables
    whole = [sys.executable, "-m", "lifeworld.config.command", *words, "--data", str(folder)]
    return subprocess.run(
        whole, env=env, cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=120, check=False
    )


def unlock(page: Page, passphrase: str) -> None:
    """Type a passphrase where it is asked for."""
    page.get_by_label("Passphrase", exact=True).fill(passphrase)
    page.get_by_role("button", name="Unlock").click()


def test_a_backup_made_on_the_page_comes_back_by_command(
    page: Page, new_store: str, clean: Callable[[], None], tmp_path: Path
) -> None:
    set_up(page, new_store)
    begin_study(page, new_store)
    page.get_by_role("link", name="Store").click()
    expect(page.get_by_text("No backup was made yet.")).to_be_visible()
    clean()
    page.get_by_label("Your passphrase", exact=True).fill("not the right words")
    page.get_by_role("button", name="Make a backup").click()
    expect(page.get_by_role("alert")).to_contain_text("does not open the store")
    clean()
    page.get_by_label("Your passphrase", exact=True).fill(PASSPHRASE)
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Make a backup").click()
    assert downloading.value.suggested_filename.startswith("lifeworld-backup-20")
    got = tmp_path / downloading.value.suggested_filename
    downloading.value.save_as(got)
    assert b"Maeve" not in got.read_bytes()
    assert list((tmp_path / "own").glob(".backup-*")) == []
    page.goto(f"{new_store}/store")
    expect(page.get_by_text("A backup was last made on")).to_be_visible()

    back = tmp_path / "back"
    done = command(back, "restore", str(got), LIFEWORLD_PASSPHRASE=PASSPHRASE)
    assert done.returncode == 0, done.stderr
    with serving(back, "run") as address:
        page.goto(f"{address}/studies/walking/people")
        unlock(page, PASSPHRASE)
        expect(page.get_by_role("rowheader", name="Maeve")).to_be_visible()
    assert command(back, "trail", "verify", LIFEWORLD_PASSPHRASE=PASSPHRASE).returncode == 0


def test_after_a_change_the_old_passphrase_is_refused_and_the_new_one_opens(
    page: Page, new_store: str, clean: Callable[[], None]
) -> None:
    set_up(page, new_store)
    page.goto(f"{new_store}/store")
    page.get_by_label("Passphrase of today").fill(PASSPHRASE)
    page.get_by_label("New passphrase", exact=True).fill(NEW)
    page.get_by_label("The new passphrase again").fill(NEW)
    page.get_by_role("button", name="Change the passphrase").click()
    expect(page.get_by_role("status")).to_contain_text("The passphrase is changed.")
    clean()
    page.get_by_role("button", name="Lock").click()
    unlock(page, PASSPHRASE)
    expect(page.get_by_role("alert")).to_contain_text("does not open the store")
    unlock(page, NEW)
    expect(page.get_by_role("link", name="Begin a study")).to_be_visible()


def test_a_forgotten_passphrase_is_replaced_and_the_recovery_key_renewed(
    page: Page, new_store: str, clean: Callable[[], None]
) -> None:
    first = set_up(page, new_store)
    page.goto(f"{new_store}/store")
    page.get_by_text("Use the recovery key instead").click()
    page.get_by_role("textbox", name="Recovery key").fill(first)
    page.get_by_label("New passphrase", exact=True).fill(NEW)
    page.get_by_label("The new passphrase again").fill(NEW)
    page.get_by_role("button", name="Change the passphrase").click()
    page.get_by_label("Your passphrase, for a new key").fill(NEW)
    page.get_by_role("button", name="Make a new recovery key").click()
    expect(page.get_by_role("heading", name="Write down your new recovery key")).to_be_visible()
    second = page.locator(".recovery strong").inner_text()
    clean()
    page.get_by_role("link", name="I have kept it safe").click()
    page.get_by_role("button", name="Lock").click()
    page.get_by_text("Use the recovery key instead").click()
    page.get_by_role("textbox", name="Recovery key").fill(first)
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_role("alert")).to_contain_text("replaced by a newer one")
    page.get_by_role("textbox", name="Recovery key").fill(second)
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_role("link", name="Begin a study")).to_be_visible()


def test_a_token_made_on_the_page_lets_a_script_in_until_it_is_revoked(
    page: Page, new_store: str, clean: Callable[[], None]
) -> None:
    set_up(page, new_store)
    page.goto(f"{new_store}/store")
    page.get_by_label("What the token is for").fill("the nightly script")
    expect(page.get_by_label("For how many days it is good")).to_have_value("90")
    page.get_by_label("For how many days it is good").fill("30")
    page.get_by_role("button", name="Make a token").click()
    token = page.locator("code.token").inner_text()
    expect(page.get_by_role("listitem").filter(has_text="the nightly script")).to_contain_text("never used. Good until")
    clean()
    asking = {"Authorization": f"Bearer {token}", "Cookie": ""}
    assert page.request.get(f"{new_store}/api/studies", headers=asking).status == 200
    page.goto(f"{new_store}/store")
    expect(page.get_by_role("listitem").filter(has_text="the nightly script")).to_contain_text("last used on")
    page.get_by_role("button", name="Revoke the nightly script").click()
    expect(page.get_by_role("status")).to_contain_text("The token is revoked.")
    assert page.request.get(f"{new_store}/api/studies", headers=asking).status == 401
