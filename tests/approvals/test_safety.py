"""Safety reports: what is owed for what happened, by example and by property, and the duties that follow."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifeworld.approvals.models import SafetyEvent, SafetyKind
from lifeworld.approvals.rules.safety import Happened, Kind, reports_owed, undecided, what_is_owed
from lifeworld.approvals.selectors.duties import Owed, obligations_of
from lifeworld.approvals.selectors.safety import event_numbered, event_rows
from lifeworld.approvals.services import safety
from lifeworld.common.errors import ClashError, InvalidInputError, NotFoundError
from lifeworld.security.models import Person
from lifeworld.study.acting import TakenMeanwhileError
from lifeworld.study.models import Membership, Role
from lifeworld.study.selectors import Access, NotAllowedError, access_to
from lifeworld.study.services import create_study
from lifeworld.trail.models import Act, ActDetail
from tests.conftest import NOON, RECORD

DAY = date(2026, 2, 20)
EVENT: dict[str, Any] = {
    "kind": "serious", "happened_on": date(2026, 2, 19), "known_on": DAY, "serious": True, "related": True,
    "unexpected": True, "account": "Taken to hospital in the evening after the meeting.",
}  # fmt: skip


def added(access: Access, **other: Any) -> SafetyEvent:
    return safety.add_event(access=access, at=NOON, values=EVENT | other)


def duties(access: Access) -> list[Owed]:
    return [one for one in obligations_of(access, NOON.date()) if one.about]


def told(kind: Kind, *answers: bool | None) -> str:
    return what_is_owed(Happened("1", kind, date(2026, 2, 19), DAY, *answers))


def test_each_answer_says_what_is_owed_and_by_when_or_why_nothing_is() -> None:
    assert told(Kind.SERIOUS, True, True, True).startswith("Owed to the REC: a report by 7 March 2026, fifteen days")
    assert told(Kind.SERIOUS, True, False, True).startswith(
        "Nothing is owed to the REC: nothing that the study did led to it."
    )
    assert "it was not serious and the protocol expects" in told(Kind.SERIOUS, False, True, False)
    assert told(Kind.SERIOUS, True, None, None) == (
        "Not decided yet: whether it was related and whether it was unexpected. Ask the chief investigator: a report "
        "may be owed to the REC by 7 March 2026."
    )
    assert "a telephone call at once, and a letter by 22 February 2026" in told(Kind.MEASURE)
    assert "Tell the sponsor at once" in told(Kind.BREACH)
    assert told(Kind.OTHER, True, True, True).startswith("Nothing is owed to the REC by the general rules.")


answer = st.none() | st.booleans()
events = st.builds(
    Happened, st.just("1"), st.sampled_from(Kind), st.just(date(2026, 2, 19)),
    st.dates(date(2026, 2, 19), date(2027, 1, 1)), answer, answer, answer,
)  # fmt: skip


@given(events)
def test_words_and_clocks_never_disagree(event: Happened) -> None:
    words, owed = what_is_owed(event), reports_owed(event)
    assert bool(owed) == words.startswith("Owed to the REC")
    for one in owed:
        assert f"{one.due.day} {one.due:%B %Y}" in words
    assert undecided(event) == words.startswith("Not decided yet")


def test_the_kinds_of_the_rules_are_those_of_the_table() -> None:
    assert list(Kind) == SafetyKind.values


def test_an_event_stands_among_the_duties_until_its_report_is_sent(access: Access) -> None:
    event = added(access)
    duty = duties(access)[0]
    assert (duty.name, duty.about, duty.due) == ("safety-report.1", "Safety report 1", date(2026, 3, 7))
    assert event_rows(access, NOON.date())[0].sent is False
    safety.send_report(access=access, at=NOON, event=event, on=date(2026, 2, 25), evidence="Form of 25 February")
    duty = duties(access)[0]
    assert (duty.status, duty.met_on, duty.evidence) == ("met", date(2026, 2, 25), "Form of 25 February")
    row = event_rows(access, NOON.date())[0]
    assert (row.sent, row.event.sent_on, row.duties) == (True, date(2026, 2, 25), [duty])


def test_a_duty_goes_when_the_event_is_decided_otherwise_or_taken_out(access: Access) -> None:
    event = added(access)
    safety.change_event(access=access, at=NOON, event=event, values={"related": False})
    assert duties(access) == []
    safety.change_event(access=access, at=NOON, event=event, values={"related": True})
    safety.take_out_event(access=access, at=NOON, event=event)
    assert duties(access) == [] and event_rows(access, NOON.date()) == []
    assert SafetyEvent.objects.get().account == ""
    with pytest.raises(NotFoundError):
        event_numbered(access, 1)
    assert added(access).number == 2


def test_the_account_reaches_no_row_of_the_trail(access: Access) -> None:
    event = added(access, account="quillon")
    safety.change_event(access=access, at=NOON, event=event, values={"account": "quillon and marcasite"})
    assert Act.objects.filter(verb="changed safety event").count() == 1
    safety.take_out_event(access=access, at=NOON, event=event)
    kept = str(list(ActDetail.objects.values_list("changes", "why")))
    assert "'happened_on': '2026-02-19'" in kept and "quillon" not in kept and "marcasite" not in kept


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"kind": "meteor"}, "what kind"),
        ({"account": " "}, "short account"),
        ({"happened_on": None}, "Both days"),
        ({"known_on": None}, "Both days"),
        ({"known_on": date(2026, 2, 18)}, "It happened first"),
        ({"known_on": date(2026, 3, 3)}, "It happened first"),
    ],
)
def test_what_is_no_event_is_refused(access: Access, wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidInputError, match=message):
        added(access, **wrong)
    assert not SafetyEvent.objects.exists()


def test_a_report_is_sent_after_it_was_known_on_a_day_that_has_come_by_evidence(access: Access) -> None:
    event = added(access)
    for on, evidence in ((date(2026, 2, 19), "A form"), (date(2026, 3, 3), "A form"), (DAY, " ")):
        with pytest.raises(InvalidInputError):
            safety.send_report(access=access, at=NOON, event=event, on=on, evidence=evidence)
    assert SafetyEvent.objects.get().sent_on is None
    safety.send_report(access=access, at=NOON, event=event, on=DAY, evidence="A form")
    with pytest.raises(InvalidInputError, match="sent last"):
        safety.change_event(access=access, at=NOON, event=event, values={"known_on": date(2026, 2, 21)})


def test_whoever_saves_second_is_told(access: Access) -> None:
    event = added(access)
    mine, seen = event_numbered(access, 1), event.changed_at
    safety.change_event(access=access, at=NOON, event=event, values={"related": None}, seen=seen)
    with pytest.raises(ClashError):
        safety.change_event(access=access, at=NOON, event=mine, values={"related": False}, seen=seen)


def test_another_studys_event_is_not_found_and_a_supervisor_adds_none(
    access: Access, alice: Person, bob: Person
) -> None:
    added(access)
    create_study(by=alice, at=NOON, summary_text=RECORD, slug="other")
    with pytest.raises(NotFoundError):
        event_numbered(access_to(alice, "other"), 1)
    Membership.objects.get_or_create(study=access.study, person=bob, defaults={"role": Role.SUPERVISOR})
    with pytest.raises(NotAllowedError):
        added(access_to(bob, access.study.slug))


def test_a_report_is_sent_once_and_nothing_is_written_of_an_event_that_was_taken_out(access: Access) -> None:
    event = added(access)
    mine = event_numbered(access, 1)
    safety.send_report(access=access, at=NOON, event=event, on=DAY, evidence="A form")
    with pytest.raises(TakenMeanwhileError):
        safety.send_report(access=access, at=NOON, event=mine, on=DAY, evidence="An e-mail")
    assert duties(access)[0].evidence == "A form"
    safety.take_out_event(access=access, at=NOON, event=event)
    with pytest.raises(NotFoundError):
        safety.change_event(access=access, at=NOON, event=mine, values={"account": "quillon"})
    assert SafetyEvent.objects.get().account == ""
