"""How the duties of a study stand: met with evidence, or set aside with a reason."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from lifeworld.approvals.models import Settled
from lifeworld.approvals.selectors.duties import duty_named
from lifeworld.common.errors import InvalidInputError
from lifeworld.common.lengths import check_lengths
from lifeworld.study.acting import TakenMeanwhileError, one_act
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import tell, values_of

_TOLD = ("rule", "occasion", "met_on", "evidence", "set_aside_reason")


@one_act(Right.LEAD)
def meet_duty(*, access: Access, at: datetime, name: str, met_on: date, evidence: str) -> Settled:
    """Say that a duty was met, on which day, and what shows it.

    Raises:
        NotFoundError: the study owes none of that name.
        InvalidInputError: no evidence is named, or the day has not come.
        TakenMeanwhileError: it was met by other evidence.
    """
    if met_on > localdate(at):
        raise InvalidInputError("That day has not come yet.", "The duty stands as it was.", "Give the day it was done.")
    if not evidence.strip():
        raise InvalidInputError(
            "It is not said what shows that this was done.",
            "The duty stands as it was, and what you typed is still here.",
            "Name the letter, e-mail or form, with its date and where it is kept.",
        )
    return _settle(access, at, name, "met duty", met_on=met_on, evidence=evidence.strip(), set_aside_reason="")


@one_act(Right.LEAD)
def set_duty_aside(*, access: Access, at: datetime, name: str, reason: str) -> Settled:
    """Set a duty aside as not this study's, with the reason.

    Raises:
        NotFoundError: the study owes none of that name.
        InvalidInputError: no reason is given.
        TakenMeanwhileError: it was met, or set aside for another reason.
    """
    if not reason.strip():
        raise InvalidInputError(
            "A duty is set aside for a reason, and none is given.",
            "The duty stands as it was.",
            "Write who said that it does not apply, and when.",
        )
    return _settle(access, at, name, "set duty aside", met_on=None, evidence="", set_aside_reason=reason.strip())


@one_act(Right.LEAD)
def reopen_duty(*, access: Access, at: datetime, name: str) -> None:
    """Take back that a duty was met or set aside; nothing happens where it was neither."""
    duty = duty_named(access, name, localdate(at))
    settled = Settled.objects.filter(study=access.study, rule=duty.rule, occasion=duty.occasion).first()
    if settled is None:
        return
    tell(access, at, "reopened duty", settled, before=values_of(settled, _TOLD), after=None)
    settled.delete()


def _settle(access: Access, at: datetime, name: str, verb: str, **values: Any) -> Settled:
    duty = duty_named(access, name, localdate(at))
    settled = Settled.objects.filter(study=access.study, rule=duty.rule, occasion=duty.occasion).first()
    if settled is not None:
        if all(getattr(settled, field) == value for field, value in values.items()):
            return settled
        # What was set aside may turn out to be done; anything else is taken back first, or its words would be lost.
        if settled.met_on is not None or values["met_on"] is None:
            raise TakenMeanwhileError
    before = values_of(settled, _TOLD) if settled else None
    settled = settled or Settled(study=access.study, rule=duty.rule, occasion=duty.occasion, created_at=at)
    for field, value in values.items():
        setattr(settled, field, value)
    check_lengths(settled)
    settled.save()
    after = values_of(settled, _TOLD)
    tell(access, at, verb, settled, before=before, after=after, why=settled.set_aside_reason)
    return settled
