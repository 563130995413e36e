"""The group level: down to a voice and up again, group themes made and joined, the map; by mouse, keys and forms."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.by_keys import enter_on, tab_to
from tests.journeys.engines import in_both

GROUP = "/studies/alongside/group"
SHELF, SUSPENSE, STEPS = "Anger kept on a shelf", "You pop it in suspense", "The steps are true"
NEW, SUB = "What stays unsaid in company", "Kept out of the room"
SVG = "{http://www.w3.org/2000/svg}"


def theme(page: Page, name: str) -> Locator:
    """A group theme or sub-theme on the page, by its heading."""
    return page.locator("[data-group-theme]", has=page.get_by_role("heading", name=name, exact=True)).last


def unused(page: Page) -> Locator:
    """The personal themes that no group theme uses."""
    return page.get_by_role("complementary", name="Personal experiential themes not yet used")


def voice(page: Page) -> Locator:
    """The chain beside the themes."""
    return page.get_by_role("complementary", name="Back to the voice")


def told(page: Page, words: str) -> None:
    """An act was done and the page shown again."""
    expect(page.get_by_role("status").filter(has_text=words)).to_be_attached()


def of_case(page: Page, address: str, number: int) -> Any:
    """What a case's own analysis holds: cards and personal themes."""
    board = page.request.get(f"{address}/api/cases/{number}/board").json()
    return board["themes"], board["cards"], board["set_aside"]


def make_theme(page: Page, name: str, link: str) -> None:
    """A group theme by its form."""
    page.get_by_role("link", name=link).click()
    page.get_by_role("textbox", name="Name").fill(name)
    page.get_by_role("button", name="Keep this theme").click()
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()


@in_both
def test_one_click_at_a_time_leads_down_to_the_words_and_up_again(
    page: Page, fictional: str, clean: Callable[[], None]
) -> None:
    page.goto(fictional)
    page.get_by_role("link", name="Open the group themes").click()
    page.get_by_role("link", name="The unfinished sentence").click()
    expect(voice(page)).to_contain_text("Four in the morning, known by both.")
    voice(page).get_by_role("link", name="Line").first.click()
    expect(page).to_have_url(f"{fictional}/studies/alongside/cases/1/transcript?interview=1#L247")
    expect(page.get_by_role("link", name="Line 247")).to_be_in_viewport()
    page.go_back()
    voice(page).get_by_role("link", name="Up again from this experiential statement").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("A sentence left 'with the end off'")
    expect(page.get_by_text("In the recording at").first).to_be_visible()
    clean()
    page.get_by_role("link", name="Met before being helped: Knowing from the inside").click()
    expect(page.locator(".con[aria-current]")).to_contain_text("The unfinished sentence")
    voice(page).get_by_role("link", name="The whole chain").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Met before being helped")
    expect(page.get_by_role("link", name="Up again from").first).to_be_visible()


def test_a_group_theme_is_made_joined_changed_and_moved_by_mouse(
    page: Page, own_copy: str, clean: Callable[[], None]
) -> None:
    before = of_case(page, own_copy, 5)
    page.goto(own_copy + GROUP)
    make_theme(page, NEW, "New group experiential theme")
    make_theme(page, SUB, f"Sub-theme of {NEW}")
    unused(page).get_by_role("link", name=SHELF).drag_to(theme(page, SUB).get_by_role("heading", name=SUB))
    asked = page.get_by_role("dialog", name=SHELF)
    asked.get_by_role("radio", name="variant").check()
    asked.get_by_label("Comment").fill("He keeps it where he can reach it.")
    clean()
    asked.get_by_role("button", name="Join").click()
    told(page, "Joined.")
    row = theme(page, SUB).get_by_role("link", name=SHELF)
    expect(row).to_contain_text("variant")
    expect(row).to_contain_text("He keeps it where he can reach it.")
    expect(unused(page).get_by_role("link", name=SHELF)).to_have_count(0)

    row.drag_to(theme(page, NEW).get_by_role("heading", name=NEW))
    expect(theme(page, NEW).locator("> .cons")).to_contain_text(SHELF)
    page.get_by_role("button", name="Undo").click()
    expect(theme(page, SUB)).to_contain_text(SHELF)

    row.click()
    voice(page).get_by_role("link", name="Change how Desmond stands to it").click()
    page.get_by_role("radio", name="divergent").check()
    page.get_by_label("Comment").fill("He would say it, were anybody listening.")
    page.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("divergent")
    expect(row).to_contain_text("He would say it, were anybody listening.")
    assert of_case(page, own_copy, 5) == before


def test_a_comment_is_never_cut_nor_lost_where_it_can_not_be_kept(page: Page, own_copy: str) -> None:
    page.goto(own_copy + GROUP)
    unused(page).get_by_role("link", name=SHELF).drag_to(page.get_by_role("heading", name="Met before being helped"))
    asked = page.get_by_role("dialog", name=SHELF)
    asked.get_by_role("radio", name="variant").check()
    long = "He keeps it where he can reach it. " * 150
    asked.get_by_label("Comment").fill(long)
    asked.get_by_role("button", name="Join").click()
    expect(asked.get_by_role("alert")).to_contain_text("This has 5,250 characters, and 5,000 can be kept.")
    expect(asked.get_by_label("Comment")).to_be_focused()
    expect(asked.get_by_label("Comment")).to_have_value(long)

    short = "He keeps it where he can reach it."
    page.route("**/contributions", lambda route: route.abort())
    asked.get_by_label("Comment").fill(short)
    asked.get_by_role("button", name="Join").click()
    expect(asked.get_by_text("The server could not be reached.")).to_be_visible()
    expect(asked.get_by_label("Comment")).to_have_value(short)
    expect(asked.get_by_role("radio", name="variant")).to_be_checked()
    page.unroute("**/contributions")
    asked.get_by_role("button", name="Join").click()
    told(page, "Joined.")
    expect(theme(page, "Met before being helped").get_by_role("link", name=SHELF)).to_contain_text(short)
    expect(page.get_by_text("The server could not be reached.")).to_have_count(0)


def test_a_group_theme_is_described_ordered_and_taken_out_and_undo_brings_it_back(
    page: Page, own_copy: str, clean: Callable[[], None]
) -> None:
    before = of_case(page, own_copy, 1)
    page.goto(own_copy + GROUP)
    page.get_by_role("link", name="Change On whose clock").click()
    page.get_by_label("Where it is not found").fill("The other three never name the hour.")
    page.get_by_role("button", name="Save").click()
    expect(theme(page, "On whose clock")).to_contain_text("The other three never name the hour.")
    names = (
        page.get_by_role("heading", level=2)
        .filter(has_text="Borrowed time")
        .or_(page.get_by_role("heading", level=2).filter(has_text="Met before being helped"))
    )
    expect(names).to_have_text(["Met before being helped", "Borrowed time"])
    page.get_by_role("link", name="Change Borrowed time").click()
    page.get_by_role("button", name="Move up").click()
    expect(names).to_have_text(["Borrowed time", "Met before being helped"])

    page.get_by_role("link", name="Change Borrowed time").click()
    page.get_by_role("link", name="Take this theme out").click()
    expect(page.get_by_text("With it go its sub-themes")).to_be_visible()
    clean()
    page.get_by_role("button", name="Take it out").click()
    expect(page.get_by_role("heading", name="Borrowed time")).to_have_count(0)
    expect(unused(page)).to_contain_text("Equal, on paid time")
    page.get_by_role("button", name="Undo").click()
    expect(theme(page, "A closeness with an end date")).to_contain_text("She counts the Tuesdays that are left.")
    expect(theme(page, "On whose clock")).to_contain_text("The other three never name the hour.")
    assert of_case(page, own_copy, 1) == before


def test_what_stays_with_one_person_is_set_aside_with_a_reason_and_taken_back(
    page: Page, own_copy: str, clean: Callable[[], None]
) -> None:
    page.goto(own_copy + GROUP)
    unused(page).get_by_role("link", name=SUSPENSE).click()
    page.get_by_label("Why it stays with this person alone").fill("Hers, and hers alone.")
    clean()
    page.get_by_role("button", name="Set aside").click()
    expect(unused(page)).to_contain_text("Anjali. Hers, and hers alone.")
    unused(page).get_by_role("link", name=SUSPENSE).click()
    page.get_by_role("button", name="Take it back").click()
    expect(unused(page).get_by_role("link", name=SUSPENSE)).to_be_visible()
    expect(unused(page)).not_to_contain_text("Hers, and hers alone.")

    page.locator(".con", has_text="Seeing him in the Co-op").click()
    voice(page).get_by_role("link", name="Change how Gwen stands to it").click()
    page.get_by_role("link", name="Take it out of this theme").click()
    page.get_by_role("button", name="Take it out").click()
    expect(unused(page).get_by_role("link", name="Seeing him in the Co-op")).to_be_visible()


@in_both
def test_the_group_level_is_worked_by_keys(page: Page, own_copy: str, clean: Callable[[], None]) -> None:
    key = page.keyboard
    page.goto(own_copy + GROUP)
    enter_on(page, page.get_by_role("link", name="New group experiential theme"))
    tab_to(page, page.get_by_role("textbox", name="Name"))
    key.type(NEW)
    key.press("Enter")
    expect(theme(page, NEW)).to_be_visible()
    tab_to(page, unused(page).get_by_role("link", name=SHELF))
    key.press("m")
    asked = page.get_by_role("dialog", name=SHELF)
    expect(asked.get_by_role("combobox", name="Join to")).to_be_focused()
    key.type(NEW)
    key.press("Tab")
    key.press("3")
    expect(asked.get_by_role("radio", name="variant")).to_be_checked()
    clean()
    tab_to(page, asked.get_by_label("Comment"))
    key.type("He keeps it where he can reach it.")
    enter_on(page, asked.get_by_role("button", name="Join"))
    row = theme(page, NEW).get_by_role("link", name=SHELF)
    expect(row).to_contain_text("variant")

    tab_to(page, row, within=120)
    key.press("2")
    expect(row).to_contain_text("divergent")
    expect(row).to_be_focused()
    key.press("Control+z")
    expect(row).to_contain_text("variant")
    key.press("Control+Shift+z")
    expect(row).to_contain_text("divergent")
    key.press("m")
    expect(page.get_by_role("combobox", name="Move to")).to_be_focused()
    key.type("Borrowed")
    enter_on(page, page.get_by_role("dialog").get_by_role("button", name="Move"))
    row = theme(page, "Borrowed time").get_by_role("link", name=SHELF)
    expect(row).to_be_focused()
    key.press("ArrowRight")
    expect(voice(page)).to_be_focused()
    expect(voice(page)).to_contain_text("He keeps it where he can reach it.")
    key.press("ArrowLeft")
    expect(row).to_be_focused()
    key.press("ArrowUp")
    expect(row).not_to_be_focused()
    key.press("ArrowDown")
    expect(row).to_be_focused()


@in_both
def test_the_forms_of_the_group_level_are_filled_by_keys(page: Page, own_copy: str) -> None:
    key = page.keyboard
    page.goto(own_copy + GROUP)
    enter_on(page, page.get_by_role("link", name="Sub-theme of Borrowed time"))
    tab_to(page, page.get_by_role("textbox", name="Name"))
    key.type(SUB)
    key.press("Enter")
    enter_on(page, page.get_by_role("link", name=f"Join to {SUB}"), within=120)
    tab_to(page, page.get_by_role("radio").first)
    key.press("Space")
    tab_to(page, page.get_by_role("radio", name="convergent"))
    key.press("ArrowDown")
    expect(page.get_by_role("radio", name="divergent")).to_be_checked()
    enter_on(page, page.get_by_role("button", name="Join", exact=True))
    expect(theme(page, SUB).locator(".con")).to_contain_text("divergent")

    enter_on(page, page.get_by_role("link", name=f"Change {SUB}"), within=120)
    tab_to(page, page.get_by_label("Where it is not found"))
    key.type("The others speak of it.")
    enter_on(page, page.get_by_role("button", name="Save"))
    expect(theme(page, SUB)).to_contain_text("The others speak of it.")
    enter_on(page, page.get_by_role("link", name=f"Change {SUB}"), within=120)
    enter_on(page, page.get_by_role("button", name="Move up"))
    subs = page.locator("article", has_text="Borrowed time").get_by_role("heading", level=3)
    expect(subs).to_have_text(["A closeness with an end date", SUB, "On whose clock"])
    enter_on(page, page.get_by_role("link", name=f"Change {SUB}"), within=120)
    enter_on(page, page.get_by_role("link", name="Take this theme out"))
    enter_on(page, page.get_by_role("button", name="Take it out"))
    expect(subs).to_have_count(2)

    enter_on(page, unused(page).get_by_role("link", name=SUSPENSE))
    tab_to(page, page.get_by_label("Why it stays with this person alone"))
    key.type("Hers, and hers alone.")
    enter_on(page, page.get_by_role("button", name="Set aside"))
    expect(unused(page)).to_contain_text("Anjali. Hers, and hers alone.")


def test_making_and_joining_work_without_script(browser: Browser, own_copy: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(own_copy + GROUP)
    make_theme(page, NEW, "New group experiential theme")
    make_theme(page, SUB, f"Sub-theme of {NEW}")
    page.get_by_role("link", name=f"Join to {SUB}").click()
    page.get_by_role("radio", name=STEPS).check()
    page.get_by_role("radio", name="convergent").check()
    page.get_by_label("Comment").fill("What is true of stairs.")
    page.get_by_role("button", name="Join", exact=True).click()
    expect(theme(page, SUB).get_by_role("link", name=STEPS)).to_contain_text("What is true of stairs.")
    expect(voice(page)).to_contain_text("Anjali, convergent")

    page.get_by_role("link", name=f"Join to {NEW}").click()
    page.get_by_role("link", name="Ines").or_(page.get_by_role("link", name="Tobias")).first.click()
    page.get_by_role("radio").first.check()
    page.get_by_role("radio", name="divergent").check()
    page.get_by_role("button", name="Join", exact=True).click()
    expect(theme(page, NEW).locator("> .cons")).to_contain_text("Tobias")
    page.get_by_role("button", name="Undo").click()
    expect(theme(page, NEW).locator("> .cons")).to_have_count(0)
    context.close()


def test_the_map_is_a_picture_a_list_and_two_files(page: Page, fictional: str, tmp_path: Path) -> None:
    page.goto(fictional + GROUP)
    page.get_by_role("link", name="Theme map").click()
    expect(page.get_by_role("img", name="Alongside: theme map")).to_be_visible()
    tree = page.get_by_role("region", name="The same in words")
    branch = (
        tree.get_by_role("listitem").filter(has_text="Borrowed time").filter(has_text="A closeness with an end date")
    )
    expect(branch).to_contain_text("divergent Tobias: Done, and glad of it")
    expect(branch).to_contain_text("Not found in Anjali, whose walks go on, or in Desmond.")
    with page.expect_download() as caught:
        page.get_by_role("link", name="Download as SVG").click()
    caught.value.save_as(tmp_path / "map.svg")
    picture = ET.parse(tmp_path / "map.svg").getroot()
    assert picture.tag == f"{SVG}svg"
    assert picture.findtext(f"{SVG}title") == "Alongside: theme map"
    words = " ".join(picture.itertext())
    assert "Borrowed" in words and "Anjali" in words
    with page.expect_download() as caught:
        page.get_by_role("button", name="Download as PNG").click()
    caught.value.save_as(tmp_path / "map.png")
    drawn = (tmp_path / "map.png").read_bytes()
    assert drawn.startswith(b"\x89PNG\r\n\x1a\n") and len(drawn) > 10_000
    tree.get_by_role("link", name="Done, and glad of it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Borrowed time")
