"""Names, by keyboard alone: opened for a purpose, read, written down, closed; and closed by the browser itself."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.identities.planted import IVO, UNA, ZOE, found_in
from tests.journeys.by_keys import enter_on, tab_to
from tests.journeys.conftest import ROOT, serving
from tests.journeys.engines import in_both
from tests.journeys.everyone import MAGNIFIED, cut_off, misheard, sideways, walked_by_tab
from tests.places import copy_store, drop_databases, environment

NARROW = {"width": 400, "height": 860}
# Half of a laptop's window is what 200 % of zoom leaves.
ZOOMED = {"width": 640, "height": 430}


def fill(folder: Path, word: str) -> None:
    env = environment(folder) | {"LIFEWORLD_DATA": str(folder)}
    subprocess.run([sys.executable, "-m", "tests.identities.filling", word], env=env, cwd=ROOT, check=True)


@pytest.fixture
def store(fictional_store: Path, tmp_path: Path) -> Iterator[Path]:
    """The fictional study with people in it who are known by name."""
    folder = tmp_path / "store"
    copy_store(fictional_store, folder)
    fill(folder, "people")
    yield folder
    drop_databases(folder)


@pytest.fixture
def names(store: Path) -> Iterator[str]:
    """The address of that study's names."""
    with serving(store) as address:
        yield f"{address}/studies/alongside/names"


@pytest.fixture
def look(page: Page, clean: Callable[[], None]) -> Callable[[], None]:
    """Look at the page that stands: axe in light and dark, narrow and zoomed; by Tab, by ear, and magnified."""

    def at() -> None:
        wide = page.viewport_size
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            clean()
        for size in (NARROW, ZOOMED):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            clean()
            assert sideways(page) == [], (page.url, size)
        page.set_viewport_size(MAGNIFIED)
        assert sideways(page) == []
        page.set_viewport_size(wide)  # type: ignore[arg-type]
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        assert misheard(page) == []
        assert cut_off(page) == []
        assert walked_by_tab(page) == []

    return at


def open_for(page: Page, purpose: str) -> None:
    """Choose a purpose among the closed page's and open, by keys."""
    tab_to(page, page.get_by_role("radio").first)
    page.keyboard.press("Space")
    wanted = page.get_by_label(purpose)
    for _ in range(page.get_by_role("radio").count()):
        if wanted.is_checked():
            break
        page.keyboard.press("ArrowDown")
    enter_on(page, page.get_by_role("button", name="Open for ten minutes"))
    expect(page.get_by_role("heading", name="Open until")).to_be_visible()


def test_names_are_opened_read_and_closed_by_keys(page: Page, names: str, look: Callable[[], None]) -> None:
    page.goto(names)
    look()
    open_for(page, "Arrange or change a meeting")
    look()
    expect(page.get_by_role("cell", name=ZOE["name"])).to_be_visible()
    expect(page.get_by_text(UNA["name"])).to_have_count(0)
    expect(page.get_by_text("not contacted again").last).to_be_visible()
    enter_on(page, page.get_by_role("link", name="Entry 33", exact=True))
    expect(page.get_by_text(IVO["phone"])).to_be_visible()
    assert not any(value in page.title() + page.url for value in IVO.values())
    look()
    enter_on(page, page.get_by_role("button", name="Close now"))
    expect(page.get_by_role("button", name="Open for ten minutes")).to_be_visible()
    page.go_back()
    expect(page.get_by_text(IVO["phone"])).to_have_count(0)
    enter_on(page, page.get_by_role("link", name="Who looked at whom"))
    expect(page.get_by_role("row").filter(has_text="looked at somebody").first).to_be_visible()
    look()


def test_somebody_is_written_down_by_keys(page: Page, names: str, look: Callable[[], None]) -> None:
    page.goto(names)
    open_for(page, "Write down a new person")
    enter_on(page, page.get_by_role("link", name="Write down their contacts"))
    look()
    tab_to(page, page.get_by_label("Name", exact=True))
    page.keyboard.type("Cinna Barleycorn")
    tab_to(page, page.get_by_label("E-mail"))
    page.keyboard.type("nowhere")
    enter_on(page, page.get_by_role("button", name="Keep it sealed"))
    expect(page.get_by_role("alert")).to_contain_text("The e-mail address is not written as one.")
    look()
    # What was typed stands there before the answer does, too.
    with page.expect_navigation():
        enter_on(page, page.get_by_role("button", name="Ten more minutes"))
    expect(page.get_by_label("Name", exact=True)).to_have_value("Cinna Barleycorn")
    tab_to(page, page.get_by_label("E-mail"))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("cinna@barleycorn.example")
    enter_on(page, page.get_by_role("button", name="Keep it sealed"))
    expect(page).to_have_url(names)
    expect(page.get_by_role("link", name="Write down their contacts")).to_have_count(0)
    # Nothing that was typed is kept in the browser.
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "arleycorn" not in kept


@in_both
def test_a_page_of_names_closes_itself(page: Page, names: str, store: Path) -> None:
    page.goto(names)
    open_for(page, "Someone may be at risk")
    fill(store, "12")
    page.goto(f"{names}/32")
    expect(page).to_have_url(re.compile(r"/names\?over=1$"), timeout=60_000)
    expect(page.get_by_text("The ten minutes are over, and the names are closed.")).to_be_visible()
    expect(page.get_by_text(ZOE["phone"])).to_have_count(0)


@pytest.mark.embedded("the store as a file")
def test_the_file_on_the_disk_holds_names_as_ciphertext_alone(store: Path) -> None:
    """The fictional study is kept without a passphrase: its file can be read, and still tells no name."""
    files = [path.read_bytes() for path in store.rglob("*") if path.is_file()]
    assert any(b"care coordinator" in content for content in files)
    assert [found for content in files for found in found_in(content)] == []
