"""Clients at work on one desk: each a thread with a tab of its own and acts chosen by its own seed."""

import re
import threading
from collections.abc import Callable
from random import Random
from uuid import UUID

from faults.acts import Act, Desk, Freeze, Import, Move, Note, NoteChange, Pile, Statement
from faults.browser import Jar, Tab, UnansweredError

WORDS = re.findall(
    r"\w+",
    """river walk kettle bench winter ordinary phone garden letter window slowly waiting kitchen bus evening together
    appointment quiet morning street neighbour laugh door early tired weather plan corner listening afterwards""",
)
SHORT, LONG = 120, 6_000


class Client:
    """One tab and what its person does next. `pending` is the act that got no answer, to be sent again."""

    def __init__(self, role: str) -> None:
        self.role = role
        self.pending: Act | None = None
        self.done: list[Act] = []
        self.taken = 0
        self.trouble = ""

    def work(self, tab: Tab, desk: Desk, rng: Random, begun: Callable[[Act], None]) -> None:
        """Do one act after another until the server is gone. Anything else that goes wrong is kept in `trouble`."""
        try:
            while True:
                self.pending = self._next(desk, rng)
                begun(self.pending)
                self.settle(tab, desk)
        except UnansweredError:
            return
        except Exception as error:
            self.trouble = f"{self.role}: {error!r}"
        finally:
            tab.close()

    def settle(self, tab: Tab, desk: Desk) -> None:
        """Send what is pending, and write it down as done."""
        if self.pending is not None:
            self.pending.send(tab, desk)
            self.done.append(self.pending)
            self.pending = None

    def fresh(self) -> list[Act]:
        """The acts that were acknowledged since this was last asked."""
        fresh, self.taken = self.done[self.taken :], len(self.done)
        return fresh

    def _next(self, desk: Desk, rng: Random) -> Act:
        key = UUID(int=rng.getrandbits(128), version=4)
        mine = [act for act in self.done if isinstance(act, Statement)]
        match self.role:
            case "importer":
                last = self.done[-1] if self.done else None
                if isinstance(last, Import) and not last.frozen:
                    return Freeze(last)
                number = sum(isinstance(act, Import) for act in self.done) + 1
                return Import(key, number, transcript(rng, rng.choice([SHORT, SHORT, LONG])))
            case "table" if len(mine) >= 3 and rng.random() < 0.8:
                cards = rng.sample(mine, rng.randint(1, min(6, len(mine))))
                if rng.random() < 0.3:
                    return Pile(key, words(key, rng, 3), cards)
                return Move([(card, rng.randint(0, 19_999), rng.randint(0, 19_999)) for card in cards])
            case "reader" if rng.random() < 0.4:
                notes = [act for act in self.done if isinstance(act, Note)]
                if notes:
                    note = rng.choice(notes)
                    return NoteChange(note, f"{note.body.split()[0]} {' '.join(rng.choices(WORDS, k=12))}")
        start = rng.randint(0, desk.length - 60)
        if self.role == "reader":
            return Note(key, words(key, rng, rng.randint(4, 60)), (start, start + 50))
        return Statement(key, words(key, rng, rng.randint(4, 12)), (start, start + 50))


class Crew:
    """All clients, at one desk. `told` hears of every act as it is begun."""

    ROLES = ("reader", "reader", "table", "importer")

    def __init__(self) -> None:
        self.clients = [Client(role) for role in self.ROLES]
        self._threads: list[threading.Thread] = []

    @property
    def pending(self) -> list[Act]:
        """Acts that got no answer."""
        return [client.pending for client in self.clients if client.pending is not None]

    def begin(self, address: str, jar: Jar, desk: Desk, seed: str, told: Callable[[Act], None]) -> None:
        """Set everybody to work."""
        for number, client in enumerate(self.clients):
            work = (Tab(address, jar), desk, Random(f"{seed}-{number}"), told)
            self._threads.append(threading.Thread(target=client.work, args=work, daemon=True))
        for thread in self._threads:
            thread.start()

    def join(self) -> list[str]:
        """Wait until everybody has noticed that the server is gone; what went wrong otherwise."""
        for thread in self._threads:
            thread.join()
        self._threads.clear()
        return [client.trouble for client in self.clients if client.trouble]


def words(key: UUID, rng: Random, count: int) -> str:
    """Words that begin with one that nothing else holds."""
    return " ".join([f"zq{key.hex}", *rng.choices(WORDS, k=count)])


def transcript(rng: Random, count: int) -> str:
    """An interview of about `count` words in turns of about forty."""
    turns = []
    for number in range(max(6, count // 40)):
        speaker = "Interviewer" if number % 2 == 0 else "Participant"
        turns.append(f"{speaker}: {' '.join(rng.choices(WORDS, k=40)).capitalize()}.")
    return "\n\n".join(turns) + "\n"
