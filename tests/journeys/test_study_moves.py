"""A study moves: taken out on one computer's page, brought in on another's, gone on with there, and brought back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import serving
from tests.journeys.test_own_study_begins import begin_study, set_up

SECRET = "three plain words"

pytestmark = pytest.mark.embedded("it is set up by a passphrase")


def take_out(page: Page, address: str, file: Path) -> None:
    """From the study record, by the link that stands there."""
    page.goto(f"{address}/studies/walking/record")
    page.get_by_role("link", name="take the whole study out").click()
    page.get_by_label("A passphrase for the archive").fill(SECRET)
    page.get_by_label("The passphrase again").fill(SECRET)
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Take it out").click()
    assert downloading.value.suggested_filename.startswith("walking-20")
    downloading.value.save_as(file)


def bring_in(page: Page, address: str, file: Path, passphrase: str = SECRET) -> None:
    """From the list of studies, by the link that stands there."""
    page.goto(f"{address}/studies")
    page.get_by_role("link", name="Bring in a study from another store").click()
    page.get_by_label("The archive", exact=True).set_input_files(file)
    page.get_by_label("The archive’s passphrase").fill(passphrase)


def test_a_study_moves_to_another_computer_and_back(
    page: Page, new_store: str, clean: Callable[[], None], tmp_path: Path
) -> None:
    set_up(page, new_store)
    begin_study(page, new_store)
    first, second = tmp_path / "first.lifeworld-study", tmp_path / "second.lifeworld-study"
    take_out(page, new_store, first)
    clean()
    assert b"Maeve" not in first.read_bytes()

    with serving(tmp_path / "elsewhere", "run") as elsewhere:
        set_up(page, elsewhere)
        bring_in(page, elsewhere, first, "three other words")
        clean()
        page.get_by_role("button", name="Bring it in").click()
        expect(page.get_by_role("alert")).to_contain_text("does not open the archive")
        clean()
        bring_in(page, elsewhere, first)
        page.get_by_role("button", name="Bring it in").click()
        expect(page.get_by_role("heading", name="The study is here")).to_be_visible()
        clean()
        page.get_by_role("link", name="Open the study").click()
        page.goto(f"{elsewhere}/studies/walking/people")
        page.get_by_label("Pseudonym").fill("Tobias")
        page.get_by_role("button", name="Add this person").click()
        expect(page.get_by_role("rowheader", name="Tobias")).to_be_visible()
        take_out(page, elsewhere, second)

    # The first computer asks before the later state takes the place of its own.
    page.goto(new_store)
    page.get_by_label("Passphrase", exact=True).fill("river lantern seventeen")
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_role("button", name="Lock", exact=True)).to_be_visible()
    bring_in(page, new_store, second)
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_role("alert")).to_contain_text("This study is here already")
    bring_in(page, new_store, second)
    page.get_by_label("let a later state of it take its place").check()
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_role("status")).to_contain_text("It took the place of its earlier state")
    page.goto(f"{new_store}/studies/walking/people")
    expect(page.get_by_role("rowheader", name="Tobias")).to_be_visible()
    page.goto(f"{new_store}/studies/walking/trail?check=1")
    expect(page.get_by_text("holds").first).to_be_visible()
