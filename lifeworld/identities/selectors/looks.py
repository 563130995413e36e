"""Who opened the names, who looked at whom, when and for what: from the trail, without a name of anybody sealed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from lifeworld.common.errors import NotFoundError
from lifeworld.identities.rules.purposes import PURPOSES
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.security.models import Person
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.trail.models import Act
from lifeworld.trail.sentences import words_for

# The part of the trail that is about names; the acts of one study and area lie together in its index.
AREA = "names"
LOOKS_A_PAGE = 50


@dataclass(frozen=True)
class Look:
    """One row of the report. `serial` is None where an act was about the names as a whole."""

    at: datetime
    by: str
    did: str
    serial: int | None
    purpose: str


def looks_of(access: Access, part: Any, *, serial: int | None = None) -> tuple[Page[Act], list[Look]]:
    """One part of the report, the latest first; of one entry alone where its serial is given.

    Raises `NotFoundError` where the study has no such entry, or this person may not read the trail.
    """
    if not access.can(Right.READ_TRAIL):
        raise NotFoundError
    acts = Act.objects.filter(study=access.study.slug, case_number__isnull=True, area=AREA).order_by("-number")
    if serial is not None:
        acts = _about(access, acts, serial)
    page = Paginator(acts.select_related("detail"), LOOKS_A_PAGE).get_page(part)
    return page, _rows(access, list(page.object_list))


def _about(access: Access, acts: QuerySet[Act], serial: int) -> QuerySet[Act]:
    entry = ScreeningEntry.objects.filter(study=access.study, serial=serial).first()
    if entry is None:
        raise NotFoundError
    return acts.filter(object_type="screeningentry", object_id=entry.pk)


def _rows(access: Access, acts: Sequence[Act]) -> list[Look]:
    names = dict(Person.objects.filter(username__in={act.actor for act in acts}).values_list("username", "name"))
    serials = _serials(access, acts)
    return [
        Look(
            act.at,
            names.get(act.actor) or act.actor,
            words_for(act.verb),
            serials.get(act.number),
            _purpose(act),
        )
        for act in acts
    ]


def _serials(access: Access, acts: Sequence[Act]) -> dict[int, int]:
    """The serial of whom each act was about, by the act's number."""
    about = {act.number: act.object_id for act in acts if act.object_type == "screeningentry" and act.object_id}
    found = ScreeningEntry.objects.filter(study=access.study, pk__in=set(about.values()))
    serials = dict(found.values_list("pk", "serial"))
    return {number: serials[key] for number, key in about.items() if key in serials}


def _purpose(act: Act) -> str:
    """What for, as the trail tells it; empty where the act had none or its words were destroyed."""
    detail = getattr(act, "detail", None)
    after = (detail.changes[0].get("after") or {}) if detail and detail.changes else {}
    return PURPOSES.get(after.get("purpose", ""), "")
