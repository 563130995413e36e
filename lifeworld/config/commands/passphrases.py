"""`passphrase`: a new passphrase, a new recovery key."""

import argparse
import os

from django.conf import settings
from django.utils import timezone

from lifeworld.common.errors import DomainError
from lifeworld.config.commands.opening import answer, passphrase, say
from lifeworld.security.models import Person
from lifeworld.security.passphrase_source import new_passphrase_from
from lifeworld.store import keeping, opening


def change(options: argparse.Namespace) -> int:
    """Change the passphrase or make a new recovery key; both are proven by what opens the store today."""
    return {"change": _change, "new-recovery-key": _new_recovery_key}[options.act](options)


def _change(options: argparse.Namespace) -> int:
    secret = passphrase(options, "Recovery key: " if options.recovery_key else "Passphrase of today: ")
    opens = {"recovery": secret} if options.recovery_key else {"passphrase": secret}
    person = _unlocked(**opens)
    new = new_passphrase_from(os.environ)
    keeping.change_passphrase(settings.DATA_FOLDER, by=person, at=timezone.now(), new=new, **opens)
    say("Backups made before open with the passphrase of their day.")
    answer(options, {"changed": True}, "The passphrase is changed.")
    return 0


def _new_recovery_key(options: argparse.Namespace) -> int:
    secret = passphrase(options, "Passphrase: ")
    person = _unlocked(passphrase=secret)
    recovery = keeping.make_recovery_key(settings.DATA_FOLDER, by=person, at=timezone.now(), passphrase=secret)
    say("Write it down; it is shown only now. The one before no longer opens the store.")
    answer(options, {"recovery_key": recovery.groups}, recovery.groups)
    return 0


def _unlocked(*, passphrase: str = "", recovery: str = "") -> Person:
    """Open the sealed store with what was given, and answer its person."""
    if opening.state(settings.DATA_FOLDER) is not opening.StoreState.LOCKED:
        raise DomainError(
            "There is no store with a passphrase in this folder.",
            "Nothing was changed.",
            "Name the folder of your own store with --data.",
        )
    opening.unlock(settings.DATA_FOLDER, passphrase=passphrase, recovery=recovery)
    person = opening.the_person()
    if person is None:
        raise DomainError("Nobody is set up in this store.", "Nothing was changed.", "Run `lifeworld run` first.")
    return person
