"""Lifeworld as a person's browser meets it: its own pages and API over HTTP, on a sealed store."""

import json
import os
import subprocess
import sys
import urllib.parse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import html

from benchmarks.sidebyside.web import Answer, File, Web, multipart

ROOT = Path(__file__).resolve().parents[2]
PASSPHRASE = "kettle orchard thursday"
RECORD = "Full title\n\nA made-up study for measuring\n\nIRAS ID\n\n999999\n\nREC reference\n\n16/EM/9999\n"
# What a person may choose at once.
FILES_AT_ONCE = 40


@dataclass
class Document:
    """A frozen transcript of one case: the case's key and number, the version, its text."""

    case: int
    number: int
    version: int
    text: str


class Lifeworld:
    """One running server over one folder."""

    name = "Lifeworld"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process: subprocess.Popen[str] | None = None
        self.web = Web(0)

    @property
    def pid(self) -> int:
        """The server's process."""
        assert self.process is not None
        return self.process.pid

    def start(self) -> Answer:
        """Start the server and answer its first page, whole."""
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "lifeworld.config.command", "run", "--data", str(self.folder), "--port", "0"]
        environment = {**os.environ, "LIFEWORLD_AUTO_LOCK_MINUTES": "600"}
        self.process = subprocess.Popen(
            [*command, "--no-browser"], stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment
        )
        assert self.process.stdout is not None
        address = self.process.stdout.readline().split()[-1]
        self.web = Web(urllib.parse.urlsplit(address).port or 0)
        return self.web.get("/")

    def stop(self) -> None:
        """End the server."""
        self.web.close()
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=30)
            self.process = None

    def set_up(self) -> None:
        """Make the sealed store, as its first page asks."""
        self._form(self.web.get("/set-up"), {"name": "Measurer", "passphrase": PASSPHRASE, "again": PASSPHRASE})

    def unlock(self, onward: str = "/") -> Answer:
        """Open the store by its passphrase; answers the page that follows."""
        return self._form(self.web.get("/unlock"), {"passphrase": PASSPHRASE, "next": onward})

    def make_study(self, slug: str) -> None:
        """A study from a public record."""
        self._form(self.web.get("/studies/new"), {"summary": RECORD, "slug": slug})

    def bring_in(self, slug: str, files: list[tuple[str, bytes]], *, first: int = 1) -> None:
        """Files as a person brings them in: chosen, looked at, kept and frozen; each a new case's interview."""
        for start in range(0, len(files), FILES_AT_ONCE):
            some: list[File] = [("files", name, content) for name, content in files[start : start + FILES_AT_ONCE]]
            page = self.web.get(f"/studies/{slug}/interviews/import")
            preview = self.web.submit(page.path, fields_of(page), some)
            self._keep(preview, first + start)

    def add_cases(self, slug: str, count: int) -> None:
        """People under pseudonyms, before their interviews come in."""
        for number in range(1, count + 1):
            self.api("POST", f"studies/{slug}/cases", {"pseudonym": f"Person {number}"})

    def bring_in_by_calls(self, slug: str, files: list[tuple[str, bytes]]) -> None:
        """Files one call after another, as a script does: each read, kept and frozen for a case that is there."""
        headers = {"X-CSRFToken": self.web.cookies.get("lifeworld_csrf", "")}
        for number, (name, content) in enumerate(files, start=1):
            body, kind = multipart([("freeze", "true")], [("file", name, content)])
            path = f"/api/studies/{slug}/cases/Person%20{number}/files"
            self.web.ask("POST", path, body, {**headers, "Content-Type": kind})

    def _keep(self, preview: Answer, first: int) -> None:
        fields = []
        number = first
        for name, value in fields_of(preview):
            if name.startswith("pseudonym-"):
                value, number = f"Person {number}", number + 1
            elif name.startswith("case-"):
                value = "new"
            fields.append((name, value))
        self.web.submit(preview.path, [*fields, ("freeze", "yes")])

    def documents(self, slug: str) -> list[Document]:
        """Every case's frozen transcript."""
        found = []
        for case in self.api("GET", f"studies/{slug}/cases"):
            name = urllib.parse.quote(case["pseudonym"])
            version = self.api("GET", f"studies/{slug}/cases/{name}/transcripts")[0]["version"]
            text = self.api("GET", f"transcripts/{version}")["text"]
            found.append(Document(case["id"], case["number"], version, text))
        return found

    def open_case(self, document: Document) -> None:
        """Begin a case's analysis."""
        self.api("POST", f"cases/{document.case}/open", {})

    def mark(self, document: Document, start: int, end: int) -> None:
        """Save one marking: a note on a passage."""
        anchor = {"version": document.version, "start": start, "end": end}
        self.api("POST", f"cases/{document.case}/notes", {"kind": "descriptive", "body": "", "anchors": [anchor]})

    def api(self, method: str, path: str, payload: Any = None) -> Any:
        """A call as the islands make it, with session and CSRF token."""
        headers = {"Content-Type": "application/json", "X-CSRFToken": self.web.cookies.get("lifeworld_csrf", "")}
        body = None if payload is None else json.dumps(payload).encode()
        return json.loads(self.web.ask(method, f"/api/{path}", body, headers).body)

    def _form(self, page: Answer, values: dict[str, str]) -> Answer:
        fields = [(name, values.get(name, value)) for name, value in fields_of(page)]
        return self.web.submit(page.path, fields)


def fields_of(page: Answer) -> list[tuple[str, str]]:
    """What the page's main form would send as it stands: hidden, typed and chosen values; no file, no button."""
    forms = html.fromstring(page.body).xpath("//main//form[.//input[@name='csrfmiddlewaretoken']]")
    found = []
    for one in forms[-1].inputs:
        kind = one.get("type", "")
        if one.name and kind not in {"file", "submit", "checkbox"} and one.tag != "button":
            found.append((one.name, one.value or ""))
    return found
