"""Writing down who somebody is, sealed under a key of their own."""

import json
from collections.abc import Mapping
from datetime import datetime

from lifeworld.common.errors import InvalidInputError
from lifeworld.identities.keys import destroy_key, seal_for
from lifeworld.identities.models import Identity, KeyUse, PersonKey
from lifeworld.identities.rules.holding import HELD, complete, wrong_with
from lifeworld.identities.selectors.openings import live_opening
from lifeworld.identities.selectors.people import Known, to_write
from lifeworld.identities.services.telling import tell_of
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.recruitment.selectors.entries import entry_of
from lifeworld.study.acting import check_as_seen, now_changed, one_act
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access


@one_act(Right.IDENTITIES)
def write_identity(
    *, access: Access, at: datetime, known: Known, values: Mapping[str, str], seen: datetime | None = None
) -> Known:
    """Write down, or change, who somebody is: `values` by the names of `rules.holding`, all or some. `known` is from
    `services.looking.look_at`, and is read anew in place. The trail tells which parts changed, and nothing of them.

    Raises:
        NamesClosedError: this person has no live opening.
        NotOpenedError: they did not agree to be contacted, took their word back, or were destroyed.
        InvalidInputError: there is no name, or a part cannot be.
        ClashError: somebody changed it since `seen`.
    """
    entry = entry_of(access, known.entry.serial)
    now, purpose = to_write(access, at, entry), live_opening(access, at).purpose
    known.values, known.changed_at, known.written = now.values, now.changed_at, now.written
    check_as_seen(known, seen, values)
    given = complete(now.values | {name: value for name, value in values.items() if name in HELD})
    wrong = wrong_with(given)
    if wrong:
        raise InvalidInputError(wrong, "Nothing was changed, and what you typed is still here.", "Look at it again.")
    changed = [HELD[name].label for name in HELD if given[name] != now.values[name]]
    if changed:
        known.changed_at = _keep(entry, given, at)
        known.values, known.written = given, True
        verb = "changed name" if now.written else "wrote name"
        tell_of(access, at, verb, entry, purpose=purpose, parts=", ".join(changed))
    return known


def remove_name(access: Access, at: datetime, entry: ScreeningEntry) -> None:
    """Remove who somebody is, key first, within the act that takes back that they agreed to be contacted.

    The key's row goes as well, so that they can be written down if they agree after all. Raises `NotAllowedError`
    where this person may not open names.
    """
    access.require(Right.IDENTITIES)
    if not Identity.objects.filter(entry=entry).exists():
        return
    destroy_key(entry, KeyUse.IDENTITY, at)
    PersonKey.objects.filter(entry=entry, use=KeyUse.IDENTITY).delete()
    Identity.objects.filter(entry=entry).delete()
    tell_of(access, at, "removed name", entry)


def _keep(entry: ScreeningEntry, values: Mapping[str, str], at: datetime) -> datetime:
    content = json.dumps(values, ensure_ascii=False).encode("utf-8", "surrogatepass")
    sealed = seal_for(entry, KeyUse.IDENTITY, content, at)
    identity = Identity.objects.filter(entry=entry).first() or Identity(
        entry=entry, created_at=at, changed_at=entry.created_at
    )
    now_changed(identity, at)
    identity.sealed = sealed
    identity.save()
    return identity.changed_at
