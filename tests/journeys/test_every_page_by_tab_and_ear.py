"""Every page by Tab, by ear (the accessibility tree), magnified to 400 %, in forced colours and in stillness."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.addresses import pages
from tests.journeys.everyone import (
    MAGNIFIED,
    cut_off,
    live_words,
    misheard,
    moving,
    shown_again,
    sideways,
    walked_by_tab,
)
from tests.journeys.reader_page import Desk

pytestmark = pytest.mark.face

STUDY = "/studies/alongside"
# The documents of the help share one template: its index, one with tables and one with pictures stand for all.
HELP = {"/help", "/help/reference/keys", "/help/tutorial/first-study"}
WALKED = [address for address in pages() if not address.startswith("/help") or address in HELP]


def stands(page: Page, address: str) -> None:
    """Go to a page and wait until its island, where it has one, has drawn itself."""
    page.goto(address)
    if page.locator("div[data-island]").count():
        expect(page.locator("div[data-island] > :visible").first).to_be_visible()


@pytest.mark.parametrize("address", WALKED)
def test_a_page_is_walked_heard_and_magnified(address: str, visited: Page, fictional: str) -> None:
    page = visited
    page.emulate_media(reduced_motion="reduce")
    stands(page, fictional + address)
    assert misheard(page) == []
    assert moving(page) == []
    assert cut_off(page) == []
    assert walked_by_tab(page) == []
    page.emulate_media(forced_colors="active")
    assert shown_again(page) == []
    page.emulate_media(forced_colors="none")
    page.set_viewport_size(MAGNIFIED)
    stands(page, fictional + address)
    assert sideways(page) == []
    assert walked_by_tab(page) == []


BROKEN = """<style>
  @media (forced-colors: active) { #unseen:focus { outline: none } #gone { display: none } }
</style>
<main><button>Seen</button> <button id="unseen">Unseen</button> <button id="gone">Gone</button></main>"""


def test_a_stop_that_forced_colours_hide_is_told(visited: Page) -> None:
    visited.set_content(BROKEN)
    assert walked_by_tab(visited) == []
    assert shown_again(visited) == []
    visited.emulate_media(forced_colors="active")
    assert shown_again(visited) == ["focus does not show: BUTTON. Unseen", "not reached: BUTTON. Gone"]


@pytest.mark.parametrize("part", ["", "/cases/1/transcript", "/cases/1/board", "/group"])
def test_the_list_of_keys_takes_focus_keeps_it_and_gives_it_back(part: str, page: Page, fictional: str) -> None:
    stands(page, fictional + STUDY + part)
    opener = page.get_by_role("button", name="Keyboard shortcuts")
    opener.focus()
    page.keyboard.press("Enter")
    asked = page.get_by_role("dialog", name="Keys on this page")
    expect(asked).to_be_visible()
    expect(asked).to_be_focused()
    assert misheard(page) == []
    page.keyboard.press("Escape")
    expect(asked).to_be_hidden()
    expect(opener).to_be_focused()


def test_what_the_reader_did_is_said_aloud(page: Page, own_copy: str) -> None:
    page.goto(f"{own_copy}{STUDY}/cases/1")
    page.get_by_role("button", name="Reopen Maeve’s case").click()
    expect(page.get_by_role("button", name="Sign off Maeve’s case")).to_be_visible()
    stands(page, f"{own_copy}{STUDY}/cases/1/transcript?line=34")
    desk = Desk(page)
    expect(desk.line(34).locator(".no")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("d")
    page.keyboard.type("A thought")
    page.keyboard.press("Escape")
    desk.expect_kept("A thought")
    page.keyboard.press("Delete")
    expect(desk.said.get_by_role("button", name="Undo")).to_be_visible()
    assert "Note deleted." in live_words(page)


def test_a_refusal_is_said_aloud_and_stands_by_its_field(page: Page, own_copy: str) -> None:
    page.goto(f"{own_copy}{STUDY}/plan")
    page.get_by_label("From", exact=True).fill("9")
    page.get_by_label("to", exact=True).fill("3")
    page.get_by_role("button", name="Keep the plan").click()
    said = page.get_by_role("alert")
    expect(said).to_be_visible()
    assert set(said.locator("p").first.all_inner_texts()) <= set(live_words(page))
    assert misheard(page) == []
    assert walked_by_tab(page) == []
