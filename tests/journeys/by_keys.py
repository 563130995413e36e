"""Getting about by keyboard alone, as a person does: Tab until it is reached."""

from playwright.sync_api import Locator, Page


def tab_to(page: Page, target: Locator, within: int = 60) -> None:
    """Press Tab until `target` has the focus; fails where that takes more presses than a person would bear."""
    for _ in range(within):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached with {within} presses of Tab")


def enter_on(page: Page, target: Locator, within: int = 60) -> None:
    """Go to something by Tab and press Enter on it."""
    tab_to(page, target, within)
    page.keyboard.press("Enter")
