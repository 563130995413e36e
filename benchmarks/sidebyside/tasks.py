"""The tasks, each done by both programs: what a person does, through what the program's own page would send.

Every task takes a `Run` and answers plain figures; `report.py` makes rows of them. Filling up beforehand is not timed.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.filling import PASSPHRASE, SLUG
from benchmarks.sidebyside import corpus
from benchmarks.sidebyside.browser import Shown, chromium, read_through, visit
from benchmarks.sidebyside.floors import floors
from benchmarks.sidebyside.lifeworld_app import ROOT, Document, Lifeworld
from benchmarks.sidebyside.measure import repeated, resident_mb, second_person, summary, timed
from benchmarks.sidebyside.taguette_app import TAG, Taguette
from benchmarks.sidebyside.web import Web

Figures = dict[str, Any]


@dataclass(frozen=True)
class Size:
    """How much of everything. The quick one is for developing: its figures are not results."""

    imports: tuple[int, ...]
    saves: int
    lengths: tuple[int, ...]
    markings: tuple[int, ...]
    documents: int
    marked: int
    starts: int
    repeats: int


FULL = Size((1, 8, 100), 1_000, (9_000, 30_000, 90_000), (0, 1_000, 5_000), 100, 40, 5, 5)
QUICK = Size((1, 4), 60, (9_000, 30_000), (0, 100), 6, 40, 2, 2)


@dataclass(frozen=True)
class Run:
    """Where and how much: a folder for the stores, the Python that has Taguette, the size."""

    folder: Path
    taguette: Path
    size: Size

    @contextmanager
    def ours(self, name: str, study: str = "") -> Iterator[Lifeworld]:
        """A running Lifeworld on a new sealed store, with a study where one is named."""
        app = Lifeworld(self.folder / name / "lifeworld")
        try:
            app.start()
            app.set_up()
            if study:
                app.make_study(study)
            yield app
        finally:
            app.stop()

    @contextmanager
    def filled(self, name: str) -> Iterator[Lifeworld]:
        """A running Lifeworld, open, with the study of `benchmarks.filling`."""
        folder = self.folder / name / "lifeworld"
        if not (folder / "store.sqlite3").exists():
            counts = ["--interviews", str(self.size.documents), "--notes", str(self.size.marked)]
            command = [sys.executable, "-m", "benchmarks.filling", str(folder), *counts, "--statements"]
            subprocess.run([*command, str(self.size.marked // 2)], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        app = Lifeworld(folder)
        try:
            app.start()
            app.unlock()
            yield app
        finally:
            app.stop()

    @contextmanager
    def theirs(self, name: str) -> Iterator[Taguette]:
        """A running Taguette on a new database, or on the one that an earlier task left under this name."""
        app = Taguette(self.folder / name / "taguette", self.taguette)
        try:
            app.start()
            yield app
        finally:
            app.stop()


def start(run: Run) -> Figures:
    """From the command to the whole first page: a new store, and one with a study in it (ours: unlocked as well)."""
    ours, theirs, ours_again, theirs_again = [], [], [], []
    for n in range(run.size.starts):
        app, peer = (
            Lifeworld(run.folder / f"start{n}" / "lifeworld"),
            Taguette(run.folder / f"start{n}" / "taguette", run.taguette),
        )
        try:
            ours.append(timed(app.start)[0])
            theirs.append(timed(peer.start)[0])
            app.set_up()
            app.make_study("one")
            project = peer.make_project("one")
            app.stop()
            peer.stop()
            ours_again.append(timed(lambda app=app: (app.start(), app.unlock("/studies/one")))[0])
            theirs_again.append(
                timed(lambda peer=peer, project=project: (peer.start(), peer.web.get(f"/project/{project}")))[0]
            )
        finally:
            app.stop()
            peer.stop()
    return {
        "ours_new": summary(ours), "theirs_new": summary(theirs),
        "ours_kept": summary(ours_again), "theirs_kept": summary(theirs_again),
    }  # fmt: skip


def bring_in(run: Run) -> Figures:
    """Files of one kind, one, several, many: by one call after another, as theirs; ours by the pages as well."""
    found: Figures = {}
    with run.ours("import") as app, run.theirs("import") as peer:
        for fmt in ("txt", "docx"):
            for count in run.size.imports:
                files = [(f"{n}.{fmt}", corpus.as_file(corpus.interview(n), fmt)) for n in range(count)]
                times = max(1, 12 // count) if count < 100 else 3
                ours, looked_at = [], []
                for n in range(times):
                    study = f"{fmt}-{count}-{n}"
                    app.make_study(study)
                    app.add_cases(study, count)
                    ours.append(timed(lambda study=study: app.bring_in_by_calls(study, files))[0])
                    app.make_study(f"{study}-pages")
                    looked_at.append(timed(lambda study=f"{study}-pages": app.bring_in(study, files))[0])
                theirs = []
                for n in range(3 if count == 1 else 1):
                    project = peer.make_project(f"{fmt} {count} {n}")
                    each = [timed(lambda file=file: peer.bring_in(project, *file))[0] for file in files]
                    theirs.append(sum(each))
                found[f"{fmt}_{count}"] = {
                    "count": count, "ours": summary(ours), "ours_pages": summary(looked_at),
                    "ours_called": _brought_in_called(app, fmt, count, times), "theirs": summary(theirs),
                }  # fmt: skip
        found["ours_memory"], found["theirs_memory"] = resident_mb(app.pid), resident_mb(peer.pid)
    return found


def _brought_in_called(app: Lifeworld, fmt: str, count: int, times: int) -> Figures:
    studies = [f"{fmt}-{count}-called-{n}" for n in range(times + 1)]
    for study in studies:
        app.make_study(study)
        app.add_cases(study, count)
    return _called(app, "bring-in", fmt, str(count), *studies)


def save(run: Run) -> Figures:
    """Saving a marking: many in one document, and a few in longer and longer ones."""
    found: Figures = {"lengths": {}}
    with run.ours("save") as app, run.theirs("save") as peer:
        for words in run.size.lengths:
            document, theirs, tags = _one_document(app, peer, words)
            count = run.size.saves if words == corpus.WORDS else 40
            spans = corpus.markings(len(document.text), count)
            ours_ms = [timed(lambda span=span: app.mark(document, *span))[0] for span in spans]
            theirs_ms = [timed(lambda span=span: peer.mark(theirs, *span, tags))[0] for span in spans]
            row = {"ours": summary(ours_ms), "theirs": summary(theirs_ms)}
            if words == corpus.WORDS:
                found["many"] = row
                row = {"ours": summary(ours_ms[:40]), "theirs": summary(theirs_ms[:40])}
            found["lengths"][str(words)] = row
    return found


def _one_document(app: Lifeworld, peer: Taguette, words: int) -> tuple[Document, Any, list[int]]:
    one = corpus.interview(0, words)
    study = f"words-{words}"
    app.make_study(study)
    app.bring_in(study, [("one.txt", corpus.as_text(one))])
    document = app.documents(study)[0]
    app.open_case(document)
    project = peer.make_project(study)
    tags = [peer.make_tag(project, TAG)]
    theirs = peer.document(project, peer.bring_in(project, "one.html", corpus.as_html(one)))
    return document, theirs, tags


# Ours: the text's lines are in the page, each with its markings, and the margin beside what is on screen.
OURS_IN_VIEW = """() => document.querySelector('.reader:not([aria-busy]) .line .tx') !== null
  && (%d === 0 || document.querySelector('.seg') !== null && document.querySelector('.card-btn') !== null)"""
OURS_WHOLE = OURS_IN_VIEW + " && document.querySelector('.turn > .words:empty') === null"
# Theirs: the text is in the page, every marking is in it, and the spinner is gone.
THEIRS_WHOLE = """() => document.querySelector('#document-contents p') !== null && current_document !== null
  && Object.keys(highlights).length === %d && !document.getElementById('spinner-modal').classList.contains('show')"""


def shown(run: Run) -> Figures:
    """A document with its markings, until all of it is in the page and the page answers."""
    found: Figures = {}
    with run.ours("shown") as app, run.theirs("shown") as peer, chromium() as (browser, version):
        found["chromium"] = version
        for count in run.size.markings:
            study = f"marked-{count}"
            app.make_study(study)
            app.bring_in(study, [("one.txt", corpus.as_text(corpus.interview(0)))])
            document = app.documents(study)[0]
            app.open_case(document)
            project = peer.make_project(study)
            tag = peer.make_tag(project, TAG)
            theirs = peer.document(project, peer.bring_in(project, "one.html", corpus.as_html(corpus.interview(0))))
            for span in corpus.markings(len(document.text), count):
                app.mark(document, *span)
                peer.mark(theirs, *span, [tag])
            ours_url = f"http://127.0.0.1:{app.web.port}/studies/{study}/cases/1/transcript"
            theirs_url = f"http://127.0.0.1:{peer.web.port}/project/{project}/document/{theirs.id}"
            once = count >= 5_000
            ours = lambda ready: visit(browser, ours_url, app.web.cookies, ready % count)
            whole = lambda: visit(browser, theirs_url, peer.web.cookies, THEIRS_WHOLE % count)
            row = {
                "ours_in_view": _visits(run.size.repeats, lambda: ours(OURS_IN_VIEW)),
                "ours": _visits(run.size.repeats, lambda: ours(OURS_WHOLE)),
                "theirs": _visits(1 if once else 3, whole),
                "ours_server": repeated(lambda: app.web.get(f"/api/cases/{document.case}/reader"), 10),
            }  # fmt: skip
            found[str(count)] = row
        found["ours_memory"], found["theirs_memory"] = resident_mb(app.pid), resident_mb(peer.pid)
    return found


def _visits(times: int, once: Callable[[], Shown]) -> Figures:
    seen = [once() for _ in range(times)]
    return {
        "painted": summary([one.painted for one in seen]),
        "answering": summary([one.answering for one in seen]),
        "elements": seen[-1].elements,
    }


def _fill_theirs(run: Run, peer: Taguette) -> int:
    """The project of as many documents and markings as our study has, half of them of one tag; answers its key."""
    project = peer.make_project("across")
    hot, other = peer.make_tag(project, TAG), peer.make_tag(project, "other")
    for n in range(run.size.documents):
        key = peer.bring_in(project, f"{n}.html", corpus.as_html(corpus.interview(n)))
        document = peer.document(project, key)
        for at, span in enumerate(corpus.markings(len(document.text), run.size.marked)):
            peer.mark(document, *span, [other] if at % 2 else [hot])
    return project


OURS_EXTRACTS = "() => document.querySelectorAll('.extract').length >= %d"
# Their list goes on in parts of 50, by the number pressed beneath it.
THEIR_PART = """(part) => document.querySelectorAll('.highlight-entry').length > 0
  && !document.getElementById('spinner-modal').classList.contains('show')
  && parseInt(document.querySelector('.page-item.active').textContent) === part"""
THEIR_NEXT = """(part) => [...document.querySelectorAll('a.page-link')]
  .find((one) => one.textContent.trim() === String(part)).click()"""
THEIRS_EXTRACTS = """() => document.querySelectorAll('.highlight-entry').length >= %d
  && !document.getElementById('spinner-modal').classList.contains('show')"""


def across(run: Run) -> Figures:
    """All extracts of one theme over all documents; the whole study out; a second person meanwhile; a search."""
    found: Figures = {}
    with run.filled("across") as app, run.theirs("across") as peer, chromium() as (browser, _):
        # The API comes by itself two seconds after the start: it belongs to what rests in memory.
        app.api("GET", "studies")
        found["memory_idle"] = {"ours": resident_mb(app.pid), "theirs": resident_mb(peer.pid)}
        project = _fill_theirs(run, peer)
        theme = app.api("GET", f"studies/{SLUG}/group")["themes"][0]["id"]
        extracts = run.size.documents * run.size.marked // 2
        first = min(50, extracts)
        ours_url = f"/studies/{SLUG}/group/themes/{theme}"
        parts = -(-extracts // 50)
        whole = lambda: app.web.get(f"{ours_url}?all")
        found["extracts"] = {
            "count": extracts,
            "ours_all": repeated(whole, 3),
            "theirs_all": repeated(lambda: peer.extracts(project), 3),
        }
        base, theirs_base = f"http://127.0.0.1:{app.web.port}", f"http://127.0.0.1:{peer.web.port}"
        theirs_url = f"{theirs_base}/project/{project}/highlights/{TAG}"
        ours_page = lambda: visit(browser, base + ours_url, app.web.cookies, OURS_EXTRACTS % first)
        theirs_page = lambda: visit(browser, theirs_url, peer.web.cookies, THEIRS_EXTRACTS % first)
        found["extracts_page"] = {
            "ours": _visits(run.size.repeats, ours_page),
            "theirs": _visits(3, theirs_page),
        }  # fmt: skip
        ours_whole = lambda: visit(browser, f"{base}{ours_url}?all", app.web.cookies, OURS_EXTRACTS % extracts)
        theirs_whole = lambda: read_through(browser, theirs_url, peer.web.cookies, THEIR_PART, THEIR_NEXT, parts)
        found["extracts_whole"] = {
            "ours": _visits(run.size.repeats, ours_whole),
            "theirs": summary([theirs_whole() for _ in range(3)]),
        }
        ours_docx = lambda: app.web.get(f"/api/studies/{SLUG}/exports/chain?format=docx")
        theirs_docx = lambda: peer.web.get(f"/project/{project}/export/highlights/{TAG}.docx")
        found["extracts_docx"] = _beside(app, peer, project, ours_docx, theirs_docx)
        found["search"] = _search(app)
        theirs_out = lambda: peer.web.get(f"/project/{project}/export/project.sqlite3")
        found["theirs_whole"] = _with_second(peer.web, f"/api/project/{project}/document/1", theirs_out)
        found["memory_end"] = {"ours": resident_mb(app.pid), "theirs": resident_mb(peer.pid)}
    return found


def _beside(
    app: Lifeworld, peer: Taguette, project: int, ours: Callable[[], object], theirs: Callable[[], object]
) -> Figures:
    return {
        "ours": _with_second(app.web, f"/studies/{SLUG}/cases/1", ours),
        "theirs": _with_second(peer.web, f"/api/project/{project}/document/1", theirs),
    }


def _with_second(web: Web, page: str, long: Callable[[], object]) -> Figures:
    """A long task done three times, while a second person asks for a page again and again; and that page alone."""
    other = web.copy()
    alone = repeated(lambda: other.get(page), 30)
    with second_person(lambda: other.get(page)) as waits:
        found = repeated(long, 3)
    return {**found, "second_alone": alone, "second": summary(waits or [0.0])}


def _search(app: Lifeworld) -> Figures:
    """A planted word over every document: the whole page, and the API's answer."""
    word = corpus.PLANTED[0][0]
    return {
        "page": repeated(lambda: app.web.get(f"/studies/{SLUG}/search?q={word}"), 30),
        "api": repeated(lambda: app.web.get(f"/api/studies/{SLUG}/search?q={word}"), 30),
        "called": _called(app, "search", word),
    }


def _called(app: Lifeworld, *words: str) -> Figures:
    """A task called in a process of its own, without pages around it, as QualCoder's were."""
    command = [sys.executable, "-m", "benchmarks.sidebyside.called", str(app.folder), *words]
    found: Figures = json.loads(subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True).stdout)
    return found


def archive(run: Run) -> Figures:
    """The whole study out to one sealed file and into a new store, by the command, while the server answers others."""
    command = [sys.executable, "-m", "lifeworld.config.command"]
    if subprocess.run([*command, "archive", "--help"], capture_output=True, cwd=ROOT).returncode:
        return {}
    environment = {
        **os.environ, "LIFEWORLD_PASSPHRASE": PASSPHRASE, "LIFEWORLD_ARCHIVE_PASSPHRASE": "another three words",
    }  # fmt: skip

    def lifeworld(*words: str) -> None:
        subprocess.run([*command, *words], check=True, capture_output=True, cwd=ROOT, env=environment)

    with run.filled("archive") as app:
        file = run.folder / "archive" / "study.archive"
        out = lambda: lifeworld("--data", str(app.folder), "archive", SLUG, str(file), "--force")
        found = {"out": _with_second(app.web, f"/studies/{SLUG}/cases/1", out), "bytes": file.stat().st_size}
    stores = iter(run.folder / "archive" / f"in{n}" for n in range(3))
    found["in"] = repeated(lambda: lifeworld("--data", str(next(stores)), "bring-in", str(file)), 3)
    return found


def limits(run: Run) -> Figures:
    """The floors under it all."""
    with chromium() as (browser, version):
        return {**floors(run.folder / "floors", browser), "chromium": version}


TASKS: dict[str, Callable[[Run], Figures]] = {
    "limits": limits, "start": start, "import": bring_in, "save": save, "across": across,
    "archive": archive, "shown": shown,
}  # fmt: skip
# Seconds after which a task is given up, in a full run.
PATIENCE = {"limits": 90, "start": 120, "import": 500, "save": 200, "across": 420, "archive": 240, "shown": 900}
