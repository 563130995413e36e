"""How long the fictional study keeps what, as its information sheet promises, and one destruction that fell due."""

from typing import Any

from lifeworld.approvals.models import DocumentKind, DocumentVersion
from lifeworld.interchange.fictional.clock import Clock
from lifeworld.safekeeping.rules.retention import class_named
from lifeworld.safekeeping.services.destruction import confirm, propose
from lifeworld.safekeeping.services.retention import set_destruction_aside, set_retention
from lifeworld.study.selectors import Access


def keep(access: Access, clock: Clock, plan: list[dict[str, Any]]) -> None:
    """Set each class of `[[keeping]]`; set its destruction aside, or propose and confirm it, where the plan says so."""
    found = DocumentVersion.objects.defer("content")
    sheet = found.get(document__study=access.study, document__kind=DocumentKind.SHEET, label="1.2")
    for one in plan:
        klass, at = one["klass"], clock.tick
        values: dict[str, Any] = {name: one[name] for name in ("months", "promised_months", "promise") if name in one}
        if "promise" in values:
            values["sheet_id"] = sheet.pk
        if values:
            set_retention(access=access, at=at(), klass=klass, values=values)
        if "aside" in one:
            set_destruction_aside(access=access, at=at(), klass=klass, because=one["aside"], on=clock.time.date())
        if "destroyed_on" in one:
            clock.reach(one["destroyed_on"])
            named = class_named(klass)
            assert named is not None
            made = propose(access=access, at=at(), today=clock.time.date(), klass=klass)
            confirm(access=access, at=at(), today=clock.time.date(), destruction=made, typed=named.name)
