"""How smooth the reader is with 5,000 anchors on 20,000 words: the longest task while a person works.

Builds one case through the same services that a person's work goes through, serves it, and works in Chromium. Each
step is traced; a task's processor time tells the page's own work apart from a busy machine.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
READER = "/studies/measured/cases/1/transcript"
WORDS, ANCHORS, STATEMENTS = 20_000, 5_000, 400
SAID = (
    "I used to put the kettle on before anyone came.",
    "It was the stairs, mostly, and the light on them.",
    "You learn to say it shorter every time.",
    "(pause) I don't know that I'd call it hope.",
    "And I thought, well, that's one more Thursday.",
    "So I walked as far as the bus stop and back, and that was the day done.",
)
ASKED = ("Could you say more about that?", "What was that like?", "And then?")
THOUGHT = (
    "The house made ready before the self",
    "Waiting as work",
    "Counting by Thursdays: time measured in visits rather than in days, and what that leaves of the week",
)
KINDS = ("descriptive", "linguistic", "conceptual", "untyped")
RECORD = "Full title\n\nA made-up study for measuring\n\nIRAS ID\n\n999999\n\nREC reference\n\n16/EM/9999\n"
AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
Row = dict[str, float | str]


def build(folder: Path) -> None:
    """Make a store with one open case of that size in `folder`; about two minutes."""
    os.environ["LIFEWORLD_DATA"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lifeworld.config.settings")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.db import connection, transaction

    from lifeworld.analysis.services.cases import open_for_analysis
    from lifeworld.interviews.services import freeze_version, receive_transcript
    from lifeworld.store import opening
    from lifeworld.study.models import Role
    from lifeworld.study.selectors import Access
    from lifeworld.study.services import add_case, create_study

    chance = random.Random(7)
    person = opening.set_up_unsealed(folder, name="Alice", at=AT)
    with transaction.atomic():
        study = create_study(by=person, at=AT, summary_text=RECORD, slug="measured", fictional=True, sealed=False)
        access = Access(study, person, Role.LEAD)
        case = add_case(access=access, at=AT, pseudonym="Maeve")
        version = receive_transcript(
            access=access, at=AT, case=case, read=_transcript(chance), original=b"made up", suffix=".txt",
            roles={"I": "interviewer", "M": "participant"},
        )  # fmt: skip
        version = freeze_version(access=access, at=AT, version=version)
        _note(access, open_for_analysis(access=access, at=AT, case=case), version, chance)
    connection.close()


def _transcript(chance: random.Random) -> Any:
    from lifeworld.interviews.rules.reading import ReadTranscript, ReadTurn

    turns, words = [], 0
    while words < WORDS:
        for speaker, text in (
            ("I", chance.choice(ASKED)),
            ("M", " ".join(chance.choice(SAID) for _ in range(chance.randint(3, 24)))),
        ):
            turns.append(ReadTurn(speaker, text))
            words += len(text.split())
    return ReadTranscript("Made up", tuple(turns), ())


def _note(access: Any, case: Any, version: Any, chance: random.Random) -> None:
    from lifeworld.analysis.services.anchoring import Span
    from lifeworld.analysis.services.notes import write_note
    from lifeworld.analysis.services.statements import write_statement

    notes = []
    for _ in range(ANCHORS):
        start = chance.randrange(len(version.text) - 120)
        span = Span(version.pk, start, start + chance.randint(8, 110))
        notes.append(
            write_note(
                access=access, at=AT, case=case, kind=chance.choice(KINDS), body=chance.choice(THOUGHT), spans=[span]
            ).pk
        )
    for _ in range(STATEMENTS):
        write_statement(
            access=access, at=AT, case=case, text=chance.choice(THOUGHT), note_ids=chance.sample(notes, 2)
        )  # fmt: skip


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve the store and give its address."""
    command = [sys.executable, "-m", "lifeworld.config.command", "demo"]
    options = ["--data", str(folder), "--port", "0", "--no-browser"]
    server = subprocess.Popen([*command, *options], stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert server.stdout is not None
        yield server.stdout.readline().split()[-1].rstrip("/")
    finally:
        server.terminate()
        server.wait(timeout=20)


def longest(browser: Browser, page: Page, step: Callable[[], None]) -> tuple[float, float]:
    """Do a step; the longest task of the page's main thread meanwhile, in ms: by processor time, and by the clock."""
    browser.start_tracing(page=page, categories=["toplevel", "__metadata"])
    step()
    # A task that the step set off may begin a little later; two seconds cover the pause before saving.
    page.wait_for_timeout(2000)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    main = {(e["pid"], e["tid"]) for e in events if e.get("args", {}).get("name") == "CrRendererMain"}
    tasks = [e for e in events if (e.get("pid"), e.get("tid")) in main and e["name"].endswith("RunTask")]
    cpu = max((e.get("tdur", 0) for e in tasks), default=0) / 1000
    return cpu, max((e.get("dur", 0) for e in tasks), default=0) / 1000


def work(browser: Browser, address: str) -> list[Row]:
    """One run: every step in a new tab, with what it cost."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{address}/studies/measured")
    rows: list[Row] = []

    def measure(name: str, step: Callable[[], None]) -> None:
        cpu, wall = longest(browser, page, step)
        rows.append({"step": name, "cpu_ms": round(cpu, 1), "wall_ms": round(wall, 1)})

    def load() -> None:
        page.goto(address + READER)
        page.locator(".card-btn").first.wait_for()

    def scroll() -> None:
        for _ in range(60):
            page.mouse.wheel(0, 900)
            page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def choose() -> None:
        page.keyboard.press("Enter")
        for _ in range(12):
            page.keyboard.press("Shift+ArrowRight")

    def add() -> None:
        page.keyboard.press("d")
        page.keyboard.type("A thought while measuring")
        page.keyboard.press("Escape")

    def undo() -> None:
        page.keyboard.press("Control+z")
        page.locator(".said", has_text="Undone").wait_for()

    measure("load", load)
    page.mouse.move(700, 500)
    measure("scroll", scroll)
    measure("go to a line", lambda: _go_to(page, 900))
    measure("choose words", choose)
    measure("write a note", add)
    measure("undo", undo)
    measure("swap the sides", lambda: page.evaluate("document.querySelectorAll('#reader-menu button')[4].click()"))
    rows += _ask(page)
    page.close()
    return rows


def _go_to(page: Page, line: int) -> None:
    page.keyboard.press("g")
    page.keyboard.type(str(line))
    page.keyboard.press("Enter")


def _ask(page: Page) -> list[Row]:
    """What a person waits for the server: the reader's content, and saving one note; the middle of several."""
    times: dict[str, list[float]] = page.evaluate(
        """async () => {
          const config = JSON.parse(document.getElementById('reader-config').textContent);
          const csrf = document.cookie.split('; ').find((c) => c.startsWith(config.csrf_cookie)).split('=')[1];
          const timed = async (count, ask) => {
            const times = [];
            for (let n = 0; n < count; n++) {
              const start = performance.now();
              await (await ask(n)).text();
              times.push(performance.now() - start);
            }
            return times;
          };
          const read = await timed(7, () => fetch(`${config.api}cases/${config.case}/reader`));
          const version = (await (await fetch(`${config.api}cases/${config.case}/reader`)).json()).version.id;
          const save = await timed(25, (n) => fetch(`${config.api}cases/${config.case}/notes`, {
            method: 'POST',
            headers: {'Content-Type': 'application/json', 'X-CSRFToken': csrf},
            body: JSON.stringify({
              kind: 'descriptive',
              body: 'Measured',
              anchors: [{version, start: 2000 * n, end: 2000 * n + 30}],
            }),
          }));
          return {'server: all of the reader': read, 'server: save one note': save};
        }"""
    )
    return [{"step": name, "wall_ms": round(sorted(found)[len(found) // 2], 1)} for name, found in times.items()]


def quietest(runs: list[list[Row]]) -> list[Row]:
    """For each step, its least figures: those to which the machine's other work added least."""
    return [
        {"step": row["step"], **{key: min(run[n][key] for run in runs) for key in row if key != "step"}}
        for n, row in enumerate(runs[0])
    ]


def main() -> None:
    """Build, serve, work, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--keep", type=Path, help="a folder to make the store in once and use again")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--build", type=Path, metavar="FOLDER", help="only make the store")
    options = parser.parse_args()
    if options.build:
        build(options.build)
        return
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        made = options.keep or Path(scratch) / "made"
        if not (made / "store.sqlite3").exists():
            # In a process of its own: Django is told its folder once, when it starts.
            subprocess.run([sys.executable, __file__, "--build", str(made)], check=True)
        runs = []
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for n in range(options.runs):
            own = Path(scratch) / f"run{n}"
            shutil.copytree(made, own)
            with serving(own) as address:
                runs.append(work(browser, address))
        browser.close()
    report: dict[str, Any] = {"load_average": os.getloadavg()[0], "runs": options.runs, "steps": quietest(runs)}
    sys.stdout.write((json.dumps(report, indent=2) if options.json else _table(report)) + "\n")


def _table(report: dict[str, Any]) -> str:
    head = f"{WORDS:,} words, {ANCHORS:,} anchors; least of {report['runs']} runs; load {report['load_average']:.1f}"
    rows = [f"{row['step']:<28}{row.get('cpu_ms', ''):>8}{row['wall_ms']:>9}" for row in report["steps"]]
    return "\n".join([head, f"{'longest task, ms':<28}{'cpu':>8}{'wall':>9}", *rows])


if __name__ == "__main__":
    main()
