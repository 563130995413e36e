"""Sealed records of distress, disclosures and concerns: written once, opened by few, and every opening told."""

import json
from datetime import timedelta

import pytest

from lifeworld.common.errors import DomainError, InvalidInputError
from lifeworld.fieldwork.models import Incident
from lifeworld.fieldwork.selectors.incidents import incidents_of
from lifeworld.fieldwork.services import incidents
from lifeworld.fieldwork.services.incidents import Told
from lifeworld.identities.keys import KeyDestroyedError, destroy_key
from lifeworld.identities.models import KeyUse
from lifeworld.interchange.archive.parts import LEFT_OUT, PARTS
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.reporting.kinds import KINDS
from lifeworld.reporting.services import take_out
from lifeworld.security.models import Person
from lifeworld.study.models import Role, Study
from lifeworld.study.selectors import Access, NotAllowedError
from lifeworld.trail.models import Act, ActDetail
from tests.conftest import NOON
from tests.fieldwork.met import ADDRESS, consented, held
from tests.interchange.archive.moving import archive_of

TODAY = NOON.date()
SEEN = "wept at the word harbour"
WHOLE = Told(
    {
        "seen": SEEN, "limits": "yes", "limits_when": "before the first question", "told": "duty worker",
        "supervisor": "the same evening", "outcome": "settled", "follow_up": "a call agreed",
    },
    ["pause", "support"], 1,
)  # fmt: skip


@pytest.fixture
def wren(access: Access) -> ScreeningEntry:
    return consented(access)


@pytest.fixture
def incident(access: Access, wren: ScreeningEntry) -> Incident:
    return incidents.write_incident(
        access=access, at=NOON, entry=wren, kind="distress", opened_on=TODAY, told=WHOLE
    )  # fmt: skip


def test_a_record_is_sealed_and_opens_the_same(access: Access, incident: Incident) -> None:
    sealed = bytes(Incident.objects.get().sealed)
    assert SEEN.encode() not in sealed and b"duty" not in sealed
    assert incidents.open_incident(access=access, at=NOON, incident=incident) == WHOLE


def test_every_opening_stands_in_the_trail_without_a_word(access: Access, incident: Incident) -> None:
    for _ in range(2):
        incidents.open_incident(access=access, at=NOON, incident=incident)
    assert Act.objects.filter(verb="read incident", object_id=incident.pk, actor="alice").count() == 2
    told = json.dumps(list(ActDetail.objects.values_list("changes", "why")))
    assert "harbour" not in told and "duty worker" not in told


def test_what_followed_is_added_and_nothing_is_rewritten(access: Access, incident: Incident) -> None:
    later = NOON + timedelta(days=1)
    incidents.add_to_incident(access=access, at=later, incident=incident, on=later.date(), words="Rang; she was well.")
    told = incidents.open_incident(access=access, at=later, incident=incident)
    assert told.words == WHOLE.words and told.added == [("2026-03-03", "Rang; she was well.")]
    for on, words in ((TODAY - timedelta(days=1), "early"), (TODAY + timedelta(days=9), "late"), (TODAY, " ")):
        with pytest.raises(InvalidInputError):
            incidents.add_to_incident(access=access, at=later, incident=incident, on=on, words=words)


def test_a_record_closes_and_opens_again(access: Access, incident: Incident) -> None:
    with pytest.raises(DomainError, match="open already"):
        incidents.reopen_incident(access=access, at=NOON, incident=incident)
    with pytest.raises(InvalidInputError):
        incidents.close_incident(access=access, at=NOON, incident=incident, on=TODAY - timedelta(days=1))
    incidents.close_incident(access=access, at=NOON, incident=incident, on=TODAY)
    assert Incident.objects.get().closed_on == TODAY
    incidents.reopen_incident(access=access, at=NOON, incident=incident)
    assert Incident.objects.get().closed_on is None


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("rain", WHOLE), ("distress", Told({"seen": " "})), ("distress", Told({"seen": "x" * 2001})),
        ("distress", Told({"seen": "x", "name": "y"})), ("distress", Told({"seen": "x"}, ["shout"])),
    ],
)  # fmt: skip
def test_what_is_no_record_is_refused(access: Access, wren: ScreeningEntry, kind: str, told: Told) -> None:
    with pytest.raises(InvalidInputError):
        incidents.write_incident(access=access, at=NOON, entry=wren, kind=kind, opened_on=TODAY, told=told)
    with pytest.raises(InvalidInputError):
        incidents.write_incident(
            access=access, at=NOON, entry=wren, kind="other", opened_on=TODAY + timedelta(days=1), told=WHOLE
        )
    assert not Incident.objects.exists()


def test_others_may_neither_list_nor_open(access: Access, incident: Incident, study: Study, bob: Person) -> None:
    for role in (Role.ANALYST, Role.SUPERVISOR, Role.AUDITOR, Role.ADVISER):
        study.memberships.filter(person=bob).update(role=role)
        his = Access(study, bob, role)
        with pytest.raises(NotAllowedError):
            incidents_of(his)
        with pytest.raises(NotAllowedError):
            incidents.open_incident(access=his, at=NOON, incident=incident)
    assert not Act.objects.filter(verb="read incident").exists()


def test_a_destroyed_key_ends_it_for_good(access: Access, incident: Incident) -> None:
    destroy_key(incident.entry, KeyUse.SAFETY, NOON)
    with pytest.raises(KeyDestroyedError):
        incidents.open_incident(access=access, at=NOON, incident=incident)


@pytest.mark.usefixtures("sealed_store")
def test_no_export_and_no_archive_holds_a_record_or_an_address(
    access: Access, wren: ScreeningEntry, incident: Incident
) -> None:
    held(access, wren)
    planned_words = [SEEN.encode(), b"harbour", ADDRESS.encode(), b"blue door"]
    for kind in ("interviews", "trail"):
        for fmt in set(KINDS[kind].formats) - {"docx", "xlsx"}:
            content = take_out(access=access, at=NOON, kind=kind, fmt=fmt).content
            assert not [words for words in planned_words if words in content]
    carried = {part.label for part in PARTS}
    assert {"fieldwork.Incident", "fieldwork.MeetingPlace"} <= set(LEFT_OUT)
    assert not {"fieldwork.Incident", "fieldwork.MeetingPlace"} & carried
    assert archive_of(access.study)
