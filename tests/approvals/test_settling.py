"""Writing down a study's dates, and settling what it owes."""

from datetime import UTC, date, datetime

import pytest

from lifeworld.approvals.models import Settled
from lifeworld.approvals.selectors.course import course_of, facts_of
from lifeworld.approvals.selectors.duties import obligations_of
from lifeworld.approvals.services import changes, conditions, documents, safety
from lifeworld.approvals.services import course as of_course
from lifeworld.approvals.services import duties as services
from lifeworld.common.errors import ClashError, InvalidInputError, NotFoundError
from lifeworld.security.models import Person
from lifeworld.study.acting import TakenMeanwhileError
from lifeworld.study.models import Membership, Role
from lifeworld.study.selectors import Access, NotAllowedError, access_to
from lifeworld.study.services import change_study, create_study
from lifeworld.trail.models import Act
from tests.conftest import NOON

RECORD = """Alongside

  • Research type

    Research Study

  • Full title

    Alongside: an Interpretative Phenomenological Analysis

  • Duration of Study in the UK

    1 years, 6 months, 29 days

  • REC name

    Wales REC 5

  • REC reference

    24/WA/0026

  • Date of REC Opinion

    22 Jan 2025

  • REC opinion

    {opinion}
"""


@pytest.fixture
def wales(alice: Person) -> Access:
    study = create_study(by=alice, at=NOON, summary_text=RECORD.format(opinion="Favourable Opinion"), slug="alongside")
    return access_to(alice, study.slug)


def the(access: Access, name: str) -> str:
    return next(one.status for one in obligations_of(access, NOON.date()) if one.name == name)


def test_the_record_tells_what_nobody_has_written_down(wales: Access) -> None:
    facts = facts_of(course_of(wales))
    assert (facts.nation, facts.opinion_on, facts.planned_end) == ("wales", date(2025, 1, 22), date(2026, 8, 20))
    assert [one.rule for one in obligations_of(wales, NOON.date())] == [
        "wales-permission", "end-declared", "final-report-form", "participants-told",
    ]  # fmt: skip


def test_an_unfavourable_opinion_begins_nothing(alice: Person) -> None:
    create_study(by=alice, at=NOON, summary_text=RECORD.format(opinion="Unfavourable Opinion"), slug="not-yet")
    assert obligations_of(access_to(alice, "not-yet"), NOON.date()) == []


@pytest.mark.parametrize(
    ("field", "typed", "facts"),
    [
        ("rec_opinion_date", "4 JAN 2022", (date(2022, 1, 4), date(2023, 8, 2))),
        ("rec_opinion_date", "4 Jan 9999", (None, None)),
        ("rec_opinion_date", "4 Jan 1022", (None, None)),
        ("duration", "1 Years, 6 Months, 29 Days", (date(2025, 1, 22), date(2026, 8, 20))),
        ("duration", "7974 years, 11 months, 1 days", (date(2025, 1, 22), None)),
        ("duration", "99999999999999 years, 0 months, 0 days", (date(2025, 1, 22), None)),
    ],
)
def test_a_record_is_read_alike_everywhere_and_no_date_of_it_is_out_of_reach(
    wales: Access, field: str, typed: str, facts: tuple[date | None, date | None]
) -> None:
    change_study(access=wales, at=NOON, values={field: typed})
    found = facts_of(course_of(wales))
    assert (found.opinion_on, found.planned_end) == facts
    assert all(one.due.year < 2200 for one in obligations_of(wales, NOON.date()))


def test_what_is_written_down_takes_the_place_of_the_record(wales: Access) -> None:
    course = course_of(wales)
    of_course.set_course(access=wales, at=NOON, course=course, values={"ended_on": date(2026, 2, 1)})
    due = {one.name: one.due for one in obligations_of(wales, NOON.date())}
    assert due["end-declared"] == date(2026, 5, 2)
    act = Act.objects.get(verb="changed course")
    assert act.detail.changes[0]["after"]["ended_on"] == "2026-02-01"


def test_the_same_dates_again_are_no_act(wales: Access) -> None:
    for _ in range(2):
        of_course.set_course(access=wales, at=NOON, course=course_of(wales), values={"started_on": date(2025, 2, 1)})
    assert Act.objects.filter(verb="changed course").count() == 1


@pytest.mark.parametrize(
    "values",
    [
        {"planned_end": date(2025, 1, 21)},
        {"started_on": date(2026, 3, 1), "ended_on": date(2026, 2, 1)},
        {"ended_early": True},
        {"nation": "atlantis"},
    ],
)
def test_dates_that_cannot_be_are_refused(wales: Access, values: dict[str, object]) -> None:
    with pytest.raises(InvalidInputError):
        of_course.set_course(access=wales, at=NOON, course=course_of(wales), values=values)
    assert course_of(wales).pk is None


def test_two_hands_on_the_dates_clash(wales: Access) -> None:
    of_course.set_course(access=wales, at=NOON, course=course_of(wales), values={"started_on": date(2025, 2, 1)})
    mine, seen = course_of(wales), course_of(wales).changed_at
    later = datetime(2026, 3, 2, 13, tzinfo=UTC)
    of_course.set_course(access=wales, at=later, course=course_of(wales), values={"started_on": date(2025, 2, 2)})
    with pytest.raises(ClashError):
        of_course.set_course(access=wales, at=later, course=mine, values={"started_on": date(2025, 2, 3)}, seen=seen)
    assert course_of(wales).started_on == date(2025, 2, 2)


def test_a_duty_is_met_with_evidence_and_taken_back(wales: Access) -> None:
    assert the(wales, "wales-permission") == "overdue"
    services.meet_duty(
        access=wales, at=NOON, name="wales-permission", met_on=date(2025, 2, 3), evidence="Letter of 3 February"
    )
    assert the(wales, "wales-permission") == "met"
    services.reopen_duty(access=wales, at=NOON, name="wales-permission")
    assert the(wales, "wales-permission") == "overdue"
    verbs = ["met duty", "reopened duty"]
    assert list(Act.objects.filter(object_type="settled").order_by("number").values_list("verb", flat=True)) == verbs


def test_a_duty_set_aside_keeps_its_reason_in_the_trail(wales: Access) -> None:
    services.set_duty_aside(access=wales, at=NOON, name="final-report-form", reason="The sponsor sends it.")
    assert the(wales, "final-report-form") == "set aside"
    assert Act.objects.get(verb="set duty aside").detail.why == "The sponsor sends it."
    services.meet_duty(access=wales, at=NOON, name="final-report-form", met_on=NOON.date(), evidence="Sent after all")
    assert the(wales, "final-report-form") == "met"
    assert Settled.objects.count() == 1


def test_evidence_a_reason_and_a_day_that_has_come_are_needed(wales: Access) -> None:
    tomorrow = date(2026, 3, 3)
    for met_on, evidence in ((tomorrow, "A letter"), (NOON.date(), "  ")):
        with pytest.raises(InvalidInputError):
            services.meet_duty(access=wales, at=NOON, name="end-declared", met_on=met_on, evidence=evidence)
    with pytest.raises(InvalidInputError):
        services.set_duty_aside(access=wales, at=NOON, name="end-declared", reason=" ")
    for name in ("progress-report.1", "nothing", ""):
        with pytest.raises(NotFoundError):
            services.set_duty_aside(access=wales, at=NOON, name=name, reason="No.")
    services.reopen_duty(access=wales, at=NOON, name="end-declared")
    assert not Act.objects.filter(verb="reopened duty").exists()
    assert not Settled.objects.exists()


def test_a_supervisor_sees_and_does_not_settle(wales: Access, bob: Person) -> None:
    Membership.objects.create(study=wales.study, person=bob, role=Role.SUPERVISOR)
    access = access_to(bob, "alongside")
    assert obligations_of(access, NOON.date())
    with pytest.raises(NotAllowedError):
        services.set_duty_aside(access=access, at=NOON, name="end-declared", reason="No.")


# Half past midnight of 3 July in Norwich, while in Greenwich it is still the 2nd.
SHORTLY_AFTER_MIDNIGHT = datetime(2026, 7, 2, 23, 30, tzinfo=UTC)
THE_DAY_IT_IS = date(2026, 7, 3)


def test_a_day_has_come_when_it_has_where_the_study_is(access: Access) -> None:
    at, day = SHORTLY_AFTER_MIDNIGHT, THE_DAY_IT_IS
    of_course.set_course(access=access, at=at, course=course_of(access), values={"opinion_on": date(2026, 2, 2)})
    duty = services.meet_duty(access=access, at=at, name="hra-approval", met_on=day, evidence="A letter")
    condition = conditions.add_condition(access=access, at=at, values={"words": "Shorten the sheet."})
    conditions.close_condition(access=access, at=at, condition=condition, on=day, evidence="An e-mail")
    version = documents.keep_version(
        access=access,
        at=at,
        kind="sheet",
        title="",
        label="1",
        dated=day,
        approved_on=None,
        content=b"a",
        suffix=".txt",
    )
    documents.approve_version(access=access, at=at, version=version, on=day)
    asked = {"category": "minor-modification", "by_sponsor": True, "submitted_on": day}
    change = changes.add_change(access=access, at=at, values={"label": "1", "what": "A word."} | asked)
    changes.set_outcome(access=access, at=at, change=change, outcome="acknowledged", on=day)
    happened = {"kind": "measure", "account": "A meeting was stopped.", "happened_on": day, "known_on": day}
    event = safety.add_event(access=access, at=at, values=happened)
    safety.send_report(access=access, at=at, event=event, on=day, evidence="A form")
    kept = (duty.met_on, condition.closed_on, version.approved_on, change.outcome_on, event.sent_on)
    assert kept == (day,) * 5


def test_a_duty_that_somebody_else_settled_meanwhile_keeps_their_words(wales: Access) -> None:
    def meet(evidence: str) -> None:
        services.meet_duty(access=wales, at=NOON, name="wales-permission", met_on=NOON.date(), evidence=evidence)

    meet("Letter of 3 February")
    meet("Letter of 3 February")
    with pytest.raises(TakenMeanwhileError):
        meet("An e-mail")
    with pytest.raises(TakenMeanwhileError):
        services.set_duty_aside(access=wales, at=NOON, name="wales-permission", reason="Not ours.")
    assert Settled.objects.get().evidence == "Letter of 3 February"
    assert Act.objects.filter(object_type="settled").count() == 1
