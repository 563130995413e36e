"""Taguette in its single-user mode, asked as its own page asks: documents by upload, markings by its JSON calls."""

import html.parser
import json
import os
import re
import shutil
import subprocess
import time
import urllib.parse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.sidebyside.web import Answer, Web, multipart

TAG = "meaning"


class MissingPeerError(RuntimeError):
    """Something that the comparison needs is not installed."""


@dataclass
class Document:
    """A document of a project, with its text and where every 256th character begins in bytes."""

    project: int
    id: int
    text: str

    def byte(self, place: int) -> int:
        """Taguette counts bytes of UTF-8: the byte at which a code point begins."""
        return len(self.text[:place].encode())


class Taguette:
    """One running server over one database."""

    name = "Taguette"

    def __init__(self, folder: Path, python: Path) -> None:
        self.folder, self.python = folder, python
        self.process: subprocess.Popen[str] | None = None
        self.web = Web(0)

    @property
    def pid(self) -> int:
        """The server's process."""
        assert self.process is not None
        return self.process.pid

    def start(self) -> Answer:
        """Start the server and answer its first page, whole."""
        self.folder.mkdir(parents=True, exist_ok=True)
        port = _free_port()
        command = [str(self.python), "-u", "-c", "from taguette.main import main; main()", "--no-browser"]
        options = ["--bind", "127.0.0.1", "--port", str(port), "--database", str(self.folder / "taguette.sqlite3")]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *options], stdout=subprocess.PIPE, stderr=log, text=True,
                env={**os.environ, "HOME": str(self.folder)},
            )  # fmt: skip
        assert self.process.stdout is not None
        address = next(
            (found for line in self.process.stdout if (found := re.search(r"http://localhost:\d+(/\S*)", line))), None
        )
        if address is None:
            raise RuntimeError(f"Taguette did not start: see {self.folder / 'log'}")
        self.web = Web(port)
        deadline = time.monotonic() + 30
        while True:
            try:
                return self.web.get(address.group(1))
            except ConnectionRefusedError:
                # It names its address a moment before it listens.
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.005)

    def stop(self) -> None:
        """End the server."""
        self.web.close()
        if self.process is not None:
            self.process.kill()
            self.process.wait(timeout=30)
            self.process = None

    def make_project(self, name: str) -> int:
        """A project."""
        fields = {"_xsrf": self._mark(), "name": name, "description": ""}
        body = urllib.parse.urlencode(fields).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = self.web.ask("POST", "/project/new", body, kind, expect=(302, 303))
        return int(answer.headers["Location"].split("/project/")[1].split("/")[0])

    def make_tag(self, project: int, name: str) -> int:
        """A tag of a project."""
        made: int = self._call(f"/api/project/{project}/tag/new", {"path": name, "description": ""})["id"]
        return made

    def bring_in(self, project: int, name: str, content: bytes) -> int:
        """One document, converted as it asks."""
        fields = [
            ("name", name), ("description", ""), ("text_direction", "LEFT_TO_RIGHT"), ("_xsrf", self._mark()),
        ]  # fmt: skip
        body, kind = multipart(fields, [("file", name, content)])
        answer = self.web.ask("POST", f"/api/project/{project}/document/new", body, {"Content-Type": kind})
        made: int = json.loads(answer.body)["created"]
        return made

    def document(self, project: int, key: int) -> Document:
        """A document with its text."""
        answer = json.loads(self.web.get(f"/api/project/{project}/document/{key}/contents").body)
        reader = _Words()
        for piece in answer["contents"]:
            reader.feed(piece["contents"])
        reader.close()
        return Document(project, key, "".join(reader.words))

    def mark(self, document: Document, start: int, end: int, tags: list[int]) -> None:
        """Save one marking."""
        span = {"start_offset": document.byte(start), "end_offset": document.byte(end), "tags": tags}
        self._call(f"/api/project/{document.project}/document/{document.id}/highlight/new", span)

    def extracts(self, project: int, tag: str = TAG) -> int:
        """All extracts of a tag, page after page as its page pages; answers how many."""
        count, page, pages = 0, 1, 1
        while page <= pages:
            path = f"/api/project/{project}/highlights/{urllib.parse.quote(tag)}?page={page}"
            answer = json.loads(self.web.get(path).body)
            count, pages, page = count + len(answer["highlights"]), answer["pages"], page + 1
        return count

    def _call(self, path: str, payload: Any) -> Any:
        headers = {"Content-Type": "application/json; charset=utf-8"}
        body = json.dumps(payload).encode()
        return json.loads(self.web.ask("POST", f"{path}?_xsrf={urllib.parse.quote(self._mark())}", body, headers).body)

    def _mark(self) -> str:
        if "_xsrf" not in self.web.cookies:
            self.web.get("/project/new")
        return self.web.cookies["_xsrf"]


class _Words(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def check_installed(python: Path) -> str:
    """Taguette's version. `MissingPeerError` says what to install where it, or calibre, is missing."""
    if not python.exists():
        raise MissingPeerError(f"Taguette is not installed at {python}: `make bench` installs it.")
    if shutil.which("ebook-convert") is None:
        raise MissingPeerError(
            "calibre is missing, and Taguette converts documents with it. Install it: "
            "apt-get install --no-install-recommends calibre"
        )
    found = subprocess.run(
        [str(python), "-c", "import taguette; print(taguette.__version__)"], capture_output=True, text=True, check=True
    )
    return found.stdout.strip()


def _free_port() -> int:
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
