"""The tutorial is true: walked from its first step to its last, on its own words."""

import io
import zipfile
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.docs.from_code import ROOT
from tests.journeys import tutorial
from tests.journeys.tutorial import Guide

# Pages that six people fill otherwise than five do, in the study that other journeys look at.
FULLER = {"home-light", "group-light", "chain", "map"}


@pytest.mark.embedded("half of it is a place of one's own, which begins with its passphrase")
def test_the_tutorial_is_walked_from_end_to_end(
    browser: Browser, page: Page, whole_study: str, new_store: str, clean: Callable[[], None]
) -> None:
    def seen(shown: Page, name: str) -> None:
        """A picture on the way: it is among those taken, and the page that it shows is no refusal."""
        assert (ROOT / "docs" / "pictures" / f"{name}.png").exists(), name
        assert shown.get_by_role("alert").count() == 0
        if name in FULLER:
            clean()

    guide = Guide(seen)
    page.goto(whole_study)
    tutorial.walk_a_finished_case(page, guide)

    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    own = context.new_page()
    own.goto(new_store)
    tutorial.make_a_store(own, guide)
    tutorial.begin_the_study(own, guide)
    tutorial.bring_in_and_freeze(own, guide)
    desk = tutorial.open_and_read(own, guide)
    tutorial.note_and_state(desk, guide)
    tutorial.lay_out_and_sign_off(own, guide)
    context.close()

    tutorial.compare(page, guide)
    tutorial.read_across(page, guide)
    table = tutorial.take_out_and_look_back(page, guide)
    document = zipfile.ZipFile(io.BytesIO(table)).read("word/document.xml").decode()
    assert "Somebody with the bit of paper" in document and "Who may ask" in document
    for name in ("reader-dark", "reader-narrow"):
        guide.shows(page, name)
    assert guide.at_the_end
