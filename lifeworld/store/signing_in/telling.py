"""What is told of signing in: to the store's own chain who came and what changed; to the log, what was refused."""

import logging
from typing import Any

from allauth.account.signals import password_changed, user_logged_in, user_logged_out
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset, authenticator_used
from django.utils import timezone

from lifeworld.security.models import Person
from lifeworld.store import keeping

logger = logging.getLogger("lifeworld.store.signing_in")

ADDED = {Authenticator.Type.TOTP: "set up authenticator", Authenticator.Type.RECOVERY_CODES: "made recovery codes"}
REMOVED = {Authenticator.Type.TOTP: "took out authenticator"}


def refused_sign_in(address: str) -> None:
    """One line for whoever watches the log; the name that was typed may be a passphrase, so it is not in it."""
    logger.warning(f"A sign-in from {address} was refused.")


def listen() -> None:
    """Connect; called once, when Django is ready."""
    user_logged_in.connect(_signed_in)
    user_logged_out.connect(_signed_out)
    password_changed.connect(_changed)
    authenticator_added.connect(_added)
    authenticator_reset.connect(_added)
    authenticator_removed.connect(_removed)
    authenticator_used.connect(_used)


def _tell(person: Person | None, verb: str | None) -> None:
    if person is not None and person.pk and verb:
        keeping.note(by=person, at=timezone.now(), verb=verb)


def _signed_in(sender: Any, user: Person, **rest: Any) -> None:
    _tell(user, "signed in")


def _signed_out(sender: Any, user: Person | None, **rest: Any) -> None:
    _tell(user, "signed out")


def _changed(sender: Any, user: Person, **rest: Any) -> None:
    _tell(user, "changed own passphrase")


def _added(sender: Any, user: Person, authenticator: Authenticator, **rest: Any) -> None:
    _tell(user, ADDED.get(Authenticator.Type(authenticator.type)))


def _removed(sender: Any, user: Person, authenticator: Authenticator, **rest: Any) -> None:
    _tell(user, REMOVED.get(Authenticator.Type(authenticator.type)))


def _used(sender: Any, user: Person, authenticator: Authenticator, **rest: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        _tell(user, "used recovery code")
