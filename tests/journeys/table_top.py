"""What the journeys on a case's table share: getting there, and saying what lies where."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, Response, expect

STUDY = "/studies/alongside"
CASE = f"{STUDY}/cases/1"
BOARD = f"{CASE}/board"
# Two cards that the fictional study left loose, and the pile they are laid in.
BATH, GATE = "A bath full of post", "Cross at the gate"
NOTHING = "Nothing to show for it"


def reopen_maeve(page: Page, address: str) -> None:
    """Open the case again and stand before its table."""
    page.goto(address + CASE)
    page.get_by_role("button", name="Reopen Maeve’s case").click()
    page.get_by_role("link", name="Open the table").click()
    expect(top(page)).to_be_visible()


def top(page: Page) -> Locator:
    """The table top."""
    return page.get_by_role("region", name="Table top")


def pile(page: Page, name: str) -> Locator:
    """A pile with all that lies in it, sub-themes too."""
    return top(page).locator("section.pile", has=page.get_by_role("heading", level=2, name=name, exact=True))


def sub_pile(page: Page, name: str) -> Locator:
    """A sub-theme within its pile."""
    return top(page).locator(".sub-pile", has=page.get_by_role("heading", level=3, name=name, exact=True))


def card(page: Page, words: str) -> Locator:
    """A card on the table, by some of its words."""
    return top(page).locator("li[data-card]", has_text=words)


def loose(page: Page) -> Locator:
    """The cards that lie in no pile."""
    return top(page).get_by_role("list", name="Not in a pile")


def tray(page: Page) -> Locator:
    """Where cards lie that were set aside."""
    return page.get_by_role("region", name="Set aside")


def in_list(page: Page, words: str) -> Locator:
    """A row of the list beside the table."""
    return page.get_by_role("complementary", name="The same table, as a list").get_by_role("button", name=words)


def said(page: Page, words: str) -> None:
    """The table has told what was done."""
    expect(page.locator(".board > [role=status]")).to_contain_text(words)


@contextmanager
def answered(page: Page, method: str, part: str, sent: str = "") -> Iterator[None]:
    """What is done within is sent to the server and kept, and so is all before it: gestures are sent in order.

    `sent` is a word of it, where an earlier gesture may still be on its way to the same address. Words begun before an
    answer of one's own came may be refused once and sent again by the table itself: what counts is that they are kept.
    """

    def is_it(response: Response) -> bool:
        request = response.request
        meant = request.method == method and part in response.url and sent in (request.post_data or "")
        return meant and response.ok

    with page.expect_response(is_it):
        yield
    may_be_left(page)


def may_be_left(page: Page) -> None:
    """Nothing is on its way that the page would ask about before it is left: a browser would stay on it."""
    page.wait_for_function("() => dispatchEvent(new Event('beforeunload', {cancelable: true}))")
