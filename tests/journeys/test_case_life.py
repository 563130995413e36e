"""The life of a case: opened blank with what is carried over, read alone, written about, signed off, reopened."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.by_keys import enter_on, tab_to
from tests.journeys.engines import in_both

CARRIED = "I carry a love of gaps, and would hear her talking as something laid over a silence."
SUMMARY = "She talks fast and means it. What she will not do is be met on the phone."
# What stands in Maeve's case alone: a pile's name, a note, a statement, a word she spoke.
OF_MAEVE = ["Sat with, not written down", "A container, not a notebook", "A bath full of post", "shortbread"]


@pytest.fixture
def study(page: Page, own_copy: str) -> str:
    """The fictional study with cases read one by one again, and nothing yet said about what goes over to Ines."""
    address = f"{own_copy}/studies/alongside"
    page.goto(f"{address}/diary?case=6")
    page.get_by_role("link", name="Change of the entry of 30 January 2026").click()
    page.get_by_text("Take this entry out").click()
    page.get_by_role("button", name="Take it out").click()
    # Going elsewhere while the form's answer leads on is an error in Firefox.
    expect(page).to_have_url(f"{address}/diary")
    page.goto(f"{address}/analysis")
    page.get_by_role("button", name="Read the cases one by one again").click()
    expect(page.get_by_text("Until then each stays on its own")).to_be_visible()
    return address


def shows_nothing_of_maeve(page: Page) -> None:
    for words in OF_MAEVE:
        expect(page.locator("body")).not_to_contain_text(words)


@in_both
def test_a_case_opens_blank_with_what_is_carried_over_written_down_first(
    page: Page, study: str, clean: Callable[[], None]
) -> None:
    page.goto(f"{study}/cases/6")
    page.get_by_label("What do you carry over?").fill(CARRIED)
    clean()
    page.get_by_role("button", name="Open Ines’s case").click()
    expect(page.get_by_role("textbox", name="Case summary")).to_have_value("")
    expect(page.get_by_role("textbox", name="First impressions")).to_have_value("")
    page.get_by_role("link", name="Its diary entries").click()
    expect(page.get_by_role("article")).to_contain_text(CARRIED)
    expect(page.get_by_role("article")).to_contain_text("carried over from earlier cases")
    page.goto(f"{study}/cases/6/board")
    expect(page.get_by_text("There are none yet")).to_be_visible()
    shows_nothing_of_maeve(page)
    page.goto(f"{study}/cases/6/transcript")
    expect(page.get_by_text("Send me a bus.")).to_be_attached()
    shows_nothing_of_maeve(page)


def test_while_one_case_is_read_the_others_are_closed_with_three_ways_on(
    page: Page, study: str, clean: Callable[[], None]
) -> None:
    page.goto(f"{study}/cases/6")
    page.get_by_role("button", name="Open Ines’s case").click()
    expect(page.get_by_role("textbox", name="Case summary")).to_be_visible()
    for part in ["", "/transcript", "/board", "/search?q=kitchen", "/statements/11"]:
        page.goto(f"{study}/cases/1{part}")
        expect(page.get_by_role("heading", level=1)).to_have_text("Maeve is closed for now")
        expect(page.locator(".ways > li")).to_have_count(3)
        shows_nothing_of_maeve(page)
    clean()
    for part in ["", "/analysis", "/diary", "/trail", "/search?q=shortbread", "/group", "/findings", "/quality"]:
        page.goto(f"{study}{part}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        shows_nothing_of_maeve(page)
    page.goto(f"{study}/cases/6/search?q=shortbread")
    expect(page.get_by_text("Nothing in Ines’s case holds these words.")).to_be_visible()
    page.goto(f"{study}/cases/6/search?q=bus")
    expect(page.get_by_role("main").get_by_role("listitem").first).to_contain_text("Ines")

    page.goto(f"{study}/cases/1")
    page.get_by_role("link", name="Go to Ines’s case").click()
    expect(page).to_have_url(f"{study}/cases/6")
    page.goto(f"{study}/cases/1")
    page.get_by_label("Why now").fill("My supervisor meets me on Thursday.")
    page.get_by_role("button", name="Open cross-case work early").click()
    expect(page).to_have_url(f"{study}/cases/1")
    expect(page.get_by_role("region", name="Personal experiential themes")).to_contain_text(OF_MAEVE[0])


@in_both
def test_a_case_is_summed_up_signed_off_and_reopened_and_the_trail_tells_it(
    page: Page, study: str, clean: Callable[[], None]
) -> None:
    page.goto(f"{study}/cases/6")
    page.get_by_role("button", name="Open Ines’s case").click()
    page.get_by_role("textbox", name="Case summary").fill(SUMMARY)
    page.get_by_role("button", name="Save case summary").click()
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Case summary")).to_have_value(SUMMARY)
    page.get_by_role("button", name="Sign off Ines’s case").click()
    expect(page.get_by_role("main")).to_contain_text("Signed off on")
    expect(page.get_by_role("main")).to_contain_text(SUMMARY)
    expect(page.get_by_role("textbox", name="Case summary")).to_have_count(0)
    clean()
    page.goto(f"{study}/analysis")
    expect(page.get_by_text("when the last case was signed off")).to_be_visible()
    page.goto(f"{study}/cases/6")
    page.get_by_label("What brings you back").fill("The recording has a laugh that I had not heard.")
    page.get_by_role("button", name="Reopen Ines’s case").click()
    expect(page.get_by_role("textbox", name="Case summary")).to_have_value(SUMMARY)

    page.goto(f"{study}/trail?case=6")
    acts = page.get_by_role("listitem").filter(has=page.locator("time"))
    told = [
        "reopened the case: Ines", "signed off the case: Ines", "wrote the case summary of Ines",
        "opened the case for analysis: Ines",
    ]  # fmt: skip
    for place, words in enumerate(told):
        expect(acts.nth(place)).to_contain_text(words)
    acts.first.get_by_text("reopened the case: Ines").click()
    expect(acts.first).to_contain_text("The recording has a laugh that I had not heard.")
    page.goto(f"{study}/trail")
    expect(page.get_by_text("opened cross-case work").first).to_be_visible()
    page.get_by_role("button", name="Check the chain").click()
    expect(page.get_by_role("status").filter(has_text="The chain holds.")).to_be_visible()


def test_a_case_is_opened_written_about_signed_off_and_reopened_by_keys(page: Page, study: str) -> None:
    key = page.keyboard
    page.goto(f"{study}/analysis")
    enter_on(page, page.get_by_role("link", name="Ines", exact=True))
    tab_to(page, page.get_by_label("What do you carry over?"))
    key.type(CARRIED)
    enter_on(page, page.get_by_role("button", name="Open Ines’s case"))
    tab_to(page, page.get_by_role("textbox", name="First impressions"))
    key.type("Breathless, and exact.")
    with page.expect_navigation():
        enter_on(page, page.get_by_role("button", name="Save first impressions"))
    expect(page.get_by_role("textbox", name="First impressions")).to_have_value("Breathless, and exact.")
    tab_to(page, page.get_by_role("textbox", name="Case summary"))
    key.type(SUMMARY)
    with page.expect_navigation():
        enter_on(page, page.get_by_role("button", name="Save case summary"))
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    enter_on(page, page.get_by_role("button", name="Sign off Ines’s case"))
    tab_to(page, page.get_by_label("What brings you back"))
    key.type("A laugh.")
    enter_on(page, page.get_by_role("button", name="Reopen Ines’s case"))
    expect(page.get_by_role("textbox", name="Case summary")).to_have_value(SUMMARY)
