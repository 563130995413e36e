"""Every page of the product, found from its URL table: axe in light, in dark and on a narrow screen; one heading; no
sideways scroll. Then the pages that belong to one moment: set-up, unlocking, a closed case, an empty study.
"""

import re
from typing import Literal

import pytest
from playwright.sync_api import FilePayload, Page, ViewportSize, expect

from tests.journeys.addresses import ACTS, ELSEWHERE, FILES, filled, pages, routes
from tests.journeys.conftest import WINDOW, must_be_clean
from tests.journeys.test_own_study_begins import begin_study, set_up

pytestmark = pytest.mark.face

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
NARROW: ViewportSize = {"width": 400, "height": 860}
# What a study shows before anything was done in it.
EMPTY = [
    "", "/record", "/plan", "/people", "/interviews", "/analysis", "/diary", "/search", "/search?q=river", "/trail",
    "/group", "/findings", "/findings/group-themes", "/quality", "/cases/1", "/cases/1/board", "/cases/1/transcript",
]  # fmt: skip
# Long enough for its table to be waited for.
LONG = "\n\n".join(
    f"Interviewer: And then?\n\nKay: We went along the river, past bench {bench}, and nobody said where to." * 2
    for bench in range(450)
)


def look(page: Page) -> None:
    """Look at the page that stands: wide in light and dark, then narrow."""
    _settled(page)
    expect(page).to_have_title(re.compile(r"\w"))
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("html")).to_have_attribute("lang", re.compile("^en"))
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        must_be_clean(page)
    page.set_viewport_size(NARROW)
    _settled(page)
    must_be_clean(page)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    sideways = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert sideways <= 0, f"{page.url} is {sideways} pixels too wide for a narrow screen"
    page.set_viewport_size(WINDOW)


def _settled(page: Page) -> None:
    """An island has drawn itself."""
    expect(page.locator("h1")).to_be_attached()
    if page.locator("div[data-island]").count():
        expect(page.locator("div[data-island] > :visible").first).to_be_visible()
    page.evaluate("document.fonts.ready")


@pytest.mark.parametrize("address", pages())
def test_a_page_is_for_everyone(address: str, visited: Page, fictional: str) -> None:
    answer = visited.goto(fictional + address)
    assert answer is not None and answer.status == 200, address
    look(visited)


def test_what_is_said_to_be_no_page_is_none(page: Page, fictional: str) -> None:
    assert {name for name, _ in routes()} >= ACTS | FILES | ELSEWHERE
    for name, route in routes():
        address = fictional + filled(route)[0]
        if name in ACTS:
            assert page.request.get(address, max_redirects=0).status in {302, 405}, name
        elif name in FILES:
            answer = page.request.get(address)
            assert answer.status == 404 or "text/html" not in answer.headers["content-type"], name


def test_an_address_that_is_not_there_says_so_to_everyone(page: Page, fictional: str) -> None:
    page.goto(f"{fictional}/studies/alongside/cases/99")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    look(page)


@pytest.mark.embedded("a place of one's own begins with its passphrase")
def test_setting_up_keeping_and_unlocking_a_store_are_for_everyone(page: Page, new_store: str) -> None:
    page.goto(new_store)
    look(page)
    set_up(page, new_store)
    page.goto(f"{new_store}/store")
    look(page)
    page.get_by_role("button", name="Lock").click()
    expect(page.get_by_role("heading", name="Your studies are locked")).to_be_visible()
    look(page)
    page.get_by_text("Use the recovery key instead").click()
    page.get_by_label("Recovery key").fill("AAAA-BBBB")
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look(page)


@pytest.mark.embedded("a place of one's own begins with its passphrase")
def test_a_study_in_which_nothing_was_done_is_for_everyone(page: Page, new_store: str) -> None:
    set_up(page, new_store)
    look(page)
    begin_study(page, new_store)
    for part in EMPTY:
        page.goto(f"{new_store}/studies/walking{part}")
        look(page)


def test_what_a_closed_case_shows_is_for_everyone(page: Page, own_copy: str) -> None:
    study = f"{own_copy}/studies/alongside"
    page.goto(f"{study}/analysis")
    page.get_by_role("button", name="Read the cases one by one again").click()
    expect(page.get_by_text("Until then each stays on its own")).to_be_visible()
    page.goto(f"{study}/cases/6")
    page.get_by_role("button", name="Open Ines’s case").click()
    expect(page.get_by_role("textbox", name="Case summary")).to_be_visible()
    for part in ["/cases/6", "/cases/6/transcript", "/cases/6/board", "/cases/1", "/search", "/group", "/analysis"]:
        page.goto(study + part)
        look(page)


@pytest.mark.embedded("a place of one's own begins with its passphrase")
def test_bringing_in_and_waiting_for_a_long_table_are_for_everyone(page: Page, new_store: str) -> None:
    set_up(page, new_store)
    begin_study(page, new_store)
    study = f"{new_store}/studies/walking"
    page.goto(f"{study}/interviews/import?case=1")
    page.get_by_role("button", name="Look before it is saved").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look(page)
    # Typed into its field, it would take the browser longer than everything else here.
    long = FilePayload(name="long.txt", mimeType="text/plain", buffer=LONG.encode())
    page.get_by_label("Transcript files").set_input_files(long)
    page.get_by_role("button", name="Look before it is saved").click()
    expect(page.get_by_role("button", name="Keep this transcript")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Keep this transcript").click()
    page.wait_for_url("**/studies/walking/transcripts/*")
    look(page)
    page.get_by_role("button", name="Freeze the transcript").click()
    expect(page.get_by_text("Their numbers will not change")).to_be_visible()
    page.goto(f"{study}/cases/1")
    page.get_by_role("button", name="Open Maeve’s case").click()
    expect(page.get_by_role("textbox", name="Case summary")).to_be_visible()
    page.goto(f"{study}/findings/analysed-transcript?case=1")
    page.get_by_role("button", name="Excel").click()
    expect(page).to_have_url(re.compile("/findings/waiting/"))
    look(page)
