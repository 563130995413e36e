"""The reader when the disk is full and when the laptop sleeps in mid-save: it says so truly, and no words are lost."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from faults.server import Server
from tests.faults.disks import fill, make_room, small_disk
from tests.journeys.conftest import serving
from tests.journeys.reader_page import READER, go_to, open_case
from tests.journeys.test_reader_in_trouble import begin_note, kept_here
from tests.places import EMBEDDED

pytestmark = pytest.mark.skipif(not EMBEDDED, reason="these are the embedded store's faults")


def test_a_full_disk_is_said_the_words_stay_and_are_saved_once_there_is_room(
    page: Page, fictional_store: Path, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk", 48) as disk:
        shutil.copytree(fictional_store, disk / "store")
        with serving(disk / "store") as address:
            desk = open_case(page, address)
            fill(disk)
            begin_note(desk, 17, "I went in the sluice", "Hides at work")
            expect(desk.safe).to_have_text("Not saved. Your words are kept here.")
            messages = page.get_by_role("region", name="Messages")
            expect(messages).to_contain_text("There is no room left on the disk, so this was not saved.")
            expect(messages).to_contain_text("Lifeworld need not be restarted.")
            expect(desk.writing).to_have_value("Hides at work")
            assert kept_here(page) != "" and "Hides" not in kept_here(page)
            # One can go on writing meanwhile.
            page.keyboard.type(", where nobody looks")
            make_room(disk)
            messages.get_by_role("button", name="Try now").click()
            expect(desk.safe).to_contain_text("Saved")
            expect(messages).to_be_hidden()
            desk.expect_kept("Hides at work, where nobody looks")
            desk = go_to(page, f"{address}{READER}")
            expect(desk.note("Hides at work, where nobody looks")).to_have_count(1)


@pytest.fixture
def sleeper(fictional_store: Path, tmp_path: Path) -> Iterator[Server]:
    """A server on a copy of the fictional study that can be put to sleep."""
    shutil.copytree(fictional_store, tmp_path / "store")
    server = Server(tmp_path / "store", tmp_path / "server.log", command="demo")
    server.start()
    yield server
    server.wake()
    server.kill()


def test_a_laptop_that_sleeps_in_mid_save_keeps_one_note_and_never_says_saved_before_it_is(
    page: Page, sleeper: Server
) -> None:
    desk = open_case(page, f"http://{sleeper.address}")
    sleeper.sleep()
    begin_note(desk, 17, "I went in the sluice", "Hides at work")
    expect(desk.safe).to_have_text("Saving…")
    # The browser waits twenty seconds for an answer, and then sends again, into the sleep.
    expect(desk.safe).to_have_text("Not connected. Your words are kept here.", timeout=40_000)
    expect(desk.writing).to_have_value("Hides at work")
    sleeper.wake()
    expect(desk.safe).to_contain_text("Saved", timeout=40_000)
    desk = go_to(page, f"http://{sleeper.address}{READER}")
    expect(desk.note("Hides at work")).to_have_count(1)
