"""Whose consent an agreed change asks for again."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from lifeworld.agenda.selectors.consent import tasks
from lifeworld.approvals.models import Change, Site
from lifeworld.approvals.services import changes
from lifeworld.consent.models import Consent
from lifeworld.consent.rules.clauses import USUAL
from lifeworld.consent.selectors.overview import reconsent_due
from lifeworld.consent.services import clauses
from lifeworld.consent.services.taking import record_consent
from lifeworld.recruitment.models import Leaving, Stage, StageReached
from lifeworld.study.selectors import Access
from tests.conftest import NOON
from tests.consent.consented import TAKEN, consent, consenting_site, given, taken_back, version_at

pytestmark = pytest.mark.usefixtures("sealed_store")
SINCE = date(2026, 2, 20)
LATER = datetime(2026, 2, 25, 10, 0, tzinfo=UTC)


@pytest.fixture
def site(access: Access) -> Site:
    return consenting_site(access)


def agreed(access: Access, whom: str, outcome: str = "favourable", affected: dict[int, bool] | None = None) -> Change:
    """A change of 10 February that asks for consent again, decided on `SINCE`."""
    values = {
        "label": "Amendment 1", "what": "A longer interview", "category": "substantial-amendment", "by_rec": True,
        "submitted_on": date(2026, 2, 10), "reconsent": whom, "reconsent_reason": "It asks more of them",
    }  # fmt: skip
    made = changes.add_change(access=access, at=NOON, values=values, affected=affected or {})
    return changes.set_outcome(access=access, at=NOON, change=made, outcome=outcome, on=SINCE)


def due(access: Access) -> list[tuple[int, str]]:
    return [(consent.entry.serial, change.label) for consent, change in reconsent_due(access)]


def interviewed(made: Consent) -> None:
    StageReached.objects.create(entry=made.entry, stage=Stage.INTERVIEWED, on=date(2026, 2, 12), created_at=NOON)


def test_nobody_is_asked_again_without_an_agreed_change(access: Access, site: Site) -> None:
    consent(access, site)
    assert due(access) == []
    agreed(access, "everyone", outcome="unfavourable")
    agreed(access, "nobody")
    assert due(access) == []


def test_everyone_or_only_those_still_to_be_interviewed(access: Access, site: Site) -> None:
    first, second = consent(access, site), consent(access, site, pseudonym="Agnes")
    interviewed(first)
    agreed(access, "to-be-interviewed")
    assert due(access) == [(second.entry.serial, "Amendment 1")]
    agreed(access, "everyone")
    assert [serial for serial, _ in due(access)] == [first.entry.serial, second.entry.serial]
    asked = [task.what for task in tasks(access) if "again" in task.what]
    assert asked == [f"Ask entry {one.entry.serial} for their consent again" for one in (first, second)]


def test_a_later_consent_answers_it_and_so_does_one_on_what_the_change_brought(access: Access, site: Site) -> None:
    first = consent(access, site)
    newer = version_at(access, site, "form", "1.1", live=SINCE)
    clauses.set_clauses(access=access, at=NOON, form=newer, clauses=USUAL)
    early = consent(access, site, pseudonym="Agnes", form=newer)
    agreed(access, "everyone", affected={newer.pk: True})
    assert due(access) == [(first.entry.serial, "Amendment 1")], early.entry.serial
    again: dict[str, Any] = {"taken_at": LATER, "pseudonym": ""}
    record_consent(access=access, at=NOON, entry=first.entry, given=given(access, form=newer, **again))
    assert due(access) == []


def test_whoever_took_their_consent_back_or_left_is_not_asked(access: Access, site: Site) -> None:
    back, left = consent(access, site), consent(access, site, pseudonym="Agnes")
    agreed(access, "everyone")
    assert len(due(access)) == 2
    taken_back(access, back, TAKEN.date())
    assert [serial for serial, _ in due(access)] == [left.entry.serial]
    Leaving.objects.create(entry=left.entry, on=LATER.date(), reason="no-reply", created_at=NOON)
    assert due(access) == []
