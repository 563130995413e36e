"""Which studies and cases a person may see. Everything above asks here first, so nobody else decides access."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from lifeworld.common.errors import DomainError, InvalidInputError, NotFoundError
from lifeworld.common.rows import read_row
from lifeworld.common.same_word import folded
from lifeworld.security.models import Person
from lifeworld.study.models import Case, CaseState, Membership, Role, Study
from lifeworld.study.rules.roles import ANALYSING, Right, may

# As many as one part of a list shows.
MOST_TO_CHOOSE = 50


class NotAllowedError(DomainError):
    """This person may see the study but not do this."""

    status = 403


@dataclass(frozen=True)
class Access:
    """A study, as one person may use it."""

    study: Study
    person: Person
    role: str

    def can(self, right: Right) -> bool:
        """Whether the role holds the right."""
        return may(self.role, right)

    @property
    def analysing(self) -> bool:
        """Whether this person analyses, and so is one whom an earlier case could lead."""
        return self.role in ANALYSING

    def require(self, right: Right) -> "Access":
        """Raise `NotAllowedError` unless the role holds the right; answers itself for chaining."""
        if not self.can(right):
            raise NotAllowedError(
                f"Your role in this study, {self.role}, does not let you {right.value}.",
                "Nothing was changed.",
                "Ask the lead researcher if you need to.",
            )
        return self


def studies_for(person: Person) -> QuerySet[Study]:
    """The studies a person has any role in, in order of title."""
    return Study.objects.filter(memberships__person=person).order_by("short_title", "pk")


def access_to(person: Person, slug: str, right: Right = Right.READ_STUDY) -> Access:
    """A study by its slug. A stranger gets `NotFoundError`, as does a reading right the role lacks."""
    return _access(person, read_row(Study, slug, by="slug"), right)


def access_to_case(person: Person, case_id: int, right: Right) -> tuple[Access, Case]:
    """A case by its key, with access to its study."""
    case = read_row(Case, case_id)
    if case is None:
        raise NotFoundError
    access = _access(person, read_row(Study, case.study_id), right)
    case.study = access.study
    return access, case


def role_in(study_id: int, person_id: int) -> str | None:
    """What somebody is in a study, None where nothing."""
    # Written out: every page and act asks it, and composing it would take longer than the database does.
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT role FROM study_membership WHERE study_id = %s AND person_id = %s", [study_id, person_id]
        )
        return next((row[0] for row in cursor.fetchall()), None)


def case_numbered(access: Access, number: int) -> Case:
    """A case by its number within the study."""
    case = access.study.cases.filter(number=number).first()
    if case is None:
        raise NotFoundError
    return case


def case_named(access: Access, pseudonym: str) -> Case:
    """A case by its pseudonym, whatever the capitals."""
    case = _called(access.study.cases.all(), pseudonym)
    if case is None:
        raise NotFoundError("There is no case of that pseudonym in this study.")
    return case


def _called(cases: QuerySet[Case], pseudonym: str) -> Case | None:
    """The one of some cases that is called so: as it is written, or else as it is read."""
    found = cases.filter(pseudonym=pseudonym).first()
    if found is not None:
        return found
    wanted, names = folded(pseudonym), cases.values_list("pk", "pseudonym")
    key = next((pk for pk, name in names if folded(name) == wanted), None)
    return cases.filter(pk=key).first() if key is not None else None


@dataclass(frozen=True)
class CaseChoice:
    """What a form offers to choose one case from: all there are, or, `typed`, a field for a pseudonym.

    A list of a thousand is no choice: it cannot be read through, and costs every page that carries it.
    """

    cases: list[Case]
    typed: bool


def case_choice(cases: QuerySet[Case]) -> CaseChoice:
    """The choice among some cases, in their order."""
    found = list(cases[: MOST_TO_CHOOSE + 1])
    return CaseChoice(found, False) if len(found) <= MOST_TO_CHOOSE else CaseChoice([], True)


def chosen_case(cases: QuerySet[Case], given: Mapping[str, str]) -> Case | None:
    """The case that a form chose among some, by number (`case`) or pseudonym (`named`); None where it chose none.

    Raises `InvalidInputError` for a pseudonym that none of them has, `NotFoundError` for such a number.
    """
    named = " ".join(given.get("named", "").split())
    if named:
        found = _called(cases, named)
        if found is None:
            raise InvalidInputError(
                "No case that you can choose here has that pseudonym.", "Nothing was changed.",
                "Write it as it stands under People, or leave the field empty.",
            )  # fmt: skip
        return found
    number = given.get("case", "")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    found = cases.filter(number=int(number)).first()
    if found is None:
        raise NotFoundError
    return found


def cases_in(access: Access) -> QuerySet[Case]:
    """The study's cases in the order they were added."""
    return access.study.cases.order_by("number")


def members_of(access: Access) -> QuerySet[Membership]:
    """Who works in the study and as what, in order of name."""
    return access.study.memberships.select_related("person").order_by("person__name", "person__username")


def member_of(access: Access, number: int) -> Membership:
    """One of them by the membership's key."""
    found = members_of(access).filter(pk=number).first()
    if found is None:
        raise NotFoundError("Nobody like that works in this study.")
    return found


def led_by_nobody_else(person: Person) -> list[str]:
    """The short names of studies that no other active person leads."""
    led = Study.objects.filter(memberships__person=person, memberships__role=Role.LEAD)
    others = Membership.objects.filter(role=Role.LEAD, person__is_active=True).exclude(person=person)
    return list(led.exclude(pk__in=others.values("study")).order_by("slug").values_list("slug", flat=True))


def cases_under_analysis(study: Study) -> QuerySet[Case]:
    """The cases that are open now."""
    return study.cases.filter(state=CaseState.OPEN).order_by("number")


_READING = frozenset(
    {Right.READ_STUDY, Right.READ_WORDS, Right.READ_FINDINGS, Right.READ_TRAIL, Right.READ_RECRUITMENT}
)


def _access(person: Person, study: Study | None, right: Right) -> Access:
    role = None if study is None else role_in(study.pk, person.pk)
    if study is None or role is None:
        raise NotFoundError
    access = Access(study, person, role)
    if right in _READING and not access.can(right):
        raise NotFoundError
    return access.require(right)
