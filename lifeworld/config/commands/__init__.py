"""What each command does, through the same services as pages and API."""

import argparse
from collections.abc import Callable
from importlib import import_module

Runner = Callable[[argparse.Namespace], int]


def _in(module: str, name: str) -> Runner:
    """A command in a module of this folder, imported when it runs: none waits for what only another needs."""

    def run(options: argparse.Namespace) -> int:
        status: int = getattr(import_module(f"{__name__}.{module}"), name)(options)
        return status

    return run


RUNNERS: dict[str, Runner] = {
    "run": _in("serving", "run"),
    "demo": _in("serving", "demo"),
    "study": _in("studies", "study"),
    "case": _in("studies", "case"),
    "obligations": _in("approvals", "obligations"),
    "retention": _in("safekeeping", "retention"),
    "transcript": _in("studies", "transcript"),
    "export": _in("taking_out", "export"),
    "check": _in("taking_out", "check"),
    "trail": _in("taking_out", "trail"),
    "backup": _in("backups", "backup"),
    "restore": _in("backups", "restore"),
    "archive": _in("archives", "archive"),
    "bring-in": _in("archives", "bring_in"),
    "passphrase": _in("passphrases", "change"),
    "token": _in("tokens", "token"),
    "serve": _in("server", "serve"),
    "worker": _in("server", "worker"),
    "person": _in("people", "person"),
    "secrets": _in("people", "make_secrets"),
}
