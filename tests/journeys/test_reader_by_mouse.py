"""The reader by mouse: everything can be done by pointing, and everything is there after a reload."""

from playwright.sync_api import Page, expect

from tests.journeys.engines import in_both
from tests.journeys.reader_page import READER, Desk, go_to, open_case


def write(desk: Desk, line: int, words: str, button: str, text: str) -> None:
    """Choose words by dragging, press a button of the bar, write, and press elsewhere."""
    desk.drag_over(line, words)
    desk.bar.get_by_role("button", name=button).click()
    expect(desk.writing).to_be_focused()
    desk.writing.press_sequentially(text)
    desk.page.get_by_role("button", name="Done").click()
    expect(desk.writing).to_have_count(0)


@in_both
def test_notes_of_every_kind_are_written_on_dragged_words_and_last(page: Page, own_copy: str) -> None:
    desk = open_case(page, own_copy)
    write(desk, 17, "I went in the sluice", "Descriptive", "Hides at work")
    write(desk, 21, "where's Ines, has anyone", "Linguistic", "Hears her own name from inside")
    write(desk, 22, "where is she", "Conceptual", "Asks after herself in the third person")
    write(desk, 29, "still a weekend", "Note", "Time that stopped")
    # Overlapping the first note's words by two.
    write(desk, 17, "the sluice. Not to do anything", "Conceptual", "A place for what is emptied")
    for kind, words in [
        ("descriptive", "Hides at work"),
        ("linguistic", "Hears her own name"),
        ("conceptual", "Asks after herself"),
        ("untyped", "Time that stopped"),
    ]:
        expect(page.locator(f".note.{kind}").filter(has_text=words)).to_be_visible()
    expect(desk.marked(17)).to_have_text(["I went in ", "the sluice", ". Not to do anything"])
    expect(desk.line(17).locator(".seg.two")).to_have_text("the sluice")
    for words, passage in [
        ("Hides at work", "I went in the sluice"),
        ("Hears her own name from inside", "where's Ines, has anyone"),
        ("Asks after herself in the third person", "where is she"),
        ("Time that stopped", "still a weekend"),
        ("A place for what is emptied", "the sluice. Not to do anything"),
    ]:
        desk.expect_kept(words, passage)
    desk = go_to(page, f"{own_copy}{READER}")
    expect(desk.line(17).locator(".seg.two")).to_have_text("the sluice")
    for words in ["Hides at work", "Hears her own name", "Asks after herself", "Time that stopped", "what is emptied"]:
        expect(desk.note(words)).to_be_visible()


@in_both
def test_a_note_is_edited_retyped_moved_and_spread_over_more_words(page: Page, own_copy: str) -> None:
    desk = open_case(page, own_copy)
    write(desk, 2, "it's tiny", "Descriptive", "The recorder is small")
    desk.card("The recorder is small").click()
    desk.writing.press_sequentially(", she says first")
    page.locator(".kinds").get_by_text("Linguistic").click()
    page.get_by_role("button", name="Done").click()
    expect(page.locator(".note.linguistic")).to_contain_text("The recorder is small, she says first")
    desk.card("The recorder is small").click()
    page.get_by_role("button", name="Move").click()
    desk.drag_over(3, "two coffees")
    desk.bar.get_by_role("button", name="Move here").click()
    expect(desk.said).to_contain_text("Moved to line 3.")
    expect(desk.marked(2)).to_have_count(0)
    expect(desk.marked(3)).to_have_text("two coffees")
    desk.card("The recorder is small").click()
    page.get_by_role("button", name="Add words").click()
    desk.drag_over(7, "I read all of it")
    desk.bar.get_by_role("button", name="Add these words").click()
    expect(desk.marked(7)).to_have_text("I read all of it")
    expect(desk.note("The recorder is small")).to_contain_text("also line 7")
    desk.expect_kept("The recorder is small, she says first", "two coffees", "I read all of it", kind="linguistic")
    desk = go_to(page, f"{own_copy}{READER}")
    expect(page.locator(".note.linguistic")).to_contain_text("The recorder is small, she says first")
    expect(desk.marked(3)).to_have_text("two coffees")
    expect(desk.marked(7)).to_have_text("I read all of it")


@in_both
def test_what_was_deleted_comes_back_and_goes_again(page: Page, own_copy: str) -> None:
    desk = open_case(page, own_copy)
    write(desk, 4, "had another one", "Descriptive", "Nerves, by the cup")
    desk.expect_kept("Nerves, by the cup")
    desk.card("Nerves").click()
    page.get_by_role("button", name="Delete").click()
    expect(desk.note("Nerves")).to_have_count(0)
    expect(desk.marked(4)).to_have_count(0)
    desk.said.get_by_role("button", name="Undo").click()
    expect(desk.said).to_have_text("Undone: took out a note.")
    expect(desk.note("Nerves")).to_be_visible()
    expect(desk.marked(4)).to_have_text("had another one")
    page.get_by_role("button", name="Tools").click()
    page.get_by_role("menuitem", name="Redo").click()
    expect(desk.note("Nerves")).to_have_count(0)
    page.get_by_role("button", name="Tools").click()
    page.get_by_role("menuitem", name="Undo").click()
    expect(desk.note("Nerves")).to_be_visible()
    desk.expect_kept("Nerves, by the cup", "had another one")
    desk = go_to(page, f"{own_copy}{READER}")
    expect(desk.note("Nerves")).to_be_visible()


def test_statements_come_from_two_notes_or_straight_from_a_passage(page: Page, own_copy: str) -> None:
    desk = open_case(page, own_copy)
    write(desk, 17, "I went in the sluice", "Descriptive", "Hides at work")
    write(desk, 22, "where is she", "Conceptual", "Asks after herself")
    for words in ["Hides at work", "Asks after herself"]:
        desk.note(words).hover()
        desk.note(words).locator(".tick").click()
    expect(desk.said).to_contain_text("2 notes chosen.")
    desk.said.get_by_role("button", name="Write a statement").click()
    expect(page.locator(".st.edit")).to_contain_text("Written from 2 notes.")
    desk.writing.press_sequentially("Looking for herself from where nobody looks")
    page.get_by_role("button", name="Done").click()
    write(desk, 30, "weekend's been", "Statement", "A weekend that never ended")
    # Pointing at the statement lights the notes it came from.
    desk.statement("Looking for herself").hover()
    expect(desk.note("Hides at work")).to_have_class("note descriptive on")
    desk.expect_kept("Looking for herself from where nobody looks", "I went in the sluice", "where is she")
    desk.expect_kept("A weekend that never ended", "weekend's been")
    desk = go_to(page, f"{own_copy}{READER}")
    expect(desk.statement("Looking for herself")).to_be_visible()
    desk.card("Looking for herself").click()
    expect(page.locator(".st.edit")).to_contain_text("Written from 2 notes.")
    desk.card("A weekend that never ended").click()
    expect(page.locator(".st.edit")).to_contain_text("Written from the passage.")


def test_sides_first_impressions_reading_whole_finding_and_going_to_a_line(page: Page, own_copy: str) -> None:
    desk = open_case(page, own_copy)
    box = page.get_by_role("textbox", name="First impressions")
    box.fill("The voice on the bus stays with me.")
    write(desk, 17, "I went in the sluice", "Descriptive", "Hides at work")
    assert desk.sides() == ("Experiential statements", "Exploratory notes")
    page.get_by_role("button", name="Tools").click()
    page.get_by_role("menuitemcheckbox", name="Notes on the left").click()
    assert desk.sides() == ("Exploratory notes", "Experiential statements")
    desk.expect_kept("Hides at work")
    desk.expect_impression("The voice on the bus stays with me.")
    desk = go_to(page, f"{own_copy}{READER}")
    assert desk.sides() == ("Exploratory notes", "Experiential statements")
    note, line = desk.note("Hides at work").bounding_box(), desk.line(17).bounding_box()
    assert note and line and note["x"] + note["width"] <= line["x"]
    page.get_by_text("First impressions", exact=True).first.click()
    expect(page.get_by_role("textbox", name="First impressions")).to_have_value("The voice on the bus stays with me.")
    page.get_by_role("checkbox", name="Read whole").check()
    expect(desk.note("Hides at work")).to_be_hidden()
    expect(desk.line(17)).to_be_visible()
    page.get_by_role("checkbox", name="Read whole").uncheck()
    expect(desk.note("Hides at work")).to_be_visible()
    page.get_by_role("button", name="Tools").click()
    page.get_by_role("menuitem", name="Find in this transcript").click()
    page.get_by_role("searchbox").fill("nobody'd ever")
    expect(page.locator(".find .count")).to_contain_text("1 of 1, line ")
    page.locator(".find").get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Tools").click()
    page.get_by_role("menuitem", name="Go to a line").click()
    page.get_by_label("Line, 1 to 815").fill("400")
    page.get_by_role("button", name="Go", exact=True).click()
    expect(desk.line(400)).to_be_in_viewport()
    expect(desk.line(400).locator(".no")).to_be_focused()


def test_stretches_without_a_note_are_shown_and_walked(page: Page, own_copy: str) -> None:
    desk = open_case(page, own_copy)
    write(desk, 2, "Is it that one", "Descriptive", "Looks for the machine")
    page.get_by_role("button", name="Tools").click()
    page.get_by_role("menuitemcheckbox", name="Show stretches without a note").click()
    mark = "element => getComputedStyle(element).borderRightStyle"
    assert desk.line(2).locator(".no").evaluate(mark) == "none"
    assert desk.line(3).locator(".no").evaluate(mark) == "solid"
    # What the interviewer says waits for no note.
    assert desk.line(5).locator(".no").evaluate(mark) == "none"
    desk.line(2).locator(".no").click()
    page.get_by_role("button", name="Tools").click()
    page.get_by_role("menuitem", name="Next stretch without a note").click()
    expect(desk.said).to_have_text("Line 3.")
