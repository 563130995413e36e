"""Undo and redo, from the trail: each reverses one act and is an act itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import IntegrityError
from django.db.models import Model

from lifeworld.analysis.models import Contribution, GroupTheme, Layout, PersonalTheme, Placement, Statement
from lifeworld.analysis.rules.undo import REDO, UNDO
from lifeworld.analysis.selectors.history import stacks_for
from lifeworld.analysis.services.changes import KINDS, bring_back, state_of
from lifeworld.analysis.services.contributions import used_by, why_aside
from lifeworld.analysis.services.guards import check_across, take_case
from lifeworld.common.errors import DomainError
from lifeworld.study.acting import one_act
from lifeworld.study.models import Case
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.trail.models import Act
from lifeworld.trail.services import record


@dataclass(frozen=True)
class Reversal:
    """What an undo or redo did: the act it reversed, the objects as they are now, and its own row."""

    reversed_act: Act
    objects: list[Model]
    act: Act


class Step(Protocol):
    """`undo` or `redo`."""

    def __call__(self, *, access: Access, at: datetime, area: str, case: Case | None = None) -> Reversal:
        """Reverse one act."""


@one_act(Right.ANALYSE)
def undo(*, access: Access, at: datetime, area: str, case: Case | None = None) -> Reversal:
    """Reverse this person's last act in the area. Raises `DomainError` where there is none, or it was overtaken."""
    return _reverse(access, at, area, case, UNDO)


@one_act(Right.ANALYSE)
def redo(*, access: Access, at: datetime, area: str, case: Case | None = None) -> Reversal:
    """Do again what was undone last."""
    return _reverse(access, at, area, case, REDO)


def _reverse(access: Access, at: datetime, area: str, case: Case | None, verb: str) -> Reversal:
    if case:
        take_case(access, case)
    else:
        check_across(access)
    both = stacks_for(access, area, case)
    numbers = both.done if verb == UNDO else both.undone
    if not numbers:
        word = "undo" if verb == UNDO else "redo"
        raise DomainError(f"There is nothing to {word} here.", "Everything is as it was.")
    act = Act.objects.select_related("detail").get(study=access.study.slug, number=numbers[-1])
    source, target = ("after", "before") if verb == UNDO else ("before", "after")
    changes = act.detail.changes
    _check_not_overtaken(changes, source)
    try:
        objects = [bring_back(c["type"], c["id"], c[target], at) for c in _safe_order(changes, target)]
    except IntegrityError as clash:
        # What it would bring back has been made anew since, by another hand.
        raise _overtaken() from clash
    _check_in_place(objects)
    flipped = [{"type": c["type"], "id": c["id"], "before": c[source], "after": c[target]} for c in changes]
    row = record(
        by=access.person.username, at=at, verb=verb, study=access.study.slug, area=area,
        case_number=case.number if case else None, object_type=act.object_type, object_id=act.object_id,
        changes=flipped, reverses=act.number,
    )  # fmt: skip
    return Reversal(act, objects, row)


def _check_not_overtaken(changes: list[dict[str, Any]], source: str) -> None:
    for change in changes:
        model = KINDS[change["type"]].model
        if state_of(model._default_manager.get(pk=change["id"])) != change[source]:
            raise _overtaken()


def _check_in_place(objects: list[Model]) -> None:
    """Raise where something would come to lie in what another hand took out since, or go with another's work in it.

    What lies so is on no page: neither on the table nor among those not used yet. Nor is what a group theme uses ever
    set aside, be it by itself or beneath the theme that was.
    """
    laid = Placement.objects.filter(pk__in=[one.pk for one in objects if isinstance(one, Placement)])
    joined = Contribution.objects.filter(
        pk__in=[one.pk for one in objects if isinstance(one, Contribution)], removed_at__isnull=True
    ).select_related("group_theme", "personal_theme__parent", "statement")
    if (
        laid.filter(theme__removed_at__isnull=False).exists()
        or any(
            one.group_theme.removed_at is not None or _is_aside(one.personal_theme or one.statement) for one in joined
        )
        or any(_is_lost(one) for one in objects if isinstance(one, PersonalTheme | GroupTheme))
        or any(
            _is_aside(one) and used_by(one).exists() for one in objects if isinstance(one, PersonalTheme | Statement)
        )
    ):
        raise _overtaken()


def _is_aside(one: PersonalTheme | Statement | None) -> bool:
    return one is not None and bool(one.set_aside_reason if isinstance(one, Statement) else why_aside(one))


def _is_lost(theme: PersonalTheme | GroupTheme) -> bool:
    """Whether a theme is gone with something in sight within it, or lies deeper than one level or in what is gone."""
    below = theme.subthemes.filter(removed_at__isnull=True).exists()
    if theme.removed_at is not None:
        if isinstance(theme, PersonalTheme):
            return below or theme.placements.exists()
        return below or theme.contributions.filter(removed_at__isnull=True).exists()
    above = theme.parent
    return above is not None and (below or above.removed_at is not None or above.parent_id is not None)


def _overtaken() -> DomainError:
    return DomainError(
        "Something changed here since, so that step cannot be taken back by itself.",
        "Everything is as it was.",
        "Change it by hand; the trail shows what stood before.",
    )


def _safe_order(changes: list[dict[str, Any]], target: str) -> list[dict[str, Any]]:
    # Only one layout may be in use at a time, so the one that goes out of use is brought back first.
    return sorted(changes, key=lambda c: c["type"] == "layout" and bool(c[target].get("in_use")))


def layout_of(objects: list[Model]) -> int | None:
    """The layout that reversed objects belong to, to show it; None where it is out of sight now."""
    for obj in objects:
        layout = obj if isinstance(obj, Layout) else getattr(obj, "layout", None)
        if isinstance(layout, Layout):
            return layout.pk if layout.removed_at is None else None
    return None
