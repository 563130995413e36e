"""The reader as assistive technology meets it: axe finds nothing, light and dark, wide and narrow, in every state."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.reader_page import READER, Desk, open_case

pytestmark = pytest.mark.face

WORKED = "/studies/alongside/cases/1"


@pytest.mark.parametrize("width", [1440, 400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_reader(
    page: Page, own_copy: str, clean: Callable[[], None], scheme: Literal["light", "dark"], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{own_copy}{WORKED}/transcript?line=34")
    desk = Desk(page)
    expect(page.locator(".card-btn").first).to_be_visible()
    expect(desk.safe).to_have_text("Signed off, to read only")
    page.goto(f"{own_copy}{WORKED}")
    page.get_by_role("button", name="Reopen Maeve’s case").click()
    expect(page.get_by_role("button", name="Sign off Maeve’s case")).to_be_visible()
    page.goto(f"{own_copy}{WORKED}/transcript?line=34")
    expect(desk.line(34).locator(".no")).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("the")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    clean()
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+ArrowRight")
    expect(desk.bar).to_be_visible()
    clean()
    page.keyboard.press("c")
    page.keyboard.type("A thought")
    expect(desk.writing).to_have_value("A thought")
    clean()
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    page.get_by_role("button", name="Tools").click()
    expect(page.get_by_role("menuitem", name="Find in this transcript")).to_be_focused()
    clean()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys on this page")).to_be_visible()
    clean()


def test_a_line_asked_for_stands_in_the_window_however_narrow(page: Page, fictional: str) -> None:
    page.set_viewport_size({"width": 400, "height": 860})
    page.goto(f"{fictional}{WORKED}/transcript?line=300")
    desk = Desk(page)
    expect(desk.line(300)).to_be_in_viewport()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{fictional}{WORKED}/transcript#L214")
    expect(desk.line(214)).to_be_in_viewport()


def test_the_page_says_it_is_fictional_wherever_it_is_scrolled(page: Page, fictional: str) -> None:
    page.goto(f"{fictional}{WORKED}/transcript?line=200")
    expect(Desk(page).line(200)).to_be_in_viewport()
    expect(page.locator(".head").get_by_text("fictional")).to_be_in_viewport()


def test_without_script_the_transcript_is_read_with_its_numbers_and_notes(page: Page, fictional: str) -> None:
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{fictional}{WORKED}/transcript")
    expect(plain.locator("#L34")).to_contain_text("By the time that got to [Colin]")
    expect(plain.locator(".said:has(#L34)")).to_contain_text("Conceptual, line 34: A life rehearsed until it fits")
    context.close()


def test_what_the_head_names_beforehand_is_there_and_is_loaded_once(page: Page, fictional: str) -> None:
    asked: list[str] = []
    missing: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: missing.append(response.url) if response.status != 200 else None)
    page.goto(f"{fictional}{WORKED}/transcript")
    expect(Desk(page).line(4)).to_be_visible()
    named = page.locator("link[rel=preload], link[rel=modulepreload]").evaluate_all(
        "links => links.map(one => one.href)"
    )
    assert len(named) == 5
    assert any("/api/cases/" in address for address in named)
    assert [asked.count(address) for address in named] == [1] * 5
    assert missing == []


def test_a_page_nobody_may_write_on_offers_nothing_to_write_with(page: Page, fictional: str) -> None:
    page.goto(f"{fictional}{WORKED}/transcript")
    desk = Desk(page)
    expect(desk.line(4)).to_be_visible()
    desk.drag_over(4, "by the sugar")
    page.keyboard.press("d")
    expect(desk.bar).to_be_hidden()
    expect(desk.writing).to_have_count(0)
    page.get_by_role("link", name="Signed off, to read only").click()
    expect(page.get_by_role("button", name="Reopen Maeve’s case")).to_be_visible()


def test_whether_the_work_is_safe_stays_in_sight_on_a_narrow_screen(page: Page, own_copy: str) -> None:
    page.set_viewport_size({"width": 400, "height": 860})
    desk = open_case(page, own_copy)
    page.goto(f"{own_copy}{READER}?line=300")
    expect(desk.line(300)).to_be_in_viewport()
    expect(desk.line(300).locator(".no")).to_be_focused()
    expect(desk.safe).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("d")
    page.keyboard.type("Far down")
    page.keyboard.press("Escape")
    page.keyboard.press("Delete")
    expect(desk.said.get_by_role("button", name="Undo")).to_be_in_viewport()
