"""Who works in a study, and as what. On a server alone: on a laptop one person works."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from lifeworld.common.errors import DomainError, InvalidInputError
from lifeworld.security.models import Person
from lifeworld.study.acting import one_act
from lifeworld.study.models import Membership, Role, Study
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, member_of
from lifeworld.trail.services import record


class AloneError(DomainError):
    """Somebody was to be added where one person works on a laptop."""

    def __init__(self) -> None:
        super().__init__(
            "On this computer one person works, so nobody can be added.",
            "Nothing was changed.",
            "A team works on a server: see “Run on a server” in the help.",
        )


class LastLeadError(DomainError):
    """A study would be left without anybody who may lead it."""

    def __init__(self) -> None:
        super().__init__(
            "A study needs somebody who leads it.",
            "Nothing was changed.",
            "Make somebody else lead researcher first.",
        )


@one_act(Right.LEAD)
def add_member(*, access: Access, at: datetime, username: str, role: str) -> Membership:
    """Let somebody who signs in here work in the study.

    Raises:
        AloneError: this is a laptop.
        InvalidInputError: no such person or role, or they work in it already.
    """
    _check_server()
    _check_role(role)
    person = Person.objects.filter(username=username.strip().lower(), is_active=True).first()
    if person is None:
        raise InvalidInputError(
            "Nobody here signs in with that name.",
            "Nobody was added.",
            "Check how it is written. Whoever looks after this server adds people to it.",
        )
    try:
        with transaction.atomic():
            made = Membership.objects.create(study=access.study, person=person, role=role)
            _record(access, at, "added member", made, before=None, after=role)
    except IntegrityError:
        raise InvalidInputError(
            "They work in this study already.", "Nothing was changed.", "Change their role instead."
        ) from None
    return made


@one_act(Right.LEAD)
def change_role(*, access: Access, at: datetime, member: int, role: str) -> Membership:
    """Give somebody another role.

    Raises:
        NotFoundError: nobody of that number works in this study.
        LastLeadError: they are its only lead.
        InvalidInputError: there is no such role.
    """
    found = member_of(access, member)
    _check_server()
    _check_role(role)
    if found.role == role:
        return found
    before, found.role = found.role, role
    found.save(update_fields=["role"])
    _check_led(access.study)
    _record(access, at, "changed member's role", found, before=before, after=role)
    return found


@one_act(Right.LEAD)
def end_membership(*, access: Access, at: datetime, member: int) -> None:
    """Let somebody work in the study no longer. What they did stays, under their name in the trail.

    Raises:
        NotFoundError: nobody of that number works in this study.
        LastLeadError: they are its only lead.
    """
    found = member_of(access, member)
    _check_server()
    _record(access, at, "ended membership", found, before=found.role, after=None)
    found.delete()
    _check_led(access.study)


def _check_led(study: Study) -> None:
    if not study.memberships.filter(role=Role.LEAD, person__is_active=True).exists():
        raise LastLeadError


def _check_server() -> None:
    if not settings.SERVER:
        raise AloneError


def _check_role(role: str) -> None:
    if role not in Role.values:
        raise InvalidInputError("There is no such role.", "Nothing was changed.", "Choose one of those shown.")


def _record(
    access: Access, at: datetime, verb: str, found: Membership, *, before: str | None, after: str | None
) -> None:
    # By number: the words of an act hold no names.
    change = {"type": "membership", "id": found.pk, "before": {"role": before}, "after": {"role": after}}
    record(
        by=access.person.username, at=at, verb=verb, study=access.study.slug, object_type="person",
        object_id=found.person_id, changes=[change],
    )  # fmt: skip
