"""Changes to a consent that was given: a clause taken back, an answer put right, a copy given, a scan kept.

A consent ends by a withdrawal (`safekeeping`), or by a further one that takes its place.
"""

from datetime import date, datetime

from django.utils.timezone import localtime

from lifeworld.common.errors import DomainError, InvalidInputError, NotFoundError
from lifeworld.consent.models import ClauseAnswer, ClauseReply, Consent
from lifeworld.consent.rules.consents import IN_FORCE
from lifeworld.consent.selectors.consents import standing_of
from lifeworld.consent.services.taking import TOLD, scan_to_keep
from lifeworld.identities.keys import open_for, seal_for
from lifeworld.identities.models import KeyUse
from lifeworld.study.acting import now_changed, one_act, read_again
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import tell, values_of

_ANSWER = ("reply", "taken_back_on")


class NotInForceError(DomainError):
    """A consent that another took the place of, or that was taken back, was to be changed."""

    def __init__(self) -> None:
        super().__init__(
            "This consent is in force no longer, so it stays as it is.",
            "Nothing was changed.",
            "Look at the person’s latest consent.",
        )


@one_act(Right.RECRUIT)
def take_back_clause(*, access: Access, at: datetime, consent: Consent, number: int, on: date) -> ClauseAnswer:
    """A person takes back their "yes" to one clause that they may do without, from a day. No reason is asked.

    Raises `InvalidInputError` where consent rests on that clause, it was no "yes", or the day cannot be.
    """
    answer = _answer_of(access, consent, number)
    if answer.clause.mandatory:
        raise InvalidInputError(
            "Consent rests on this clause: whoever takes it back, withdraws.",
            "Nothing was changed.",
            "Write down their withdrawal instead.",
        )
    if answer.reply != ClauseReply.YES or answer.taken_back_on is not None:
        raise InvalidInputError("There is no “yes” here to take back.", "Nothing was changed.", "Look at the answers.")
    if not localtime(consent.taken_at).date() <= on <= localtime(at).date():
        raise InvalidInputError(
            "A clause is taken back on a day that has come, after the consent.",
            "Nothing was changed.",
            "Look at the day again.",
        )
    before = values_of(answer, _ANSWER)
    answer.taken_back_on = on
    answer.save(update_fields=["taken_back_on"])
    _touch(consent, at)
    _tell_answer(access, at, "took back clause", answer, before)
    return answer


@one_act(Right.RECRUIT)
def correct_answer(
    *, access: Access, at: datetime, consent: Consent, number: int, reply: str, why: str
) -> ClauseAnswer:
    """Put right an answer that was typed wrongly; what stood there, and why, is kept in the trail.

    Raises `InvalidInputError` without a reason, or where consent rests on the clause and it would be no "yes".
    """
    answer = _answer_of(access, consent, number)
    if reply not in ClauseReply.values or not why.strip() or len(why) > 300:
        raise InvalidInputError(
            "An answer is put right with a reason of 300 characters at most.",
            "Nothing was changed, and your words are still here.",
            "Say what the signed form shows.",
        )
    if answer.clause.mandatory and reply != ClauseReply.YES:
        raise InvalidInputError(
            "Without this clause there is no consent, so it cannot be put right to that.",
            "Nothing was changed.",
            "If that was their answer, treat it as their withdrawal, and tell your supervisor.",
        )
    before = values_of(answer, _ANSWER)
    answer.reply, answer.taken_back_on = reply, None
    if values_of(answer, _ANSWER) == before:
        return answer
    answer.save(update_fields=["reply", "taken_back_on"])
    _touch(consent, at)
    _tell_answer(access, at, "corrected answer", answer, before, why.strip())
    return answer


@one_act(Right.RECRUIT)
def give_copy(*, access: Access, at: datetime, consent: Consent, on: date) -> Consent:
    """Write down when the person was given a copy. `InvalidInputError` for a day to come, or before the consent."""
    read_again(consent)
    if not localtime(consent.taken_at).date() <= on <= localtime(at).date():
        raise InvalidInputError(
            "A copy is given on the day of the consent or later, and not in time to come.",
            "Nothing was changed.",
            "Look at the day again.",
        )
    return _keep(access, at, "gave copy of consent", consent, values_of(consent, TOLD), copy_given_on=on)


@one_act(Right.RECRUIT)
def keep_scan(*, access: Access, at: datetime, consent: Consent, scan: bytes, suffix: str) -> Consent:
    """Keep the signed paper, sealed under the person's key for consent forms, in place of one that was there."""
    read_again(consent, "entry")
    found = scan_to_keep(scan, suffix)
    sealed = seal_for(consent.entry, KeyUse.CONSENT_FORM, scan, at)
    before = values_of(consent, TOLD)
    return _keep(access, at, "kept signed form", consent, before, scan=sealed, scan_suffix=found)


@one_act(Right.IDENTITIES)
def take_out_scan(*, access: Access, at: datetime, consent: Consent) -> bytes:
    """The signed paper as it was scanned. It names somebody, so only who may open names has it, and the trail tells."""
    read_again(consent, "entry")
    if not consent.scan:
        raise NotFoundError("There is no scan of this consent.")
    tell(access, at, "took out signed form", consent, before=None, after=None)
    return open_for(consent.entry, KeyUse.CONSENT_FORM, bytes(consent.scan))


def _answer_of(access: Access, consent: Consent, number: int) -> ClauseAnswer:
    read_again(consent, "entry")
    if consent.entry.study_id != access.study.pk:
        raise NotFoundError
    if standing_of(consent) != IN_FORCE:
        raise NotInForceError
    found = ClauseAnswer.objects.filter(consent=consent, clause__number=number).select_related("clause").first()
    if found is None:
        raise NotFoundError
    return found


def _touch(consent: Consent, at: datetime) -> None:
    now_changed(consent, at)
    consent.save(update_fields=["changed_at"])


def _keep(
    access: Access, at: datetime, verb: str, consent: Consent, before: dict[str, str], **values: object
) -> Consent:
    for name, value in values.items():
        setattr(consent, name, value)
    now_changed(consent, at)
    consent.save(update_fields=[*values, "changed_at"])
    tell(access, at, verb, consent, before=before, after=values_of(consent, TOLD))
    return consent


def _tell_answer(
    access: Access, at: datetime, verb: str, answer: ClauseAnswer, before: dict[str, str], why: str = ""
) -> None:
    clause = {"clause": str(answer.clause.number)}
    tell(access, at, verb, answer, before=clause | before, after=clause | values_of(answer, _ANSWER), why=why)
