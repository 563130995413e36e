"""Changes to the approved study: written down, changed, and what became of them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from lifeworld.approvals.models import AffectedVersion, Change, DocumentVersion, OutcomeChoice, Reconsent
from lifeworld.approvals.rules.changes import AGREED, affected_as_text, wrong_with_category
from lifeworld.approvals.selectors.changes import affected_by
from lifeworld.approvals.selectors.documents import version_of
from lifeworld.approvals.services.documents import approve_version, keep_version
from lifeworld.common.errors import InvalidInputError
from lifeworld.common.lengths import check_lengths
from lifeworld.study.acting import check_as_seen, next_number, now_changed, one_act, read_again
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import set_values, tell, values_of

CHANGE_FIELDS = (
    "label", "what", "category", "by_rec", "by_hra", "by_sponsor", "submitted_on", "reconsent", "reconsent_reason",
)  # fmt: skip
_OUTCOME = ("outcome", "outcome_on", "outcome_reference")
_KEPT = "Nothing was changed, and what you typed is still here."


@one_act(Right.LEAD)
def add_change(
    *, access: Access, at: datetime, values: Mapping[str, Any], affected: Mapping[int, bool] | None = None
) -> Change:
    """Write down a change once it was submitted. `affected` says of versions, by key, whether it brings them in.

    Raises:
        InvalidInputError: something is missing, or its category was not in use on the day of its submission.
        NotFoundError: the study has none of those versions.
    """
    number = next_number(Change.objects.filter(study=access.study))
    change = Change(study=access.study, number=number, created_at=at, changed_at=at)
    _set(change, at, values)
    change.save()
    _affect(access, change, affected or {})
    tell(access, at, "wrote down change", change, before=None, after=_told(change))
    return change


@one_act(Right.LEAD)
def revise_change(
    *, access: Access, at: datetime, change: Change, values: Mapping[str, Any],
    affected: Mapping[int, bool] | None = None, seen: datetime | None = None,
) -> Change:  # fmt: skip
    """Correct what is written about a change. None for `affected` leaves its versions as they are.

    Raises `ClashError` where somebody changed it since `seen`, and what `add_change` raises.
    """
    read_again(change)
    tied = {} if affected is None else {"versions": affected_as_text(affected)}
    check_as_seen(change, seen, {**values, **tied})
    before = _told(change)
    _set(change, at, values)
    if affected is not None:
        _affect(access, change, affected)
    after = _told(change)
    if before != after:
        now_changed(change, at)
        change.save()
        tell(access, at, "revised change", change, before=before, after=after)
    return change


@one_act(Right.LEAD)
def set_outcome(
    *, access: Access, at: datetime, change: Change, outcome: str, on: date | None, reference: str = "",
    seen: datetime | None = None,
) -> Change:  # fmt: skip
    """Write down what became of a change. Where it was agreed, versions that it brought in are approved by it.

    Raises:
        InvalidInputError: there is no such outcome, or its day has not come or lies before the submission, or before
            the date of a version that it would approve.
        ClashError: somebody changed it since `seen`.
    """
    read_again(change)
    before = values_of(change, _OUTCOME)
    awaited = outcome == OutcomeChoice.AWAITED
    if outcome not in OutcomeChoice.values or (on is None) != awaited:
        raise InvalidInputError("An outcome has its day.", _KEPT, "Say what became of the change, and when.")
    if on is not None and not change.submitted_on <= on <= localdate(at):
        raise InvalidInputError(
            "An outcome comes after the submission, on a day that has come.", _KEPT, "Look at the day again."
        )
    wanted = dict(zip(_OUTCOME, (outcome, on, "" if awaited else reference.strip()), strict=True))
    check_as_seen(change, seen, wanted)
    for name, value in wanted.items():
        setattr(change, name, value)
    check_lengths(change)
    after = values_of(change, _OUTCOME)
    if before == after:
        return change
    now_changed(change, at)
    change.save()
    tell(access, at, "wrote down outcome of change", change, before=before, after=after)
    if on is not None and outcome in AGREED:
        for one in change.affected.filter(is_new=True, version__approved_on__isnull=True):
            approve_version(access=access, at=at, version=version_of(access, one.version_id), on=on)
    return change


@one_act(Right.LEAD)
def bring_version_in(*, access: Access, at: datetime, change: Change, version: DocumentVersion) -> Change:
    """Tie a version to the change it came with."""
    affected = affected_by(change) | {version.pk: True}
    return revise_change(access=access, at=at, change=change, values={}, affected=affected)


@one_act(Right.LEAD)
def keep_version_of_change(*, access: Access, at: datetime, change: Change, **version: Any) -> DocumentVersion:
    """Keep a version that came with a change; `version` is what `keep_version` takes, and its refusals are raised."""
    kept = keep_version(access=access, at=at, **version)
    bring_version_in(access=access, at=at, change=change, version=kept)
    return kept


def _set(change: Change, at: datetime, values: Mapping[str, Any]) -> None:
    set_values(change, CHANGE_FIELDS, values)
    if not change.label or not change.what:
        raise InvalidInputError(
            "A change needs what it is called and what changes.", _KEPT, "Copy both from the form it was submitted by."
        )
    if change.submitted_on is None or change.submitted_on > localdate(at):
        raise InvalidInputError(
            "A change is written down once it was submitted, and that day is not given or has not come.", _KEPT,
            "Give the day on which it went out; until then it is a plan.",
        )  # fmt: skip
    if change.outcome_on is not None and change.outcome_on < change.submitted_on:
        raise InvalidInputError("Its outcome came before that day.", _KEPT, "Look at the days again.")
    wrong = wrong_with_category(change.category, change.submitted_on)
    if wrong:
        raise InvalidInputError(wrong, _KEPT, "Choose the name that the sponsor’s tool gave it.")
    if not (change.by_rec or change.by_hra or change.by_sponsor):
        raise InvalidInputError("It is not said who reviews this change.", _KEPT, "Tick one at least.")
    if change.reconsent not in Reconsent.values:
        raise InvalidInputError("It is not said who is asked again.", _KEPT, "Choose one of the three.")
    if change.reconsent != Reconsent.NOBODY and not change.reconsent_reason:
        raise InvalidInputError(
            "People are asked for consent again for a reason, and none is given.", _KEPT,
            "Write what they could not know when they agreed.",
        )  # fmt: skip
    check_lengths(change)


def _affect(access: Access, change: Change, affected: Mapping[int, bool]) -> None:
    before = affected_by(change)
    for version in before.keys() - affected.keys():
        change.affected.filter(version_id=version).delete()
    for version, is_new in affected.items():
        if before.get(version) is not is_new:
            AffectedVersion.objects.update_or_create(
                change=change, version=version_of(access, version), defaults={"is_new": is_new}
            )


def _told(change: Change) -> dict[str, str]:
    affected = affected_by(change)
    return values_of(change, CHANGE_FIELDS) | {
        "brings": " ".join(str(pk) for pk in sorted(affected) if affected[pk]),
        "replaces": " ".join(str(pk) for pk in sorted(affected) if not affected[pk]),
    }
