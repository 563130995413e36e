"""The table of a case by keyboard alone: everything the mouse can do, in the list and on the table itself."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.by_keys import enter_on, tab_to
from tests.journeys.engines import in_both
from tests.journeys.table_top import (
    BATH,
    CASE,
    GATE,
    NOTHING,
    answered,
    in_list,
    loose,
    pile,
    said,
    sub_pile,
    top,
    tray,
)


def reopen_by_keys(page: Page, address: str) -> None:
    """From the case's page to the table, and to the first row of its list."""
    page.goto(address + CASE)
    enter_on(page, page.get_by_role("button", name="Reopen Maeve’s case"))
    enter_on(page, page.get_by_role("link", name="Open the table"))
    tab_to(page, in_list(page, "Not in a pile"))
    page.keyboard.press("ArrowDown")
    expect(in_list(page, BATH)).to_be_focused()


@in_both
def test_cards_are_moved_carried_and_put_back_from_the_list(
    page: Page, own_copy: str, clean: Callable[[], None]
) -> None:
    key = page.keyboard
    reopen_by_keys(page, own_copy)
    key.press("m")
    expect(page.get_by_role("combobox", name="Move to")).to_be_focused()
    clean()
    key.type("Nothing")
    key.press("Enter")
    expect(pile(page, NOTHING)).to_contain_text(BATH)
    said(page, f"Moved to {NOTHING}.")
    expect(in_list(page, BATH)).to_be_focused()

    key.press("Enter")
    said(page, "Picked up.")
    key.press("ArrowUp")
    said(page, f"3 of 4, {NOTHING}.")
    key.press("ArrowUp")
    said(page, f"2 of 4, {NOTHING}.")
    key.press("Enter")
    said(page, "Put down.")
    expect(pile(page, NOTHING).locator("li").nth(1)).to_contain_text(BATH)
    key.press("Enter")
    key.press("ArrowDown")
    key.press("Escape")
    said(page, "Put back.")
    expect(pile(page, NOTHING).locator("li").nth(1)).to_contain_text(BATH)

    key.press("Control+z")
    expect(pile(page, NOTHING).locator("li").nth(3)).to_contain_text(BATH)
    key.press("Control+z")
    expect(loose(page)).to_contain_text(BATH)
    with answered(page, "POST", "/redo"):
        key.press("Control+Shift+z")
    expect(pile(page, NOTHING)).to_contain_text(BATH)
    page.reload()
    expect(pile(page, NOTHING)).to_contain_text(BATH)


def test_a_pile_is_gathered_explained_and_divided_from_the_list(
    page: Page, own_copy: str, clean: Callable[[], None]
) -> None:
    key = page.keyboard
    reopen_by_keys(page, own_copy)
    key.press("Space")
    key.press("ArrowDown")
    key.press("Space")
    expect(page.get_by_text("2 cards chosen")).to_be_visible()
    key.press("g")
    expect(page.get_by_role("textbox", name="Name of")).to_be_focused()
    key.type("What others did not know")
    key.press("Enter")
    made = pile(page, "What others did not know")
    expect(made.locator("li")).to_have_count(2)
    expect(in_list(page, "What others did not know")).to_be_focused()

    key.press("Enter")
    kind = page.get_by_label("What kind of connection, if any")
    tab_to(page, kind)
    key.type("Pol")
    expect(kind).to_have_value("polarization")
    tab_to(page, page.get_by_label("Why do these belong together?"))
    key.type("One is believed, the other never was.")
    clean()
    with answered(page, "PATCH", "/personal-themes/"):
        enter_on(page, page.locator(".sheet").get_by_role("button", name="New sub-theme"))
    expect(page.get_by_role("textbox", name="Name of")).to_be_focused()
    key.type("Turned from the gate")
    key.press("Enter")
    expect(in_list(page, "Turned from the gate")).to_be_focused()
    key.press("ArrowUp")
    expect(in_list(page, GATE)).to_be_focused()
    key.press("m")
    key.type("What others")
    with answered(page, "POST", "/place"):
        key.press("Enter")
    expect(sub_pile(page, "Turned from the gate")).to_contain_text(GATE)

    page.reload()
    expect(sub_pile(page, "Turned from the gate")).to_contain_text(GATE)
    tab_to(page, in_list(page, "Sat with, not written down"))
    key.press("End")
    expect(in_list(page, "Sleeping a little better")).to_be_focused()
    while not in_list(page, "What others did not know").evaluate("row => row === document.activeElement"):
        key.press("ArrowUp")
    key.press("Enter")
    expect(page.get_by_label("Why do these belong together?")).to_have_value("One is believed, the other never was.")
    key.press("Escape")
    expect(in_list(page, "What others did not know")).to_be_focused()
    key.press("Delete")
    expect(made).to_have_count(0)
    expect(loose(page).locator("li")).to_have_count(2)


def test_a_statement_is_set_aside_read_in_place_and_taken_back_from_the_list(
    page: Page, own_copy: str, clean: Callable[[], None]
) -> None:
    key = page.keyboard
    reopen_by_keys(page, own_copy)
    key.press("x")
    expect(page.get_by_label("Why set this aside?")).to_be_focused()
    key.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("the method asks for a reason")
    key.type("The word believed is mine.")
    key.press("Enter")
    expect(tray(page)).to_contain_text("The word believed is mine.")
    key.press("End")
    while not in_list(page, BATH).evaluate("row => row === document.activeElement"):
        key.press("ArrowUp")
    key.press("o")
    opened = page.get_by_role("region", name=BATH)
    expect(opened.locator("mark").first).to_be_visible()
    expect(opened.get_by_role("heading", name=BATH)).to_be_focused()
    clean()
    key.press("Escape")
    expect(in_list(page, BATH)).to_be_focused()
    key.press("x")
    expect(loose(page)).to_contain_text(BATH)
    said(page, "Taken back to the table.")


def test_the_table_itself_is_worked_by_arrows(page: Page, own_copy: str, clean: Callable[[], None]) -> None:
    key = page.keyboard
    page.goto(own_copy + CASE)
    enter_on(page, page.get_by_role("button", name="Reopen Maeve’s case"))
    enter_on(page, page.get_by_role("link", name="Open the table"))
    tab_to(page, top(page).get_by_role("heading", name="Sat with, not written down"))
    key.press("0")
    expect(page.get_by_role("group", name="Zoom")).not_to_contain_text("100 %")
    key.press("+")
    while not loose(page).locator("li", has_text=BATH).evaluate("card => card === document.activeElement"):
        key.press("ArrowDown")
    key.press("Enter")
    said(page, "Picked up.")
    key.press("Shift+ArrowRight")
    key.press("Escape")
    said(page, "Put back.")
    key.press("Space")
    expect(page.get_by_text("1 card chosen")).to_be_visible()
    key.press("m")
    key.type("The danger")
    with answered(page, "POST", "/place"):
        key.press("Enter")
    expect(pile(page, "The danger of being seen to need")).to_contain_text(BATH)
    clean()
    enter_on(page, page.get_by_role("button", name="Keyboard shortcuts"))
    expect(page.get_by_text("Gather the chosen cards into a new pile")).to_be_visible()


def test_layouts_are_made_turned_and_put_to_use_by_keys(page: Page, own_copy: str, clean: Callable[[], None]) -> None:
    key = page.keyboard
    page.goto(own_copy + CASE)
    enter_on(page, page.get_by_role("button", name="Reopen Maeve’s case"))
    enter_on(page, page.get_by_role("link", name="Open the table"))
    enter_on(page, page.get_by_role("button", name="New layout"))
    expect(page.get_by_role("textbox", name="Name")).to_be_focused()
    key.type("All of them, loose")
    tab_to(page, page.get_by_role("radio", name="A copy of As it came to lie"))
    key.press("ArrowDown")
    expect(page.get_by_role("radio", name="Every card loose")).to_be_checked()
    clean()
    key.press("Enter")
    tab = page.get_by_role("tab", name="All of them, loose")
    expect(tab).to_have_attribute("aria-selected", "true")
    expect(loose(page).locator("li")).to_have_count(28)
    with answered(page, "POST", "/place"):
        enter_on(page, page.get_by_role("button", name="Shuffle"))
    said(page, "28 cards. Shuffled.")
    tab_to(page, tab)
    key.press("ArrowLeft")
    key.press("Enter")
    expect(pile(page, NOTHING)).to_be_attached()
    key.press("ArrowRight")
    key.press("Enter")
    expect(loose(page).locator("li")).to_have_count(28)
    enter_on(page, page.get_by_role("button", name="Put this one to use"))
    expect(page.get_by_role("tab", name=re.compile("All of them, loose, in use"))).to_be_visible()
