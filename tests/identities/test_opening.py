"""Opening names for a purpose: whose they are, how long, what the trail says; writing down and destroying."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lifeworld.common.errors import ClashError, DomainError, InvalidInputError, NotFoundError
from lifeworld.identities.keys import KeyDestroyedError, destroy_key
from lifeworld.identities.models import Identity, KeyUse, Opening, PersonKey
from lifeworld.identities.rules.purposes import OPEN_FOR, Purpose
from lifeworld.identities.selectors.looks import looks_of
from lifeworld.identities.selectors.openings import NamesClosedError, opening_of, seconds_left
from lifeworld.identities.selectors.people import NotOpenedError, to_write
from lifeworld.identities.services.looking import look_at, look_through
from lifeworld.identities.services.openings import close_names, open_names
from lifeworld.identities.services.people import write_identity
from lifeworld.recruitment import hooks
from lifeworld.recruitment.models import ScreeningEntry, Stage
from lifeworld.security.models import Person
from lifeworld.study.models import Membership, Role
from lifeworld.study.selectors import Access, NotAllowedError
from lifeworld.trail.models import Act, ActDetail
from lifeworld.trail.selectors import verify
from tests.conftest import NOON
from tests.identities.known import agreed, destroy, know, left, put_forward, write_down

pytestmark = pytest.mark.usefixtures("sealed_store")
NAME = "Quillon Zephyrine"


@pytest.fixture
def entry(access: Access) -> ScreeningEntry:
    """Somebody whose name is written down."""
    write_down(access, agreed(access).serial, {"name": NAME, "called": "Quill", "reach_by": "text, after four"})
    return ScreeningEntry.objects.get(serial=1)


def opened(access: Access, purpose: Purpose, at: datetime = NOON) -> Opening:
    return open_names(access=access, at=at, purpose=purpose)


def test_names_are_closed_until_they_are_opened_and_after_ten_minutes(access: Access, entry: ScreeningEntry) -> None:
    with pytest.raises(NamesClosedError):
        look_at(access=access, at=NOON, entry=entry)
    opening = opened(access, Purpose.MEETING)
    last = NOON + OPEN_FOR - timedelta(microseconds=1)
    assert look_at(access=access, at=last, entry=entry).values["name"] == NAME
    assert (seconds_left(opening, NOON), seconds_left(opening, last)) == (600, 1)
    for at in (NOON + OPEN_FOR, NOON - timedelta(seconds=1)):
        with pytest.raises(NamesClosedError):
            look_at(access=access, at=at, entry=entry)
        with pytest.raises(NamesClosedError):
            look_through(access=access, at=at, part=1)


def test_they_are_open_to_who_opened_them_alone(access: Access, entry: ScreeningEntry, charlie: Person) -> None:
    Membership.objects.create(study=access.study, person=charlie, role=Role.LEAD)
    opened(access, Purpose.MEETING)
    with pytest.raises(NamesClosedError):
        look_at(access=replace(access, person=charlie), at=NOON, entry=entry)


@pytest.mark.parametrize("role", [role for role in Role.values if role != Role.LEAD])
def test_only_the_lead_opens_names(access: Access, entry: ScreeningEntry, charlie: Person, role: str) -> None:
    Membership.objects.create(study=access.study, person=charlie, role=role)
    other = Access(access.study, charlie, Role.LEAD)  # a role that is read anew, whatever was handed over
    for act in (
        lambda: open_names(access=other, at=NOON, purpose=Purpose.MEETING),
        lambda: look_at(access=other, at=NOON, entry=entry),
    ):
        with pytest.raises(NotAllowedError):
            act()


def test_closing_ends_an_opening_at_once(access: Access, entry: ScreeningEntry) -> None:
    opened(access, Purpose.MEETING)
    later = NOON + timedelta(minutes=2)
    close_names(access=access, at=later)
    close_names(access=access, at=later)
    assert opening_of(access, later) is None
    assert Opening.objects.latest("pk").until == later
    assert Act.objects.filter(verb="closed names", at=later).count() == 1


def test_a_second_opening_takes_the_place_of_the_first(access: Access) -> None:
    first, second = opened(access, Purpose.MEETING), opened(access, Purpose.RISK, NOON + timedelta(minutes=1))
    first.refresh_from_db()
    assert first.until == second.opened_at
    assert opening_of(access, NOON + timedelta(minutes=1)) == second


def test_a_purpose_that_is_none_opens_nothing(access: Access) -> None:
    for purpose in ("", "curiosity"):
        with pytest.raises(InvalidInputError):
            open_names(access=access, at=NOON, purpose=purpose)
    assert not Opening.objects.exists()


def test_every_look_is_in_the_trail_with_serial_and_purpose_and_no_value(access: Access, entry: ScreeningEntry) -> None:
    other = agreed(access)
    opened(access, Purpose.MEETING)
    look_at(access=access, at=NOON, entry=entry)
    look_at(access=access, at=NOON, entry=other)  # nothing is written of them, so nothing was seen
    assert [line.known.name if line.known else "" for line in look_through(access=access, at=NOON, part=1).lines] == [
        NAME, "",
    ]  # fmt: skip
    looks = Act.objects.filter(verb="looked at name")
    assert looks.count() == 2
    assert {act.object_id for act in looks} == {entry.pk}
    assert {act.detail.why for act in looks} == {"Entry 1: arrange or change a meeting"}
    told = str(list(Act.objects.values())) + str(list(ActDetail.objects.values("changes", "why")))
    assert "Quill" not in told and "after four" not in told
    assert verify(access.study.slug).holds


def test_what_a_fault_could_print_of_somebody_names_nobody(access: Access, entry: ScreeningEntry) -> None:
    opened(access, Purpose.MEETING)
    found = look_through(access=access, at=NOON, part=1)
    known = look_at(access=access, at=NOON, entry=entry)
    assert known.called == "Quill" and "Quill" not in f"{known!r} {found!r} {found.lines!r}"


def test_for_a_new_person_nobody_else_is_opened(access: Access, entry: ScreeningEntry) -> None:
    new = agreed(access)
    opened(access, Purpose.NEW)
    assert [line.entry for line in look_through(access=access, at=NOON, part=1).lines] == [new]
    with pytest.raises(NotOpenedError):
        look_at(access=access, at=NOON, entry=entry)
    with pytest.raises(NotOpenedError):
        to_write(access, NOON, entry)


def test_after_a_withdrawal_contact_is_refused_and_the_list_says_why(access: Access, entry: ScreeningEntry) -> None:
    left(entry, "withdrew-after")
    opened(access, Purpose.MEETING)
    with pytest.raises(NotOpenedError) as refused:
        look_at(access=access, at=NOON, entry=entry)
    assert "not contacted again for this" in refused.value.what
    line = look_through(access=access, at=NOON, part=1).lines[0]
    assert line.known is None and "not contacted again for this" in line.closed
    opened(access, Purpose.WITHDRAWAL)
    assert look_at(access=access, at=NOON, entry=entry).name == NAME


def test_findings_are_sent_to_who_left_and_asked_for_them(access: Access) -> None:
    asked = ScreeningEntry.objects.get(serial=know(access, "quillon"))
    left(asked, "withdrew-after")
    opened(access, Purpose.ASKED_FOR)
    assert look_at(access=access, at=NOON, entry=asked).asked_for == "findings"


def test_what_a_room_above_knows_is_asked_before_a_name_is_opened(
    access: Access, entry: ScreeningEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hooks, "_asking", {})
    hooks.when_asked("a stop", lambda entries: {one: hooks.Word(stopped_on=NOON.date()) for one in entries})
    new = agreed(access)
    opened(access, Purpose.MEETING)
    lines = look_through(access=access, at=NOON, part=1).lines
    assert [(line.entry, line.known) for line in lines] == [(entry, None), (new, None)]
    assert "not contacted again" in lines[0].closed and "nothing more is written down" in lines[1].closed
    with pytest.raises(NotOpenedError):
        look_at(access=access, at=NOON, entry=entry)
    opened(access, Purpose.ASKED_FOR)
    with pytest.raises(NotOpenedError):
        look_at(access=access, at=NOON, entry=entry)
    hooks.when_asked("wishes", lambda entries: {one: hooks.Word(findings=True) for one in entries})
    assert hooks.words_of([entry.pk]) == {entry.pk: hooks.Word(NOON.date(), True)}
    assert look_at(access=access, at=NOON, entry=entry).name == NAME
    hooks.when_asked("wishes", lambda entries: {one: hooks.Word(findings=False) for one in entries})
    with pytest.raises(NotOpenedError) as refused:
        look_at(access=access, at=NOON, entry=entry)
    assert "does not wish" in refused.value.what


@pytest.mark.parametrize("stages", [(Stage.SCREENED,), (Stage.SCREENED, Stage.ELIGIBLE, Stage.INFORMED)])
def test_nobody_is_written_down_before_they_agreed_to_contact(access: Access, stages: tuple[Stage, ...]) -> None:
    entry = put_forward(access, *stages)
    with pytest.raises(NotOpenedError):
        write_down(access, entry.serial, {"name": NAME})
    assert not Identity.objects.exists() and not PersonKey.objects.exists()
    assert look_through(access=access, at=NOON, part=1).lines == []


def test_a_change_is_told_by_its_parts(access: Access, entry: ScreeningEntry) -> None:
    opened(access, Purpose.CORRECT)
    known = to_write(access, NOON, entry)
    write_identity(access=access, at=NOON, known=known, values={"phone": "01603 555010", "born": "1 May"})
    write_identity(access=access, at=NOON, known=known, values={"phone": "01603 555010"})
    assert known.values["name"] == NAME and "born" not in known.values
    act = Act.objects.get(verb="changed name")
    assert act.detail.changes[0]["after"] == {"purpose": "correct", "serial": "1", "parts": "Phone"}


def test_two_windows_do_not_write_over_each_other(access: Access, entry: ScreeningEntry) -> None:
    opened(access, Purpose.CORRECT)
    mine = to_write(access, NOON, entry)
    seen = mine.changed_at
    write_identity(access=access, at=NOON, known=to_write(access, NOON, entry), values={"phone": "1"}, seen=seen)
    with pytest.raises(ClashError):
        write_identity(access=access, at=NOON, known=mine, values={"phone": "2"}, seen=seen)
    new = agreed(access)
    first, second = to_write(access, NOON, new), to_write(access, NOON, new)
    write_identity(access=access, at=NOON, known=first, values={"name": "A"}, seen=second.changed_at)
    with pytest.raises(ClashError):
        write_identity(access=access, at=NOON, known=second, values={"name": "B"}, seen=new.created_at)


def test_destroyed_stays_destroyed(access: Access, entry: ScreeningEntry) -> None:
    destroy(entry)
    key = PersonKey.objects.get(entry=entry, use=KeyUse.IDENTITY)
    assert bytes(key.wrapped) == b"" and key.destroyed_at == NOON
    opened(access, Purpose.CORRECT)
    with pytest.raises(NotOpenedError):
        to_write(access, NOON, entry)
    with pytest.raises(NotOpenedError):
        write_down(access, entry.serial, {"name": NAME})
    opened(access, Purpose.MEETING)
    assert look_through(access=access, at=NOON, part=1).lines[0].closed.startswith("Destroyed")
    assert not Identity.objects.exists()


def test_a_record_whose_key_alone_is_gone_is_shown_as_destroyed(access: Access, entry: ScreeningEntry) -> None:
    destroy_key(entry, KeyUse.IDENTITY, NOON)
    opened(access, Purpose.MEETING)
    assert look_through(access=access, at=NOON, part=1).lines[0].closed.startswith("Destroyed")
    with pytest.raises(KeyDestroyedError):
        look_at(access=access, at=NOON, entry=entry)


def test_the_report_says_who_looked_at_whom_and_names_nobody(
    access: Access, entry: ScreeningEntry, bob: Person
) -> None:
    know(access, "other")
    opened(access, Purpose.MEETING)
    look_through(access=access, at=NOON, part=1)
    supervisor = Access(access.study, bob, Role.SUPERVISOR)
    _, rows = looks_of(supervisor, 1)
    assert {(row.by, row.serial, row.purpose) for row in rows if "looked" in row.did} == {
        ("Alice", 1, "Arrange or change a meeting"), ("Alice", 2, "Arrange or change a meeting"),
    }  # fmt: skip
    assert NAME not in str(rows)
    _, mine = looks_of(supervisor, 1, serial=2)
    assert {row.serial for row in mine} == {2} and len(mine) == 2
    with pytest.raises(NotFoundError):
        looks_of(supervisor, 1, serial=9)
    with pytest.raises(NotFoundError):
        looks_of(replace(supervisor, role=Role.ADVISER), 1)


def test_a_list_costs_a_fixed_number_of_questions_beside_the_trails_rows(access: Access) -> None:
    def asked() -> int:
        opened(access, Purpose.MEETING)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            look_through(access=access, at=NOON, part=1)
        return sum("trail_" not in one["sql"] for one in queries.captured_queries)

    know(access, "one")
    few = asked()
    for name in ("two", "three", "four"):
        know(access, name)
    assert asked() == few


def test_refusals_repeat_nothing_of_what_was_typed(access: Access, entry: ScreeningEntry) -> None:
    opened(access, Purpose.CORRECT)
    for values in ({"email": NAME}, {"message": NAME}, {"name": NAME * 20}):
        with pytest.raises(DomainError) as refused:
            write_identity(access=access, at=NOON, known=to_write(access, NOON, entry), values=values)
        assert "Zephyrine" not in " ".join(refused.value.sentences())
