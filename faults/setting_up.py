"""Making a store by its page, in peace and under the knife."""

import shutil
import threading
from contextlib import closing, suppress
from pathlib import Path
from random import Random

from faults.browser import Jar, LockedError, Tab, UnansweredError, UnexpectedError, unlock
from faults.checks import Verdict
from faults.server import Server

PASSPHRASE = "river lantern seventeen"
LONGEST_S = 2.5
FORM = {"name": "Alice", "passphrase": PASSPHRASE, "again": PASSPHRASE}


def set_up(server: Server) -> None:
    """Make the store in the server's folder.

    Raises:
        UnexpectedError: the page did not show the recovery key.
    """
    tab = Tab(server.start(), Jar())
    tab.get("/set-up")
    answer = tab.form("/set-up", FORM)
    tab.close()
    if answer.status != 200 or "recovery key" not in answer.text:
        raise UnexpectedError(f"setting up was answered with {answer.status}")


def kill_in_setting_up(folder: Path, rng: Random, verdict: Verdict) -> None:
    """Kill while a store is made: afterwards there is none, or setting up can be finished with the same passphrase."""
    folder.mkdir()
    server = Server(folder / "store", folder / "server.log")
    with closing(Tab(server.start(), Jar())) as tab:
        tab.get("/set-up")
        _kill_while(tab, server, rng.uniform(0, LONGEST_S))
    try:
        _go_on(server)
        shutil.rmtree(folder)
    except (LockedError, UnexpectedError) as error:
        verdict.wrong.append(f"a store killed in setting up: {error!r}")
    finally:
        server.kill()


def _kill_while(tab: Tab, server: Server, after_s: float) -> None:
    ending = threading.Timer(after_s, server.kill)
    ending.start()
    with suppress(UnansweredError):
        tab.form("/set-up", FORM)
    ending.join()
    server.kill()


def _go_on(server: Server) -> None:
    """What a person does next: open the address, do what the page asks for, and arrive at the studies."""
    with closing(Tab(server.start(), Jar())) as tab:
        _arrive(server, tab)


def _arrive(server: Server, tab: Tab) -> None:
    if (server.folder / "vault.json").exists():
        with suppress(LockedError):
            tab.get("/unlock")
        answer = tab.form("/unlock", {"passphrase": PASSPHRASE})
        if answer.location not in {"/", "/set-up"}:
            raise UnexpectedError(f"unlocking led to {answer.location}")
    if tab.get("/set-up").status == 200:
        tab.form("/set-up", FORM)
    if tab.get("/studies").status != 200:
        raise UnexpectedError("setting up did not lead to the studies")
    tab.form("/lock", {})
    unlock(tab, PASSPHRASE)
