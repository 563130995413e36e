"""People who agreed to be contacted, and whose name and contacts are written down, for tests that walk all there is."""

from collections.abc import Mapping

from lifeworld.approvals.models import Route, Site
from lifeworld.identities.keys import destroy_key
from lifeworld.identities.models import Identity, KeyUse
from lifeworld.identities.rules.purposes import Purpose
from lifeworld.identities.selectors.people import Known, to_write
from lifeworld.identities.services.openings import close_names, open_names
from lifeworld.identities.services.people import write_identity
from lifeworld.recruitment.models import Leaving, ScreeningEntry, Stage, StageReached
from lifeworld.recruitment.selectors.entries import entry_of
from lifeworld.study.selectors import Access
from tests.conftest import NOON

TO_CONTACT = (Stage.SCREENED, Stage.ELIGIBLE, Stage.INFORMED, Stage.CONTACT)


def put_forward(access: Access, *stages: Stage) -> ScreeningEntry:
    """Somebody under the next serial, who came to these stages on one day."""
    study, times = access.study, {"created_at": NOON, "changed_at": NOON}
    site, _ = Site.objects.get_or_create(
        study=study, number=1, defaults={"organisation": "Norfolk Trust", "route": Route.values[0], **times}
    )
    serial = ScreeningEntry.objects.filter(study=study).count() + 1
    entry = ScreeningEntry.objects.create(
        study=study, serial=serial, site=site, screened_on=NOON.date(), put_forward_by="care coordinator", **times
    )
    for stage in stages or (Stage.SCREENED,):
        StageReached.objects.create(entry=entry, stage=stage, on=NOON.date(), created_at=NOON)
    return entry


def agreed(access: Access) -> ScreeningEntry:
    """Somebody who agreed to be contacted."""
    return put_forward(access, *TO_CONTACT)


def left(entry: ScreeningEntry, reason: str) -> None:
    """They went no further."""
    Leaving.objects.create(entry=entry, on=NOON.date(), reason=reason, created_at=NOON)


def destroy(entry: ScreeningEntry) -> None:
    """What is kept of who they are is destroyed, key first, as the destruction of a class of records does it."""
    destroy_key(entry, KeyUse.IDENTITY, NOON)
    Identity.objects.filter(entry=entry).delete()


def write_down(access: Access, serial: int, values: Mapping[str, str]) -> Known:
    """Write down the contacts of somebody who agreed to be contacted, and close the names again."""
    open_names(access=access, at=NOON, purpose=Purpose.NEW)
    known = to_write(access, NOON, entry_of(access, serial))
    write_identity(access=access, at=NOON, known=known, values=values)
    close_names(access=access, at=NOON)
    return known


def know(access: Access, secret: str = "secret") -> int:
    """Somebody new with every part written down, each holding `secret` where it is words; answers their serial."""
    words = ("name", "called", "phone", "address", "reach_by", "gp", "gp_contact", "access_needs")
    given = dict.fromkeys(words, secret) | {"message": "no", "asked_for": "findings"}
    entry = agreed(access)
    write_down(access, entry.serial, given | {"email": f"{''.join(secret.split())}@example.org"})
    return entry.serial
