"""A study with something of every kind of this room in it, for tests that walk or move all there is."""

from datetime import date
from typing import Any

from lifeworld.analysis.models import GroupTheme, ThemeChanged
from lifeworld.identities.keys import seal_for
from lifeworld.identities.models import KeyUse
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.safekeeping.models import BackupMade
from lifeworld.safekeeping.rules.retention import class_named
from lifeworld.safekeeping.services import destruction, retention, withdrawals
from lifeworld.study.selectors import Access
from tests.conftest import NOON
from tests.recruitment.recruited import open_site, put_forward


def keep(access: Access, secret: str = "secret") -> dict[str, Any]:
    """One withdrawal, one rule, one destruction that is done, one changed theme; answers keys by name in addresses."""
    first = ScreeningEntry.objects.filter(study=access.study).first() or put_forward(access, open_site(access, secret))
    other = put_forward(access, first.site)
    withdrawals.withdraw(access=access, at=NOON, entry=other, levels=["contact"], on=NOON.date())
    withdrawals.withdraw(access=access, at=NOON, entry=first, levels=[], on=NOON.date(), results="decline")
    _destroy_a_name(access, other)
    retention.set_destruction_aside(access=access, at=NOON, klass="trail", because=secret, on=NOON.date())
    theme = GroupTheme.objects.filter(study=access.study).first()
    if theme is not None:
        ThemeChanged.objects.create(theme=theme, on=NOON.date(), contributions=1, created_at=NOON)
    backup = BackupMade.objects.create(made_at=NOON, sha256="a" * 64, size=1, keep_until=date(2026, 6, 1))
    return {"serial": first.serial, "backup": backup.pk}


def _destroy_a_name(access: Access, entry: ScreeningEntry) -> None:
    seal_for(entry, KeyUse.IDENTITY, b"a name", NOON)
    values = {"months": 0, "trigger_on": date(2026, 1, 1)}
    retention.set_retention(access=access, at=NOON, klass="reply-slips", values=values)
    made = destruction.propose(access=access, at=NOON, today=NOON.date(), klass="reply-slips")
    klass = class_named("reply-slips")
    assert klass is not None
    destruction.confirm(access=access, at=NOON, today=NOON.date(), destruction=made, typed=klass.name)
