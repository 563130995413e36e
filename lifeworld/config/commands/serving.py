"""`run` and `demo`: serve the pages on this machine alone."""

import argparse
import socket
import sys
import threading
import time
import webbrowser

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from waitress.server import create_server

from lifeworld.common.errors import DomainError
from lifeworld.common.memory import share_one_heap
from lifeworld.config import loading
from lifeworld.config.bounds import WAITRESS
from lifeworld.config.commands.opening import say
from lifeworld.config.threads import LastRestedFirst
from lifeworld.config.wsgi import application
from lifeworld.security import keyring
from lifeworld.security.clock import steady_seconds
from lifeworld.security.one_server import Hold, the_only_server
from lifeworld.store import opening

HOST = "127.0.0.1"
CHECK_EVERY_S = 20
# The pages are loaded while the first one is read; the API, and what is left, once the first study may be shown.
LOAD_PAGES_AFTER_S = 0.3
LOAD_ALL_AFTER_S = 2.0
# Seconds for which one thread may keep the others waiting: a long export must not be felt by a second person.
TAKE_TURNS_S = 0.001


def run(options: argparse.Namespace) -> int:
    """Serve the store; set-up and unlocking happen in the browser."""
    if not settings.SERVER:
        opening.check_embedded()
    with the_only_server(settings.DATA_FOLDER) as hold:
        return _serve(options, "Lifeworld", hold)


def demo(options: argparse.Namespace) -> int:
    """Make the fictional study where it is not made yet, and serve it."""
    state = opening.state(settings.DATA_FOLDER)
    if state in {opening.StoreState.LOCKED, opening.StoreState.OPEN}:
        raise DomainError(
            "A store of your own lies in this folder.",
            "It was left as it is.",
            "Name another folder with --data for the fictional study.",
        )
    with the_only_server(settings.DATA_FOLDER) as hold:
        _make_demo(practice=options.practice)
        return _serve(options, "The fictional study", hold)


def _make_demo(*, practice: bool) -> None:
    new = opening.state(settings.DATA_FOLDER) is opening.StoreState.NONE
    person = (
        opening.set_up_unsealed(settings.DATA_FOLDER, name="Alice", at=timezone.now()) if new else opening.the_person()
    )
    opening.make_ready()
    person = person or opening.found_person(name="Alice", at=timezone.now())
    if not person.memberships.exists():
        from lifeworld.interchange.fictional.build import build_fictional_study

        say("Making the fictional study (once).")
        # One transaction: a study half made by an interruption is no study.
        with transaction.atomic():
            build_fictional_study(by=person, practice=practice, progress=lambda step: say(f"  {step} …"))
    connection.close()


def _serve(options: argparse.Namespace, what: str, hold: Hold) -> int:
    share_one_heap()
    try:
        server = create_server(  # type: ignore[no-untyped-call]
            application, host=HOST, port=options.port, ident="",
            _dispatcher=LastRestedFirst(WAITRESS["threads"]), **WAITRESS,
        )  # fmt: skip
    except OSError:
        raise DomainError(
            f"Port {options.port} is in use: another store may be open in Lifeworld.",
            "Nothing was changed.",
            f"Open http://{HOST}:{options.port}/ or choose another port with --port.",
        ) from None
    sys.setswitchinterval(TAKE_TURNS_S)
    address = f"http://{HOST}:{server.effective_port}/"
    hold.tell(address)
    print(f"{what} is at {address}\nPress Ctrl+C to stop.", flush=True)
    threading.Thread(target=_lock_when_idle, daemon=True).start()
    for seconds, load in ((LOAD_PAGES_AFTER_S, loading.load_pages), (LOAD_ALL_AFTER_S, loading.load_for_good)):
        later = threading.Timer(seconds, load)
        later.daemon = True
        later.start()
    if not options.no_browser:
        threading.Thread(target=_open_browser, args=(address, server.effective_port), daemon=True).start()
    try:
        server.run()
    finally:
        server.close()
        keyring.lock_store()
    return 0


def _lock_when_idle() -> None:
    while True:
        time.sleep(CHECK_EVERY_S)
        keyring.lock_if_idle(steady_seconds(), settings.AUTO_LOCK_MINUTES * 60)


def _open_browser(address: str, port: int) -> None:
    with socket.create_connection((HOST, port), timeout=10):
        webbrowser.open(address)
