"""The table by finger: a card carried, several chosen by tapping, the table moved by one finger and zoomed by two."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Locator, Page, expect

from tests.journeys.table_top import BATH, GATE, NOTHING, answered, card, loose, pile, reopen_maeve, top

STEPS = 8
Point = tuple[float, float]


@pytest.fixture
def touched(browser: Browser) -> Iterator[Page]:
    """One tab of a tablet."""
    context = browser.new_context(viewport={"width": 1180, "height": 820}, has_touch=True, locale="en-GB")
    tab = context.new_page()
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    yield tab
    context.close()
    assert faults == []


class Fingers:
    """Fingers on the screen, as the browser is told of them."""

    def __init__(self, page: Page) -> None:
        self.session: CDPSession = page.context.new_cdp_session(page)

    def move(self, *ways: tuple[Point, Point]) -> None:
        """Put one finger down for each way, move them together from its start to its end, rest, and lift them."""
        began = time.time() - 2
        self._tell("touchStart", [start for start, _ in ways], began)
        for step in range(1, STEPS + 1):
            part = step / STEPS
            points = [(a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part) for a, b in ways]
            self._tell("touchMove", points, began + part)
        # Lifted while moving it would be a flick, whose next tap the browser takes for stopping it.
        self._tell("touchMove", [(x + 1, y) for _, (x, y) in ways], began + 1.6)
        self._tell("touchEnd", [], began + 1.9)

    def _tell(self, kind: str, points: list[Point], at: float) -> None:
        told = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told, "timestamp": at})


def middle(what: Locator) -> Point:
    """The middle of an element on the screen."""
    box = what.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_fingers_carry_cards_choose_several_and_move_the_table(touched: Page, own_copy: str) -> None:
    reopen_maeve(touched, own_copy)
    fingers = Fingers(touched)
    touched.get_by_role("button", name="Show all").tap()
    with answered(touched, "POST", "/place"):
        fingers.move((middle(card(touched, BATH).locator(".text")), middle(pile(touched, NOTHING).locator("li").first)))
    expect(pile(touched, NOTHING)).to_contain_text(BATH)
    touched.get_by_role("button", name="Undo").tap()
    expect(loose(touched)).to_contain_text(BATH)

    card(touched, BATH).locator(".text").tap()
    card(touched, GATE).locator(".text").tap()
    expect(touched.get_by_text("2 cards chosen")).to_be_visible()
    touched.get_by_role("button", name="Gather into a new pile").tap()
    touched.get_by_role("textbox", name="Name of").fill("What others did not know")
    touched.get_by_role("textbox", name="Name of").press("Enter")
    expect(pile(touched, "What others did not know").locator("li")).to_have_count(2)

    touched.get_by_role("button", name="Show all").tap()
    frame = top(touched).bounding_box()
    assert frame is not None
    corner = (frame["x"] + 12, frame["y"] + frame["height"] - 90)
    heading = pile(touched, NOTHING).get_by_role("heading")
    before = middle(heading)
    fingers.move((corner, (corner[0] + 60, corner[1])))
    assert middle(heading)[0] > before[0] + 40
    near = touched.get_by_role("group", name="Zoom").locator(".num")
    far = int(near.inner_text().split()[0])
    x, y = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    fingers.move(((x - 40, y), (x - 90, y)), ((x + 40, y), (x + 90, y)))
    assert int(near.inner_text().split()[0]) > far
