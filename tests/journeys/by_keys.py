"""Getting about by keyboard alone, as a person does: Tab until it is reached."""

from playwright.sync_api import Locator, Page

# Where focus is, or would go on from: after a jump within the page, what was jumped to.
_WHERE = """target => {
  if (!target.isConnected) return 'gone';
  if (target === document.activeElement) return 'here';
  const here = document.activeElement === document.body ? document.querySelector(':target') : document.activeElement;
  const before = here !== null && target.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING;
  return before ? 'Shift+Tab' : 'Tab';
}"""


def tab_to(page: Page, target: Locator, within: int = 60) -> None:
    """Press Tab, or Shift+Tab to what stands before, until `target` has the focus.

    Fails where that takes more presses than a person would bear. The shorter way is also the one that never leaves the
    page: past its last stop Firefox goes on to its own buttons, where a driver's keys do not follow.
    """
    # Looked up by its role once and not for every press: that is most of what a walk costs.
    place = target.element_handle()
    for _ in range(within):
        where = place.evaluate(_WHERE)
        if where == "here":
            return
        if where == "gone":
            place = target.element_handle()
        else:
            page.keyboard.press(where)
    raise AssertionError(f"{target} is not reached with {within} presses of Tab")


def enter_on(page: Page, target: Locator, within: int = 60) -> None:
    """Go to something by Tab and press Enter on it."""
    tab_to(page, target, within)
    page.keyboard.press("Enter")
