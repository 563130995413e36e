"""What somebody takes back: written down, and done in the same act. No reason is ever asked for."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from lifeworld.common.errors import DomainError, InvalidInputError
from lifeworld.consent.models import ClauseAnswer, Consent, Effect
from lifeworld.recruitment.models import Leaving, ScreeningEntry, Stage
from lifeworld.safekeeping.models import Withdrawal
from lifeworld.safekeeping.rules.levels import Effects, Level, Results
from lifeworld.safekeeping.selectors.backups import backups_that_hold
from lifeworld.safekeeping.selectors.withdrawals import outlook_of
from lifeworld.safekeeping.services.forgetting import forget_case
from lifeworld.safekeeping.services.forgotten import CASE, remember
from lifeworld.study.acting import one_act, read_again
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import tell

# The same once more within a minute is one press of the button.
ONE_PRESS = timedelta(minutes=1)
_OF_TAKING_PART = frozenset({Level.DATA, Level.INTERVIEW})


class GoneAlreadyError(DomainError):
    """Everything of this person went before."""

    def __init__(self) -> None:
        super().__init__(
            "Everything of this person’s interview was taken out already.",
            "Nothing was changed.",
            "The certificate of that day says what went.",
        )


@one_act(Right.RECRUIT)
def withdraw(
    *, access: Access, at: datetime, entry: ScreeningEntry, levels: Collection[str], on: date,
    results: str = Results.NOT_ASKED.value, by_hand: date | None = None,
    decisions: Mapping[str, str] | None = None,
) -> Withdrawal:  # fmt: skip
    """Write down what somebody takes back, and do it: all levels in one act.

    `by_hand` is the cut-off's day where the information sheet gives words and no number of days; `decisions` says of
    each text elsewhere that speaks of them what is to be done (`selectors.mentions`).

    Raises:
        InvalidInputError: nothing was chosen, the day cannot be, or a text was not decided on.
        GoneAlreadyError: everything went before.
    """
    read_again(entry)
    outlook = outlook_of(entry, levels=known(levels, results), on=on, results=results, by_hand=by_hand)
    _check(entry, at, on, levels)
    just_now = entry.withdrawals.filter(created_at__gt=at - ONE_PRESS, on=on, results=results).last()
    if just_now is not None and just_now.levels == sorted(levels):
        return just_now
    gone = _forget(access, at, entry, outlook.effects, on, decisions or {})
    _take_back(entry, outlook.effects, on, results, at)
    if outlook.effects.ends_taking_part:
        _leave(entry, on, at)
    withdrawal = Withdrawal.objects.create(
        entry=entry, number=entry.withdrawals.count() + 1, on=on, levels=sorted(levels), cut_off_on=outlook.cut_off,
        before_cut_off=outlook.before_cut_off, results=results, gone=gone, stays=outlook.stays,
        backups=backups_that_hold(at) if outlook.effects.forgets else [], role=access.role, created_at=at,
        cleared_at=None if outlook.effects.forgets else at,
    )  # fmt: skip
    told = {"levels": ", ".join(sorted(levels)), "before cut-off": str(outlook.before_cut_off), "results": results}
    tell(access, at, "wrote down withdrawal", withdrawal, before=None, after=told)
    return withdrawal


def known(levels: Collection[str], results: str) -> list[str]:
    """The levels that were chosen, once it is sure that there are such; `InvalidInputError` otherwise."""
    there_are = {level.value for level in Level}
    if (not levels and results != Results.DECLINE) or not set(levels) <= there_are or results not in set(Results):
        raise InvalidInputError(
            "It is not said yet what is taken back.", "Nothing was changed.", "Choose one of the levels, or several."
        )
    return sorted(levels)


def _check(entry: ScreeningEntry, at: datetime, on: date, levels: Collection[str]) -> None:
    if on > localdate(at) or on < entry.screened_on:
        raise InvalidInputError(
            "That day has not come yet, or lies before this person was put forward.",
            "Nothing was changed, and what you chose is still here.",
            "Give the day on which they told you.",
        )
    last = Consent.objects.filter(entry=entry).order_by("-taken_at").values_list("taken_at", flat=True).first()
    if last is not None and on < localdate(last) and not _OF_TAKING_PART.isdisjoint(levels):
        raise InvalidInputError(
            "They consented after that day, so it cannot be the one on which they took that back.",
            "Nothing was changed, and what you chose is still here.",
            "Give the day on which they told you.",
        )
    if (
        Level.DATA in levels
        and entry.case is None
        and any(Level.DATA in one.levels for one in entry.withdrawals.filter(before_cut_off=True))
    ):
        raise GoneAlreadyError


def _forget(
    access: Access, at: datetime, entry: ScreeningEntry, effects: Effects, on: date, decisions: Mapping[str, str]
) -> dict[str, int]:
    if not effects.forgets:
        return {}
    study, serial, folder = access.study.slug, entry.serial, settings.DATA_FOLDER
    case = entry.case
    gone = forget_case(access=access, at=at, case=case, on=on, decide=decisions.get) if case else {}
    entry.case = None
    transaction.on_commit(lambda: remember(folder, study, serial, CASE, at))
    return gone


def _take_back(entry: ScreeningEntry, effects: Effects, on: date, results: str, at: datetime) -> None:
    """Consent as it stands from now on. What was agreed to stays on record, with the day it was taken back."""
    answers = ClauseAnswer.objects.filter(consent__entry=entry, taken_back_on__isnull=True)
    if effects.withholds_quotes:
        answers.filter(clause__effect=Effect.QUOTES).update(taken_back_on=on)
    if results == Results.DECLINE:
        answers.filter(clause__effect=Effect.RESULTS).update(taken_back_on=on)
    if effects.stops_contact:
        answers.filter(clause__effect__in=[Effect.CONTACT, Effect.CHECKING]).update(taken_back_on=on)
    if effects.takes_consent_back:
        Consent.objects.filter(entry=entry, withdrawn_on__isnull=True).update(withdrawn_on=on, changed_at=at)


def _leave(entry: ScreeningEntry, on: date, at: datetime) -> None:
    if Leaving.objects.filter(entry=entry).exists():
        return
    reached = set(entry.stages.values_list("stage", flat=True))
    if Stage.INTERVIEWED in reached or Stage.ANALYSED in reached:
        reason = "withdrew-after"
    elif Stage.CONSENTED in reached:
        reason = "withdrew-before"
    else:
        reason = "decided-against" if Stage.CONTACT in reached else "said-no"
    Leaving.objects.create(entry=entry, on=on, reason=reason, created_at=at)
