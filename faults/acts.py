"""The acts that clients do: how each is sent, and how it is sent again after no answer came, as the browser does it."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from faults.browser import Answer, Tab, UnexpectedError

Place = tuple[UUID | None, int, int, int]
UNLAID: Place = (None, -1, -1, 0)


@dataclass
class Desk:
    """One study at which clients work: an open case with a frozen transcript of `length` characters, its table, and a
    case to import into.
    """

    slug: str
    case: int = 0
    version: int = 0
    length: int = 0
    layout: int = 0
    importing: str = "Maeve"
    importing_number: int = 1


@dataclass
class Note:
    """A new note on `[start, end)`, with its key: sent twice, it is one note."""

    key: UUID
    body: str
    span: tuple[int, int]
    pk: int = 0
    changed_at: str = ""
    changes: int = 0

    def send(self, tab: Tab, desk: Desk) -> None:
        """Send it, or send it again."""
        payload = {
            "kind": "descriptive",
            "body": self.body,
            "client_key": str(self.key),
            "anchors": [_span(desk, self.span)],
        }
        saved = _ok(tab.call("POST", f"/cases/{desk.case}/notes", payload)).json()["note"]
        self.pk, self.changed_at = saved["id"], saved["changed_at"]


@dataclass
class NoteChange:
    """Other words for a note. A clash with one's own words is an answer that got lost, and no clash."""

    note: Note
    body: str

    def send(self, tab: Tab, desk: Desk) -> None:
        """Send it, or send it again."""
        payload = {"body": self.body, "changed_at": self.note.changed_at}
        answer = tab.call("PATCH", f"/notes/{self.note.pk}", payload)
        if answer.status == 409 and answer.json().get("current", {}).get("body") == self.body:
            saved = answer.json()["current"]
        else:
            saved = _ok(answer).json()["note"]
        self.note.changed_at, self.note.body = saved["changed_at"], self.body
        self.note.changes += 1


@dataclass
class Statement:
    """A new statement straight from a passage."""

    key: UUID
    text: str
    span: tuple[int, int]
    pk: int = 0
    place: Place = UNLAID

    def send(self, tab: Tab, desk: Desk) -> None:
        """Send it, or send it again."""
        payload = {"text": self.text, "client_key": str(self.key), "anchors": [_span(desk, self.span)]}
        self.pk = _ok(tab.call("POST", f"/cases/{desk.case}/statements", payload)).json()["statement"]["id"]


@dataclass
class Move:
    """Cards laid elsewhere in one act. Laying them there again changes nothing."""

    places: list[tuple[Statement, int, int]]

    @property
    def wanted(self) -> list[tuple[Statement, Place]]:
        """Where each card lies afterwards."""
        return [(card, (None, x, y, 0)) for card, x, y in self.places]

    def send(self, tab: Tab, desk: Desk) -> None:
        """Send it, or send it again."""
        cards = [{"statement": card.pk, "theme": None, "x": x, "y": y, "position": 0} for card, x, y in self.places]
        _ok(tab.call("POST", f"/layouts/{desk.layout}/place", {"cards": cards}))
        for card, place in self.wanted:
            card.place = place


@dataclass
class Pile:
    """Cards gathered into a named pile, with its key."""

    key: UUID
    name: str
    cards: list[Statement]

    @property
    def wanted(self) -> list[tuple[Statement, Place]]:
        """Where each card lies afterwards."""
        return [(card, (self.key, 0, 0, n)) for n, card in enumerate(self.cards)]

    def send(self, tab: Tab, desk: Desk) -> None:
        """Send it, or send it again."""
        payload = {"name": self.name, "statements": [card.pk for card in self.cards], "client_key": str(self.key)}
        _ok(tab.call("POST", f"/layouts/{desk.layout}/themes", payload))
        for card, place in self.wanted:
            card.place = place


@dataclass
class Import:
    """A transcript through the pages: it waits, it is looked at, it is kept as interview `number`.

    No script sends a form again. A person whose page failed looks what is there, and goes on from that.
    """

    key: UUID
    number: int
    words: str
    pk: int = 0
    frozen: bool = False

    def send(self, tab: Tab, desk: Desk) -> None:
        """Do the steps that are not done yet."""
        base = f"/studies/{desk.slug}/interviews/import"
        if not self._there(tab, desk):
            waiting = self._waiting(tab, base)
            if waiting is None:
                _redirected(tab.upload(base, f"{self.key}.txt", self.words.encode()))
                waiting = self._waiting(tab, base)
            if waiting is None:
                raise UnexpectedError("a file that was taken in does not wait")
            fields = {f"seen-{waiting}": "yes", f"case-{waiting}": str(desk.importing_number)}
            fields |= {f"interview-{waiting}": str(self.number), f"role-{waiting}-0": "interviewer"}
            _redirected(tab.form(f"{base}/preview", {**fields, f"role-{waiting}-1": "participant"}))
        if not self._there(tab, desk):
            raise UnexpectedError("a transcript that was kept is not there")

    def _waiting(self, tab: Tab, base: str) -> int | None:
        page = tab.get(f"{base}/preview").text
        for part in page.split('<h2 id="file-')[1:]:
            if f"{self.key}.txt" in part.split("</h2>")[0]:
                return int(part.split('"')[0])
        return None

    def _there(self, tab: Tab, desk: Desk) -> bool:
        rows = _ok(tab.get(f"/api/studies/{desk.slug}/cases/{desk.importing}/transcripts")).json()
        found = [row for row in rows if row["interview"] == self.number]
        self.pk = found[0]["version"] if found else 0
        return bool(found)


@dataclass
class Freeze:
    """The lines of an imported transcript numbered, once and for ever."""

    transcript: Import

    def send(self, tab: Tab, desk: Desk) -> None:
        """Send it, or look whether it was done."""
        answer = tab.call("POST", f"/transcripts/{self.transcript.pk}/freeze", {})
        if answer.status == 409:
            answer = tab.get(f"/api/transcripts/{self.transcript.pk}")
        if _ok(answer).json()["frozen_at"] is None:
            raise UnexpectedError("a frozen transcript has no frozen lines")
        self.transcript.frozen = True


Act = Note | NoteChange | Statement | Move | Pile | Import | Freeze


@dataclass
class Ledger:
    """What was acknowledged at one desk: what the store must hold, and nothing else."""

    notes: list[Note] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    piles: list[Pile] = field(default_factory=list)
    imports: list[Import] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, act: Act) -> None:
        """Write an acknowledged act down."""
        verb = VERBS[type(act)]
        self.counts[verb] = self.counts.get(verb, 0) + 1
        match act:
            case Note():
                self.notes.append(act)
            case Statement():
                self.statements.append(act)
            case Pile():
                self.piles.append(act)
            case Import():
                self.imports.append(act)


VERBS: dict[type[Any], str] = {
    Note: "wrote note",
    NoteChange: "changed note",
    Statement: "wrote statement",
    Move: "laid cards",
    Pile: "made personal theme",
    Import: "brought in transcript",
    Freeze: "froze transcript",
}


def _span(desk: Desk, span: tuple[int, int]) -> dict[str, int]:
    return {"version": desk.version, "start": span[0], "end": span[1]}


def _ok(answer: Answer) -> Answer:
    if answer.status != 200:
        raise UnexpectedError(f"an act was answered with {answer.status}: {answer.text[:300]}")
    return answer


def _redirected(answer: Answer) -> None:
    if answer.status != 302:
        raise UnexpectedError(f"a form was answered with {answer.status}: {answer.text[-2000:]}")
