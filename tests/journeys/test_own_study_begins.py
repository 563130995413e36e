"""From an empty computer to a frozen transcript: set-up, the record, people, bringing in, locking."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import RECORD
from tests.journeys.beginning import make_the_store
from tests.journeys.engines import in_both

pytestmark = pytest.mark.embedded("a place of one's own begins with its passphrase")
PASSPHRASE = "river lantern seventeen"
PASTED = """Interviewer: Can you tell me about the walks?

Kay: We went along the river. She never asked me where I was going, we just went.

Interviewer: You just went.

Kay: Yeah. (laughs) Because if you plan it, it's an <b>"appointment"</b> & all, isn't it?
"""


def set_up(page: Page, address: str) -> str:
    """Make a store and answer the recovery key it showed."""
    page.goto(address)
    page.get_by_label("Your name").fill("Alice Example")
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_label("The same passphrase again").fill(PASSPHRASE)
    make_the_store(page)
    key = page.locator(".recovery strong").inner_text()
    page.get_by_role("button", name="I have kept it safe").click()
    expect(page.get_by_role("link", name="Begin a study")).to_be_visible()
    return key


def begin_study(page: Page, address: str) -> None:
    """A study from its pasted record, and one person in it."""
    page.goto(f"{address}/studies/new")
    page.get_by_label("The research summary, pasted").fill(RECORD)
    page.get_by_label("A short name for addresses").fill("walking")
    page.get_by_role("button", name="Read the record").click()
    expect(page.get_by_text("999999", exact=True)).to_be_visible()
    page.goto(f"{address}/studies/walking/people")
    page.get_by_label("Pseudonym").fill("Maeve")
    page.get_by_role("button", name="Add this person").click()
    expect(page.get_by_role("rowheader", name="Maeve")).to_be_visible()


def bring_in_and_freeze(page: Page, address: str) -> None:
    """One pasted interview, looked at, kept and frozen at the usual width."""
    page.goto(f"{address}/studies/walking/interviews/import?case=1")
    page.get_by_label("Or the transcript, pasted").fill(PASTED)
    page.get_by_role("button", name="Look before it is saved").click()
    expect(page.get_by_label("Interviewer 2 turns")).to_have_value("interviewer")
    expect(page.get_by_label("Kay 2 turns")).to_have_value("participant")
    page.get_by_role("button", name="Keep this transcript").click()
    page.wait_for_url("**/studies/walking/transcripts/*")
    expect(page.locator("body")).not_to_contain_text("Kay")
    page.get_by_role("button", name="Freeze the transcript").click()
    expect(page.get_by_text("Their numbers will not change")).to_be_visible()


@in_both
def test_a_researcher_begins_on_an_empty_computer(
    page: Page, new_store: str, clean: Callable[[], None], tmp_path: Path
) -> None:
    page.goto(new_store)
    clean()
    page.get_by_label("Your name").fill("Alice Example")
    page.get_by_label("Passphrase", exact=True).fill("short")
    page.get_by_label("The same passphrase again").fill("short")
    page.get_by_role("button", name="Make the store").click()
    expect(page.get_by_role("alert")).to_contain_text("12")
    expect(page.get_by_label("Your name")).to_have_value("Alice Example")
    key = set_up(page, new_store)
    expect(page.get_by_role("link", name="Begin a study")).to_be_visible()
    clean()
    page.goto(f"{new_store}/studies/new")
    page.get_by_label("The research summary, pasted").fill("milk, bread, something for tea")
    page.get_by_role("button", name="Read the record").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("The research summary, pasted")).to_have_value("milk, bread, something for tea")
    clean()
    begin_study(page, new_store)
    clean()
    page.get_by_role("button", name="Lock").click()
    expect(page.get_by_role("heading", name="Your studies are locked")).to_be_visible()
    clean()
    page.goto(f"{new_store}/studies/walking/people")
    page.get_by_text("Use the recovery key instead").click()
    page.get_by_label("Recovery key").fill(key.lower().replace("-", " "))
    page.get_by_role("button", name="Unlock").click()
    expect(page.get_by_role("rowheader", name="Maeve")).to_be_visible()


def test_an_interview_is_looked_at_then_kept_then_frozen(page: Page, new_store: str, clean: Callable[[], None]) -> None:
    set_up(page, new_store)
    begin_study(page, new_store)
    bring_in_and_freeze(page, new_store)
    clean()
    page.get_by_role("link", name="Open in the reader").click()
    expect(page.get_by_text("She never asked me where I was")).to_be_visible()


def test_many_files_come_in_one_drop_and_a_bad_one_harms_none(
    page: Page, new_store: str, clean: Callable[[], None], tmp_path: Path
) -> None:
    set_up(page, new_store)
    begin_study(page, new_store)
    good, second, bad = tmp_path / "a.txt", tmp_path / "b.vtt", tmp_path / "c.docx"
    good.write_text(PASTED, encoding="utf-8")
    second.write_text(
        "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Ann>Tell me.\n\n00:04.000 --> 00:09.000\n<v Kay>Well.\n",
        encoding="utf-8",
    )
    bad.write_bytes(b"PK\x03\x04 this is no Word document")
    page.goto(f"{new_store}/studies/walking/interviews/import")
    page.get_by_label("Transcript files").set_input_files([good, second, bad])
    page.get_by_role("button", name="Look before it is saved").click()
    expect(page.get_by_role("alert")).to_have_count(1)
    clean()
    cases = page.get_by_label("Whose interview")
    cases.nth(0).select_option(label="Maeve")
    cases.nth(1).select_option("new")
    page.get_by_label("Pseudonym").nth(1).fill("Tobias")
    page.get_by_label("Ann 1 turn").select_option("interviewer")
    page.get_by_label("Kay 1 turn").select_option("participant")
    page.get_by_role("button", name="Keep").click()
    page.goto(f"{new_store}/studies/walking/interviews")
    expect(page.get_by_role("main")).to_contain_text("Tobias")
    clean()
