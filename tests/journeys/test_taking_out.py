"""Tables leave the store from the findings page, by mouse and by keyboard alone, and the trail says so."""

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.by_keys import enter_on, tab_to
from tests.journeys.engines import in_both

WORD = b"PK\x03\x04"


def offer(page: Page, name: str) -> Locator:
    """One kind of table on the findings page."""
    return page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=name, exact=True))


def saved(page: Page, press: Callable[[], None]) -> bytes:
    """What a press saves to disk."""
    with page.expect_download() as waiting:
        press()
    return Path(waiting.value.path()).read_bytes()


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("Master table of group experiential themes", b"Someone who does not write it down"),
        ("Recurrence across participants", b"divergent"),
        ("Chain of evidence", b"They"),
    ],
)
def test_group_tables_open_as_word_documents(page: Page, own_copy: str, name: str, within: bytes) -> None:
    page.goto(f"{own_copy}/studies/alongside/findings")
    content = saved(page, offer(page, name).get_by_role("button", name="Word", exact=True).click)
    assert content.startswith(WORD)
    document = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")
    assert within in document and b"Alice" not in document


def test_an_analysed_transcript_comes_with_real_comments(page: Page, own_copy: str) -> None:
    page.goto(f"{own_copy}/studies/alongside/findings")
    row = offer(page, "Analysed transcript")
    row.get_by_label("Of").select_option(label="Tobias")
    content = saved(page, row.get_by_role("button", name="Word with comments").click)
    comments = zipfile.ZipFile(io.BytesIO(content)).read("word/comments.xml")
    assert comments.count(b"<w:comment ") > 50
    page.goto(f"{own_copy}/studies/alongside/trail")
    expect(page.get_by_role("main")).to_contain_text("took a table out")


@in_both
def test_a_table_is_looked_at_and_taken_out_by_keys_alone(page: Page, own_copy: str, clean: Callable[[], None]) -> None:
    page.goto(f"{own_copy}/studies/alongside/findings")
    enter_on(page, page.get_by_role("link", name="Recurrence across participants"), within=90)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Recurrence")
    expect(page.get_by_role("table")).to_contain_text("Knowing from the inside")
    clean()
    button = page.get_by_role("button", name="CSV")
    tab_to(page, button)
    content = saved(page, lambda: page.keyboard.press("Enter"))
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert any("Knowing from the inside" in cell for row in rows for cell in row)
