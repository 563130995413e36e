"""Getting about by keyboard alone, as a person does: Tab until it is reached."""

from playwright.sync_api import Locator, Page

# Where focus is, or would go on from: after a jump within the page, what was jumped to.
_STANDS_BEFORE = """target => {
  const here = document.activeElement === document.body ? document.querySelector(':target') : document.activeElement;
  return here !== null && (target.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}"""


def tab_to(page: Page, target: Locator, within: int = 60) -> None:
    """Press Tab, or Shift+Tab to what stands before, until `target` has the focus.

    Fails where that takes more presses than a person would bear. The shorter way is also the one that never leaves the
    page: past its last stop Firefox goes on to its own buttons, where a driver's keys do not follow.
    """
    for _ in range(within):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Shift+Tab" if target.evaluate(_STANDS_BEFORE) else "Tab")
    raise AssertionError(f"{target} is not reached with {within} presses of Tab")


def enter_on(page: Page, target: Locator, within: int = 60) -> None:
    """Go to something by Tab and press Enter on it."""
    tab_to(page, target, within)
    page.keyboard.press("Enter")
