"""Twenty simulated analysts on PostgreSQL: `make analysts MINUTES=10`.

Each writes notes and statements, changes what others change too, lays cards, names piles, reads and searches, with the
pauses of a person: one save every two to four seconds. Several sit at one case. A clash is answered as a person would,
by looking at the other version and choosing. At the end every acknowledged write must be in the trail and the tables,
no answer may have failed, and 95 of 100 saves must have taken less than 150 ms.

Prints the times and writes them to `benchmarks/analysts.json`. Needs a PostgreSQL server whose role may create
databases: `--server postgresql://user:password@host/postgres`.
"""

import argparse
import http.client
import json
import os
import platform
import random
import secrets
import sys
import tempfile
import threading
import time
import uuid
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.analysts_study import ROOT, Desk, begin, build, check, database, serving

SERVER = "postgresql://lifeworld:lifeworld@127.0.0.1:5432/postgres"
TARGET_MS = 150
PAUSE_S = (2.0, 4.0)
# They come to work within this time, to a server that has been up before them.
ARRIVING_S = 15.0


class Ledger:
    """What happened, of all analysts together."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.times: dict[str, list[float]] = defaultdict(list)
        self.answers: Counter[int] = Counter()
        self.faults: list[str] = []
        self.clashes = self.resolved = 0
        self.acknowledged: dict[str, list[str]] = defaultdict(list)

    def timed(self, sort: str, status: int, seconds: float) -> None:
        with self.lock:
            self.times[sort].append(seconds * 1000)
            self.answers[status] += 1

    def fault(self, sentence: str) -> None:
        with self.lock:
            self.faults.append(sentence)

    def kept(self, kind: str, text: str) -> None:
        with self.lock:
            self.acknowledged[kind].append(text)


class Analyst(threading.Thread):
    """One person at work until the time is up."""

    def __init__(self, desk: Desk, ports: list[int], until: float, ledger: Ledger) -> None:
        super().__init__(name=desk.name, daemon=True)
        self.desk, self.ports, self.until, self.ledger = desk, ports, until, ledger
        self.chance = random.Random(desk.name)
        self.lines = {port: http.client.HTTPConnection("127.0.0.1", port, timeout=60) for port in ports}
        self.notes: dict[int, dict[str, Any]] = {}
        self.saves = 0

    def run(self) -> None:
        time.sleep(self.chance.uniform(0, ARRIVING_S))
        acts = [
            (30, self.write_note), (22, self.change_note), (14, self.write_statement), (14, self.lay_card),
            (8, self.name_pile), (4, self.write_summary),
        ]  # fmt: skip
        reads = [self.read_transcript, self.read_board, self.search, self.read_pages]
        self.read_transcript()
        while time.monotonic() < self.until:
            self.chance.choices([act for _, act in acts], [weight for weight, _ in acts])[0]()
            self.saves += 1
            if self.saves % 3 == 0:
                self.chance.choice(reads)()
            time.sleep(self.chance.uniform(*PAUSE_S))

    # Saves

    def write_note(self) -> None:
        start = self.chance.randrange(0, self.desk.length - 60)
        body = {"kind": self.chance.choice(["descriptive", "linguistic", "conceptual", "untyped"]), "body": _words()}
        sent = body | {"anchors": [self._span(start)], "client_key": str(uuid.uuid4())}
        status, answer = self.ask("POST", f"cases/{self.desk.case}/notes", sent, "save a note")
        if status == 200:
            self.ledger.kept("note", body["body"])
            self.notes[answer["note"]["id"]] = answer["note"]

    def change_note(self) -> None:
        """A note of this case, as it was last seen: others may have changed it since, and most often the first ones."""
        if not self.notes:
            return self.write_note()
        known = sorted(self.notes)
        pk = known[0] if self.chance.random() < 0.4 else self.chance.choice(known)
        self._change(f"notes/{pk}", {"body": _words()}, self.notes[pk]["changed_at"], "note", "body", "change a note")
        return None

    def write_statement(self) -> None:
        if not self.notes:
            return self.write_note()
        sent = {"text": _words(), "notes": [self.chance.choice(sorted(self.notes))], "client_key": str(uuid.uuid4())}
        status, _ = self.ask("POST", f"cases/{self.desk.case}/statements", sent, "save a statement")
        if status == 200:
            self.ledger.kept("statement", sent["text"])
        return None

    def lay_card(self) -> None:
        board = self.read_board()
        if not board or not board["cards"]:
            return self.write_statement()
        card = self.chance.choice(board["cards"])
        place = {"statement": card["statement"], "theme": None, "x": self.chance.randrange(20_000), "y": 40}
        self.ask("POST", f"layouts/{board['layout']}/place", {"cards": [place]}, "lay a card")
        return None

    def name_pile(self) -> None:
        board = self.read_board()
        if not board:
            return
        if len(board["themes"]) < 3:
            sent = {"name": _words(), "x": 40, "y": 40, "statements": [], "client_key": str(uuid.uuid4())}
            status, _ = self.ask("POST", f"layouts/{board['layout']}/themes", sent, "gather a pile")
            if status == 200:
                self.ledger.kept("personal theme", sent["name"])
            return
        theme = self.chance.choice(board["themes"])
        # A name takes a moment to find.
        time.sleep(self.chance.uniform(0.2, 1.5))
        path = f"personal-themes/{theme['id']}"
        self._change(path, {"name": _words()}, theme["changed_at"], "personal theme", "name", "name a pile")

    def write_summary(self) -> None:
        status, answer = self.ask("GET", f"cases/{self.desk.case}/reader", None, "read the transcript")
        if status == 200:
            seen = answer["case"]["changed_at"]
            time.sleep(self.chance.uniform(0.2, 1.5))
            path = f"cases/{self.desk.case}"
            self._change(path, {"summary": _words()}, seen, "case", "summary", "save the summary")

    def _change(self, path: str, words: dict[str, str], seen: str, kind: str, field: str, sort: str) -> None:
        """Save a change; where somebody was quicker, look at theirs and choose: mine, theirs, or both."""
        for _ in range(10):
            status, answer = self.ask("PATCH", path, words | {"changed_at": seen}, sort)
            if status == 200:
                self.ledger.kept(kind, words[field])
                if kind == "note":
                    self.notes[answer["note"]["id"]] = answer["note"]
                return
            if status != 409:
                return
            with self.ledger.lock:
                self.ledger.clashes += 1
                self.ledger.resolved += 1
            theirs, seen = answer["current"][field], answer["current"]["changed_at"]
            if kind == "note":
                self.notes[answer["current"]["id"]] = answer["current"]
            choice = self.chance.random()
            if choice < 0.3:
                return
            if choice > 0.7:
                words = {field: f"{words[field]} {theirs}"[:250]}
            time.sleep(self.chance.uniform(0.5, 1.5))
        self.ledger.fault("A clash was not resolved in ten tries.")

    # Reads

    def read_transcript(self) -> None:
        status, answer = self.ask("GET", f"cases/{self.desk.case}/reader", None, "read the transcript")
        if status == 200:
            self.notes = {note["id"]: note for note in answer["notes"]}

    def read_board(self) -> Any:
        status, answer = self.ask("GET", f"cases/{self.desk.case}/board", None, "read the board")
        return answer if status == 200 else None

    def search(self) -> None:
        self.ask("GET", f"cases/{self.desk.case}/search?q=river+quiet", None, "search")

    def read_pages(self) -> None:
        study = f"/studies/{self.desk.study}"
        for page in (f"{study}/analysis", f"{study}/cases/{self.desk.number}", f"{study}/trail"):
            self.get_page(page)

    def get_page(self, path: str) -> None:
        cookie = {"Cookie": f"lifeworld_session={self.desk.session}"}
        self._send("GET", path, None, cookie, "read a page")

    def ask(self, method: str, path: str, body: Any, sort: str) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {self.desk.token}", "Content-Type": "application/json"}
        return self._send(method, f"/api/{path}", None if body is None else json.dumps(body), headers, sort)

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str], sort: str) -> tuple[int, Any]:
        line = self.lines[self.chance.choice(self.ports)]
        began = time.perf_counter()
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            content = answer.read()
        except (OSError, http.client.HTTPException) as fault:
            self.ledger.fault(f"{sort}: no answer ({type(fault).__name__}).")
            line.close()
            return 0, None
        self.ledger.timed(sort, answer.status, time.perf_counter() - began)
        if answer.status not in {200, 409}:
            self.ledger.fault(f"{sort}: answered {answer.status}.")
        is_json = (answer.getheader("Content-Type") or "").startswith("application/json")
        return answer.status, json.loads(content) if is_json else None

    def _span(self, start: int) -> dict[str, int]:
        return {"version": self.desk.version, "start": start, "end": start + self.chance.randrange(12, 60)}


def _words() -> str:
    """Words that no other act of the run uses, so that each can be looked for."""
    return f"what it is like {uuid.uuid4().hex}"


def percentile(times: list[float], part: float) -> float:
    """The time that `part` of them do not exceed, in ms."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else 0.0


def row(times: list[float]) -> dict[str, float]:
    """How many, and the times in ms that 50, 95 and 99 of 100 do not exceed."""
    shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
    return {"count": len(times), **{name: round(percentile(times, part), 1) for name, part in shares.items()}}


def report(ledger: Ledger, wrong: list[str], minutes: float, analysts: int, load: list[float]) -> dict[str, Any]:
    """Everything that was measured, for people and for programs."""
    is_read = ("read", "search")
    saves = [ms for sort, times in ledger.times.items() if not sort.startswith(is_read) for ms in times]
    reads = [ms for sort, times in ledger.times.items() if sort.startswith(is_read) for ms in times]
    return {
        "analysts": analysts, "minutes": minutes, "cores": os.cpu_count(), "machine": platform.machine(),
        "load": [round(min(load), 1), round(max(load), 1)], "saves": row(saves), "reads": row(reads),
        "each": {sort: row(times) for sort, times in sorted(ledger.times.items())},
        "answers": {str(status): count for status, count in sorted(ledger.answers.items())},
        "acknowledged": {kind: len(words) for kind, words in sorted(ledger.acknowledged.items())},
        "clashes": ledger.clashes, "clashes_resolved": ledger.resolved,
        "faults": dict(Counter(ledger.faults)), "wrong": wrong, "target_ms": TARGET_MS,
        "met": not ledger.faults and not wrong and percentile(saves, 0.95) < TARGET_MS,
    }  # fmt: skip


def show(told: dict[str, Any]) -> None:
    """The report as a table."""
    print(f"\n{'':28}{'count':>8}{'p50 ms':>9}{'p95 ms':>9}{'p99 ms':>9}")
    for name, one in {"all saves": told["saves"], "all reads": told["reads"], **told["each"]}.items():
        print(f"{name:28}{one['count']:8}{one['p50']:9}{one['p95']:9}{one['p99']:9}")
    print(f"\nanswers {told['answers']}, clashes {told['clashes']} (all resolved: {told['clashes_resolved']})")
    print(f"acknowledged {told['acknowledged']}; load of the machine {told['load'][0]} to {told['load'][1]}")
    for sentence in [*[f"{sentence} ({n})" for sentence, n in told["faults"].items()], *told["wrong"]]:
        print(sentence)
    print(f"{'Met' if told['met'] else 'Not met'}: no error, no lost write, p95 of a save under {TARGET_MS} ms.")


def main() -> int:
    """Build, let the analysts work, check, report."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--minutes", type=float, default=10)
    options.add_argument("--analysts", type=int, default=20)
    options.add_argument("--processes", type=int, default=2)
    options.add_argument("--server", default=os.environ.get("LIFEWORLD_DATABASE") or SERVER)
    options.add_argument("--json", type=Path, default=ROOT / "benchmarks" / "analysts.json")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, database(chosen.server) as address:
        os.environ |= {"LIFEWORLD_DATABASE": address, "LIFEWORLD_DATA": folder}
        os.environ["ANALYSTS_KEY"] = secrets.token_urlsafe(50)
        begin()
        desks = build(chosen.analysts)
        ledger, load = Ledger(), [os.getloadavg()[0]]
        with serving(chosen.processes) as ports:
            for port in ports:
                Analyst(desks[0], [port], 0, Ledger()).read_pages()
                Analyst(desks[0], [port], 0, Ledger()).read_transcript()
            until = time.monotonic() + chosen.minutes * 60
            people = [Analyst(desk, ports, until, ledger) for desk in desks]
            for person in people:
                person.start()
            while any(person.is_alive() for person in people):
                people[0].join(timeout=10) if people[0].is_alive() else time.sleep(1)
                load.append(os.getloadavg()[0])
        wrong = check(ledger.acknowledged)
        from django.db import connections

        connections.close_all()
    told = report(ledger, wrong, chosen.minutes, chosen.analysts, load)
    show(told)
    chosen.json.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    return 0 if told["met"] else 1


if __name__ == "__main__":
    sys.exit(main())
