"""A case's life: opened, written about, signed off, reopened; and cross-case work opened or closed again."""

from datetime import date, datetime

from lifeworld.analysis.models import DiaryStep
from lifeworld.analysis.rules.case_first import cross_case_opens
from lifeworld.analysis.services.changes import Changes
from lifeworld.analysis.services.diary import write_entry
from lifeworld.analysis.services.guards import longest, take_case
from lifeworld.common.errors import DomainError, InvalidInputError, NotFoundError
from lifeworld.study.acting import check_as_seen, now_changed, one_act, read_again
from lifeworld.study.models import Case, CaseState, Study
from lifeworld.study.rules.case_states import next_state
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.trail.services import record


@one_act(Right.ANALYSE)
def open_for_analysis(*, access: Access, at: datetime, case: Case) -> Case:
    """Open a prepared case. It opens blank, whatever other cases hold."""
    return _move(access, at, case, "open", "opened case")


@one_act(Right.ANALYSE)
def open_with_diary(*, access: Access, at: datetime, case: Case, carried_over: str, written_on: date) -> Case:
    """Open a prepared case, first keeping what the analyst carries over to it, where they wrote anything."""
    if carried_over.strip():
        write_entry(
            access=access, at=at, text=carried_over, step=DiaryStep.NEXT_CASE, written_on=written_on, case=case,
            carried_over=True,
        )  # fmt: skip
    return _move(access, at, case, "open", "opened case")


@one_act(Right.ANALYSE)
def sign_off(*, access: Access, at: datetime, case: Case) -> Case:
    """Sign a case off. Where it is the last one, cross-case work opens."""
    _move(access, at, case, "sign off", "signed off case")
    study = access.study
    if study.cross_case_opened_at is None and cross_case_opens(list(study.cases.values_list("state", flat=True))):
        _set_cross_case(access, at, at, "", "opened cross-case work")
    return case


@one_act(Right.ANALYSE)
def reopen(*, access: Access, at: datetime, case: Case, why: str = "") -> Case:
    """Reopen a signed-off case: normal, and recorded with the reason where one is given."""
    return _move(access, at, case, "reopen", "reopened case", why)


@one_act(Right.ANALYSE)
def write_about_case(
    *,
    access: Access,
    at: datetime,
    case: Case,
    first_impressions: str | None = None,
    summary: str | None = None,
    seen: datetime | None = None,
) -> Case:
    """Write the first impressions or the case summary; what is None stays. `ClashError` where changed since `seen`."""
    take_case(access, case)
    given = (("first_impressions", first_impressions), ("summary", summary))
    wanted = {name: text for name, text in given if text is not None}
    check_as_seen(case, seen, wanted)
    longest("".join(wanted.values()), 100_000)
    changes = Changes(access, at)
    changes.touch(case)
    for name, text in wanted.items():
        setattr(case, name, text)
    now_changed(case, at)
    case.save(update_fields=[*wanted, "changed_at"])
    verb = "wrote first impressions" if first_impressions is not None else "wrote case summary"
    changes.write(verb, case, area="case", case=case)
    return case


@one_act(Right.ANALYSE)
def open_across_cases(*, access: Access, at: datetime, reason: str) -> Study:
    """Open cross-case work before every case is signed off. The reason is kept and shown.

    Where it is open already the first reason stays: `DomainError`.
    """
    if not reason.strip():
        raise InvalidInputError(
            "Opening cross-case work early needs a reason.",
            "Cases are still read one by one.",
            "Write down why, in a sentence.",
        )
    longest(reason, 2_000)
    if access.study.cross_case_opened_at is not None:
        raise DomainError(
            "Cross-case work is open already.", "The reason given then stands.", "Go on to the group level."
        )
    return _set_cross_case(access, at, at, reason.strip(), "opened cross-case work early")


@one_act(Right.ANALYSE)
def close_across_cases(*, access: Access, at: datetime) -> Study:
    """Close cross-case work again, so that the case at hand stands alone. Group themes are kept."""
    if access.study.cross_case_opened_at is None:
        return access.study
    return _set_cross_case(access, at, None, "", "closed cross-case work")


def _set_cross_case(access: Access, at: datetime, opened_at: datetime | None, reason: str, verb: str) -> Study:
    study = access.study
    study.cross_case_opened_at, study.cross_case_reason = opened_at, reason
    study.save(update_fields=["cross_case_opened_at", "cross_case_reason"])
    record(
        by=access.person.username, at=at, verb=verb, study=study.slug, area="study",
        object_type="study", object_id=study.pk, why=reason,
    )  # fmt: skip
    return study


def _move(access: Access, at: datetime, case: Case, act: str, verb: str, why: str = "") -> Case:
    longest(why, 2_000)
    read_again(case)
    if case.study_id != access.study.pk:
        raise NotFoundError
    state = next_state(case.state, act)
    if state is None:
        raise DomainError(
            f"This case is {CaseState(case.state).label.lower()}, so that step does not apply.",
            "The case is as it was.",
            "Go back to the case and look where it stands.",
        )
    case.state = state
    if act == "open":
        case.opened_at = at
    case.signed_off_at = at if act == "sign off" else None
    case.save(update_fields=["state", "opened_at", "signed_off_at"])
    record(
        by=access.person.username, at=at, verb=verb, study=access.study.slug, area="case",
        case_number=case.number, object_type="case", object_id=case.pk, why=why,
    )  # fmt: skip
    return case
