"""A study like the founding one, begun by a researcher in a browser: record, approvals, documents, plan.

Everything here is invented but the shape of the record and the day of the opinion. Days that must have come are counted
from today, so that the journeys hold on any day.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

from tests.journeys.test_own_study_begins import set_up

RECORD = """Being met by somebody who has been there (an invented study)

  • Research type

    Research Study

  • Full title

    Being met by somebody who has been there: an Interpretative Phenomenological Analysis of an invented study

  • IRAS ID

    999998

  • Contact name

    Alice Example

  • Sponsor organisation

    Imaginary University

  • Duration of Study in the UK

    1 years, 6 months, 29 days

  • Research summary

    Adults who had at least six individual hours with a peer support worker in Norfolk or Suffolk are interviewed once.

  • REC name

    East of Nowhere - Imaginary Research Ethics Committee

  • REC reference

    16/EE/9998

  • Date of REC Opinion

    15 Mar 2016

  • REC opinion

    Favourable Opinion
"""
TRUST = "Imaginary NHS Foundation Trust"
CONDITION = "Management permission must be obtained from each host organisation before the start of the study."
STUDY = "/studies/met"
PLACE = ZoneInfo("Europe/London")
QUESTIONS = "Can you tell me about a time that stayed with you?\n- What was it like?\n\nWhat do you make of it now?\n"


def day(ago: int = 0) -> date:
    """A day so many days ago, in the place where the study is; a negative number is a day to come."""
    return datetime.now(PLACE).date() - timedelta(days=ago)


def about_now() -> tuple[str, str]:
    """When a meeting of today starts and is expected to end, with now in between."""
    hour = datetime.now(PLACE).hour
    return f"{max(hour - 1, 0):02}:00", f"{min(hour + 1, 23):02}:59"


def said(on: date) -> str:
    """A day as the pages write it."""
    return f"{on.day} {on:%B %Y}"


@dataclass(frozen=True)
class Site:
    """A researcher at the study's pages: `at` is the address of the store."""

    page: Page
    at: str

    def go(self, part: str) -> None:
        """One of the study's pages, which must be there."""
        answer = self.page.goto(f"{self.at}{STUDY}{part}")
        assert answer is not None and answer.status == 200, (part, answer and answer.status)

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    def press(self, name: str) -> None:
        """Press a button."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def fill(self, **typed: str) -> None:
        """Fill fields by their ids."""
        for name, text in typed.items():
            self.page.locator(f"#{name}").fill(text)

    def choose(self, name: str, value: str) -> None:
        """Choose one of a row of radio buttons by what it says."""
        self.page.locator(f'input[name="{name}"][value="{value}"]').check()

    def sees(self, *words: str) -> None:
        """The page says each of these."""
        for one in words:
            expect(self.main).to_contain_text(one)

    def is_refused(self, words: str) -> None:
        """A refusal stands on the page and says this."""
        expect(self.page.get_by_role("alert")).to_contain_text(words)


def begin(page: Page, address: str) -> Site:
    """A store of one's own, and the study from its public record."""
    set_up(page, address)
    page.goto(f"{address}/studies/new")
    page.get_by_label("The research summary, pasted").fill(RECORD)
    page.get_by_label("A short name for addresses").fill("met")
    page.get_by_role("button", name="Read the record").click()
    expect(page.get_by_text("999998", exact=True)).to_be_visible()
    return Site(page, address)


def confirm_the_course(site: Site) -> None:
    """The dates are read from the record; the researcher confirms them."""
    site.go("/obligations/course")
    expect(site.page.locator("#opinion_on")).to_have_value("2016-03-15")
    expect(site.page.locator("#planned_end")).to_have_value("2017-10-14")
    site.press("Keep the dates")
    site.page.wait_for_url("**/obligations")


def add_site(site: Site) -> None:
    """A site with its permission and its green light, forty days ago."""
    site.go("/approvals/sites/new")
    site.fill(organisation=TRUST, place="Norfolk", permission_on="2016-04-04", green_light=day(40).isoformat())
    site.choose("route", "rnd")
    site.press("Keep the site")
    site.sees(TRUST, "Norfolk")


def open_recruitment(site: Site) -> None:
    """From forty days ago on."""
    site.go("/approvals")
    site.fill(**{"open-on": day(40).isoformat()})
    site.press("Open recruitment")
    site.sees(f"Open since {said(day(40))}")


def keep_version(site: Site, kind: str, label: str, file: Path) -> None:
    """A version of a document, approved on the day of the opinion."""
    site.go(f"/documents/new?kind={kind}")
    site.page.locator("#kind").select_option(kind)
    site.fill(label=label, dated="2016-02-01", approved_on="2016-03-15")
    site.page.locator("#file").set_input_files(file)
    site.press("Keep it")
    site.page.wait_for_url("**/documents*")


def put_to_use(site: Site, what: str, on: date) -> None:
    """A version is in use at the site from a day on."""
    site.go("/documents")
    row = site.page.get_by_role("listitem").filter(has=site.page.get_by_text(f"Put it to use: {what}", exact=True))
    row.get_by_text(f"Put it to use: {what}", exact=True).click()
    row.get_by_label("From").fill(on.isoformat())
    row.get_by_role("button", name="Put it to use").click()
    expect(row).to_contain_text(f"since {said(on)}")


def keep_documents(site: Site, folder: Path) -> None:
    """The sheet in two versions, the second in place of the first; the form; the topic guide and its questions."""
    file = folder / "words.txt"
    file.write_text("The words of the document.\n", encoding="utf-8")
    for kind, label in [("sheet", "1.0"), ("sheet", "1.1"), ("form", "1.0"), ("guide", "1.0")]:
        keep_version(site, kind, label, file)
    put_to_use(site, "Participant information sheet, 1.0", day(40))
    put_to_use(site, "Participant information sheet, 1.1", day(20))
    put_to_use(site, "Consent form, 1.0", day(40))
    site.sees(f"from {said(day(40))} to {said(day(21))}")


def write_clauses(site: Site) -> None:
    """The clauses of the form, from the usual ones."""
    site.go("/consent")
    site.page.get_by_role("link", name="Consent form 1.0").click()
    site.page.get_by_role("link", name="Begin with the usual ones").click()
    site.press("Keep the clauses")
    site.sees("words of mine may be quoted", "Consent rests on this")


def write_questions(site: Site) -> None:
    """The questions of the topic guide, as text."""
    site.go("/guides")
    site.page.get_by_role("link", name="Write the questions").click()
    site.fill(questions=QUESTIONS)
    site.press("Keep the questions")
    site.sees("Can you tell me about a time", "What do you make of it now?")


def keep_recruitment_here(site: Site) -> None:
    """The plan, and the four criteria in the protocol's words."""
    site.go("/recruitment")
    site.page.get_by_role("link", name="Keep recruitment here").click()
    site.fill(hours_to_consider="24", cut_off_days="14")
    site.press("Keep recruitment here")
    site.page.wait_for_url("**/criteria")
    expect(site.page.locator("#words-0")).to_have_value("Lives in Norfolk")
    site.fill(**{"words-0": "Lives in Norfolk or Suffolk"})
    site.press("Begin with these")
    site.sees("Lives in Norfolk or Suffolk", "adult community mental health team", "at least 6 hours", "able to decide")


def ready_to_recruit(page: Page, address: str, folder: Path) -> Site:
    """All of the above at once, for the stories that begin where somebody is put forward."""
    site = begin(page, address)
    confirm_the_course(site)
    add_site(site)
    open_recruitment(site)
    keep_documents(site, folder)
    keep_recruitment_here(site)
    write_clauses(site)
    write_questions(site)
    return site
