"""From an empty computer to a frozen transcript and its plan, with no mouse at all."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.conftest import RECORD
from tests.journeys.beginning import store_is_made
from tests.journeys.by_keys import enter_on, tab_to
from tests.journeys.test_own_study_begins import PASSPHRASE, PASTED


def type_in(page: Page, field: Locator, text: str) -> None:
    """Reach a field by Tab and type into it."""
    tab_to(page, field)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)


@pytest.mark.embedded("a place of one's own begins with its passphrase")
def test_a_study_begins_by_keys_alone(page: Page, new_store: str) -> None:
    page.goto(new_store)
    type_in(page, page.get_by_label("Your name"), "Alice Example")
    type_in(page, page.get_by_label("Passphrase", exact=True), PASSPHRASE)
    type_in(page, page.get_by_label("The same passphrase again"), PASSPHRASE)
    page.keyboard.press("Enter")
    store_is_made(page)
    enter_on(page, page.get_by_role("button", name="I have kept it safe"))
    enter_on(page, page.get_by_role("link", name="Begin a study"))
    type_in(page, page.get_by_label("The research summary, pasted"), RECORD)
    type_in(page, page.get_by_label("A short name for addresses"), "walking")
    page.keyboard.press("Enter")
    expect(page.get_by_text("999999", exact=True)).to_be_visible()
    enter_on(page, page.get_by_role("link", name="Write the plan"))
    type_in(page, page.get_by_label("Research question"), "What is it like to walk together?")
    enter_on(page, page.get_by_role("main").get_by_role("button").last)
    expect(page.get_by_text("What is it like to walk together?")).to_be_visible()
    enter_on(page, page.get_by_role("navigation").get_by_role("link", name="People"))
    type_in(page, page.get_by_label("Pseudonym"), "Maeve")
    page.keyboard.press("Enter")
    expect(page.get_by_role("rowheader", name="Maeve")).to_be_visible()
    enter_on(page, page.get_by_role("navigation").get_by_role("link", name="Interviews"))
    bring_in_by_keys(page)


def bring_in_by_keys(page: Page) -> None:
    """Paste, look, keep and freeze one interview."""
    enter_on(page, page.get_by_role("main").get_by_role("link", name="Bring in").first)
    type_in(page, page.get_by_label("Or the transcript, pasted"), PASTED)
    enter_on(page, page.get_by_role("button", name="Look before it is saved"))
    expect(page.get_by_role("heading", name="Before it is saved")).to_be_visible()
    case = page.get_by_label("Whose interview")
    if case.input_value() == "":
        tab_to(page, case)
        page.keyboard.type("Maeve")
    enter_on(page, page.get_by_role("button", name="Keep this transcript"))
    expect(page.get_by_role("main")).to_contain_text("Maeve")
    enter_on(page, page.get_by_role("button", name="Freeze the transcript"))
    expect(page.get_by_text("Their numbers will not change")).to_be_visible()
    enter_on(page, page.get_by_role("link", name="Open in the reader"))
    expect(page.get_by_text("She never asked me where I was")).to_be_visible()
