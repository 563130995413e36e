"""No letter goes to whoever does not wish for the findings: their name does not open for it."""

import pytest

from lifeworld.consent.services.consents import take_back_clause
from lifeworld.identities.rules.purposes import Purpose
from lifeworld.identities.selectors.people import NotOpenedError
from lifeworld.identities.services.looking import look_at
from lifeworld.identities.services.openings import open_names
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.study.selectors import Access
from tests.conftest import NOON
from tests.consent.consented import consent, consenting_site, newest, numbers
from tests.identities.known import write_down

pytestmark = pytest.mark.usefixtures("sealed_store")


def opens_for_the_findings(access: Access, entry: ScreeningEntry) -> bool:
    open_names(access=access, at=NOON, purpose=Purpose.ASKED_FOR)
    try:
        return look_at(access=access, at=NOON, entry=entry).written
    except NotOpenedError:
        return False


@pytest.mark.parametrize(("reply", "opens"), [("yes", True), ("no", False), ("not-asked", True)])
def test_a_name_opens_for_the_findings_as_the_consent_says(access: Access, reply: str, opens: bool) -> None:
    made = consent(access, consenting_site(access), {"results": reply})
    write_down(access, made.entry.serial, {"name": "Somebody"})
    assert opens_for_the_findings(access, made.entry) is opens


def test_taken_back_it_opens_no_more(access: Access) -> None:
    made = consent(access, consenting_site(access))
    write_down(access, made.entry.serial, {"name": "Somebody"})
    clause = numbers(newest(access, "form"))["results"]
    take_back_clause(access=access, at=NOON, consent=made, number=clause, on=NOON.date())
    assert not opens_for_the_findings(access, made.entry)
