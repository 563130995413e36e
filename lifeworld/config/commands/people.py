"""`person` and `secrets`: what a server's administrator does from its command line."""

import argparse
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from lifeworld.common.errors import DomainError
from lifeworld.config.commands.opening import answer, say
from lifeworld.security.models import Person
from lifeworld.store import opening, people
from lifeworld.study.selectors import led_by_nobody_else

SECRET_FILE, KEY_FILE = "secret.key", "files.key"


class OnlyOnAServerError(DomainError):
    """A command for several people, where one person works on a laptop."""

    def __init__(self) -> None:
        super().__init__(
            "This is for a server, where several people sign in.",
            "Nothing was changed.",
            "Set LIFEWORLD_SERVER=1 and the rest of a server’s environment: docs/how-to/run-on-a-server.md.",
        )


def person(options: argparse.Namespace) -> int:
    """Add, list, deactivate or reset people."""
    if not settings.SERVER:
        raise OnlyOnAServerError
    opening.make_ready()
    return {"add": _add, "list": _list, "deactivate": _deactivate, "reset": _reset}[options.act](options)


def _add(options: argparse.Namespace) -> int:
    return _link(options, people.add_person(at=timezone.now(), username=options.username, name=options.name))


def _reset(options: argparse.Namespace) -> int:
    return _link(options, people.reset(at=timezone.now(), username=options.username))


def _link(options: argparse.Namespace, made: Person) -> int:
    from lifeworld.store.signing_in.links import link_for

    link = link_for(made)
    say("Hand this link over by a way that only they read. It is good once, for three days:")
    answer(options, {"username": made.username, "name": made.name, "link": link}, link)
    return 0


def _deactivate(options: argparse.Namespace) -> int:
    gone = people.deactivate(at=timezone.now(), username=options.username)
    for slug in led_by_nobody_else(gone):
        say(f"Nobody else leads {slug}. Let them back in by `lifeworld person reset`, to hand it over first.")
    answer(options, {"username": gone.username, "active": False}, f"{gone.username} is out, from this moment.")
    return 0


def _list(options: argparse.Namespace) -> int:
    from allauth.mfa.models import Authenticator

    ready = set(Authenticator.objects.filter(type=Authenticator.Type.TOTP).values_list("user", flat=True))
    rows = [
        {"username": one.username, "name": one.name, "state": _state(one, ready), "last_sign_in": one.last_login}
        for one in Person.objects.order_by("username")
    ]
    answer(options, rows, "\n".join(f"{row['username']}\t{row['name']}\t{row['state']}" for row in rows))
    return 0


def _state(one: Person, ready: set[int]) -> str:
    if not one.is_active:
        return "deactivated"
    if not one.has_usable_password():
        return "has not used the link yet"
    return "signs in with passphrase and code" if one.pk in ready else "has not set up the second factor yet"


def make_secrets(options: argparse.Namespace) -> int:
    """Make the two key files of a server; one that is there stays as it is and makes the command refuse."""
    folder: Path = options.folder
    made = {SECRET_FILE: secrets.token_urlsafe(50), KEY_FILE: secrets.token_hex(32)}
    if any((folder / name).exists() for name in made):
        raise DomainError(
            "There are keys in that folder already.",
            "They were left as they are.",
            "Choose another folder. A store’s files open with no other key than their own.",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o750)
        for name, text in made.items():
            with os.fdopen(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640), "w") as file:
                file.write(text + "\n")
    except OSError:
        raise DomainError("The keys could not be written there.", "", "Choose a folder you may write in.") from None
    say("Keep a copy of both where the database’s backups are not: without files.key nobody opens the files in it.")
    paths = {name: str((folder / name).absolute()) for name in made}
    answer(options, paths, "\n".join(paths.values()))
    return 0
