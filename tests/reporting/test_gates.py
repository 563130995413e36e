"""What stands before an export: the role, case first, cases read together; and what never goes out."""

import pytest

from lifeworld.analysis.models import DiaryEntry
from lifeworld.analysis.selectors.access import AcrossCasesClosedError, CaseClosedError
from lifeworld.analysis.services.cases import close_across_cases, open_for_analysis, reopen, sign_off
from lifeworld.analysis.services.statements import take_out_statement
from lifeworld.common.disclosure import Disclosure
from lifeworld.common.errors import DomainError, InvalidInputError, NotFoundError
from lifeworld.interviews.models import Original
from lifeworld.reporting.kinds import KINDS, Scope
from lifeworld.reporting.selectors.offered import size_of, why_not
from lifeworld.reporting.selectors.released import NotForExportError, may_go_out, released
from lifeworld.reporting.services import take_out
from lifeworld.security.models import Person
from lifeworld.study.models import Case, Role, Study
from lifeworld.study.selectors import Access, NotAllowedError
from lifeworld.study.services import add_case, change_study
from lifeworld.trail.models import Act
from lifeworld.trail.selectors import verify
from tests.conftest import NOON, bring_in
from tests.reporting.taking import everything_in, json_rows, taken
from tests.reporting.world import RIVER, World, statement_on, work_through_maeve

NAME, MAIL, ALICE = "Dr Penelope Quill", "quill@example.org", "Alice Lead-Researcher"


@pytest.fixture
def two_cases(access: Access, maeve: Case) -> tuple[Case, Case]:
    """Maeve signed off, Tobias under analysis, cases not read together."""
    work_through_maeve(access, maeve)
    tobias = add_case(access=access, at=NOON, pseudonym="Tobias")
    bring_in(access, tobias)
    sign_off(access=access, at=NOON, case=maeve)
    open_for_analysis(access=access, at=NOON, case=tobias)
    return maeve, tobias


def test_a_closed_case_cannot_be_taken_out_while_another_is_read(access: Access, two_cases: tuple[Case, Case]) -> None:
    maeve, tobias = two_cases
    for kind in ("analysed-transcript", "personal-themes", "statements", "diary", "trail"):
        with pytest.raises(CaseClosedError):
            taken(access, kind, "json", maeve)
    assert json_rows(taken(access, "analysed-transcript", "json", tobias))


def test_nothing_of_two_cases_is_taken_out_together_until_they_are_read_together(world: World) -> None:
    close_across_cases(access=world.access, at=NOON)
    for kind in ("personal-themes", "statements", "group-themes", "recurrence", "chain"):
        with pytest.raises(AcrossCasesClosedError):
            taken(world.access, kind, "json")


def test_diary_and_trail_leave_out_a_closed_case_and_say_so(world: World) -> None:
    close_across_cases(access=world.access, at=NOON)
    reopen(access=world.access, at=NOON, case=world.maeve)
    for kind in ("diary", "trail"):
        text = everything_in(taken(world.access, kind, "json"))
        assert "closed for now is left out" in text and "Tobias" not in text


def test_a_role_without_the_right_takes_nothing_out(world: World, charlie: Person) -> None:
    adviser = Access(world.access.study, charlie, Role.ADVISER)
    with pytest.raises(NotAllowedError):
        taken(adviser, "group-themes", "json")
    supervisor = Access(world.access.study, Person.objects.get(username="bob"), Role.SUPERVISOR)
    assert json_rows(taken(supervisor, "group-themes", "json"))


def test_a_supervisor_is_not_told_what_stood_before_and_after(world: World) -> None:
    supervisor = Access(world.access.study, Person.objects.get(username="bob"), Role.SUPERVISOR)
    rows = json_rows(taken(supervisor, "trail", "json"))
    assert rows and not any(row["before"] or row["after"] or row["why"] for row in rows)


@pytest.mark.parametrize(
    ("kind", "fmt", "with_case"),
    [("nonsense", "docx", False), ("recurrence", "pdf", False), ("trail", "docx", False),
     ("analysed-transcript", "docx", False), ("recurrence", "docx", True)],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_leaves_no_trace(world: World, kind: str, fmt: str, with_case: bool) -> None:
    before = Act.objects.count()
    with pytest.raises(InvalidInputError):
        taken(world.access, kind, fmt, world.maeve if with_case else None)
    assert Act.objects.count() == before


def test_a_case_of_another_study_is_not_found(world: World) -> None:
    from lifeworld.study.services import create_study
    from tests.conftest import RECORD

    other = create_study(by=world.access.person, at=NOON, summary_text=RECORD, slug="other")
    case = add_case(access=Access(other, world.access.person, Role.LEAD), at=NOON, pseudonym="Nora")
    with pytest.raises(NotFoundError):
        taken(world.access, "statements", "json", case)


def test_each_export_writes_one_row_in_the_trail(world: World) -> None:
    before = Act.objects.count()
    taken(world.access, "statements", "csv", world.maeve)
    act = Act.objects.order_by("-pk")[0]
    assert Act.objects.count() == before + 1
    assert (act.verb, act.case_number, act.object_type) == ("exported", 1, "export")
    assert act.detail.changes[0]["after"] == {"kind": "statements", "format": "csv"}
    assert verify("walking").finding is None


def test_stopping_half_way_leaves_no_trace(world: World) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise StoppedError

    before = Act.objects.count()
    with pytest.raises(StoppedError):
        take_out(access=world.access, at=NOON, kind="trail", fmt="csv", progress=stop)
    assert Act.objects.count() == before


def test_no_export_names_a_living_person(world: World, alice: Person) -> None:
    Person.objects.filter(pk=alice.pk).update(name=ALICE)
    values = {"contact_name": NAME, "contact_email": MAIL, "research_question": "What is it like?"}
    change_study(access=world.access, at=NOON, values=values)
    for kind in KINDS.values():
        case = world.maeve if kind.scope is Scope.CASE else None
        for fmt in kind.formats:
            text = everything_in(taken(world.access, kind.key, fmt, case)).lower()
            # The access report names those who work in the study, by username alone: its reader must know whom to ask.
            usernames = () if kind.key == "access-report" else ('"alice"', ">alice<")
            for secret in (NAME, MAIL, ALICE, *usernames):
                assert secret.lower() not in text, (kind.key, fmt, secret)


def test_only_what_is_labelled_pseudonymous_or_plain_may_go_out(study: Study) -> None:
    assert may_go_out(Case, "pseudonym") and may_go_out(Study, "short_title")
    assert not may_go_out(Study, "contact_name")
    assert not may_go_out(Original, "content")
    assert not may_go_out(Case, "no_such_field")
    with pytest.raises(NotForExportError):
        released(study, "contact_email")
    assert DiaryEntry.disclosure["text"] is Disclosure.PSEUDONYMOUS


def test_a_table_of_statements_comes_with_the_first_that_stays(access: Access, maeve: Case) -> None:
    statement = statement_on(access, maeve, "Going, not being taken", RIVER)
    assert why_not(access, KINDS["statements"]) == ""
    take_out_statement(access=access, at=NOON, statement=statement)
    assert why_not(access, KINDS["statements"]) == "It comes with the first statement you write."


def test_a_table_of_interviews_is_as_long_as_the_interviews_and_not_as_their_analysis(recruited: World) -> None:
    assert size_of(recruited.access, KINDS["statements"], None) == 8
    assert size_of(recruited.access, KINDS["interviews"], None) == 1


def test_a_case_without_a_frozen_transcript_says_what_to_do(access: Access) -> None:
    case = add_case(access=access, at=NOON, pseudonym="Ines")
    with pytest.raises(DomainError) as refused:
        taken(access, "analysed-transcript", "docx", case)
    assert "freeze" in refused.value.do
