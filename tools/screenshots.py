"""Takes the pictures that the documents use, from the running fictional study and from a new store of one's own.

Pictures are taken, never drawn: whoever changes a page runs `make screenshots` and looks at what changed. The walk
through one's own study is the tutorial's own, so a step that no longer works stops the script.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys import tutorial
from tests.journeys.tutorial import Keep

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
STUDY = "/studies/alongside"
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
    """Down the chain of the contribution that the tutorial chooses."""
    page.get_by_role("link", name="Somebody with the bit of paper").first.click()
    page.get_by_role("complementary", name="Back to the voice").get_by_text("Ines, divergent").wait_for()
    page.get_by_role("link", name="The whole chain").click()
    page.get_by_role("heading", level=1, name="Met before being helped").wait_for()


def checked(page: Page) -> None:
    """The trail after its check."""
    page.get_by_role("button", name="Check the chain").click()


FICTIONAL = (
    Picture("home-light", STUDY, (1280, 1180)),
    Picture("home-narrow", STUDY, NARROW),
    Picture("reader-light", f"{STUDY}/cases/1/transcript?line={LINE}", (1440, 900), before=pointed_at),
    Picture("reader-dark", f"{STUDY}/cases/1/transcript?line={LINE}", (1440, 900), dark=True, before=at_the_line),
    Picture("reader-narrow", f"{STUDY}/cases/1/transcript?line={LINE}", NARROW, before=at_the_line),
    Picture("case", f"{STUDY}/cases/1"),
    Picture("diary", f"{STUDY}/diary?case=6"),
    Picture("board-light", f"{STUDY}/cases/1/board", (1440, 900)),
    Picture("board-dark", f"{STUDY}/cases/1/board", (1440, 900), dark=True),
    Picture("ines-table", f"{STUDY}/cases/6/board", (1440, 900)),
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
            take_own(
                browser, Path(folder), lambda page, name: keep(page, name) if not wanted or name in wanted else None
            )
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


def take_own(browser: Browser, folder: Path, keep_one: Keep) -> None:
    """The pictures of a store and a study of one's own, from nothing to a case signed off: the tutorial's own walk."""
    guide = tutorial.Guide(keep_one)
    guide.go_to("set-up")
    with serving("run", folder / "own") as address:
        page = tab(browser, WIDE)
        page.goto(address)
        tutorial.make_a_store(page, guide)
        tutorial.begin_the_study(page, guide)
        tutorial.bring_in_and_freeze(page, guide)
        tutorial.note_and_state(tutorial.open_and_read(page, guide), guide)
        tutorial.lay_out_and_sign_off(page, guide)
        page.context.close()


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


def keep(page: Page, name: str) -> None:
    """One picture of what the window shows, once its fonts are there."""
    page.wait_for_load_state("networkidle")
    page.evaluate("() => document.fonts.ready.then(() => true)")
    page.screenshot(path=PICTURES / f"{name}.png")
    sys.stderr.write(f"{name}\n")


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
