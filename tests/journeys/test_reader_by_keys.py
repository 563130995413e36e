"""The reader by keyboard alone: no journey in this file touches the mouse, or clicks."""

from playwright.sync_api import Page, expect

from tests.journeys.engines import in_both
from tests.journeys.reader_page import CASE, READER, Desk, go_to


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what is in focus bears this name."""
    focus = page.locator("*:focus")
    for _ in range(60):
        page.keyboard.press("Tab")
        if focus.count() == 1 and name in (focus.get_attribute("aria-label") or focus.inner_text()):
            return
    raise AssertionError(f"Tab never came to {name}")


def open_case(page: Page, address: str) -> Desk:
    """Open the case that nobody has begun, and its transcript."""
    page.goto(f"{address}{CASE}")
    tab_to(page, "Open Ines’s case")
    press(page, "Enter")
    expect(page.get_by_role("link", name="Open the transcript")).to_be_visible()
    tab_to(page, "Open the transcript")
    press(page, "Enter")
    desk = Desk(page)
    expect(desk.line(1)).to_contain_text("Okay, so that's going")
    return desk


def to_line(desk: Desk, line: int) -> None:
    press(desk.page, "g")
    expect(desk.page.get_by_role("dialog", name="Go to a line")).to_be_visible()
    desk.page.keyboard.type(str(line))
    press(desk.page, "Enter")
    expect(desk.line(line).locator(".no")).to_be_focused()


def choose(desk: Desk, line: int, first: int, more: int) -> None:
    """Choose words of a line: skip `first` words, take one and `more` after it."""
    to_line(desk, line)
    press(desk.page, "Enter", *["ArrowRight"] * first, *["Shift+ArrowRight"] * more)


def write(desk: Desk, key: str, words: str) -> None:
    press(desk.page, key)
    expect(desk.writing).to_be_focused()
    desk.page.keyboard.type(words)
    press(desk.page, "Escape")
    expect(desk.writing).to_have_count(0)


@in_both
def test_notes_are_written_retyped_edited_moved_and_spread_by_keys(page: Page, own_copy: str) -> None:
    desk = open_case(page, own_copy)
    choose(desk, 17, 2, 4)
    write(desk, "d", "Hides at work")
    expect(desk.marked(17)).to_have_text("I went in the sluice.")
    expect(desk.card("Hides at work")).to_be_focused()
    for key, kind in [("l", "linguistic"), ("n", "untyped"), ("c", "conceptual")]:
        press(page, key)
        expect(page.locator(f".note.{kind}")).to_contain_text("Hides at work")
    press(page, "Enter")
    expect(desk.writing).to_be_focused()
    page.keyboard.type(", in a room for emptying")
    press(page, "Control+Enter")
    expect(desk.note("Hides at work, in a room for emptying")).to_be_visible()
    # A second note on words that overlap the first one's.
    choose(desk, 17, 4, 2)
    write(desk, "l", "A plain word for it")
    expect(desk.line(17).locator(".seg.two")).to_have_text("in the sluice.")
    # Moved to the line below, then spread to a further one.
    press(page, "m")
    expect(desk.said).to_contain_text("Choose the words it belongs to")
    press(page, "ArrowDown", "Enter", "Shift+ArrowRight", "Enter")
    expect(desk.said).to_contain_text("Moved to line 18.")
    expect(desk.marked(18)).to_have_text("went in")
    press(page, "a", *["ArrowDown"] * 4, "Enter", "Enter")
    expect(desk.said).to_contain_text("Words on line 22 added.")
    expect(desk.note("A plain word")).to_contain_text("also line 22")
    # A page left before this is answered would be read again from before it.
    desk.expect_kept("A plain word for it", "went in", "seen", kind="linguistic")
    desk.expect_kept("Hides at work, in a room for emptying", "I went in the sluice.", kind="conceptual")
    desk = go_to(page, f"{own_copy}{READER}")
    expect(page.locator(".note.conceptual")).to_contain_text("in a room for emptying")
    expect(desk.marked(18)).to_have_text("went in")
    expect(desk.marked(22)).to_have_text("seen")


@in_both
def test_statements_deleting_undo_and_redo_by_keys(page: Page, own_copy: str) -> None:
    desk = open_case(page, own_copy)
    choose(desk, 17, 2, 4)
    write(desk, "d", "Hides at work")
    choose(desk, 22, 5, 2)
    write(desk, "c", "Asks after herself")
    press(page, "t", "ArrowUp")
    expect(desk.card("Hides at work")).to_be_focused()
    press(page, "t")
    expect(desk.said).to_contain_text("2 notes chosen.")
    write(desk, "s", "Looking for herself")
    expect(desk.card("Looking for herself")).to_be_focused()
    # A statement on a line and more, straight from the words.
    to_line(desk, 28)
    press(page, "Enter", "Shift+ArrowDown")
    write(desk, "s", "A weekend that never ended")
    press(page, "Delete")
    expect(desk.statement("A weekend")).to_have_count(0)
    press(page, "Control+z")
    expect(desk.statement("A weekend")).to_be_visible()
    press(page, "Control+Shift+Z")
    expect(desk.statement("A weekend")).to_have_count(0)
    press(page, "Control+z")
    expect(desk.statement("A weekend")).to_be_visible()
    desk.expect_kept("A weekend that never ended")
    desk.expect_kept("Looking for herself")
    desk = go_to(page, f"{own_copy}{READER}")
    # Only the margins on screen are laid out, and fonts differ in how many lines that is.
    desk.line(28).scroll_into_view_if_needed()
    expect(desk.statement("A weekend")).to_be_visible()
    press(page, "g")
    page.keyboard.type("17")
    press(page, "Enter")
    expect(desk.line(17).locator(".no")).to_be_focused()
    expect(desk.card("Looking for herself")).to_be_visible()
    press(page, "ArrowLeft")
    expect(desk.card("Looking for herself")).to_be_focused()
    press(page, "Enter")
    expect(page.locator(".st.edit")).to_contain_text("Written from 2 notes.")
    press(page, "Escape")
    expect(desk.card("Looking for herself")).to_be_focused()
    press(page, "ArrowRight", "ArrowRight")
    expect(desk.card("Hides at work")).to_be_focused()


def test_everything_around_the_words_is_reached_by_keys(page: Page, own_copy: str) -> None:
    desk = open_case(page, own_copy)
    tab_to(page, "Tools")
    press(page, "Enter")
    expect(page.get_by_role("menuitem", name="Find in this transcript")).to_be_focused()
    press(page, *["ArrowDown"] * 4, "Enter")
    assert desk.sides() == ("Exploratory notes", "Experiential statements")
    impressions = page.locator("#impressions")
    for _ in range(20):
        press(page, "Tab")
        if impressions.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.type("The voice on the bus.")
    expect(impressions).to_have_value("The voice on the bus.")
    press(page, "Tab")
    press(page, "/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("two times")
    expect(page.locator(".find .count")).to_contain_text("1 of")
    press(page, "Enter")
    expect(page.locator(".find .count")).to_contain_text("2 of")
    press(page, "Escape")
    expect(page.locator(".find")).to_be_hidden()
    expect(page.locator("*:focus")).to_have_class("no")
    to_line(desk, 2)
    press(page, "u")
    expect(desk.said).to_contain_text("Line ")
    press(page, "w")
    expect(page.get_by_role("checkbox", name="Read whole")).to_be_checked()
    press(page, "w")
    expect(page.get_by_role("checkbox", name="Read whole")).not_to_be_checked()
    press(page, "?")
    expect(page.get_by_role("dialog", name="Keys on this page")).to_be_visible()
    press(page, "Escape")
    expect(page.get_by_role("dialog", name="Keys on this page")).to_be_hidden()
    # With Enter on chosen words, the bar is reached, and walked with arrows.
    choose(desk, 7, 0, 1)
    press(page, "Enter")
    expect(desk.bar.get_by_role("button", name="Note")).to_be_focused()
    press(page, "ArrowRight", "Enter")
    expect(desk.writing).to_be_focused()
    press(page, "Escape")
    expect(page.locator(".note")).to_have_count(0)
