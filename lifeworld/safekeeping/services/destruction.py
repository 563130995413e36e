"""Destruction in two steps: somebody proposes what goes, and later, or by typing its name, it is confirmed and done."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from lifeworld.common.errors import DomainError, InvalidInputError, NotFoundError
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.safekeeping.models import Destruction
from lifeworld.safekeeping.rules.retention import Standing, class_named
from lifeworld.safekeeping.selectors.backups import backups_that_hold
from lifeworld.safekeeping.selectors.holdings import PER_PERSON
from lifeworld.safekeeping.selectors.schedule import ClassRow, class_row, due_serials
from lifeworld.safekeeping.services.clearing import clear_freed_space
from lifeworld.safekeeping.services.destroying import KEY_OF, destroy
from lifeworld.safekeeping.services.forgotten import CASE, remember
from lifeworld.study.acting import one_act, read_again
from lifeworld.study.models import Membership, Role
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import tell

BY_KEY = "The keys were destroyed, so that nothing sealed with them opens again; then the rows were deleted."
BY_DELETING = "The rows were deleted, and the space they lay in is written over where the store clears it."


class NotDueError(DomainError):
    """A class was to be destroyed whose time has not come, or that is set aside."""

    def __init__(self, what: str) -> None:
        super().__init__(what, "Nothing was destroyed.", "Look at the schedule: it says what the day follows from.")


@one_act(Right.RECRUIT)
def propose(*, access: Access, at: datetime, today: date, klass: str) -> Destruction:
    """Propose to destroy what is due of a class.

    Raises:
        NotFoundError: there is no such class.
        NotDueError: nothing of it is due, it is set aside, it departs from what was promised, or is proposed already.
    """
    row = class_row(access, klass, today)
    serials = _check_due(row, today)
    last = Destruction.objects.filter(study=access.study).aggregate(last=Max("number"))["last"] or 0
    made = Destruction(
        study=access.study, number=last + 1, klass=klass, serials=serials, items=_items(row, serials),
        because=f"Due on {row.due:%-d %B %Y}.", proposed_at=at, proposed_by=access.person.username,
        proposed_role=access.role,
    )  # fmt: skip
    made.save()
    tell(access, at, "proposed destruction", made, before=None, after={"class": klass})
    return made


@one_act(Right.RECRUIT)
def take_back(*, access: Access, at: datetime, destruction: Destruction) -> Destruction:
    """Take a proposal back; what was proposed stays."""
    _still_open(destruction)
    destruction.taken_back_at = at
    destruction.save(update_fields=["taken_back_at"])
    tell(access, at, "took back destruction", destruction, before=None, after={"class": destruction.klass})
    return destruction


@one_act(Right.RECRUIT)
def confirm(*, access: Access, at: datetime, today: date, destruction: Destruction, typed: str) -> Destruction:
    """Confirm a proposal and destroy what it lists. It is then the certificate, and stays as it is.

    Raises:
        InvalidInputError: the class's name was not typed; or, on a server, by the one who proposed it while another
            may confirm.
        NotDueError: since it was proposed it was set aside, or is kept for longer, or departs from what was promised.
    """
    _still_open(destruction)
    klass = class_named(destruction.klass)
    if klass is None:
        raise NotFoundError
    if " ".join(typed.split()).casefold() != klass.name.casefold():
        raise InvalidInputError(
            "The name of the class was not typed as it stands.",
            "Nothing was destroyed.",
            f"Type “{klass.name}” to confirm.",
        )
    _check_other_person(access, destruction)
    row = class_row(access, destruction.klass, today)
    if row.standing is Standing.HELD:
        raise NotDueError("The destruction of this class was set aside since it was proposed.")
    if row.mismatch:
        raise NotDueError(row.mismatch)
    if not _all_due(row, destruction, today):
        raise NotDueError("What this destruction lists is not due any more.")
    folder, slug = settings.DATA_FOLDER, access.study.slug
    lists = _to_remember(access, destruction)
    destruction.done = destroy(access, at, destruction.klass, destruction.serials)
    destruction.done_at, destruction.done_by, destruction.done_role = at, access.person.username, access.role
    destruction.method = BY_KEY if destruction.klass in KEY_OF else BY_DELETING
    destruction.backups = backups_that_hold(at)
    destruction.save()
    tell(access, at, "destroyed records", destruction, before=None, after={"class": destruction.klass})
    transaction.on_commit(clear_freed_space)
    transaction.on_commit(lambda: [remember(folder, slug, serial, what, at) for serial, what in lists])
    return destruction


def _check_due(row: ClassRow, today: date) -> list[int]:
    if row.proposed is not None:
        raise NotDueError("The destruction of this class is proposed already.")
    if row.mismatch:
        raise NotDueError(f"{row.mismatch} Settle that first.")
    if row.standing is Standing.HELD:
        raise NotDueError("The destruction of this class is set aside.")
    if row.standing is not Standing.DUE:
        raise NotDueError("Nothing of this class is due on that day.")
    return due_serials(row, today)


def _all_due(row: ClassRow, destruction: Destruction, today: date) -> bool:
    """Whether everything that was proposed, as far as it is kept still, is due."""
    if row.klass.key in PER_PERSON:
        kept = {one.serial for one in row.people}
        return kept.intersection(destruction.serials) <= set(due_serials(row, today))
    return row.standing in {Standing.DUE, Standing.NOTHING}


def _items(row: ClassRow, serials: list[int]) -> list[dict[str, object]]:
    if row.klass.key in PER_PERSON:
        return [{"what": f"Entry {serial}", "count": 1} for serial in serials]
    return [{"what": row.klass.name, "count": row.kept}]


def _still_open(destruction: Destruction) -> None:
    read_again(destruction)
    if destruction.done_at is not None or destruction.taken_back_at is not None:
        raise DomainError(
            "This destruction was confirmed or taken back already.", "Nothing was changed.", "Look at the schedule."
        )


def _check_other_person(access: Access, destruction: Destruction) -> None:
    """On a server two people do it, where the study has two who may."""
    if not settings.SERVER or destruction.proposed_by != access.person.username:
        return
    leads = Membership.objects.filter(study=access.study, role=Role.LEAD, person__is_active=True)
    if leads.exclude(person=access.person).exists():
        raise InvalidInputError(
            "You proposed this destruction, and another person leads this study, too.",
            "Nothing was destroyed.",
            "Ask them to confirm it.",
        )


def _to_remember(access: Access, destruction: Destruction) -> list[tuple[int, str]]:
    if destruction.klass == "analysis":
        with_case = ScreeningEntry.objects.filter(study=access.study, case__isnull=False)
        return [(serial, CASE) for serial in with_case.values_list("serial", flat=True)]
    return [(serial, use.value) for serial in destruction.serials for use in KEY_OF.get(destruction.klass, ())]
