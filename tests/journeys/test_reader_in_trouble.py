"""When the server is lost, a tab is closed, a case is signed off elsewhere, or the store locks: no words are lost."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import serving
from tests.journeys.reader_page import CASE, READER, Desk, go_to, open_case
from tests.journeys.test_own_study_begins import PASSPHRASE, begin_study, bring_in_and_freeze, set_up
from tests.places import copy_store, drop_databases


class Server:
    """A server on a copy of the fictional study that can be stopped, and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running = ExitStack()
        self.address = self.running.enter_context(serving(folder))

    def stop(self) -> None:
        self.running.close()

    def start(self) -> None:
        self.running.enter_context(serving(self.folder, port=int(self.address.rsplit(":", 1)[1])))


@pytest.fixture
def server(fictional_store: Path, tmp_path: Path) -> Iterator[Server]:
    folder = tmp_path / "store"
    copy_store(fictional_store, folder)
    one = Server(folder)
    yield one
    one.stop()
    drop_databases(folder)


def begin_note(desk: Desk, line: int, words: str, text: str) -> None:
    """Choose words and write, leaving the box open."""
    desk.drag_over(line, words)
    desk.page.keyboard.press("d")
    desk.page.keyboard.type(text)


# A function: the page's policy lets a plain expression be looked at once, and then refuses it.
NO_DRAFTS = "() => Object.keys(localStorage).every((name) => !name.includes('draft'))"


def kept_here(page: Page) -> str:
    """What this browser keeps of drafts, as it lies in its storage."""
    kept: str = page.evaluate(
        "Object.entries(localStorage).filter(([name]) => name.includes('draft')).map(([, kept]) => kept).join()"
    )
    return kept


def test_a_lost_server_is_said_and_what_was_typed_reaches_it_later(page: Page, server: Server) -> None:
    desk = open_case(page, server.address)
    begin_note(desk, 17, "I went in the sluice", "Hides at work")
    desk.expect_kept("Hides at work")
    expect(desk.safe).to_contain_text("Saved")
    server.stop()
    page.keyboard.type(", where nobody looks")
    expect(desk.safe).to_have_text("Not connected. Your words are kept here.")
    expect(desk.writing).to_have_value("Hides at work, where nobody looks")
    assert kept_here(page) != ""
    assert "nobody" not in kept_here(page)
    # What is typed while the server is away is sealed too, and other notes can be begun.
    page.keyboard.press("Escape")
    begin_note(desk, 28, "didn't go back", "Leaves by a weekend")
    server.start()
    expect(desk.safe).to_contain_text("Saved", timeout=20_000)
    page.wait_for_function(NO_DRAFTS)
    desk.expect_kept("Leaves by a weekend")
    desk = go_to(page, f"{server.address}{READER}")
    expect(desk.note("Hides at work, where nobody looks")).to_be_visible()
    expect(desk.note("Leaves by a weekend")).to_be_visible()


def test_what_was_typed_when_a_tab_closed_is_offered_back(page: Page, server: Server) -> None:
    desk = open_case(page, server.address)
    server.stop()
    begin_note(desk, 17, "I went in the sluice", "Hides at work")
    expect(desk.safe).to_have_text("Not connected. Your words are kept here.")
    context = page.context
    other = context.new_page()
    page.close()
    server.start()
    desk = go_to(other, f"{server.address}{READER}")
    messages = other.get_by_role("region", name="Messages")
    expect(messages).to_contain_text("You were writing this when the page closed, in a note on line 17.")
    expect(messages).to_contain_text("Hides at work")
    expect(desk.note("Hides at work")).to_have_count(0)
    messages.get_by_role("button", name="Keep").click()
    expect(desk.note("Hides at work")).to_be_visible()
    expect(desk.marked(17)).to_have_text("I went in the sluice")
    expect(messages).to_be_hidden()
    desk.expect_kept("Hides at work")
    other.wait_for_function(NO_DRAFTS)
    desk = go_to(other, f"{server.address}{READER}")
    expect(desk.note("Hides at work")).to_have_count(1)


def test_what_arrived_unheard_is_not_offered_and_what_grew_since_stays_one_note(page: Page, server: Server) -> None:
    desk = open_case(page, server.address)

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/api/cases/*/notes", lose_the_answer)
    begin_note(desk, 17, "I went in the sluice", "Hides at work")
    desk.expect_kept("Hides at work")
    page.keyboard.press("Escape")
    begin_note(desk, 7, "I read all of it", "Silence")
    desk.expect_kept("Silence")
    page.unroute_all(behavior="wait")
    server.stop()
    with page.expect_event("requestfailed", lambda failed: "around" in (failed.post_data or "")):
        page.keyboard.type(" around it")
    other = page.context.new_page()
    page.close()
    server.start()
    desk = go_to(other, f"{server.address}{READER}")
    messages = other.get_by_role("region", name="Messages")
    expect(messages.locator("blockquote")).to_have_text(["Silence around it"])
    messages.get_by_role("button", name="Keep").click()
    desk.expect_kept("Silence around it")
    expect(desk.note("Hides at work")).to_have_count(1)
    expect(desk.note("Silence")).to_have_count(1)


def test_a_case_signed_off_elsewhere_is_said_and_the_words_stay(page: Page, own_copy: str) -> None:
    desk = open_case(page, own_copy)
    begin_note(desk, 17, "I went in the sluice", "Hides at work")
    page.keyboard.press("Escape")
    desk.expect_kept("Hides at work")
    other = page.context.new_page()
    other.goto(f"{own_copy}{CASE}")
    other.get_by_role("button", name="Sign off Ines’s case").click()
    expect(other.get_by_role("button", name="Reopen Ines’s case")).to_be_visible()
    begin_note(desk, 28, "didn't go back", "Leaves by a weekend")
    messages = page.get_by_role("region", name="Messages")
    expect(messages).to_contain_text("This case is signed off. Your text is still on the page")
    expect(desk.writing).to_have_value("Leaves by a weekend")
    expect(desk.safe).to_have_text("Not all saved yet")
    other.get_by_role("button", name="Reopen Ines’s case").click()
    expect(other.get_by_role("button", name="Sign off Ines’s case")).to_be_visible()
    page.keyboard.type(", and stays")
    expect(desk.safe).to_contain_text("Saved")
    desk.expect_kept("Leaves by a weekend, and stays")
    desk = go_to(page, f"{own_copy}{READER}")
    expect(desk.note("Leaves by a weekend, and stays")).to_be_visible()
    other.close()


@pytest.mark.embedded("a store is locked by its passphrase")
def test_a_locked_store_takes_what_was_typed_once_it_is_unlocked(page: Page, new_store: str) -> None:
    set_up(page, new_store)
    begin_study(page, new_store)
    bring_in_and_freeze(page, new_store)
    page.goto(f"{new_store}/studies/walking/cases/1")
    page.get_by_role("button", name=re.compile("^Open Maeve’s case")).click()
    expect(page.get_by_role("link", name="Open the transcript")).to_be_visible()
    page.goto(f"{new_store}/studies/walking/cases/1/transcript")
    desk = Desk(page)
    expect(desk.line(2)).to_contain_text("along the river")
    # What looks like markup was said, too, and stands there as it was said.
    expect(page.locator(".text")).to_contain_text('<b>"appointment"</b> & all')
    begin_note(desk, 2, "along the river", "Water beside")
    desk.expect_kept("Water beside")
    other = page.context.new_page()
    other.goto(f"{new_store}/studies/walking")
    other.get_by_role("button", name="Lock").click()
    expect(other.get_by_role("heading", name="Your studies are locked")).to_be_visible()
    other.close()
    page.keyboard.type(" the walking")
    expect(desk.safe).to_have_text("Locked. Your words are kept here.")
    assert "walking" not in kept_here(page)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Unlock in a new tab").click()
    tab = opened.value
    tab.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    tab.get_by_role("button", name="Unlock").click()
    tab.wait_for_url("**/cases/1/transcript")
    tab.close()
    expect(desk.safe).to_contain_text("Saved", timeout=20_000)
    expect(page.get_by_role("region", name="Messages")).to_be_hidden()
    desk.expect_kept("Water beside the walking")
    page.reload()
    expect(desk.note("Water beside the walking")).to_be_visible()
