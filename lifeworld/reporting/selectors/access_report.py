"""Who may see what, and who opened names or took something out, read from the trail."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from lifeworld.identities.rules.purposes import PURPOSES
from lifeworld.reporting.kinds import FORMATS, KINDS
from lifeworld.reporting.rules.access_report import NAMES, OUT, PAPERS, Member, Seen
from lifeworld.reporting.rules.phrases import capital
from lifeworld.study.models import Role
from lifeworld.study.rules.labels import words_for
from lifeworld.study.rules.roles import RIGHTS, Right
from lifeworld.study.selectors import Access, members_of
from lifeworld.trail import sentences
from lifeworld.trail.models import Act
from lifeworld.trail.selectors import acts_of

# The acts that show somebody what is kept apart, or carry something out, and the heading each stands under.
WATCHED: dict[str, str] = {
    "opened names": NAMES,
    "looked at name": NAMES,
    "opened meeting place": NAMES,
    "read incident": NAMES,
    "exported": OUT,
    "took out theme map": OUT,
    "took out study": OUT,
    "took out study record": OUT,
    "took out document": PAPERS,
    "took out original": PAPERS,
    "took out signed form": PAPERS,
    "took out copy of consent": PAPERS,
    "took out certificate": PAPERS,
}


def members_who_may(access: Access) -> list[Member]:
    """Everybody who works in the study, with what their role lets them do, in the order of the rights."""
    access.require(Right.READ_TRAIL)
    return [
        Member(one.person.get_username(), str(Role(one.role).label), tuple(
            right.value for right in Right if right in RIGHTS[one.role]
        ))
        for one in members_of(access)
    ]  # fmt: skip


def what_was_seen(access: Access) -> list[Seen]:
    """What each person opened or took out, by day. No case is told, so nothing of a closed one is."""
    counted: Counter[tuple[str, date, str, str]] = Counter()
    for act in _watched(access).iterator(chunk_size=2_000):
        # The actor is a living person's name in the store, and identifying. This one table is about them.
        counted[(WATCHED[act.verb], localdate(act.at), act.actor, _what(access, act))] += 1
    return [Seen(part, on, who, what, times) for (part, on, who, what), times in counted.items()]


def how_much_was_seen(access: Access) -> int:
    """How many acts it would be read from."""
    return _watched(access).count()


def _watched(access: Access) -> QuerySet[Act]:
    access.require(Right.READ_TRAIL)
    own = acts_of(access.study.slug).filter(verb__in=WATCHED)
    # Of a study that left as an archive the store's trail tells: a row in its own would change it on the way.
    return own | acts_of("").filter(verb="took out study", object_id=access.study.pk)


def _what(access: Access, act: Act) -> str:
    said, change = capital(sentences.words_for(act.verb)), _first_change(act)
    purpose, kind, fmt = (str(change.get(name, "")) for name in ("purpose", "kind", "format"))
    if act.verb == "opened names" and purpose in PURPOSES:
        return f"{said}: {PURPOSES[purpose]}"
    if act.verb == "exported" and kind in KINDS:
        name = KINDS[kind].name_in(words_for(access.study.label_profile))
        return f"{said}: {name}{f', as {FORMATS[fmt].name}' if fmt in FORMATS else ''}"
    return said


def _first_change(act: Act) -> dict[str, Any]:
    detail = getattr(act, "detail", None)
    after = detail.changes[0].get("after") if detail and detail.changes else None
    return after if isinstance(after, dict) else {}
