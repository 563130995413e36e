"""Forgetting again what came back: called whenever a store is opened and whenever a study is brought in."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from lifeworld.identities.keys import destroy_key
from lifeworld.identities.models import KeyUse, PersonKey
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.safekeeping.models import Destruction, Withdrawal
from lifeworld.safekeeping.rules.levels import Level
from lifeworld.safekeeping.selectors.mentions import REDACT
from lifeworld.safekeeping.services.clearing import clear_freed_space, clear_what_waits
from lifeworld.safekeeping.services.destroying import KEY_OF
from lifeworld.safekeeping.services.forgetting import forget_case
from lifeworld.safekeeping.services.forgotten import CASE, Line, lines_near, matches, remember
from lifeworld.study.models import Membership, Role
from lifeworld.study.selectors import Access


def forget_again(folder: Path, *, at: datetime) -> int:
    """Forget anew what the lists beside the store in `folder` name; answers how many things that were.

    What this store itself forgot and the list does not tell yet (the disk refused then) is written down first.

    Raises:
        ListDamagedError: a list cannot be read.
    """
    clear_what_waits()
    _write_down_missing(folder, at)
    lines = lines_near(folder)
    if not lines:
        return 0
    count = 0
    with transaction.atomic():
        for entry, line in list(matches(lines, _entries())):
            count += _again(entry, line, at)
    return count


def _entries() -> Iterator[ScreeningEntry]:
    """Those of whom something is here that could have been forgotten: a case, or a key."""
    live = PersonKey.objects.filter(destroyed_at__isnull=True).values("entry")
    wanted = ScreeningEntry.objects.filter(Q(case__isnull=False) | Q(pk__in=live))
    return wanted.select_related("study", "case").order_by("pk").iterator(chunk_size=500)


def _again(entry: ScreeningEntry, line: Line, at: datetime) -> bool:
    if line.what != CASE:
        meant = PersonKey.objects.filter(entry=entry, use=line.what, created_at__lte=line.at).exists()
        gone = meant and destroy_key(entry, KeyUse(line.what), at)
        if gone:
            transaction.on_commit(clear_freed_space)
        return gone
    lead = Membership.objects.filter(study=entry.study, role=Role.LEAD).select_related("person").first()
    if entry.case is None or entry.case.created_at > line.at or lead is None:
        return False
    access = Access(entry.study, lead.person, lead.role)
    # Nobody is there to be asked: every text that speaks of them is kept without them.
    gone_rows = forget_case(
        access=access, at=at, case=entry.case, on=localdate(line.at), decide=lambda _: REDACT, verb="forgot case again"
    )
    told = entry.withdrawals.filter(before_cut_off=True).values_list("levels", flat=True)
    if not any(Level.DATA in levels for levels in told):
        Withdrawal.objects.create(
            entry=entry, number=entry.withdrawals.count() + 1, on=localdate(line.at), levels=[Level.DATA],
            before_cut_off=True, gone=gone_rows, role=lead.role, created_at=at,
        )  # fmt: skip
    return True


def _write_down_missing(folder: Path, at: datetime) -> None:
    wanted: dict[str, dict[tuple[str, int], datetime]] = defaultdict(dict)
    for one in Withdrawal.objects.filter(before_cut_off=True).select_related("entry__study"):
        if Level.DATA in one.levels:
            wanted[CASE][one.entry.study.slug, one.entry.serial] = one.created_at
    for done in Destruction.objects.filter(done_at__isnull=False).select_related("study"):
        for use in KEY_OF.get(done.klass, ()):
            wanted[use] |= {(done.study.slug, serial): done.done_at or at for serial in done.serials}
    known = lines_near(folder) if any(wanted.values()) else []
    for what, people in wanted.items():
        for (study, serial), then in sorted(people.items()):
            if not any(line.what == what and line.is_of(study, serial) for line in known):
                remember(folder, study, serial, what, then)
