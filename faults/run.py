"""The run: work, kill, start again, look, send again what got no answer, look again."""

import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from random import Random

from django.db import connections

from faults import moments
from faults.acts import Act, Desk, Ledger
from faults.browser import Jar, Tab, UnansweredError, unlock
from faults.checks import Verdict, check_file, check_settled, check_unsettled, check_whole
from faults.clients import Crew
from faults.desks import new_desk
from faults.moments import Moment, Watch
from faults.server import Server
from faults.setting_up import PASSPHRASE, kill_in_setting_up, set_up
from lifeworld.security import keyring
from lifeworld.security.vault import open_vault

# A study, its case and its trail stay of a size, so that the last kill costs what the first did.
KILLS_A_DESK = 20
KILLS_A_FILE_CHECK = 20


class Run:
    """One store, one server at a time, and what they must agree on."""

    def __init__(self, place: Path, *, seed: int) -> None:
        self.place = place
        self.seed = seed
        self.rng = Random(seed)
        self.server = Server(place / "store", place / "server.log")
        self.watch = Watch(self.server.folder)
        self.jar = Jar()
        self.desk, self.ledger, self.crew = Desk(""), Ledger(), Crew()
        self.finished: list[tuple[Desk, Ledger]] = []
        self.fresh: list[Act] = []
        self.verdict = Verdict()
        self.acknowledged = self.sent_again = self.kills_here = 0
        self.start_s = 1.0
        self.moments: Counter[str] = Counter()

    def go(self, kills: int) -> bool:
        """Kill so many times; whether everything holds."""
        try:
            set_up(self.server)
            self.server.kill()
            # The store is read beside the server, not through it.
            keyring.open_store(open_vault(self.server.folder, PASSPHRASE))
            for kill in range(1, kills + 1):
                self._kill_once(kill)
                if not self.verdict.holds:
                    return False
                if kill % 10 == 0:
                    print(f"{kill} kills, {self.acknowledged:,} acts", file=sys.stderr, flush=True)
            self._start_and_settle()
            for desk, ledger in [*self.finished, (self.desk, self.ledger)]:
                check_whole(desk, ledger, self.verdict)
            check_file(self.verdict)
            return self.verdict.holds
        finally:
            connections.close_all()
            self.server.kill()

    def _kill_once(self, kill: int) -> None:
        moment = moments.choose(self.rng)
        if moment is moments.SET_UP:
            kill_in_setting_up(self.place / f"set-up-{kill}", self.rng, self.verdict)
        elif moment is moments.START:
            self._kill_in_starting()
        else:
            self._start_and_settle()
            if kill % KILLS_A_FILE_CHECK == 0:
                check_file(self.verdict)
            if self.verdict.holds:
                moment = self._work_and_kill(kill, moment)
        self.moments[moment.name] += 1

    def _start_and_settle(self) -> None:
        """Start, open, and look before anything is sent again; send it again, and look once more."""
        began = time.monotonic()
        self.jar.clear()
        tab = Tab(self.server.start(), self.jar)
        unlock(tab, PASSPHRASE)
        self.start_s = (self.start_s + time.monotonic() - began) / 2
        if self.desk.slug:
            check_unsettled(self.desk, self.ledger, self.crew.pending, self.verdict)
            if self.verdict.holds:
                self.sent_again += len(self.crew.pending)
                for client in self.crew.clients:
                    client.settle(tab, self.desk)
                self._write_down()
                check_settled(self.desk, self.ledger, self.fresh, self.verdict)
                self.fresh.clear()
        tab.close()

    def _kill_in_starting(self) -> None:
        """The process starts, the log is recovered, the store is opened and brought up to date: somewhere there."""
        self.server.begin()
        ending = threading.Timer(self.rng.uniform(0, 1.3) * self.start_s, self.server.kill)
        ending.start()
        with suppress(UnansweredError, RuntimeError, ValueError):
            unlock(Tab(self.server.listening(), Jar()), PASSPHRASE)
        ending.join()
        self.server.kill()

    def _work_and_kill(self, kill: int, moment: Moment) -> Moment:
        if not self.desk.slug or self.kills_here == KILLS_A_DESK:
            self._new_desk()
        self.kills_here += 1
        # A process that holds the files open would keep the log's index alive over the kill.
        connections.close_all()
        self.crew.begin(self.server.address, self.jar, self.desk, f"{self.seed}-{kill}", self.watch.heard)
        moment = self.watch.wait(moment, self.rng)
        if moment is moments.LOCK:
            locking = threading.Thread(target=self._lock, daemon=True)
            locking.start()
            time.sleep(self.rng.uniform(0, 0.05))
        self.server.kill()
        self.verdict.wrong.extend(self.crew.join())
        self._write_down()
        return moment

    def _lock(self) -> None:
        """Forget the key and close every connection; the last one to close writes the log into the file."""
        with suppress(UnansweredError):
            Tab(self.server.address, self.jar).form("/lock", {})

    def _write_down(self) -> None:
        """Note in the ledger what was acknowledged since."""
        for client in self.crew.clients:
            for act in client.fresh():
                self.ledger.add(act)
                self.fresh.append(act)
                self.acknowledged += 1

    def _new_desk(self) -> None:
        """A new study with a case at work in it, made in peace."""
        if self.desk.slug:
            check_whole(self.desk, self.ledger, self.verdict)
            self.finished.append((self.desk, self.ledger))
        self.crew, self.ledger, self.kills_here = Crew(), Ledger(), 0
        tab = Tab(self.server.address, self.jar)
        self.desk, acts = new_desk(tab, f"faults-{len(self.finished) + 1}", self.rng)
        tab.close()
        for act in acts:
            self.ledger.add(act)
            self.acknowledged += 1
