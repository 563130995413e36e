"""Opening the store for a command, and printing what it answers."""

import argparse
import dataclasses
import json
import os
import sys
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from lifeworld.common.errors import DomainError
from lifeworld.security.models import Person
from lifeworld.security.passphrase_source import passphrase_from
from lifeworld.store import opening


def opened(options: argparse.Namespace) -> Person:
    """Unlock the store and answer its person; on a server, whoever `--as` names.

    Raises `DomainError` where there is no store in the folder, or nobody of that name.
    """
    if settings.SERVER:
        return _named(options)
    state = opening.state(settings.DATA_FOLDER)
    if state is opening.StoreState.NONE:
        raise DomainError(
            "There is no store here yet.",
            "Nothing was made.",
            "Run `lifeworld run` to set one up, or name its folder with --data.",
        )
    if state is opening.StoreState.LOCKED:
        opening.unlock(settings.DATA_FOLDER, passphrase=passphrase(options, "Passphrase: "))
    else:
        opening.make_ready()
    person = opening.the_person()
    if person is None:
        raise DomainError("Nobody is set up in this store.", "Nothing was changed.", "Run `lifeworld run` first.")
    return person


def _named(options: argparse.Namespace) -> Person:
    """An active person of a server, so that each act in the trail has a name."""
    opening.make_ready()
    username = getattr(options, "as_person", "").strip().lower()
    person = Person.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise DomainError(
            "On a server the trail needs to know whose act this is.",
            "Nothing was changed.",
            "Name somebody with --as; `lifeworld person list` shows who is here.",
        )
    return person


def opened_or_made(options: argparse.Namespace, name: str) -> Person:
    """As `opened`; where there is no store yet, one is made and its recovery key printed on standard error."""
    if opening.state(settings.DATA_FOLDER) is not opening.StoreState.NONE:
        return opened(options)
    who = name or os.environ.get("USER") or os.environ.get("USERNAME") or "Researcher"
    secret = passphrase(options, "Choose a passphrase for the new store: ")
    recovery = opening.set_up(settings.DATA_FOLDER, name=who, passphrase=secret, at=timezone.now())
    say(f"A new store was made. Write down its recovery key, which is shown only now:\n{recovery.groups}")
    person = opening.the_person()
    assert person is not None
    return person


def passphrase(options: argparse.Namespace, prompt: str) -> str:
    """The passphrase from its file, the environment, or the terminal."""
    return passphrase_from(os.environ, getattr(options, "passphrase_file", None), prompt)


def say(text: str) -> None:
    """Tell the person something that is not the result."""
    print(text, file=sys.stderr)


def answer(options: argparse.Namespace, result: Any, text: str) -> None:
    """Print the result: as JSON where asked for, else as text."""
    if getattr(options, "json", False):
        print(json.dumps(_plain(result), ensure_ascii=False, indent=2))
    elif text:
        print(text)


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return _plain({field.name: getattr(value, field.name) for field in dataclasses.fields(value)})
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, datetime | date) else value
