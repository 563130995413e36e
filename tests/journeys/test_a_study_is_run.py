"""From the ethics opinion to a withdrawal, by mouse, in a store of one's own: the study runs as it was approved."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.a_study import (
    CONDITION,
    STUDY,
    TRUST,
    Site,
    about_now,
    add_site,
    begin,
    confirm_the_course,
    day,
    keep_documents,
    keep_recruitment_here,
    open_recruitment,
    write_clauses,
    write_questions,
)
from tests.journeys.reader_page import Desk
from tests.journeys.test_reader_by_mouse import write

pytestmark = pytest.mark.embedded("a place of one's own begins with its passphrase")
QUOTES = 7
SAID = "we went along the river and nobody wrote it down"
PASTED = f"""Interviewer: Can you tell me about being met?

Jane: It was a Tuesday, and {SAID}.

Interviewer: Nobody wrote it down.

Jane: No. (laughs) I could have told her anything at all.
"""


def test_a_study_is_run_from_its_opinion_to_a_withdrawal(
    page: Page, new_store: str, clean: Callable[[], None], tmp_path: Path
) -> None:
    site = begin(page, new_store)
    the_duties_of_2016_are_told_and_confirmed(site)
    a_condition_holds_the_opening_until_it_is_met(site)
    keep_documents(site, tmp_path)
    keep_recruitment_here(site)
    write_clauses(site)
    write_questions(site)
    somebody_with_too_few_hours_goes_no_further(site)
    clean()
    somebody_with_enough_agrees_to_contact(site)
    their_name_is_sealed_and_opened_for_a_purpose(site)
    nobody_consents_before_the_green_light(site)
    they_consent_clause_by_clause_and_say_no_to_quotes(site)
    clean()
    they_are_met(site, clean)
    clean()
    their_words_are_marked_and_withheld_from_readers(site)
    the_figure_adds_up_as_page_and_file(site)
    they_take_it_back_and_it_is_gone(site)
    clean()


def saved(site: Site, name: str) -> bytes:
    """What a press on a button, or a link, saves."""
    with site.page.expect_download() as waiting:
        site.page.get_by_role("button", name=name).or_(site.page.get_by_role("link", name=name)).first.click()
    return Path(waiting.value.path()).read_bytes()


def words_in(docx: bytes) -> str:
    """The text of a Word document, its marks-up included."""
    return zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml").decode()


def the_duties_of_2016_are_told_and_confirmed(site: Site) -> None:
    site.go("/obligations")
    site.sees(
        "Have NHS permission at every site before anyone is approached there", "14 April 2017", "12 January 2018",
        "not inferred",
    )  # fmt: skip
    confirm_the_course(site)
    site.page.goto(f"{site.at}/today")
    site.sees("What needs you today", "Say on which day the study ended")
    site.go("/calendar")
    site.sees("Favourable opinion", "March 2016", "Planned end of the study")


def a_condition_holds_the_opening_until_it_is_met(site: Site) -> None:
    site.go("/approvals")
    site.sees("Not open yet.", "No site is written down.")
    add_site(site)
    site.sees("Ready to open.")
    other = Site(site.page.context.new_page(), site.at)
    other.go("/approvals/conditions/new")
    other.fill(words=CONDITION, asked_by="Research Ethics Committee")
    other.press("Log it")
    other.sees("Not open yet.", "1 condition to be met before the start is still open.")
    # The first window still shows the button.
    site.press("Open recruitment")
    site.is_refused("1 condition to be met before the start is still open")
    site.page.goto(f"{site.at}/today")
    site.sees("Close a condition of the approval, before anyone is recruited")
    other.page.get_by_text("It is met: condition 1").click()
    other.page.get_by_label("Met on").fill("2016-04-04")
    other.page.get_by_label("What shows it").fill("The Trust’s letter of 4 April 2016")
    other.press("Close the condition")
    other.sees("Ready to open.")
    other.page.close()
    open_recruitment(site)
    site.go("/calendar")
    site.sees(f"Green light: {TRUST}", "Recruitment opened")


def put_forward(site: Site, hours: str, ago: int) -> None:
    """An entry of the screening log, every criterion but the hours answered by yes."""
    site.go("/recruitment/new")
    site.fill(
        screened_on=day(ago).isoformat(), put_forward_by="care coordinator", hours=hours,
        hours_source="the team’s own count", hours_checked_by="the researcher",
    )  # fmt: skip
    for yes in site.page.get_by_label("Yes", exact=True).all():
        yes.check()
    site.press("Add the entry")


def somebody_with_too_few_hours_goes_no_further(site: Site) -> None:
    put_forward(site, "3½", 9)
    site.sees("Not met: Has had at least 6 individual hours with a peer support worker.")
    expect(site.page.get_by_role("button", name="They are eligible")).to_have_count(0)
    site.choose("reason", "hours")
    site.press("Keep that")
    site.sees("Not eligible: fewer hours than asked.")


def reach(site: Site, button: str, ago: int) -> None:
    """The next step, so many days ago."""
    site.fill(on=day(ago).isoformat())
    site.press(button)


def somebody_with_enough_agrees_to_contact(site: Site) -> None:
    put_forward(site, "9", 8)
    reach(site, "They are eligible", 7)
    site.sees("Give them the information sheet")
    reach(site, "They were given it", 8)
    site.is_refused("That day lies before the last stage they reached.")
    reach(site, "They were given it", 1)
    site.sees("Do they agree to be contacted?")
    reach(site, "They agreed to contact", 1)
    site.sees("Ask for their consent")
    site.page.goto(f"{site.at}/today")
    site.sees("Write down how to reach entry 2")


def their_name_is_sealed_and_opened_for_a_purpose(site: Site) -> None:
    site.go("/names")
    site.page.get_by_label("Write down a new person’s contacts").check()
    site.press("Open for ten minutes")
    site.page.get_by_role("link", name="Write down their contacts").click()
    site.fill(name="Jane Invented", phone="01632 960199")
    site.press("Keep it sealed")
    site.sees("Everyone who agreed to be contacted is written down.")
    site.press("Close now")
    site.sees("What do you need them for?")
    site.go("/names/openings")
    site.sees("Alice Example", "Write down a new person’s contacts")
    expect(site.main).not_to_contain_text("Jane Invented")
    site.go("/search?q=Invented")
    expect(site.main).not_to_contain_text("Jane")


def move_green_light(site: Site, ago: int) -> None:
    """The Trust's green light is put right."""
    site.go("/approvals/sites/1")
    site.fill(green_light=day(ago).isoformat())
    site.press("Keep the site")
    site.sees(TRUST)


def answer_the_form(site: Site) -> None:
    """Every clause of the form by yes, but no to quotes; signed on paper just after midnight today."""
    site.fill(taken_on=day().isoformat(), taken_time="00:00", pseudonym="Rowan")
    site.choose("capacity", "presumed")
    site.choose("mode", "paper")
    for yes in site.page.locator('input[name^="clause-"][value="yes"]').all():
        yes.check()
    site.choose(f"clause-{QUOTES}", "no")


def nobody_consents_before_the_green_light(site: Site) -> None:
    move_green_light(site, -1)
    site.go("/recruitment/2")
    site.sees("The site has no green light yet.")
    expect(site.page.get_by_role("link", name="Write down their consent")).to_have_count(0)
    site.go("/recruitment/2/consent/new")
    answer_the_form(site)
    site.press("Keep this consent")
    site.is_refused("Nobody consents before the site’s green light.")
    expect(site.page.locator("#pseudonym")).to_have_value("Rowan")
    move_green_light(site, 40)


def they_consent_clause_by_clause_and_say_no_to_quotes(site: Site) -> None:
    site.go("/recruitment/2")
    site.page.get_by_role("link", name="Write down their consent").click()
    expect(site.page.locator("#sheet option:checked")).to_contain_text("1.1")
    answer_the_form(site)
    site.press("Keep this consent")
    site.is_refused("this study gives 24")
    expect(site.page.locator(f'input[name="clause-{QUOTES}"][value="no"]')).to_be_checked()
    site.fill(short_notice_reason="They had the sheet from a friend, and asked to go on.")
    site.press("Keep this consent")
    site.sees("Rowan", "words of mine may be quoted")
    expect(site.page.locator(f"#clause-{QUOTES}")).to_contain_text("No")
    assert saved(site, "Make the copy (PDF)").startswith(b"%PDF")
    site.press("Keep the day")
    site.go("/consent")
    site.sees("Rowan", "None is open.")


def they_are_met(site: Site, clean: Callable[[], None]) -> None:
    site.go("/recruitment/2")
    site.page.get_by_role("link", name="Arrange the meeting").click()
    starts, ends = about_now()
    site.fill(day=day().isoformat(), starts=starts, ends=ends, buddy="supervisor", buddy_told="by text")
    site.fill(address="The library, Imaginary Street")
    site.choose("place_type", "community")
    site.choose("recorded", "audio")
    site.page.locator("#guide").select_option(index=1)
    site.press("Keep the plan")
    site.sees("Meeting 1", "Rowan")
    site.page.goto(f"{site.at}/today")
    site.page.get_by_role("link", name=", meeting 1").click()
    expect(site.main).not_to_contain_text("Imaginary Street")
    site.page.get_by_role("link", name="Show where it is").click()
    site.sees("The library, Imaginary Street")
    clean()
    site.page.get_by_role("link", name="Back to the meeting").click()
    site.press("The limits were explained")
    site.page.get_by_role("link", name="Open the topic guide, version 1.0").click()
    site.sees("Can you tell me about a time that stayed with you?")
    site.page.get_by_role("link", name="Back to the meeting").click()
    site.press("Begin the interview")
    site.sees("Under way since")
    site.press("Check in")
    site.sees("word given at")
    site.press("Pause")
    site.press("Go on, if they wish to")
    site.fill(minutes="52")
    site.press("End the interview")
    site.sees("Held: 52 minutes.")
    site.press("Write down the debrief")
    site.fill(text="A bench by the river. Two dogs.")
    site.press("Keep the field note")
    site.sees("Its field note is written.")
    site.fill(sum="20")
    site.press("Write down what is promised")
    site.page.get_by_label("Paid on").fill(day().isoformat())
    site.page.get_by_role("button", name="It was paid").click()
    site.sees("£20", "paid on")
    site.go("/calendar")
    site.sees("Meeting 1")


def their_words_are_marked_and_withheld_from_readers(site: Site) -> None:
    page = site.page
    site.go("/interviews/import?case=1")
    page.get_by_label("Or the transcript, pasted").fill(PASTED)
    site.press("Look before it is saved")
    page.get_by_label("Jane 2 turns").select_option("participant")
    page.get_by_label("Interviewer 2 turns").select_option("interviewer")
    site.press("Keep this transcript")
    page.wait_for_url("**/transcripts/*")
    site.press("Freeze the transcript")
    expect(page.get_by_text("Their numbers will not change")).to_be_visible()
    site.go("/cases/1")
    site.press("Open Rowan’s case")
    page.get_by_role("link", name="Open the transcript").click()
    desk = Desk(page)
    expect(page.get_by_text("nobody wrote it down").first).to_be_visible()
    write(desk, 2, "It was a Tuesday", "Descriptive", "A day that stayed")
    desk.expect_kept("A day that stayed", "It was a Tuesday")
    site.go("/findings/analysed-transcript?case=1")
    taken = words_in(saved(site, "Word"))
    assert "A day that stayed" in taken and "withheld" in taken
    assert "Tuesday" not in taken and "along the river" not in taken


def the_figure_adds_up_as_page_and_file(site: Site) -> None:
    site.go("/recruitment")
    site.sees("2 screened = 1 in the analysis + 1 who left + 0 still under way")
    drawn = site.page.request.get(f"{site.at}{STUDY}/recruitment/flow.svg")
    assert drawn.headers["content-type"].startswith("image/svg+xml") and "<svg" in drawn.text()
    site.go("/findings/flow")
    picture, flow = saved(site, "Picture").decode(), words_in(saved(site, "Word"))
    assert "<svg" in picture and all("Rowan" not in one and "Jane" not in one for one in (picture, flow))
    assert ">2<" in flow


def they_take_it_back_and_it_is_gone(site: Site) -> None:
    site.go("/cases/1/search?q=Tuesday")
    site.sees("Tuesday")
    site.go("/recruitment/2")
    site.page.get_by_role("link", name="They take something back").click()
    site.choose("level", "data")
    site.choose("results", "decline")
    site.press("See what goes and what stays")
    site.sees("Everything of the interview", "What goes cannot be brought back.")
    for text in site.page.locator('input[value="redact"]').all():
        text.check()
    site.press("Take it all out")
    site.page.wait_for_url("**/withdrawals*")
    site.sees("Entry 2", "everything of the interview was deleted")
    certificate = saved(site, "Take out the certificate")
    assert certificate and b"Jane" not in certificate
    for part in ("/search?q=Tuesday", "/search?q=Rowan", "/interviews", "/people", "/meetings", "/meetings/1"):
        site.go(part)
        for gone in ("a Tuesday", "A day that stayed", "Rowan", "Two dogs"):
            expect(site.main).not_to_contain_text(gone)
    answer = site.page.request.get(f"{site.at}{STUDY}/cases/1")
    assert answer.status == 404
    site.go("/recruitment/2")
    site.sees("Withdrew after the interview.")
    expect(site.page.get_by_role("button", name="Take back the last of these")).to_have_count(0)
    site.go("/recruitment")
    site.sees("2 screened = 0 in the analysis + 1 + 1 who left + 0 still under way")
    site.page.goto(f"{site.at}/today")
    expect(site.main).not_to_contain_text("Rowan")
    site.go("/calendar")
    site.sees("Due to be destroyed: names and contact details of participants", "Meeting 1")
