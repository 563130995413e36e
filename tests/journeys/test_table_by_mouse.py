"""The table of a case by mouse alone: cards carried, piles named and explained, layouts tried, statements set aside."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.journeys.engines import in_both
from tests.journeys.table_top import (
    BATH,
    BOARD,
    GATE,
    NOTHING,
    answered,
    card,
    in_list,
    loose,
    pile,
    reopen_maeve,
    said,
    sub_pile,
    top,
    tray,
)

# A point of the table top with nothing within a card's size of it.
BARE = """frame => {
  const box = frame.getBoundingClientRect();
  const bare = (x, y) => !document.elementFromPoint(x, y)?.closest('[data-card], .pile, .over, .tray');
  for (let y = box.top + 120; y < box.bottom - 120; y += 20)
    for (let x = box.left + 120; x < box.right - 120; x += 20)
      if ([-70, 0, 70].every(dx => [-60, 0, 60].every(dy => bare(x + dx, y + dy)))) return {x, y};
  throw new Error('the table has no bare spot');
}"""


def middle(what: Locator) -> tuple[float, float]:
    """The middle of an element on the screen."""
    box = what.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def carry(page: Page, what: Locator, to: tuple[float, float]) -> None:
    """Press on something, move it in steps as a hand does, and let go."""
    x, y = middle(what)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move((x + to[0]) / 2, (y + to[1]) / 2, steps=4)
    page.mouse.move(*to, steps=4)
    page.mouse.up()


def bare_spot(page: Page) -> tuple[float, float]:
    """Where nothing lies."""
    found = top(page).evaluate(BARE)
    return found["x"], found["y"]


def words_of(found: Locator) -> Locator:
    """A card's words, to press on: beside them is the link to its lines."""
    return found.locator(".text")


def see_all(page: Page) -> None:
    """Bring the whole table into view."""
    page.get_by_role("button", name="Show all").click()


def press(page: Page, name: str) -> None:
    """A button of the bar, by its exact name."""
    page.get_by_role("button", name=name, exact=True).click()


@in_both
def test_cards_are_carried_into_piles_and_out_one_or_several(
    page: Page, own_copy: str, clean: Callable[[], None]
) -> None:
    page.goto(own_copy + BOARD)
    expect(page.get_by_text("Maeve’s case is signed off, so the cards stay where they lie")).to_be_visible()
    reopen_maeve(page, own_copy)
    see_all(page)
    into = pile(page, NOTHING)
    carry(page, words_of(card(page, BATH)), middle(into.locator("li").first))
    expect(into).to_contain_text(BATH)
    said(page, f"Moved to {NOTHING}.")
    carry(page, words_of(into.locator("li", has_text=BATH)), bare_spot(page))
    expect(loose(page)).to_contain_text(BATH)
    expect(into).not_to_contain_text(BATH)

    words_of(card(page, BATH)).click()
    words_of(card(page, GATE)).click(modifiers=["Shift"])
    expect(page.get_by_text("2 cards chosen")).to_be_visible()
    clean()
    carry(page, words_of(card(page, GATE)), middle(into.locator("li").first))
    expect(into).to_contain_text(BATH)
    expect(into).to_contain_text(GATE)
    expect(in_list(page, BATH)).to_have_count(1)
    press(page, "Undo")
    expect(loose(page)).to_contain_text(GATE)
    expect(into).not_to_contain_text(BATH)
    with answered(page, "POST", "/redo"):
        press(page, "Redo")
    expect(into).to_contain_text(GATE)
    page.reload()
    expect(pile(page, NOTHING)).to_contain_text(BATH)
    expect(pile(page, NOTHING)).to_contain_text(GATE)
    expect(loose(page).locator("li")).to_have_count(0)


def test_a_pile_is_gathered_named_divided_and_explained(page: Page, own_copy: str, clean: Callable[[], None]) -> None:
    reopen_maeve(page, own_copy)
    see_all(page)
    carry(page, words_of(card(page, GATE)), middle(words_of(card(page, BATH))))
    expect(page.get_by_text("These lie on each other.")).to_be_visible()
    press(page, "Make a pile of them")
    page.get_by_role("textbox", name="Name of").fill("What others did not know")
    top(page).click(position={"x": 6, "y": 6})
    made = pile(page, "What others did not know")
    expect(made.locator("li")).to_have_count(2)
    expect(in_list(page, "What others did not know")).to_be_visible()

    made.get_by_role("heading").click()
    press(page, "New sub-theme")
    page.get_by_role("textbox", name="Name of").fill("Turned from the gate")
    top(page).click(position={"x": 6, "y": 6})
    see_all(page)
    within = sub_pile(page, "Turned from the gate")
    carry(page, words_of(card(page, GATE)), middle(within))
    expect(within).to_contain_text(GATE)

    made.get_by_role("heading", level=2).click()
    press(page, "What joins them")
    page.get_by_label("What kind of connection, if any").select_option(label="Polarization")
    why = page.get_by_label("Why do these belong together?")
    why.fill("Believed or not. " * 300)
    expect(page.get_by_role("alert")).to_contain_text("This has 5,100 characters, and 5,000 can be kept.")
    press(page, "Close")
    expect(page.get_by_text("It stands in its panel again when you open it")).to_be_visible()
    press(page, "What joins them")
    expect(why).to_have_value("Believed or not. " * 300)
    clean()
    why.fill("One is believed, the other never was.")
    with answered(page, "PATCH", "/personal-themes/", "rationale"):
        press(page, "Close")
    page.reload()
    see_all(page)
    made.get_by_role("heading", level=2).click()
    press(page, "What joins them")
    expect(page.get_by_label("What kind of connection, if any")).to_have_value("polarization")
    expect(page.get_by_label("Why do these belong together?")).to_have_value("One is believed, the other never was.")
    page.locator(".sheet").get_by_role("button", name="Take apart").click()
    expect(made).to_have_count(0)
    expect(loose(page)).to_contain_text(GATE)
    press(page, "Undo")
    expect(within).to_contain_text(GATE)


def test_a_passage_opens_in_place_and_the_table_is_seen_near_and_far(
    page: Page, own_copy: str, clean: Callable[[], None]
) -> None:
    reopen_maeve(page, own_copy)
    see_all(page)
    far = middle(card(page, BATH))
    page.get_by_role("button", name="Larger").click()
    assert middle(card(page, BATH)) != far
    page.get_by_role("button", name="Smaller").click()
    see_all(page)
    card(page, BATH).get_by_role("link", name="lines 93–95").click()
    opened = page.get_by_role("region", name=BATH)
    expect(opened).to_contain_text("Maeve")
    expect(opened.locator("mark").first).to_be_visible()
    expect(page).to_have_url(own_copy + BOARD)
    clean()
    opened.get_by_role("link", name="Lines 93–95, in the transcript").click()
    expect(page).to_have_url(f"{own_copy}/studies/alongside/cases/1/transcript?interview=1#L93")
    expect(page.get_by_role("link", name="Line 93")).to_be_visible()


def test_a_layout_is_tried_beside_the_one_in_use_and_then_put_to_use(
    page: Page, own_copy: str, clean: Callable[[], None]
) -> None:
    reopen_maeve(page, own_copy)
    press(page, "New layout")
    page.get_by_role("textbox", name="Name").fill("By what was heard")
    clean()
    press(page, "Make the layout")
    expect(page.get_by_role("tab", name="By what was heard")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_text("A kept layout, to try things out.")).to_be_visible()
    see_all(page)
    pile(page, NOTHING).get_by_role("heading").click()
    press(page, "Take apart")
    expect(loose(page).locator("li")).to_have_count(5)
    before = [middle(one) for one in loose(page).locator("li").all()]
    with answered(page, "POST", "/place"):
        press(page, "Shuffle")
    said(page, "Shuffled.")
    assert [middle(one) for one in loose(page).locator("li").all()] != before
    page.get_by_role("tab", name="As it came to lie").click()
    expect(pile(page, NOTHING)).to_be_attached()
    page.get_by_role("tab", name="By what was heard").click()
    expect(pile(page, NOTHING)).to_have_count(0)
    with answered(page, "PATCH", "/layouts/"):
        press(page, "Put this one to use")
    expect(page.get_by_role("tab", name="By what was heard, in use")).to_be_visible()
    page.goto(f"{own_copy}/studies/alongside/cases/1")
    themes = page.get_by_role("region", name="Personal experiential themes")
    expect(themes).to_contain_text("Sat with, not written down")
    expect(themes).not_to_contain_text(NOTHING)


@in_both
def test_a_card_is_set_aside_with_a_reason_and_taken_back(page: Page, own_copy: str, clean: Callable[[], None]) -> None:
    reopen_maeve(page, own_copy)
    see_all(page)
    expect(tray(page).locator("li")).to_have_count(2)
    carry(page, words_of(card(page, BATH)), middle(tray(page)))
    set_aside = tray(page).get_by_role("button", name="Set aside", exact=True)
    set_aside.click()
    expect(tray(page).get_by_role("alert")).to_contain_text("the method asks for a reason")
    tray(page).get_by_label("Why set this aside?").fill("The word believed is mine. " * 100)
    set_aside.click()
    expect(tray(page).get_by_role("alert")).to_contain_text("This has 2,699 characters, and 2,000 can be kept.")
    clean()
    tray(page).get_by_label("Why set this aside?").fill("The word believed is mine.")
    with answered(page, "POST", "/set-aside"):
        set_aside.click()
    expect(tray(page).get_by_text("The word believed is mine.")).to_be_visible()
    expect(card(page, BATH)).to_have_count(0)
    page.reload()
    expect(tray(page).get_by_text("The word believed is mine.")).to_be_visible()
    tray(page).get_by_role("button", name=f"Take back: {BATH}").click()
    expect(loose(page)).to_contain_text(BATH)
    expect(tray(page).locator("li")).to_have_count(2)
