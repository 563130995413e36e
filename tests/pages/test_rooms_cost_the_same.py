"""Pages about people ask the database as often for one person as for many."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lifeworld.consent.models import ClauseAnswer, Consent, Deviation
from lifeworld.fieldwork.models import CheckIn, Meeting, MeetingState, Payment
from lifeworld.identities.keys import seal_for
from lifeworld.identities.models import Identity, KeyUse
from lifeworld.interviews.models import Interview
from lifeworld.recruitment.models import CriterionAnswer, EntryBand, ScreeningEntry, Stage, StageReached
from lifeworld.safekeeping.models import Withdrawal
from lifeworld.security.models import Person
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from tests.conftest import NOON
from tests.consent.consented import consent_all
from tests.fieldwork.met import meet
from tests.pages.people import signed_in
from tests.recruitment.recruited import recruit
from tests.safekeeping.kept import keep

pytestmark = pytest.mark.usefixtures("sealed_store")
PAGES = [
    "recruitment", "criteria", "frames", "consents", "deviations", "meetings", "withdrawals", "retention", "calendar",
    "obligations",
]  # fmt: skip


def more(access: Access, count: int) -> None:
    """So many more, each with rows of every kind; half wait to be interviewed, half were and are owed things."""
    first = Consent.objects.filter(entry__study=access.study).latest("pk")
    answers = list(ClauseAnswer.objects.filter(consent=first).select_related("clause"))
    criterion = CriterionAnswer.objects.filter(entry__study=access.study).first()
    band = EntryBand.objects.filter(entry__study=access.study).first()
    last = ScreeningEntry.objects.filter(study=access.study).latest("serial").serial
    for n in range(count):
        case = Case.objects.create(
            study=access.study, number=900 + last + n, pseudonym=f"Another {last + n}", created_at=NOON,
            changed_at=NOON,
        )  # fmt: skip
        entry = ScreeningEntry.objects.create(
            study=access.study, serial=last + 1 + n, site=first.site, screened_on=date(2026, 2, 2),
            put_forward_by="care coordinator", case=case if n % 2 else None, created_at=NOON, changed_at=NOON,
        )  # fmt: skip
        reached = [Stage.SCREENED, Stage.ELIGIBLE, Stage.INFORMED, Stage.CONTACT, *([Stage.CONSENTED] if n % 2 else [])]
        for day, stage in enumerate(reached):
            StageReached.objects.create(
                entry=entry, stage=stage, on=date(2026, 2, 2) + timedelta(days=day), created_at=NOON
            )
        Identity.objects.create(
            entry=entry, sealed=seal_for(entry, KeyUse.IDENTITY, b'{"name": "A"}', NOON), created_at=NOON,
            changed_at=NOON,
        )  # fmt: skip
        if criterion is not None:
            CriterionAnswer.objects.create(entry=entry, criterion=criterion.criterion, answer="yes")
        if band is not None:
            EntryBand.objects.create(entry=entry, frame=band.frame, band=band.band)
        if n % 2:
            _consent(first, entry, answers)
            Interview.objects.create(case=case, number=1, held_on=date(2026, 2, 20))
        _meet(access, entry, held=bool(n % 2))
        Withdrawal.objects.create(
            entry=entry, number=1, on=NOON.date(), levels=["contact"], before_cut_off=True, role="lead",
            created_at=NOON,
        )  # fmt: skip
        Deviation.objects.create(
            study=access.study, entry=entry, on=NOON.date(), kind="other", words="A departure", created_at=NOON,
            changed_at=NOON,
        )  # fmt: skip


def _consent(first: Consent, entry: ScreeningEntry, answers: list[ClauseAnswer]) -> None:
    made = Consent.objects.create(
        entry=entry, number=1, site=first.site, taken_at=first.taken_at, taken_by="the researcher", sheet=first.sheet,
        form=first.form, mode="paper", created_at=NOON, changed_at=NOON,
    )  # fmt: skip
    for one in answers:
        reply = "no" if one.clause.effect == "results" else one.reply
        ClauseAnswer.objects.create(consent=made, clause=one.clause, reply=reply)


def _meet(access: Access, entry: ScreeningEntry, *, held: bool) -> None:
    number = Meeting.objects.filter(study=access.study).count() + 1
    meeting = Meeting.objects.create(
        study=access.study, number=number, entry=entry, interviewer=access.person, starts_at=NOON,
        ends_at=NOON + timedelta(hours=1), place_type="home", recorded="notes", created_at=NOON, changed_at=NOON,
        state=MeetingState.HELD if held else MeetingState.PLANNED, began_at=NOON if held else None,
        ended_at=NOON + timedelta(hours=1) if held else None,
    )  # fmt: skip
    CheckIn.objects.create(meeting=meeting, due_at=NOON)
    Payment.objects.create(meeting=meeting, number=1, what="thanks", pence=2000, created_at=NOON, changed_at=NOON)


def cost(client: Client, address: str) -> list[str]:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return [one["sql"][:300] for one in asked.captured_queries]


@pytest.fixture
def world(access: Access) -> Access:
    meet(access)
    recruit(access)
    consent_all(access)
    keep(access)
    return access


def test_every_page_of_people_costs_the_same(world: Access, alice: Person) -> None:
    client = signed_in(alice)
    addresses = [*(reverse(page, args=["walking"]) for page in PAGES), reverse("today")]
    more(world, 2)
    few = {one: cost(client, one) for one in addresses}
    more(world, 8)
    many: dict[str, Any] = {one: cost(client, one) for one in addresses}
    grown = {one: many[one] for one in addresses if len(many[one]) != len(few[one])}
    assert not grown, {one: (len(few[one]), len(many[one]), _added(few[one], many[one])) for one in grown}


def _added(few: list[str], many: list[str]) -> list[str]:
    """What is asked more often, from its tables on."""
    return sorted({sql.split(" FROM ")[-1] for sql in many if sql not in few})[:6]
