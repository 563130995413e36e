"""The diary written, changed and taken out; search by word, phrase, beginning and accent; the trail checked."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.by_keys import enter_on, tab_to

STUDY = "/studies/alongside"
FIRST = "I wanted her to be angry, and noticed that I wanted it."
AGAIN = "I wanted her to be angry. She was tired."


def hits(page: Page) -> Locator:
    """What a search found, best first."""
    return page.locator(".hits > li")


def search(page: Page, words: str) -> None:
    """Type into the search field of the page, and ask."""
    field = page.get_by_role("searchbox")
    field.fill(words)
    # What was typed stands there before the answer does, too.
    with page.expect_navigation():
        field.press("Enter")
    expect(page.get_by_role("searchbox")).to_have_value(words)


def test_a_diary_entry_is_written_found_changed_and_taken_out(
    page: Page, own_copy: str, clean: Callable[[], None]
) -> None:
    page.goto(own_copy + STUDY)
    page.get_by_role("link", name="Write today’s entry").click()
    page.get_by_label("Case", exact=True).select_option(label="Anjali")
    page.get_by_label("Step").select_option(label="Looking across cases")
    page.get_by_label("The entry").fill(FIRST)
    page.get_by_label("Something I may be carrying over").check()
    clean()
    page.get_by_role("button", name="Keep this entry").click()
    written = page.get_by_role("article").filter(has_text="I wanted her to be angry")
    expect(written).to_contain_text("Looking across cases · Anjali · carried over from earlier cases")
    page.get_by_label("Case", exact=True).select_option(label="Tobias")
    page.get_by_role("button", name="Show").click()
    expect(written).to_have_count(0)
    page.get_by_label("Case", exact=True).select_option(label="Anjali")
    page.get_by_role("button", name="Show").click()

    written.get_by_role("link", name="Change").click()
    page.get_by_label("The entry").fill(AGAIN)
    page.get_by_role("button", name="Save").click()
    expect(written).to_contain_text(AGAIN)
    written.get_by_role("link", name="Change").click()
    expect(page.get_by_role("region", name="What stood before")).to_contain_text(FIRST)
    clean()
    page.get_by_text("Take this entry out").click()
    page.get_by_role("button", name="Take it out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Diary")
    expect(written).to_have_count(0)


def test_the_diary_is_written_by_keys(page: Page, own_copy: str) -> None:
    key = page.keyboard
    page.goto(own_copy + STUDY)
    key.press("e")
    tab_to(page, page.get_by_label("Step"))
    key.type("Read")
    tab_to(page, page.get_by_label("The entry"))
    key.type(FIRST)
    enter_on(page, page.get_by_role("button", name="Keep this entry"))
    expect(page.get_by_role("article").filter(has_text=FIRST)).to_be_visible()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("hatch", "hatch"),
        ('"four in the morning"', "four in the morning"),
        ("shortb*", "shortbread"),
        ("SHORTBRÉAD", "shortbread"),
        ("larder pencil", "larder"),
    ],
)
def test_search_finds_words_phrases_beginnings_and_folds_accents(
    asked: str, found: str, page: Page, fictional: str
) -> None:
    page.goto(fictional + STUDY)
    search(page, asked)
    expect(hits(page).first).to_be_visible()
    expect(hits(page).filter(has_text=found).first.locator("mark")).to_be_visible()


def test_a_phrase_is_kept_together_and_a_hit_leads_to_its_line(
    page: Page, fictional: str, clean: Callable[[], None]
) -> None:
    page.goto(f"{fictional}{STUDY}/cases/1/search")
    search(page, '"morning the in four"')
    expect(page.get_by_text("Nothing in Maeve’s case holds these words.")).to_be_visible()
    search(page, "shortbread")
    clean()
    link = hits(page).first.get_by_role("link")
    line = link.inner_text().removeprefix("line ").split()[0]
    link.click()
    expect(page.get_by_role("link", name=f"Line {line}", exact=True)).to_be_in_viewport()


def test_the_search_field_is_one_key_away(page: Page, fictional: str) -> None:
    page.goto(fictional + STUDY)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("hatch")
    page.keyboard.press("Enter")
    expect(hits(page).first.locator("mark")).to_have_text("hatch")


def test_the_trail_is_asked_about_one_case_and_checked(page: Page, fictional: str, clean: Callable[[], None]) -> None:
    page.goto(f"{fictional}{STUDY}/trail")
    expect(page.get_by_text("Alice set a personal theme aside.")).to_be_visible()
    page.get_by_label("About").select_option(label="Tobias")
    page.get_by_role("button", name="Show").click()
    acts = page.get_by_role("listitem").filter(has=page.locator("time"))
    expect(acts.first).to_contain_text("Tobias")
    expect(acts.filter(has_text="Alice signed off the case: Tobias")).to_have_count(1)
    expect(acts.filter(has_text="on Maeve")).to_have_count(0)
    page.get_by_role("button", name="Check the chain").click()
    expect(page.get_by_role("status").filter(has_text="The chain holds.")).to_be_visible()
    clean()
