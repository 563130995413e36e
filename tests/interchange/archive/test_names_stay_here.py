"""Names stay in the store in which they were written: a later state leaves them, another store can write its own."""

from lifeworld.identities.models import Identity, Opening, PersonKey
from lifeworld.identities.rules.purposes import Purpose
from lifeworld.identities.services.looking import look_at
from lifeworld.identities.services.openings import open_names
from lifeworld.interchange.archive.bringing_in import clear_study
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.security.models import Person
from lifeworld.study.models import Role, Study
from lifeworld.study.selectors import Access
from tests.conftest import NOON
from tests.identities.known import know, write_down
from tests.interchange.archive.moving import archive_of, bring_in, forget
from tests.interchange.archive.test_already_here import go_on


def name_of(access: Access, serial: int) -> str:
    entry = ScreeningEntry.objects.get(study=access.study, serial=serial)
    open_names(access=access, at=NOON, purpose=Purpose.MEETING)
    return look_at(access=access, at=NOON, entry=entry).values["name"]


def test_a_later_state_that_takes_the_place_leaves_the_names(worked: Study, alice: Person, access: Access) -> None:
    serial = know(access, "quillon")
    before = archive_of(worked)
    go_on(worked, alice, "on the server")
    later = archive_of(worked)
    clear_study(worked)
    bring_in(before, alice)
    bring_in(later, alice, replace=True)
    again = Access(Study.objects.get(slug=worked.slug), alice, Role.LEAD)
    assert name_of(again, serial) == "quillon"


def test_another_store_has_the_serial_and_no_name_and_may_write_it_anew(
    worked: Study, alice: Person, access: Access
) -> None:
    serial = know(access, "quillon")
    content = archive_of(worked)
    forget(worked)
    for model in (Identity, PersonKey, Opening):  # as in a store where the study never was
        model.objects.all().delete()
    bring_in(content, alice)
    there = Access(Study.objects.get(slug=worked.slug), alice, Role.LEAD)
    assert name_of(there, serial) == "" and not Identity.objects.exists()
    write_down(there, serial, {"name": "Quillon again"})
    assert name_of(there, serial) == "Quillon again"
