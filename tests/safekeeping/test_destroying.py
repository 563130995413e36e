"""Destruction and the schedule behind it: what is due, who confirms, and what `lifeworld retention` lists."""

from datetime import date, timedelta

import pytest
from pytest_django import Settings

from lifeworld.approvals.models import Course
from lifeworld.common.errors import InvalidInputError
from lifeworld.consent.models import Consent
from lifeworld.identities.keys import KeyDestroyedError, destroy_key, open_for, seal_for
from lifeworld.identities.models import KeyUse
from lifeworld.recruitment.models import Leaving, ScreeningEntry
from lifeworld.safekeeping.models import Destruction
from lifeworld.safekeeping.rules.retention import Standing, class_named
from lifeworld.safekeeping.selectors.schedule import class_row, due_serials
from lifeworld.safekeeping.services import destruction, retention
from lifeworld.safekeeping.services.destruction import NotDueError
from lifeworld.safekeeping.services.forgotten import lines_near
from lifeworld.safekeeping.services.withdrawals import withdraw
from lifeworld.security.models import Person
from lifeworld.study.models import Membership, Role
from lifeworld.study.selectors import Access, NotAllowedError
from lifeworld.trail.selectors import verify
from tests.conftest import NOON
from tests.recruitment.recruited import put_forward
from tests.safekeeping.planted import Planted

TODAY = date(2026, 4, 1)
AT = NOON + timedelta(days=30)


def proposed(access: Access, klass: str) -> Destruction:
    return destruction.propose(access=access, at=AT, today=TODAY, klass=klass)


def confirmed(access: Access, made: Destruction) -> Destruction:
    klass = class_named(made.klass)
    assert klass is not None
    return destruction.confirm(access=access, at=AT, today=TODAY, destruction=made, typed=klass.name)


def left_without_consent(access: Access, planted: Planted) -> ScreeningEntry:
    entry = put_forward(access, planted.entry.site)
    seal_for(entry, KeyUse.IDENTITY, b"a name", NOON)
    Leaving.objects.create(entry=entry, on=date(2026, 3, 1), reason="said-no", created_at=NOON)
    return entry


def test_whoever_said_no_is_due_on_that_day_and_nobody_else(access: Access, planted: Planted) -> None:
    entry = left_without_consent(access, planted)
    waiting = put_forward(access, planted.entry.site)
    seal_for(waiting, KeyUse.IDENTITY, b"another", NOON)
    row = class_row(access, "reply-slips", TODAY)
    assert row.standing is Standing.DUE and row.due == date(2026, 3, 1)
    assert due_serials(row, TODAY) == [entry.serial]
    confirmed(access, proposed(access, "reply-slips"))
    sealed = seal_for(waiting, KeyUse.IDENTITY, b"another", NOON)
    assert open_for(waiting, KeyUse.IDENTITY, sealed) == b"another"
    with pytest.raises(KeyDestroyedError):
        seal_for(entry, KeyUse.IDENTITY, b"a name", NOON)


def test_findings_sent_or_declined_make_contacts_due(access: Access, planted: Planted) -> None:
    for entry in (planted.entry, planted.other):
        seal_for(entry, KeyUse.IDENTITY, b"a name", NOON)
    assert class_row(access, "contacts", TODAY).due is None
    withdraw(access=access, at=AT, entry=planted.other, levels=["quotes"], on=date(2026, 3, 20), results="decline")
    row = class_row(access, "contacts", TODAY)
    # The cut-off lies fourteen days after the interview.
    assert row.due == date(2026, 3, 6) and due_serials(row, TODAY) == [planted.other.serial]


def test_signed_forms_wait_for_the_sponsor_and_then_go(access: Access, planted: Planted) -> None:
    Course.objects.filter(study=access.study).update(ended_on=date(2026, 3, 1))
    assert class_row(access, "consent-forms", TODAY).standing is Standing.NOT_SET
    with pytest.raises(NotDueError):
        proposed(access, "consent-forms")
    retention.set_retention(access=access, at=AT, klass="consent-forms", values={"months": 1})
    done = confirmed(access, proposed(access, "consent-forms"))
    assert done.done == [{"what": "keys", "count": 2}, {"what": "signed forms", "count": 2}]
    assert not Consent.objects.exclude(scan=None).exists() and Consent.objects.count() == 2


def test_the_trails_words_can_go_and_its_acts_stay(access: Access, planted: Planted) -> None:
    values = {"months": 0, "trigger_on": date(2026, 3, 1)}
    retention.set_retention(access=access, at=AT, klass="trail", values=values)
    confirmed(access, proposed(access, "trail"))
    verdict = verify(access.study.slug)
    assert verdict.holds and verdict.finding is None and verdict.words_erased > 20


def test_set_aside_since_it_was_proposed_nothing_goes(access: Access, planted: Planted) -> None:
    entry = left_without_consent(access, planted)
    made = proposed(access, "reply-slips")
    retention.set_destruction_aside(access=access, at=AT, klass="reply-slips", because="A complaint", on=TODAY)
    with pytest.raises(NotDueError):
        confirmed(access, made)
    seal_for(entry, KeyUse.IDENTITY, b"a name", NOON)


def test_kept_for_longer_since_it_was_proposed_nothing_goes(access: Access, planted: Planted) -> None:
    entry = left_without_consent(access, planted)
    made = proposed(access, "reply-slips")
    retention.set_retention(access=access, at=AT, klass="reply-slips", values={"months": 12})
    with pytest.raises(NotDueError, match="not due any more"):
        confirmed(access, made)
    seal_for(entry, KeyUse.IDENTITY, b"a name", NOON)
    made = proposed(access, "recordings")
    retention.set_retention(access=access, at=AT, klass="recordings", values={"months": 12})
    with pytest.raises(NotDueError, match="not due any more"):
        confirmed(access, made)


def test_what_went_otherwise_meanwhile_keeps_no_destruction_open(access: Access, planted: Planted) -> None:
    entry = left_without_consent(access, planted)
    made = proposed(access, "reply-slips")
    destroy_key(entry, KeyUse.IDENTITY, AT)
    assert confirmed(access, made).done == []


def test_on_a_server_another_lead_confirms(access: Access, planted: Planted, settings: Settings) -> None:
    settings.SERVER = True
    left_without_consent(access, planted)
    made = proposed(access, "reply-slips")
    second = Person.objects.create_person(username="second", name="Second")
    Membership.objects.create(study=access.study, person=second, role=Role.LEAD)
    with pytest.raises(InvalidInputError, match="another person leads"):
        confirmed(access, made)
    done = confirmed(Access(access.study, second, Role.LEAD), made)
    assert (done.proposed_by, done.done_by) == ("alice", "second")


def test_an_auditor_proposes_nothing(access: Access, planted: Planted) -> None:
    access.study.memberships.update(role=Role.AUDITOR)
    with pytest.raises(NotAllowedError):
        proposed(access, "recordings")


@pytest.mark.django_db(transaction=True)
def test_destroyed_keys_are_on_the_list(access: Access, planted: Planted, settings: Settings) -> None:
    entry = left_without_consent(access, planted)
    confirmed(access, proposed(access, "reply-slips"))
    (line,) = lines_near(settings.DATA_FOLDER)
    assert line.what == KeyUse.IDENTITY and line.is_of(access.study.slug, entry.serial)
