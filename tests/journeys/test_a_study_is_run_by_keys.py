"""From the screening log to a withdrawal with no mouse: Tab, Enter, Space, arrows and typing."""

from datetime import time
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.a_study import Site, about_now, day, ready_to_recruit
from tests.journeys.by_keys import enter_on, tab_to
from tests.journeys.test_own_study_by_keys import type_in

pytestmark = pytest.mark.embedded("a place of one's own begins with its passphrase")
QUOTES = 7


def test_somebody_is_put_forward_named_asked_met_and_withdraws_by_keys_alone(
    page: Page, new_store: str, tmp_path: Path
) -> None:
    site = ready_to_recruit(page, new_store, tmp_path)
    put_forward(site)
    come_to_contact(site)
    write_down_the_name(site)
    consent(site)
    meet(site)
    withdraw(site)


def fill(site: Site, field: str, text: str) -> None:
    """Reach a field by Tab and type into it."""
    type_in(site.page, site.page.locator(f"#{field}"), text)


def boxes(site: Site, field: str, means: str, *ways: str) -> None:
    """Type into the boxes of a date or a time, in whichever order this browser has them."""
    at = site.page.locator(f"#{field}")
    tab_to(site.page, at)
    for keys in ways:
        for _ in range(3):
            site.page.keyboard.press("ArrowLeft")
        site.page.keyboard.type(keys)
        if at.input_value() == means:
            return
    expect(at).to_have_value(means)


def date_in(site: Site, field: str, ago: int) -> None:
    """A day, typed as 26 11 2026 or as 11 26 2026."""
    on = day(ago)
    boxes(site, field, on.isoformat(), f"{on:%d%m%Y}", f"{on:%m%d%Y}")


def time_in(site: Site, field: str, clock: str) -> None:
    """A time of day, typed as 14 05 or as 02 05 PM."""
    boxes(site, field, clock, clock.replace(":", ""), f"{time.fromisoformat(clock):%I%M%p}")


def press(site: Site, name: str) -> None:
    """Reach a button by Tab and press Enter: another page comes."""
    with site.page.expect_navigation():
        enter_on(site.page, site.page.get_by_role("button", name=name, exact=True), within=120)


def follow(site: Site, name: str) -> None:
    """Reach a link by Tab and press Enter: another page comes."""
    with site.page.expect_navigation():
        enter_on(site.page, site.page.get_by_role("link", name=name).first, within=120)


def choose(site: Site, name: str, value: str) -> None:
    """Choose one of a row of radio buttons: Tab reaches the row, arrows go along it."""
    row = site.page.locator(f'input[name="{name}"]')
    values = [str(one.get_attribute("value")) for one in row.all()]
    chosen = site.page.locator(f'input[name="{name}"]:checked')
    start = chosen if chosen.count() else row.first
    tab_to(site.page, start)
    site.page.keyboard.press("Space")
    for _ in range((values.index(value) - values.index(str(start.get_attribute("value")))) % len(values)):
        site.page.keyboard.press("ArrowDown")
    expect(site.page.locator(f'input[name="{name}"][value="{value}"]')).to_be_checked()


def rows(site: Site, names: Locator) -> list[str]:
    """The names of the rows of radio buttons among these, each once and in order."""
    return list(dict.fromkeys(str(one.get_attribute("name")) for one in names.all()))


def put_forward(site: Site) -> None:
    site.go("/recruitment")
    follow(site, "Add the first entry")
    date_in(site, "screened_on", 8)
    fill(site, "put_forward_by", "care coordinator")
    for name in rows(site, site.page.locator('input[name^="answer-"]')):
        choose(site, name, "yes")
        if site.page.locator(f'input[name="{name}"][value="yes"]').count() and not typed_hours(site):
            fill(site, "hours", "9")
            fill(site, "hours_source", "the team’s own count")
            fill(site, "hours_checked_by", "the researcher")
    press(site, "Add the entry")
    site.sees("Is the study for them?")


def typed_hours(site: Site) -> bool:
    """Whether the hours stand there already."""
    return site.page.locator("#hours").input_value() != ""


def come_to_contact(site: Site) -> None:
    for button, ago in (("They are eligible", 7), ("They were given it", 6), ("They agreed to contact", 2)):
        date_in(site, "on", ago)
        press(site, button)
    site.sees("Ask for their consent")


def write_down_the_name(site: Site) -> None:
    site.go("/recruitment")
    follow(site, "Open for a purpose…")
    choose(site, "purpose", "new")
    press(site, "Open for ten minutes")
    follow(site, "Write down their contacts")
    fill(site, "name", "Jane Invented")
    press(site, "Keep it sealed")
    site.sees("Everyone who agreed to be contacted is written down.")
    press(site, "Close now")
    site.sees("What do you need them for?")


def consent(site: Site) -> None:
    site.go("/recruitment/1")
    follow(site, "Write down their consent")
    date_in(site, "taken_on", 0)
    time_in(site, "taken_time", "00:00")
    choose(site, "capacity", "presumed")
    clauses = rows(site, site.page.locator('input[name^="clause-"]'))
    for name in clauses:
        choose(site, name, "no" if name == f"clause-{QUOTES}" else "yes")
    choose(site, "mode", "paper")
    fill(site, "pseudonym", "Rowan")
    site.page.keyboard.press("Enter")
    site.sees("Rowan: consent")
    expect(site.page.locator(f"#clause-{QUOTES}")).to_contain_text("No")


def meet(site: Site) -> None:
    site.go("/recruitment/1")
    follow(site, "Arrange the meeting")
    starts, ends = about_now()
    date_in(site, "day", 0)
    time_in(site, "starts", starts)
    time_in(site, "ends", ends)
    choose(site, "place_type", "community")
    choose(site, "recorded", "audio")
    press(site, "Keep the plan")
    press(site, "The limits were explained")
    press(site, "Begin the interview")
    site.sees("Under way since")
    enter_on(site.page, site.page.get_by_role("button", name="Check in"), within=120)
    site.sees("word given at")
    fill(site, "minutes", "40")
    press(site, "End the interview")
    press(site, "Write down the debrief")
    fill(site, "text", "A bench by the river. Two dogs.")
    press(site, "Keep the field note")
    site.sees("Its field note is written.")


def withdraw(site: Site) -> None:
    site.go("/recruitment/1")
    follow(site, "They take something back")
    tab_to(site.page, site.page.locator('input[name="level"][value="data"]'))
    site.page.keyboard.press("Space")
    choose(site, "results", "decline")
    press(site, "See what goes and what stays")
    site.sees("What this comes to", "Everything of the interview")
    for name in rows(site, site.page.locator('input[name^="text-"]')):
        choose(site, name, "redact")
    press(site, "Take it all out")
    site.page.wait_for_url("**/withdrawals*")
    site.sees("everything of the interview was deleted")
    with site.page.expect_download():
        enter_on(site.page, site.page.get_by_role("button", name="Take out the certificate"))
    site.go("/meetings/1")
    expect(site.main).not_to_contain_text("Rowan")
    expect(site.main).not_to_contain_text("Two dogs")
