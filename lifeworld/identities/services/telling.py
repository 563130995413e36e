"""The trail's rows about names: purpose and serial, and never a value of anybody's."""

from datetime import datetime

from django.db.models import Model

from lifeworld.identities.rules.purposes import PURPOSES
from lifeworld.identities.selectors.looks import AREA
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.study.selectors import Access
from lifeworld.trail.services import record


def tell_of(access: Access, at: datetime, verb: str, obj: Model, *, purpose: str = "", **also: str) -> None:
    """Write an act about an opening or an entry; `also` must hold nothing that is sealed."""
    kind = obj._meta.model_name or ""
    after = {"purpose": purpose} if purpose else {}
    why = PURPOSES.get(purpose, "")
    if isinstance(obj, ScreeningEntry):
        after["serial"] = str(obj.serial)
        why = f"Entry {obj.serial}: {why[:1].lower()}{why[1:]}" if why else f"Entry {obj.serial}"
    record(
        by=access.person.username, at=at, verb=verb, study=access.study.slug, area=AREA, object_type=kind,
        object_id=obj.pk, changes=[{"type": kind, "id": obj.pk, "before": None, "after": after | also}], why=why,
    )  # fmt: skip
