"""The first press of all, which makes a store."""

from playwright.sync_api import Page, expect

# A slow machine takes its time over a key that is hard to guess, a database and all of its tables.
MAKING_MS = 120_000


def make_the_store(page: Page) -> None:
    """Press it, and wait until it is made."""
    page.get_by_role("button", name="Make the store").click(no_wait_after=True)
    store_is_made(page)


def store_is_made(page: Page) -> None:
    """The recovery key is shown, as soon as there is one."""
    expect(page.get_by_role("heading", name="recovery key")).to_be_visible(timeout=MAKING_MS)
