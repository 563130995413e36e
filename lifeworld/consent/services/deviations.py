"""Departures from what was approved: written down, acted on, closed. Nothing is blocked: it happened."""

from datetime import date, datetime

from django.utils.timezone import localtime

from lifeworld.common.errors import InvalidInputError
from lifeworld.consent.models import Deviation
from lifeworld.consent.rules.taking import KINDS
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.study.acting import check_as_seen, now_changed, one_act, read_again
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import tell, values_of

LONGEST = 2_000
# The words may tell of a person, so the trail has the facts and not the words.
_TOLD = ("entry_id", "on", "kind", "closed_on")
_KEPT = "Nothing was changed, and your words are still here."


@one_act(Right.RECRUIT)
def add_deviation(
    *, access: Access, at: datetime, on: date, kind: str, words: str, entry: ScreeningEntry | None = None
) -> Deviation:
    """Write down a departure. `InvalidInputError` where it has no words or kind, or its day has not come."""
    if kind not in KINDS or not words.strip() or len(words) > LONGEST:
        raise InvalidInputError(
            f"A deviation has a kind, and between 1 and {LONGEST:,} characters of words.", _KEPT, "Say what happened."
        )
    if on > localtime(at).date():
        raise InvalidInputError("That day has not come yet.", _KEPT, "Give the day on which it happened.")
    made = Deviation.objects.create(
        study=access.study, entry=entry, on=on, kind=kind, words=words.strip(), created_at=at, changed_at=at
    )
    tell(access, at, "wrote down deviation", made, before=None, after=values_of(made, _TOLD))
    return made


@one_act(Right.RECRUIT)
def act_on_deviation(
    *, access: Access, at: datetime, deviation: Deviation, action: str, closed_on: date | None,
    seen: datetime | None = None,
) -> Deviation:  # fmt: skip
    """Write down what was done about it, and with a day that nothing is left to do.

    Raises `InvalidInputError` where it would be closed without anything done, before it happened, or in time to come,
    and `ClashError` where it was changed since `seen`, its `changed_at` then: the trail has no words to bring back.
    """
    read_again(deviation)
    if len(action) > LONGEST or (closed_on is not None and not action.strip()):
        raise InvalidInputError("A deviation is closed by what was done about it.", _KEPT, "Say what was done.")
    if closed_on is not None and not deviation.on <= closed_on <= localtime(at).date():
        raise InvalidInputError(
            "It is closed on a day that has come, and not before it happened.", _KEPT, "Look at the day again."
        )
    check_as_seen(deviation, seen, {"action": action.strip(), "closed_on": closed_on})
    before = values_of(deviation, _TOLD)
    if deviation.action == action.strip() and deviation.closed_on == closed_on:
        return deviation
    deviation.action, deviation.closed_on = action.strip(), closed_on
    now_changed(deviation, at)
    deviation.save()
    verb = "closed deviation" if closed_on else "acted on deviation"
    tell(access, at, verb, deviation, before=before, after=values_of(deviation, _TOLD))
    return deviation
