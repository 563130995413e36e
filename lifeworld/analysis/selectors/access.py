"""Whether a case's analysis may be seen now: the role, and case first."""

from collections.abc import Collection, Iterable

from django.db import connection
from django.db.models import QuerySet

from lifeworld.analysis.rules.case_first import analysis_is_closed
from lifeworld.common.errors import DomainError, NotFoundError
from lifeworld.common.rows import only_key
from lifeworld.security.models import Person
from lifeworld.study.models import Case, CaseState, Study
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to, access_to_case, cases_in, cases_under_analysis

# An address may name a larger number, which no database takes for a key.
_LARGEST_KEY = 2**63 - 1


class CaseClosedError(DomainError):
    """Another case is under analysis, so this one's notes, statements and themes are out of sight."""


class AcrossCasesClosedError(DomainError):
    """Cross-case work is not open yet."""


def cross_case_open(study: Study) -> bool:
    """Whether cases may be read together."""
    return study.cross_case_opened_at is not None


def is_closed(access: Access, case: Case) -> bool:
    """Whether the case's analysis is out of sight for this person now."""
    if case.state == CaseState.OPEN or not access.analysing:
        return False
    return _is_closed(access, case.state, _others(access))


def _is_closed(access: Access, state: str, others: Collection[str]) -> bool:
    return analysis_is_closed(
        case_state=state,
        others_under_analysis=others,
        cross_case_open=cross_case_open(access.study),
        analysing=access.analysing,
    )


def _others(access: Access) -> list[str]:
    # That there is one is enough, and for a case that is itself under analysis others close nothing.
    return list(cases_under_analysis(access.study).values_list("pseudonym", flat=True)[:1])


def _closed_states(access: Access) -> list[CaseState]:
    """The states whose cases are out of sight for this person now: case first knows no more of a case than that."""
    if cross_case_open(access.study) or not access.analysing:
        return []
    others = _others(access)
    return [state for state in CaseState if _is_closed(access, state, others)]


def open_case(person: Person, case_id: int, right: Right = Right.READ_WORDS) -> tuple[Access, Case]:
    """A case whose analysis may be seen (or, with `Right.ANALYSE`, changed) now.

    Raises `NotFoundError`, `NotAllowedError`, or `CaseClosedError` while another case is under analysis.
    """
    access, case = access_to_case(person, case_id, Right.READ_WORDS)
    access.require(right)
    check_open(access, case)
    return access, case


def case_to_change(person: Person, case_id: int) -> tuple[Access, Case]:
    """A case for an act to take up: its role is known, study and case are keys alone.

    The act reads both anew under the study's lock (`one_act`, `take_case`) and checks there what `open_case` checks,
    so that nothing is read twice. Raises `NotFoundError` or `NotAllowedError`.
    """
    if case_id > _LARGEST_KEY:
        raise NotFoundError
    # Written out: every save asks this, and composing it would take longer than the database does.
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT m.study_id, m.role FROM study_membership m JOIN study_case c ON c.study_id = m.study_id
               WHERE c.id = %s AND m.person_id = %s""",
            [case_id, person.pk],
        )
        row = next(iter(cursor.fetchall()), None)
    if row is None:
        raise NotFoundError
    study = only_key(Study, row[0])
    access = Access(study, person, row[1])
    if not access.can(Right.READ_WORDS):
        raise NotFoundError
    return access.require(Right.ANALYSE), only_key(Case, case_id)


def check_open(access: Access, case: Case) -> None:
    """Raise `CaseClosedError` while the case's analysis is out of sight."""
    if is_closed(access, case):
        raise CaseClosedError(
            "This case is closed while another is under analysis.",
            "Everything in it is kept as it was.",
            "Sign off the case at hand, reopen this one, or open cross-case work with a reason.",
        )


def open_cases(access: Access) -> QuerySet[Case]:
    """The cases whose analysis may be seen now, in order."""
    closed = _closed_states(access)
    return cases_in(access).exclude(state__in=closed) if closed else cases_in(access)


def closed_cases(access: Access) -> QuerySet[Case]:
    """The cases whose analysis is out of sight for this person now, in order."""
    return cases_in(access).filter(state__in=_closed_states(access))


def closed_among(access: Access, cases: Iterable[Case]) -> list[Case]:
    """Those of some cases whose analysis is out of sight for this person now."""
    closed = _closed_states(access)
    return [case for case in cases if case.state in closed]


def access_across(person: Person, slug: str, right: Right = Right.READ_FINDINGS) -> Access:
    """A study whose cross-case work is open; `AcrossCasesClosedError` says how it opens."""
    access = access_to(person, slug, right)
    if not cross_case_open(access.study):
        raise AcrossCasesClosedError(
            "Cases are not read together yet.",
            "Every case is kept as it was.",
            "It opens when all cases are signed off, or earlier if you write down why.",
        )
    return access
