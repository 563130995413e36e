"""The reader by finger: words are chosen with the system's own handles; the bar waits at the foot of the screen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.reader_page import READER, Desk, go_to, open_case


@pytest.fixture
def touched(browser: Browser) -> Iterator[Page]:
    """One tab of a telephone."""
    context = browser.new_context(
        viewport={"width": 400, "height": 860}, has_touch=True, is_mobile=True, locale="en-GB"
    )
    tab = context.new_page()
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    yield tab
    context.close()
    assert faults == []


def choose_as_handles_do(desk: Desk, line: int, words: str) -> None:
    """Set the selection as the system's handles set it; a long press itself is the system's affair."""
    desk.line(line).evaluate(
        """(line, words) => {
          line.scrollIntoView({block: 'center'});
          const text = line.querySelector('.tx').firstChild;
          const start = text.data.indexOf(words);
          document.getSelection().setBaseAndExtent(text, start, text, start + words.length);
        }""",
        words,
    )


def test_a_finger_writes_retypes_and_makes_a_statement(touched: Page, own_copy: str) -> None:
    desk = open_case(touched, own_copy)
    choose_as_handles_do(desk, 17, "I went in the sluice")
    expect(desk.bar).to_be_visible()
    bar = desk.bar.bounding_box()
    assert bar and bar["y"] + bar["height"] > 760
    expect(desk.bar.get_by_role("button")).to_have_count(2)
    for choice in desk.bar.get_by_role("button").all():
        box = choice.bounding_box()
        assert box and box["height"] >= 44
    desk.bar.get_by_role("button", name="Note").tap()
    expect(desk.writing).to_be_focused()
    desk.writing.press_sequentially("Hides at work")
    touched.locator(".kinds").get_by_text("Conceptual").tap()
    touched.get_by_role("button", name="Done").tap()
    expect(touched.locator(".note.conceptual")).to_contain_text("Hides at work")
    # Tapping marked words lights their note.
    desk.marked(17).first.tap()
    expect(desk.note("Hides at work")).to_have_class("note conceptual on")
    desk.card("Hides at work").tap()
    touched.get_by_role("button", name="Statement", exact=True).tap()
    expect(touched.locator(".st.edit")).to_contain_text("Written from one note.")
    desk.writing.press_sequentially("A room to be nobody in")
    touched.get_by_role("button", name="Done").tap()
    desk.card("Hides at work").tap()
    touched.get_by_role("button", name="Move").tap()
    choose_as_handles_do(desk, 18, "shut the door")
    desk.bar.get_by_role("button", name="Move here").tap()
    expect(desk.marked(18)).to_have_text("shut the door")
    desk.expect_kept("Hides at work", "shut the door", kind="conceptual")
    desk.expect_kept("A room to be nobody in")
    desk = go_to(touched, f"{own_copy}{READER}")
    expect(desk.statement("A room to be nobody in")).to_be_visible()
    expect(desk.marked(18)).to_have_text("shut the door")
