"""The people of a server: added, listed, sent away and let in anew by its administrator. Only ever called on a server.

Whoever may run `lifeworld` there is the administrator; the trail names them so, since they are nobody in the studies.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from lifeworld.common.errors import InvalidInputError, NotFoundError
from lifeworld.security.models import Person
from lifeworld.trail.services import record

if TYPE_CHECKING:
    from allauth.usersessions.models import UserSession

ADMINISTRATOR = "administrator"
_USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,59}")


def add_person(*, at: datetime, username: str, name: str) -> Person:
    """Somebody who may come in once they have chosen a passphrase.

    Raises:
        InvalidInputError: the name to sign in with is taken or odd, or the name for the trail is empty.
    """
    wanted, shown = username.strip().lower(), " ".join(name.split())[:120]
    if not _USERNAME.fullmatch(wanted) or wanted == ADMINISTRATOR:
        raise InvalidInputError(
            "That name to sign in with cannot be used.",
            "Nobody was added.",
            "Begin with a letter; then small letters, digits, full stops and hyphens, 2 to 60 in all.",
        )
    if not shown:
        raise InvalidInputError("The person's name is missing.", "Nobody was added.", "Say it with --name.")
    try:
        with transaction.atomic():
            person = Person.objects.create_person(username=wanted, name=shown)
            _tell(at, "added person", person)
    except IntegrityError:
        raise InvalidInputError(
            "Somebody signs in with that name already.", "Nobody was added.", "Choose another, or reset theirs."
        ) from None
    return person


def deactivate(*, at: datetime, username: str) -> Person:
    """Keep somebody out from now on: their sessions end, their tokens are revoked. What they did stays in the trail."""
    with transaction.atomic():
        person = person_named(username)
        person.is_active = False
        person.save(update_fields=["is_active"])
        _forget_ways_in(person, at)
        _tell(at, "deactivated person", person)
    return person


def reset(*, at: datetime, username: str) -> Person:
    """Let somebody in anew, with a passphrase and second factor yet to be chosen; everything before ends."""
    from allauth.mfa.models import Authenticator

    with transaction.atomic():
        person = person_named(username)
        person.is_active = True
        person.set_unusable_password()
        person.save(update_fields=["is_active", "password"])
        Authenticator.objects.filter(user=person).delete()
        _forget_ways_in(person, at)
        _tell(at, "reset person", person)
    return person


def choose_passphrase(*, person: Person, at: datetime, passphrase: str) -> None:
    """What the one-time link is for; `passphrase` was checked by the form."""
    with transaction.atomic():
        person.set_password(passphrase)
        person.save(update_fields=["password"])
        record(by=person.username, at=at, verb="chose passphrase", object_type="person", object_id=person.pk)


def end_sessions(*, by: Person, at: datetime, sessions: "Sequence[UserSession]") -> None:
    """End sessions of one's own."""
    if sessions:
        with transaction.atomic():
            for session in sessions:
                session.end()
            record(by=by.username, at=at, verb="ended sessions", object_type="person", object_id=by.pk)


def person_named(username: str) -> Person:
    """A person by the name they sign in with. Raises `NotFoundError`."""
    found = Person.objects.select_for_update().filter(username=username.strip().lower()).first()
    if found is None:
        raise NotFoundError("Nobody here signs in with that name.")
    return found


def _forget_ways_in(person: Person, at: datetime) -> None:
    from allauth.usersessions.models import UserSession

    for session in UserSession.objects.filter(user=person):
        session.end()
    person.tokens.filter(revoked_at=None).update(revoked_at=at)


def _tell(at: datetime, verb: str, person: Person) -> None:
    record(by=ADMINISTRATOR, at=at, verb=verb, object_type="person", object_id=person.pk)
