"""The walk through the tutorial, in its order and by its words.

A `Guide` reads docs/tutorial/first-study.md and hands out, one after another, what stands there in bold (names on our
pages, and keys) and its pictures. Whoever walks asks for each by name: a step that the tutorial does not take next, or
a button that is not on the page, ends the walk. The test walks it to see that it is true; `make screenshots` walks the
part on a study of one's own, to take the pictures on the way.
"""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.beginning import make_the_store
from tests.journeys.reader_page import Desk
from tests.journeys.table_top import may_be_left

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = ROOT / "docs" / "tutorial" / "first-study.md"
ALONGSIDE = ROOT / "examples" / "alongside"
TOLD = re.compile(r"\*\*([^*]+)\*\*|!\[[^\]]*\]\(\.\./pictures/([\w-]+)\.png\)")
PASSPHRASE = "plain words for a picture"
QUESTION = "What is it like to be supported by someone who has been there?"
# Line, words, key of the kind, note, and for two of them a statement.
THOUGHTS = (
    (18, "went in and shut the door", "d", "Goes in, shuts the door, stays", "A shut door as the only thing to do"),
    (10, "I was always the patient", "l", "“always”: a part rehearsed before it was hers", ""),
    (3, "I was early and", "c", "Early before early: she arrives ahead of herself", "Arriving ahead of herself"),
    (29, "It's still a weekend", "n", "Time that has stopped", ""),
)
PILE = "Before it is asked of her"

Keep = Callable[[Page, str], None]


class Guide:
    """What the tutorial says, handed out in its order."""

    def __init__(self, keep: Keep) -> None:
        self._told = [found.groups() for found in TOLD.finditer(TUTORIAL.read_text(encoding="utf-8"))]
        self._at, self._keep = 0, keep

    def says(self, *names: str) -> str:
        """The tutorial's next words in bold are these; gives the last of them as our pages write it."""
        for name in names:
            found, picture = self._next()
            assert found == name, f"the tutorial goes on with {found or picture!r}, not with {name!r}"
        return names[-1].replace("'", "’")

    def shows(self, page: Page, name: str) -> None:
        """The tutorial's next picture is this one, and the page is what it shows."""
        words, found = self._next()
        assert found == name, f"the tutorial goes on with {found or words!r}, not with the picture {name!r}"
        # Nothing is pointed at that the tutorial does not point at.
        page.mouse.move(0, 0)
        self._keep(page, name)

    @property
    def at_the_end(self) -> bool:
        """Whether everything was walked."""
        return self._at == len(self._told)

    def go_to(self, picture: str) -> None:
        """Begin at a picture, without walking what stands before it."""
        self._at = next(place for place, (_, name) in enumerate(self._told) if name == picture)

    def _next(self) -> tuple[str | None, str | None]:
        assert not self.at_the_end, "the tutorial is at its end"
        self._at += 1
        words, picture = self._told[self._at - 1]
        return words, picture


def link(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    page.wait_for_load_state()


def walk_a_finished_case(page: Page, guide: Guide) -> None:
    """Section 1, from the fictional study's first page."""
    guide.shows(page, "home-light")
    expect(page.get_by_role("heading", name=guide.says("Next"), exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name=guide.says("Also waiting"), exact=True)).to_be_visible()
    link(page, guide.says("Maeve"))
    guide.shows(page, "case")
    expect(page.get_by_role("heading", name=guide.says("First impressions"))).to_be_visible()
    expect(page.get_by_role("heading", name=guide.says("Case summary"))).to_be_visible()
    link(page, guide.says("Open the transcript"))
    expect(page.locator(".note").first).to_be_visible()
    guide.shows(page, "reader-light")
    link(page, guide.says("Maeve"))
    link(page, guide.says("Open the table"))
    expect(page.get_by_role("heading", name="Sat with, not written down").first).to_be_visible()
    guide.shows(page, "board-light")
    link(page, guide.says("Maeve"))
    link(page, guide.says("Its diary entries"))
    expect(page.get_by_role("article").first).to_be_visible()
    guide.shows(page, "diary")


def make_a_store(page: Page, guide: Guide) -> None:
    """Section 2."""
    guide.shows(page, "set-up")
    page.get_by_label("Your name").fill("Alice Ashdown")
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_label("The same passphrase again").fill(PASSPHRASE)
    guide.says("Make the store")
    make_the_store(page)
    guide.shows(page, "recovery-key")
    press(page, guide.says("I have kept it safe"))


def begin_the_study(page: Page, guide: Guide) -> None:
    """Sections 3 and 4: the public record, the plan, the first person."""
    link(page, guide.says("Begin a study"))
    page.get_by_label("The research summary, pasted").fill((ALONGSIDE / "record.txt").read_text(encoding="utf-8"))
    page.evaluate("() => { document.querySelector('#summary').scrollTop = 0; window.scrollTo(0, 0); }")
    guide.shows(page, "new-study")
    press(page, guide.says("Read the record"))
    expect(page.get_by_text("999183", exact=True)).to_be_visible()
    guide.shows(page, "record")
    link(page, guide.says("Write the plan"))
    page.get_by_label("Research question").fill(QUESTION)
    press(page, guide.says("Keep the plan"))
    expect(page.get_by_text(QUESTION)).to_be_visible()
    link(page, guide.says("People"))
    page.get_by_label("Pseudonym").fill("Ines")
    press(page, guide.says("Add this person"))
    expect(page.get_by_role("rowheader", name="Ines")).to_be_visible()
    guide.shows(page, "people")


def bring_in_and_freeze(page: Page, guide: Guide) -> None:
    """Sections 5 and 6."""
    link(page, guide.says("Interviews"))
    link(page, guide.says("Choose a file"))
    expect(page.get_by_label("Whose interview")).to_have_value("1")
    page.get_by_label("Transcript files").set_input_files(ALONGSIDE / "ines" / "transcript.txt")
    guide.shows(page, "bring-in")
    press(page, guide.says("Look before it is saved"))
    expect(page.get_by_label("Interviewer", exact=False)).to_have_value("interviewer")
    guide.shows(page, "preview")
    press(page, guide.says("Keep this transcript"))
    guide.shows(page, "freeze")
    press(page, guide.says("Freeze the transcript"))
    expect(page.get_by_text("Their numbers will not change")).to_be_visible()


def open_and_read(page: Page, guide: Guide) -> Desk:
    """Section 7."""
    link(page, guide.says("Analysis"))
    link(page, "Ines")
    guide.shows(page, "open-case")
    press(page, guide.says("Open Ines's case"))
    link(page, guide.says("Open the transcript"))
    desk = Desk(page)
    expect(desk.line(1)).to_contain_text("Okay, so that's going")
    guide.shows(page, "first-reading")
    whole = page.get_by_label(guide.says("Read whole"))
    margins = page.get_by_role("heading", name="Exploratory notes")
    whole.check()
    expect(margins).to_be_hidden()
    whole.uncheck()
    expect(margins).to_be_visible()
    page.get_by_role("textbox", name=guide.says("First impressions")).fill("Breathless, and exact.")
    desk.expect_impression("Breathless, and exact.")
    return desk


def note_and_state(desk: Desk, guide: Guide) -> None:
    """Sections 8 and 9: a note of each kind on words dragged over, and two statements."""
    page = desk.page
    assert guide.says("d", "l", "c", "n", "Esc") == "Esc"
    for line, words, kind, note, statement in THOUGHTS:
        desk.drag_over(line, words)
        page.keyboard.press(kind)
        expect(desk.writing).to_be_focused()
        page.keyboard.type(note)
        if line == THOUGHTS[0][0]:
            guide.shows(page, "note")
        page.keyboard.press("Escape")
        expect(desk.writing).to_have_count(0)
        if statement:
            _state(desk, guide, note, statement, first=line == THOUGHTS[0][0])
            desk.expect_kept(statement, words)
        desk.expect_kept(note, words)


def _state(desk: Desk, guide: Guide, note: str, statement: str, *, first: bool) -> None:
    page = desk.page
    desk.card(note).focus()
    if first:
        page.keyboard.press(guide.says("?"))
        expect(page.get_by_role("heading", name="Keys")).to_be_visible()
        page.keyboard.press("Escape")
        desk.card(note).focus()
        assert guide.says("s", "t") == "t"
    page.keyboard.press("s")
    expect(desk.writing).to_be_focused()
    page.keyboard.type(statement)
    if first:
        guide.shows(page, "statement")
    page.keyboard.press("Escape")
    expect(desk.statement(statement)).to_be_visible()


def lay_out_and_sign_off(page: Page, guide: Guide) -> None:
    """Sections 10 and 11."""
    link(page, "Ines")
    link(page, guide.says("Open the table"))
    cards = page.get_by_role("complementary", name="The same table, as a list")
    for statement in (thought[4] for thought in THOUGHTS if thought[4]):
        cards.get_by_role("button", name=statement).focus()
        page.keyboard.press("Space")
    page.keyboard.press(guide.says("g"))
    page.keyboard.type(PILE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=PILE).first).to_be_visible()
    may_be_left(page)
    assert guide.says("r") == "r"
    guide.shows(page, "pile")
    link(page, "Ines")
    page.locator("#sign-off").evaluate("section => section.scrollIntoView()")
    expect(page.locator("#sign-off .open-ends")).to_be_visible()
    guide.shows(page, "sign-off")
    page.get_by_role("textbox", name=guide.says("Case summary")).fill("She talks fast and means it.")
    press(page, guide.says("Save case summary"))
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    press(page, guide.says("Sign off Ines's case"))
    expect(page.get_by_role("main")).to_contain_text("Signed off on")


def compare(page: Page, guide: Guide) -> None:
    """Section 12, in the fictional study."""
    link(page, guide.says("Analysis"))
    link(page, "Ines")
    link(page, guide.says("Open the table"))
    expect(page.get_by_role("heading", name="I'm the dots").first).to_be_visible()
    guide.shows(page, "ines-table")
    link(page, "Ines")


def read_across(page: Page, guide: Guide) -> None:
    """Section 13: down one chain, and a group theme of one's own."""
    link(page, guide.says("Analysis"))
    link(page, guide.says("Open the group themes"))
    guide.shows(page, "group-light")
    page.get_by_role("link", name=guide.says("Somebody with the bit of paper")).first.click()
    voice = page.get_by_role("complementary", name="Back to the voice")
    expect(voice).to_contain_text("Ines, divergent")
    link(page, guide.says("The whole chain"))
    expect(page.get_by_role("main")).to_contain_text("Ines, divergent")
    guide.shows(page, "chain")
    page.get_by_role("link", name="Group experiential themes").first.click()
    link(page, guide.says("New group experiential theme"))
    page.get_by_role("textbox", name="Name").fill("Who may ask")
    press(page, guide.says("Keep this theme"))
    page.get_by_role("link", name=f"{guide.says('Join')} to Who may ask").click()
    page.get_by_role("radio", name="I'm the dots").check()
    page.get_by_role("radio", name="variant").check()
    press(page, guide.says("Join"))
    expect(page.get_by_role("link", name="Change how Ines stands to it")).to_be_visible()
    page.get_by_role("button", name=guide.says("Undo")).click()
    expect(page.get_by_role("heading", name="Who may ask")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_contain_text("Made a group theme")
    page.get_by_role("link", name=guide.says("Theme map")).click()
    expect(page.get_by_role("img", name="theme map")).to_be_visible()
    guide.shows(page, "map")


def take_out_and_look_back(page: Page, guide: Guide) -> bytes:
    """Sections 14 and 15; gives the Word file that was taken out."""
    page.get_by_role("link", name="Group experiential themes").first.click()
    link(page, guide.says("Findings"))
    guide.shows(page, "findings")
    offer = page.get_by_role("listitem").filter(
        has=page.get_by_role("heading", name="Master table of group experiential themes", exact=True)
    )
    with page.expect_download() as waiting:
        offer.get_by_role("button", name=guide.says("Word"), exact=True).click()
    content = Path(waiting.value.path()).read_bytes()
    link(page, guide.says("Trail"))
    press(page, guide.says("Check the chain"))
    expect(page.get_by_role("status").filter(has_text="The chain holds.")).to_be_visible()
    guide.shows(page, "trail")
    return content
