"""Two windows on one thing: both versions are shown, one is chosen or a third made, and nothing typed is lost."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.reader_page import CASE, READER, Desk, go_to, open_case
from tests.journeys.table_top import BOARD, NOTHING, answered, in_list, pile, reopen_maeve

BOTH = "Mine, written meanwhile.\n\nTheirs, kept first."
NOTE = "the note on line 17"
GROUP = "/studies/alongside/group"
NARROW = {"width": 400, "height": 860}
WIDE = {"width": 1440, "height": 900}


@pytest.fixture
def other(browser: Browser) -> Iterator[Page]:
    """A window of somebody else's, in a browser of its own."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    yield context.new_page()
    context.close()


@pytest.fixture
def for_everyone(page: Page, clean: Callable[[], None]) -> Callable[[], None]:
    """Axe finds nothing in light, in dark and on a narrow screen, and nothing runs off its side."""

    def look() -> None:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            clean()
        page.set_viewport_size(NARROW)  # type: ignore[arg-type]
        clean()
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        page.set_viewport_size(WIDE)  # type: ignore[arg-type]
        page.emulate_media(color_scheme="light", reduced_motion="reduce")

    return look


def versions(page: Page, what: str) -> Locator:
    """The dialogue that shows both."""
    return page.get_by_role("dialog", name=f"Two versions of {what}")


def noted(page: Page, address: str) -> Desk:
    """A case with one note, saved and closed."""
    desk = open_case(page, address)
    desk.drag_over(17, "I went in the sluice")
    page.keyboard.press("d")
    page.keyboard.type("Hides at work")
    page.keyboard.press("Escape")
    desk.expect_kept("Hides at work")
    desk.expect_saved()
    return desk


def add_to_note(desk: Desk, words: str) -> None:
    """Somebody goes on writing in the note, and saves."""
    go_on_writing(desk, words)
    desk.page.keyboard.press("Escape")
    desk.expect_kept(f"Hides at work{words}")


def go_on_writing(desk: Desk, words: str) -> None:
    """Open the note and add to it at one stroke: a slow machine must not come to save half of it."""
    desk.card("Hides at work").click()
    expect(desk.writing).to_be_focused()
    desk.page.keyboard.insert_text(words)


def test_a_note_changed_in_two_windows(
    page: Page, other: Page, own_copy: str, for_everyone: Callable[[], None]
) -> None:
    desk = noted(page, own_copy)
    add_to_note(go_to(other, f"{own_copy}{READER}"), ", unseen")
    go_on_writing(desk, " because")
    both = versions(page, NOTE)
    expect(both).to_contain_text("Changed in another window by Alice")
    expect(both.get_by_label("The other")).to_have_text("Hides at work, unseen")
    # The keyboard is in one's own words, and goes on writing there.
    expect(both.get_by_label("Yours")).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type(" work hides her")
    for_everyone()
    # Put off, it waits; nothing is saved, and nothing is lost.
    page.keyboard.press("Escape")
    expect(both).to_be_hidden()
    waits = page.get_by_role("region", name="Two versions")
    expect(waits).to_contain_text("There are two versions of the note on line 17.")
    expect(desk.safe).to_have_text("Not all saved yet")
    waits.get_by_role("button", name="Compare them").click()
    expect(both.get_by_label("Yours")).to_have_value("Hides at work because work hides her")
    both.get_by_role("button", name="Put both in yours").click()
    expect(both.get_by_label("Yours")).to_have_value("Hides at work because work hides her\n\nHides at work, unseen")
    both.get_by_label("Yours").fill("Hides at work, unseen, because work hides her")
    both.get_by_role("button", name="Keep yours").click()
    desk.expect_kept("Hides at work, unseen, because work hides her")
    expect(waits).to_be_hidden()
    expect(go_to(other, f"{own_copy}{READER}").note("Hides at work, unseen, because work hides her")).to_be_visible()


def test_the_others_words_are_taken_by_keys_alone(page: Page, other: Page, own_copy: str) -> None:
    desk = noted(page, own_copy)
    add_to_note(go_to(other, f"{own_copy}{READER}"), ", unseen")
    go_on_writing(desk, " because")
    both = versions(page, NOTE)
    expect(both.get_by_label("Yours")).to_be_focused()
    for name in ("The other", "Keep yours", "Take the other"):
        page.keyboard.press("Tab")
        expect(
            both.get_by_label(name) if name == "The other" else both.get_by_role("button", name=name)
        ).to_be_focused()
    page.keyboard.press("Enter")
    expect(both).to_be_hidden()
    expect(desk.note("Hides at work, unseen")).to_be_visible()
    expect(desk.card("Hides at work, unseen")).to_be_focused()
    desk.expect_saved()


def test_what_was_typed_outlives_a_reload(page: Page, other: Page, own_copy: str) -> None:
    desk = noted(page, own_copy)
    add_to_note(go_to(other, f"{own_copy}{READER}"), ", unseen")
    go_on_writing(desk, " because")
    expect(versions(page, NOTE)).to_be_visible()
    page.wait_for_function("() => Object.keys(localStorage).some((name) => name.includes('draft'))")
    page.reload()
    messages = page.get_by_role("region", name="Messages")
    expect(messages).to_contain_text("Hides at work because")
    messages.get_by_role("button", name="Keep").click()
    expect(versions(page, NOTE).get_by_label("Yours")).to_have_value("Hides at work because")


def test_two_kinds_of_change_to_one_note_both_stand(page: Page, other: Page, own_copy: str) -> None:
    desk = noted(page, own_copy)
    theirs = go_to(other, f"{own_copy}{READER}")
    theirs.card("Hides at work").click()
    other.keyboard.press("Escape")
    other.keyboard.press("c")
    theirs.expect_kept("Hides at work", kind="conceptual")
    add_to_note(desk, ", unseen")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".note.conceptual", has_text="Hides at work, unseen")).to_be_visible()
    theirs = go_to(other, f"{own_copy}{READER}")
    expect(other.locator(".note.conceptual", has_text="Hides at work, unseen")).to_be_visible()


def test_a_note_that_was_taken_out_elsewhere_can_be_written_anew(page: Page, other: Page, own_copy: str) -> None:
    desk = noted(page, own_copy)
    theirs = go_to(other, f"{own_copy}{READER}")
    theirs.card("Hides at work").click()
    other.get_by_role("button", name="Delete").click()
    theirs.expect_taken_out("Hides at work")
    go_on_writing(desk, ", still")
    messages = page.get_by_role("region", name="Messages")
    expect(messages).to_contain_text("This note was taken out in another window while you wrote.")
    messages.get_by_role("button", name="Write it as a new note").click()
    desk.expect_kept("Hides at work, still")
    expect(go_to(other, f"{own_copy}{READER}").note("Hides at work, still")).to_have_count(1)


def rename(page: Page, name: str) -> None:
    """Another name for a pile, on the table."""
    in_list(page, NOTHING).focus()
    page.keyboard.press("F2")
    page.keyboard.press("Control+a")
    page.keyboard.type(name)
    page.keyboard.press("Enter")


def test_a_pile_named_in_two_windows(page: Page, other: Page, own_copy: str, for_everyone: Callable[[], None]) -> None:
    reopen_maeve(page, own_copy)
    other.goto(own_copy + BOARD)
    with answered(other, "PATCH", "/personal-themes/"):
        rename(other, "Nothing, and that was it")
    rename(page, "Nothing to hold")
    both = versions(page, "a pile’s name")
    expect(both.get_by_label("The other")).to_have_text("Nothing, and that was it")
    for_everyone()
    page.keyboard.press("Escape")
    expect(pile(page, "Nothing, and that was it")).to_be_visible()
    page.reload()
    page.get_by_role("region", name="Two versions").get_by_role("button", name="Compare them").click()
    expect(both.get_by_label("Yours")).to_have_value("Nothing to hold")
    with answered(page, "PATCH", "/personal-themes/"):
        both.get_by_role("button", name="Keep yours").click()
    expect(pile(page, "Nothing to hold")).to_be_visible()
    other.reload()
    expect(pile(other, "Nothing to hold")).to_be_visible()


def test_a_stance_given_in_two_windows(
    page: Page, other: Page, own_copy: str, for_everyone: Callable[[], None]
) -> None:
    for one in (page, other):
        one.goto(own_copy + GROUP)
    first = ".con[data-stance=convergent] >> nth=0"
    handle = page.locator(first).get_attribute("data-contribution")
    mine, theirs = (one.locator(f'[data-contribution="{handle}"]') for one in (page, other))
    theirs.focus()
    with answered(other, "PATCH", "/contributions/"):
        other.keyboard.press("3")
    mine.focus()
    page.keyboard.press("2")
    both = versions(page, "a stance")
    expect(both).to_contain_text("variant")
    for_everyone()
    both.get_by_role("button", name="Keep yours").click()
    expect(mine.locator(".stance")).to_have_text("divergent")


def test_a_case_summary_written_in_two_windows(
    page: Page, other: Page, own_copy: str, for_everyone: Callable[[], None]
) -> None:
    page.goto(own_copy + CASE)
    page.get_by_role("button", name="Open Ines’s case").click()
    expect(page.get_by_role("textbox", name="Case summary")).to_be_visible()
    other.goto(own_copy + CASE)
    for one, words in ((other, "Theirs, kept first."), (page, "Mine, written meanwhile.")):
        one.get_by_role("textbox", name="Case summary").fill(words)
        with one.expect_navigation():
            one.get_by_role("button", name="Save case summary").click()
    group = page.get_by_role("group", name="The other version of the case summary")
    expect(group).to_contain_text("Theirs, kept first.")
    expect(group).to_contain_text("by Alice")
    expect(page.get_by_role("heading", name="The other version of the case summary")).to_be_focused()
    expect(page.get_by_role("textbox", name="Case summary")).to_have_value("Mine, written meanwhile.")
    for_everyone()
    group.get_by_role("button", name="Put both in yours").click()
    expect(page.get_by_role("textbox", name="Case summary")).to_have_value(BOTH)
    page.get_by_role("button", name="Save case summary").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    other.reload()
    expect(other.get_by_role("textbox", name="Case summary")).to_have_value(BOTH)


def test_what_was_typed_in_a_form_outlives_a_reload_and_still_clashes(page: Page, other: Page, own_copy: str) -> None:
    plan = f"{own_copy}/studies/alongside/plan"
    page.goto(plan)
    page.get_by_label("Research question").fill("What is it like to be walked with?")
    page.wait_for_function("() => Object.keys(localStorage).some((name) => name.includes('draft'))")
    other.goto(plan)
    other.get_by_label("Research question").fill("What is it like to be met?")
    other.get_by_role("button", name="Keep the plan").click()
    expect(other).to_have_url(f"{own_copy}/studies/alongside/record")
    page.reload()
    offer = page.get_by_role("region", name="Kept in this browser")
    expect(offer).to_contain_text("What is it like to be walked with?")
    offer.get_by_role("button", name="Put it in the form").click()
    page.get_by_role("button", name="Keep the plan").click()
    theirs = page.get_by_role("group", name="The other version of the research question")
    expect(theirs).to_contain_text("What is it like to be met?")
    theirs.get_by_role("button", name="Take the other").click()
    expect(page).to_have_url(f"{own_copy}/studies/alongside/record")
    page.goto(plan)
    expect(page.get_by_label("Research question")).to_have_value("What is it like to be met?")
    expect(offer).to_have_count(0)
    page.wait_for_function("() => Object.keys(localStorage).every((name) => !name.includes('draft'))")
