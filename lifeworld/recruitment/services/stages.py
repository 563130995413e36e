"""How far somebody came: reaching a stage, going no further, and taking either back."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.timezone import localtime

from lifeworld.common.errors import DomainError, InvalidInputError
from lifeworld.recruitment.hooks import remove_what_names
from lifeworld.recruitment.models import Leaving, ScreeningEntry, Stage, StageReached
from lifeworld.recruitment.rules.reasons import REASONS
from lifeworld.recruitment.rules.stages import ORDER, furthest, why_not_leave, why_not_reach
from lifeworld.recruitment.selectors.entries import entry_of, has_left, reached_by
from lifeworld.recruitment.selectors.standing import is_to_be_met, last_of, rests_on_contact, step_of, why_not_take_back
from lifeworld.study.acting import now_changed, one_act
from lifeworld.study.models import Case
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import tell, values_of

_REACHED = ("stage", "on", "at")
_LEFT = ("on", "reason")


class NotThatFarError(DomainError):
    """Somebody was to reach a stage, or to go no further, while something stands against it."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons), "The entry is as it was.", "Settle that first, or look at the day again.")


class NotLastError(DomainError):
    """Something was to be taken back that is not the last any more: pressed twice, or in another window."""

    def __init__(self) -> None:
        super().__init__(
            "That is not the last thing written down of them any more: it was taken back, or something came after it.",
            "The entry is as it was.",
            "Look at their way again.",
        )


class NameStandsError(DomainError):
    """That somebody agreed to be contacted was to be taken back, while their name is written down."""

    def __init__(self) -> None:
        super().__init__(
            "Their name and contacts are written down, and are kept only of somebody who agreed to be contacted.",
            "Nothing was changed.",
            "Take it back once more, with their name: that is then removed, and cannot be brought back.",
        )


@one_act(Right.RECRUIT)
def reach_stage(
    *, access: Access, at: datetime, entry: ScreeningEntry, stage: str, on: date, moment: datetime | None = None
) -> StageReached:
    """Write down that somebody reached the next stage, on a day; `moment` where hours are counted from it.

    Raises:
        NotThatFarError: it is not the next stage, the day cannot be, the site has no green light, recruitment is not
            open, or (for eligible) a criterion is not met.
    """
    fresh = entry_of(access, entry.serial)
    reasons = why_not_reach(stage, step_of(access, fresh, on, localtime(at).date()))
    if reasons:
        raise NotThatFarError(reasons)
    reached = StageReached.objects.create(entry=fresh, stage=stage, on=on, at=moment, created_at=at)
    tell(access, at, "reached stage", reached, before=None, after=values_of(reached, _REACHED))
    return reached


@one_act(Right.RECRUIT)
def leave(*, access: Access, at: datetime, entry: ScreeningEntry, reason: str, on: date) -> Leaving:
    """Write down that somebody went no further, with one of the reasons of their stage.

    Whoever stays in the analysis after withdrawing from more does not leave by this. Raises `InvalidInputError` where
    the reason is none of that stage, `NotThatFarError` where they left already or the day cannot be.
    """
    fresh = entry_of(access, entry.serial)
    if reason not in REASONS or furthest(reached_by(fresh)) not in REASONS[reason].stages:
        raise InvalidInputError(
            "That is no reason for going no further than this stage.",
            "The entry is as it was.",
            "Choose one of the reasons that are offered.",
        )
    reasons = why_not_leave(step_of(access, fresh, on, localtime(at).date()))
    if reasons:
        raise NotThatFarError(reasons)
    left = Leaving.objects.create(entry=fresh, reason=reason, on=on, created_at=at)
    tell(access, at, "went no further", left, before=None, after=values_of(left, _LEFT))
    return left


@one_act(Right.RECRUIT)
def undo_last(
    *, access: Access, at: datetime, entry: ScreeningEntry, seen: str | None = None, with_name: bool = False
) -> None:
    """Take back the last thing written down: that somebody went no further, or the furthest stage.

    `seen` is what stood last on the page (`selectors.standing.last_of`); None asks nothing. Of somebody who had not
    agreed to be contacted no name is kept (governance requirement 10): with their agreeing it goes, once `with_name`
    says that this is known.

    Raises:
        NotLastError: something else is the last by now.
        NotThatFarError: it is the screening itself, or somebody consented: that ends by withdrawal; or a meeting with
            them is ahead.
        NameStandsError: their name is written down, and would go.
    """
    fresh = entry_of(access, entry.serial)
    if seen is not None and seen != last_of(fresh):
        raise NotLastError
    if against := why_not_take_back(fresh):
        raise NotThatFarError([against])
    if last_of(fresh) == Stage.CONTACT:
        _take_back_contact(access, at, fresh, with_name=with_name)
    if has_left(fresh):
        left = fresh.leaving
        tell(access, at, "took back that somebody went no further", left, before=values_of(left, _LEFT), after=None)
        left.delete()
        return
    last = max(fresh.stages.all(), key=lambda one: ORDER.index(one.stage))
    tell(access, at, "took back stage", last, before=values_of(last, _REACHED), after=None)
    last.delete()


def _take_back_contact(access: Access, at: datetime, entry: ScreeningEntry, *, with_name: bool) -> None:
    if is_to_be_met(entry):
        raise NotThatFarError(["A meeting with them is planned, which rests on it: cancel that meeting first."])
    if rests_on_contact(entry):
        if not with_name:
            raise NameStandsError
        remove_what_names(access, at, entry)


@one_act(Right.RECRUIT)
def link_case(*, access: Access, at: datetime, entry: ScreeningEntry, case: Case) -> ScreeningEntry:
    """Say which case is theirs who consented. `InvalidInputError` where either has another already."""
    fresh = entry_of(access, entry.serial)
    taken = ScreeningEntry.objects.filter(case=case).exclude(pk=fresh.pk).exists()
    if case.study_id != access.study.pk or taken or (fresh.case_id not in {None, case.pk}):
        raise InvalidInputError(
            "That case belongs to somebody else.", "Nothing was changed.", "Choose another case, or add one."
        )
    before = values_of(fresh, ("case_id",))
    fresh.case = case
    now_changed(fresh, at)
    fresh.save(update_fields=["case", "changed_at"])
    tell(access, at, "linked case", fresh, before=before, after=values_of(fresh, ("case_id",)))
    return fresh
