"""The reader as a person's hands meet it, for the journeys: words on lines, cards in margins, whether it is safe."""

import re
from dataclasses import dataclass

from playwright.sync_api import Error, Locator, Page, expect

CASE = "/studies/alongside/cases/6"
READER = f"{CASE}/transcript"


def open_case(page: Page, address: str) -> "Desk":
    """Open the last case of the fictional study, which nobody has begun, and its transcript."""
    page.goto(f"{address}{CASE}")
    page.get_by_role("button", name="Open Ines’s case").click()
    # The page it leads to must have come: two ways at once, and Firefox lets the later one be interrupted.
    expect(page.get_by_role("link", name="Open the transcript")).to_be_visible()
    return go_to(page, f"{address}{READER}")


def go_to(page: Page, url: str) -> "Desk":
    """The reader at an address, once its first line can be read."""
    try:
        page.goto(url)
    except Error as error:
        # Over BiDi, Firefox under load now and then tells of one navigation twice, and the second is taken to interrupt
        # the first. What counts is that the page comes, which is looked at next.
        if f'interrupted by another navigation to "{url}"' not in error.message:
            raise
    desk = Desk(page)
    expect(desk.line(1)).to_contain_text("Okay, so that's going")
    return desk


@dataclass(frozen=True)
class Desk:
    """One tab with the reader in it. Lines count from 1, as they are printed."""

    page: Page

    def line(self, number: int) -> Locator:
        return self.page.locator(f'[data-line="{number - 1}"]')

    def marked(self, number: int) -> Locator:
        """The marked words of a line, each run of equal marks by itself."""
        return self.line(number).locator(".seg:not(.bare)")

    def note(self, words: str) -> Locator:
        return self.page.locator(".note").filter(has_text=words)

    def statement(self, words: str) -> Locator:
        return self.page.locator(".st").filter(has_text=words)

    def card(self, words: str) -> Locator:
        """What is pressed to edit a card."""
        return self.page.locator(".card-btn").filter(has_text=words)

    @property
    def writing(self) -> Locator:
        """The box that is open for writing."""
        return self.page.locator(".edit textarea")

    @property
    def bar(self) -> Locator:
        return self.page.get_by_role("toolbar", name="Chosen words")

    @property
    def safe(self) -> Locator:
        return self.page.locator(".safe")

    @property
    def said(self) -> Locator:
        return self.page.locator(".said")

    def expect_saved(self) -> None:
        """The head says so. After an act it may still tell of the one before: then ask for what was done."""
        expect(self.safe).to_have_text(re.compile(r"^(Saved \d\d:\d\d|All saved)$"))

    def expect_kept(self, words: str, *passages: str, kind: str | None = None) -> None:
        """The server has one note or statement in these words; where they are given, on just these passages."""
        self._expect_told(
            """({notes, statements, version}, [words, passages, kind]) => {
              const quote = ([, start, end]) => [...version.text].slice(start, end).join('');
              const same = [...notes, ...statements].filter(one => (one.body ?? one.text) === words);
              return same.length === 1 && (kind === null || same[0].kind === kind) && (passages.length === 0 ||
                JSON.stringify(same[0].anchors.map(quote).sort()) === JSON.stringify(passages.sort()));
            }""",
            [words, passages, kind],
        )

    def expect_taken_out(self, words: str) -> None:
        """The server has no note in these words any more."""
        self._expect_told("({notes}, words) => notes.every(one => one.body !== words)", words)

    def expect_impression(self, words: str) -> None:
        """The server has these first impressions of the case."""
        self._expect_told("({case: one}, words) => one.first_impressions === words", words)

    def _expect_told(self, holds: str, arg: object) -> None:
        """Something holds of what the server answers when it is asked for this page's case anew."""
        self.page.wait_for_function(
            f"""async arg => {{
              const {{api, case: number, interview}} = JSON.parse(document.getElementById('reader-config').textContent);
              const query = interview === null ? '' : `?interview=${{interview}}`;
              const answer = await fetch(`${{api}}cases/${{number}}/reader${{query}}`);
              return ({holds})(await answer.json(), arg);
            }}""",
            arg=arg,
        )

    def place_of(self, line: int, words: str) -> tuple[float, float, float]:
        """Where words stand in the window: left, right and middle of their height, in pixels."""
        place: dict[str, float] = self.line(line).evaluate(
            """(line, words) => {
              line.scrollIntoView({block: 'center'});
              const start = line.querySelector('.tx').textContent.indexOf(words);
              if (start === -1) throw new Error('not on this line');
              const walker = document.createTreeWalker(line.querySelector('.tx'), NodeFilter.SHOW_TEXT);
              const place = (unit, ending) => {
                for (walker.currentNode = walker.root; walker.nextNode();) {
                  const size = walker.currentNode.length;
                  if (unit < size || (ending && unit === size)) return [walker.currentNode, unit];
                  unit -= size;
                }
              };
              const range = document.createRange();
              range.setStart(...place(start, false));
              range.setEnd(...place(start + words.length, true));
              const box = range.getBoundingClientRect();
              return {left: box.left, right: box.right, middle: box.top + box.height / 2};
            }""",
            words,
        )
        return place["left"], place["right"], place["middle"]

    def drag_over(self, line: int, words: str) -> None:
        """Choose words by dragging the mouse over them."""
        left, right, middle = self.place_of(line, words)
        mouse = self.page.mouse
        mouse.move(left + 1, middle)
        mouse.down()
        mouse.move((left + right) / 2, middle)
        mouse.move(right - 1, middle)
        mouse.up()

    def sides(self) -> tuple[str, str]:
        """Which heading stands left and which right."""
        headings = self.page.locator(".cols h2")
        left = {box["x"]: heading.inner_text() for heading in headings.all() if (box := heading.bounding_box())}
        return left[min(left)], left[max(left)]
