"""What stays behind for somebody who is in the later state no more goes with them, and what another holds stays."""

from typing import Any

from django.db import connection

from lifeworld.fieldwork.models import Incident, Meeting, MeetingPlace
from lifeworld.fieldwork.rules.distress import FIELDS
from lifeworld.fieldwork.services.incidents import Told, write_incident
from lifeworld.identities.models import Identity, PersonKey
from lifeworld.interchange.archive.bringing_in import clear_study, forget_left_behind
from lifeworld.interviews.models import Arrival
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.security.models import Person
from lifeworld.study.models import Study
from lifeworld.study.selectors import Access
from lifeworld.trail.selectors import acts_of
from tests.conftest import NOON
from tests.identities.known import know
from tests.interchange.archive.moving import archive_of, bring_in
from tests.interchange.archive.test_already_here import go_on


def somebody(access: Access, secret: str) -> ScreeningEntry:
    """Somebody whose name is written down, with a record of distress and the address of a meeting."""
    entry = ScreeningEntry.objects.get(study=access.study, serial=know(access, secret))
    words = dict.fromkeys(FIELDS, secret)
    write_incident(access=access, at=NOON, entry=entry, kind="distress", opened_on=NOON.date(), told=Told(words=words))
    last = Meeting.objects.filter(study=access.study).count()
    values: dict[str, Any] = dict(Meeting.objects.filter(study=access.study).values().first() or {})
    values |= {"id": None, "entry_id": entry.pk, "number": last + 1, "interview_id": None}
    meeting = Meeting.objects.create(**values)
    MeetingPlace.objects.create(meeting=meeting, sealed=b"sealed", expires_on=NOON.date())
    return entry


def left_for(entry: int, meetings: list[int]) -> dict[str, int]:
    """How much lies in this store alone about somebody."""
    return {
        "keys": PersonKey.objects.filter(entry_id=entry).count(),
        "names": Identity.objects.filter(entry_id=entry).count(),
        "incidents": Incident.objects.filter(entry_id=entry).count(),
        "places": MeetingPlace.objects.filter(meeting_id__in=meetings).count(),
    }


def test_what_belongs_to_an_entry_that_is_gone_is_destroyed_and_said(
    worked: Study, alice: Person, access: Access
) -> None:
    goes, stays = somebody(access, "quillon"), somebody(access, "periwinkle")
    of = {one.pk: list(one.meetings.values_list("pk", flat=True)) for one in (goes, stays)}
    before = archive_of(worked)
    go_on(worked, alice, "on the server")
    goes.meetings.all().delete()
    kept: tuple[Any, ...] = (PersonKey, Identity, Incident, MeetingPlace)
    sealed = {model: list(model.objects.values()) for model in kept}
    ScreeningEntry.objects.filter(pk=goes.pk).delete()
    later = archive_of(worked)
    clear_study(worked)
    bring_in(before, alice)
    for model, rows in sealed.items():  # this store never deleted them
        there = set(model._default_manager.values_list("pk", flat=True))
        model._default_manager.bulk_create(model(**row) for row in rows if row["id"] not in there)
    MeetingPlace.objects.get_or_create(
        meeting_id=of[goes.pk][0], defaults={"sealed": b"sealed", "expires_on": NOON.date()}
    )
    whole = {"keys": 2, "names": 1, "incidents": 1, "places": 1}
    assert left_for(goes.pk, of[goes.pk]) == left_for(stays.pk, of[stays.pk]) == whole

    done = bring_in(later, alice, replace=True)

    assert not ScreeningEntry.objects.filter(pk=goes.pk).exists()
    assert left_for(goes.pk, of[goes.pk]) == dict.fromkeys(whole, 0)
    assert left_for(stays.pk, of[stays.pk]) == whole
    assert done.gone == {
        "keys": 2, "names and contact details": 1, "addresses of meetings": 1, "records of distress or disclosure": 1,
    }  # fmt: skip
    told = acts_of("").latest("number").detail.changes[0]["after"]["destroyed"]
    assert "2 keys" in told and "1 records of distress" in told
    connection.check_constraints()


def test_where_everybody_came_back_nothing_goes(worked: Study, alice: Person, access: Access) -> None:
    somebody(access, "quillon")
    here = (Identity.objects.count(), PersonKey.objects.count(), Incident.objects.count())
    before = archive_of(worked)
    go_on(worked, alice, "on the server")
    later = archive_of(worked)
    clear_study(worked)
    bring_in(before, alice)
    done = bring_in(later, alice, replace=True)
    assert done.gone == {} and "destroyed" not in acts_of("").latest("number").detail.changes[0]["after"]
    assert (Identity.objects.count(), PersonKey.objects.count(), Incident.objects.count()) == here
    assert forget_left_behind() == {} and not Arrival.objects.exists()
