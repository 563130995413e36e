"""A stranger opens the fictional study and is led to the group themes and back to a voice."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.engines import in_both


@in_both
def test_three_clicks_lead_from_the_first_page_to_a_voice(
    page: Page, fictional: str, clean: Callable[[], None]
) -> None:
    page.goto(fictional)
    expect(page.get_by_text("This study is fictional")).to_be_visible()
    expect(page.get_by_text("No generative AI")).to_be_visible()
    page.get_by_role("link", name="Open the group themes").click()
    expect(page.get_by_role("heading", name="Someone who does not write it down")).to_be_visible()
    clean()
    page.get_by_role("link", name="Choosing who may know").click()
    voice = page.get_by_role("complementary", name="Back to the voice")
    expect(voice).to_contain_text("divergent")
    voice.get_by_role("link").filter(has_text="I'd like to be a file").or_(
        voice.get_by_role("listitem").filter(has_text="Line").get_by_role("link")
    ).first.click()
    expect(page).to_have_url(re.compile(r"/studies/alongside/cases/3/transcript.*#L\d+$"))
    expect(page.locator(f"#{page.url.rsplit('#', 1)[1]}")).to_be_in_viewport()
