"""Takes the pictures that the documents use, from the running fictional study and from a new store of one's own.

Pictures are taken, never drawn: whoever changes a page runs `make screenshots` and looks at what changed. The walk
through one's own study is the tutorial's, so a step that no longer works stops the script.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
STUDY = "/studies/alongside"
# Of the person in the fictional study whose transcript nobody has opened yet.
OWN_TRANSCRIPT = ROOT / "examples" / "alongside" / "ines" / "transcript.txt"
PASSPHRASE = "plain words for a picture"
# Line, words chosen, key of the kind, note, statement.
THOUGHTS = (
    (4, 9, "c", "Early before early: she arrives ahead of herself", "Arriving too early, so as not to be waited for"),
    (10, 7, "l", "“always”: a part rehearsed before it was hers", "Always the patient, even in rehearsal"),
    (18, 11, "d", "Goes in, shuts the door, stays", "A shut door as the only thing she could do"),
)
WIDE, NARROW = (1280, 800), (400, 800)
# Margins come a few turns a frame; a picture waits until they have all come.
SETTLES_MS = 500
# A closely noted place in the first person's transcript.
LINE = 243


@dataclass(frozen=True)
class Picture:
    """One picture of the fictional study: where, how large (CSS pixels), in which light, and what happens first."""

    name: str
    path: str
    size: tuple[int, int] = WIDE
    dark: bool = False
    before: Callable[[Page], None] | None = None


def at_the_line(page: Page) -> None:
    """The reader, come to the line that the address names."""
    page.locator(".no:focus").wait_for()
    page.wait_for_timeout(SETTLES_MS)


def pointed_at(page: Page) -> None:
    """One note pointed at: its passage and its statement light up."""
    at_the_line(page)
    boxes = [box for note in page.locator(".note").all() if (box := note.bounding_box())]
    middle = min(boxes, key=lambda box: abs(box["y"] - 450))
    page.mouse.move(middle["x"] + 20, middle["y"] + 8)


def chain_opened(page: Page) -> None:
    """Down the chain of the first contribution."""
    links = page.locator("a").evaluate_all("links => links.map(link => link.href)")
    page.goto(next(link for link in links if re.search(r"/contributions/\d+$", link)))


def checked(page: Page) -> None:
    """The trail after its check."""
    page.get_by_role("button", name="Check the chain").click()


FICTIONAL = (
    Picture("home-light", STUDY),
    Picture("home-narrow", STUDY, NARROW),
    Picture("reader-light", f"{STUDY}/cases/1/transcript?line={LINE}", (1440, 900), before=pointed_at),
    Picture("reader-dark", f"{STUDY}/cases/1/transcript?line={LINE}", (1440, 900), dark=True, before=at_the_line),
    Picture("reader-narrow", f"{STUDY}/cases/1/transcript?line={LINE}", NARROW, before=at_the_line),
    Picture("case", f"{STUDY}/cases/1"),
    Picture("board-light", f"{STUDY}/cases/1/board", (1440, 900)),
    Picture("board-dark", f"{STUDY}/cases/1/board", (1440, 900), dark=True),
    Picture("group-light", f"{STUDY}/group"),
    Picture("group-dark", f"{STUDY}/group", dark=True),
    Picture("group-narrow", f"{STUDY}/group", NARROW),
    Picture("chain", f"{STUDY}/group", before=chain_opened),
    Picture("map", f"{STUDY}/group/map"),
    Picture("findings", f"{STUDY}/findings"),
    Picture("search", f"{STUDY}/search?q=waiting"),
    Picture("trail", f"{STUDY}/trail", before=checked),
)


def main() -> int:
    """Take all pictures, or those whose names are given."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("names", nargs="*", help="names of pictures; without any, all are taken")
    wanted = set(parser.parse_args().names)
    PICTURES.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        sys.stderr.write("There is no Chromium on this machine.\n")
        return 2
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"], env={**os.environ, "LANGUAGE": "en_GB"}
        )
        fictional = [picture for picture in FICTIONAL if not wanted or picture.name in wanted]
        if fictional:
            take_fictional(browser, Path(folder), fictional)
        if not wanted or wanted - {picture.name for picture in FICTIONAL}:
            take_own(browser, Path(folder))
        browser.close()
    return 0


def take_fictional(browser: Browser, folder: Path, pictures: list[Picture]) -> None:
    """The pictures of the fictional study."""
    with serving("demo", folder / "fictional") as address:
        for picture in pictures:
            page = tab(browser, picture.size, dark=picture.dark)
            answer = page.goto(address + picture.path)
            if answer is None or not answer.ok:
                raise RuntimeError(f"the page of {picture.name} did not come")
            page.wait_for_load_state("networkidle")
            if picture.before:
                picture.before(page)
            keep(page, picture.name)
            page.context.close()


def take_own(browser: Browser, folder: Path) -> None:
    """The pictures of the tutorial's first half: a store and a study from nothing to the first reading."""
    with serving("run", folder / "own") as address:
        page = tab(browser, WIDE)
        page.goto(address)
        set_up(page)
        begin(page)
        bring_in(page)
        open_the_case(page)
        note_and_state(page)
        gather(page)
        page.context.close()


def set_up(page: Page) -> None:
    """Name, passphrase, recovery key."""
    page.get_by_label("Your name").fill("Alice Ashdown")
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_label("again").fill(PASSPHRASE)
    keep(page, "set-up")
    press(page, "Make the store")
    keep(page, "recovery-key")
    press(page, "I have kept it safe")


def begin(page: Page) -> None:
    """The public record, the plan, the first person."""
    page.get_by_role("link", name="Begin a study").click()
    record = (ROOT / "examples" / "alongside" / "record.txt").read_text(encoding="utf-8")
    page.get_by_label("The research summary, pasted").fill(record)
    page.get_by_label("A short name").fill("alongside")
    page.evaluate("() => { document.querySelector('#summary').scrollTop = 0; window.scrollTo(0, 0); }")
    keep(page, "new-study")
    press(page, "Read the record")
    keep(page, "record")
    page.goto(f"{origin(page)}{STUDY}/people")
    page.get_by_label("Pseudonym").fill("Ines")
    keep(page, "people")
    press(page, "Add this person")


def bring_in(page: Page) -> None:
    """A transcript: chosen, looked at, kept, frozen."""
    page.goto(f"{origin(page)}{STUDY}/interviews/import?case=1")
    page.get_by_label("Transcript files").set_input_files(OWN_TRANSCRIPT)
    keep(page, "bring-in")
    press(page, "Look before it is saved")
    keep(page, "preview")
    press(page, "Keep this transcript")
    keep(page, "freeze")
    press(page, "Freeze the transcript")


def open_the_case(page: Page) -> None:
    """The case, and its transcript without a note."""
    page.goto(f"{origin(page)}{STUDY}/cases/1")
    keep(page, "open-case")
    press(page, "Open Ines’s case")
    page.get_by_role("link", name="Open the transcript").click()
    keep(page, "first-reading")


def note_and_state(page: Page) -> None:
    """Three notes and a statement from each, by keys alone."""
    for line, words, kind, note, statement in THOUGHTS:
        page.goto(f"{origin(page)}{STUDY}/cases/1/transcript?line={line}")
        page.locator(f".no:focus, #L{line}").first.focus()
        page.keyboard.press("Enter")
        for _ in range(words - 1):
            page.keyboard.press("Shift+ArrowRight")
        page.keyboard.press(kind)
        page.keyboard.type(note)
        keep(page, "note")
        page.keyboard.press("Escape")
        page.keyboard.press("s")
        page.keyboard.type(statement)
        keep(page, "statement")
        page.keyboard.press("Escape")
        page.get_by_text(re.compile(r"^(All saved|Saved)")).wait_for()


def gather(page: Page) -> None:
    """Two statements into a pile, and a name for it; then the case is written about and left."""
    page.goto(f"{origin(page)}{STUDY}/cases/1/board")
    for _, _, _, _, statement in THOUGHTS[:2]:
        page.locator("aside.list").get_by_role("button", name=statement).focus()
        page.keyboard.press("Space")
    page.keyboard.press("g")
    page.keyboard.type("Taking the part before it is given")
    page.keyboard.press("Enter")
    keep(page, "pile")
    page.goto(f"{origin(page)}{STUDY}/cases/1#sign-off")
    keep(page, "sign-off")


def tab(browser: Browser, size: tuple[int, int], *, dark: bool = False) -> Page:
    """A fresh tab of that size in light or dark."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="dark" if dark else "light",
        locale="en-GB",
        timezone_id="Europe/London",
        reduced_motion="reduce",
    )
    return context.new_page()


def press(page: Page, name: str) -> None:
    """Press a button and wait for the page that follows."""
    button: Locator = page.get_by_role("button", name=name)
    button.click()
    page.wait_for_load_state("networkidle")


def keep(page: Page, name: str) -> None:
    """One picture of what the window shows, once its fonts are there."""
    page.wait_for_load_state("networkidle")
    page.evaluate("() => document.fonts.ready.then(() => true)")
    page.screenshot(path=PICTURES / f"{name}.png")
    sys.stderr.write(f"{name}\n")


def origin(page: Page) -> str:
    """The address of the server that a page came from."""
    return str(page.evaluate("() => location.origin"))


@contextmanager
def serving(command: str, folder: Path) -> Iterator[str]:
    """Serve a store in `folder` on a free port; gives its address."""
    env = {key: value for key, value in os.environ.items() if not key.startswith("LIFEWORLD")}
    words = [sys.executable, "-m", "lifeworld.config.command", command]
    options = ["--data", str(folder), "--port", "0", "--no-browser"]
    server = subprocess.Popen([*words, *options], env=env, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert server.stdout is not None
        yield server.stdout.readline().split()[-1].rstrip("/")
    finally:
        server.terminate()
        server.wait(timeout=20)


if __name__ == "__main__":
    sys.exit(main())
