"""Layouts: several ways of laying a case's statements out, all kept; one is in use and holds the personal themes."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from lifeworld.analysis.models import Layout, PersonalTheme, Placement, Statement
from lifeworld.analysis.services.changes import Changes
from lifeworld.analysis.services.guards import check_case_at_hand
from lifeworld.common.errors import DomainError, InvalidInputError
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access

FIRST_NAME = "First layout"
UNPLACED = -1


def layout_in_use(case: Case, at: datetime) -> Layout:
    """The case's layout in use, made when first asked for."""
    layout = case.layouts.filter(in_use=True).first()
    return layout or Layout.objects.create(case=case, name=FIRST_NAME, in_use=True, created_at=at)


def lay_new_statements(layout: Layout) -> None:
    """Give every statement a placement in the layout; new ones are not laid anywhere yet (`UNPLACED`)."""
    laid = Placement.objects.filter(layout=layout).values("statement_id")
    missing = Statement.objects.filter(case=layout.case_id).exclude(pk__in=laid).order_by("pk")
    Placement.objects.bulk_create(
        [Placement(layout=layout, statement=one, x=UNPLACED, y=UNPLACED) for one in missing.only("pk")],
        ignore_conflicts=True,
    )


def make_layout(*, access: Access, at: datetime, case: Case, name: str, copy_of: Layout | None = None) -> Layout:
    """Keep a new layout: empty, or as a copy of another of the same case. The one in use stays in use."""
    check_case_at_hand(access, case)
    with transaction.atomic():
        layout = Layout.objects.create(case=case, name=_name(name), in_use=False, created_at=at)
        if copy_of is not None:
            _copy(copy_of, layout, at)
        lay_new_statements(layout)
        changes = Changes(access, at)
        changes.made(layout)
        changes.write("made layout", layout, area="board", case=case)
    return layout


def rename_layout(*, access: Access, at: datetime, layout: Layout, name: str) -> Layout:
    """Give a layout another name."""
    check_case_at_hand(access, layout.case)
    with transaction.atomic():
        changes = Changes(access, at)
        changes.touch(layout)
        layout.name = _name(name)
        layout.save()
        changes.write("renamed layout", layout, area="board", case=layout.case)
    return layout


def use_layout(*, access: Access, at: datetime, layout: Layout) -> Layout:
    """Make a layout the one in use: its named piles are the case's personal themes from now on.

    Group themes keep what they were joined to; the group page says where a theme is from another layout.
    """
    check_case_at_hand(access, layout.case)
    with transaction.atomic():
        changes = Changes(access, at)
        for other in layout.case.layouts.filter(in_use=True).exclude(pk=layout.pk):
            changes.touch(other)
            other.in_use = False
            other.save()
        changes.touch(layout)
        layout.in_use = True
        layout.save()
        changes.write("put layout to use", layout, area="board", case=layout.case)
    return layout


def take_out_layout(*, access: Access, at: datetime, layout: Layout) -> Layout:
    """Take a layout out of sight; undo brings it back. The one in use stays."""
    check_case_at_hand(access, layout.case)
    if layout.in_use:
        raise DomainError(
            "This layout is in use: it holds the case's personal themes.",
            "Nothing was changed.",
            "Put another layout to use first.",
        )
    with transaction.atomic():
        changes = Changes(access, at)
        changes.touch(layout)
        layout.removed_at = at
        layout.save()
        changes.write("took out layout", layout, area="board", case=layout.case)
    return layout


def _name(name: str) -> str:
    name = " ".join(name.split())[:120]
    if not name:
        raise InvalidInputError("A layout needs a name.", "Nothing was changed.", "Type a name.")
    return name


def _copy(source: Layout, target: Layout, at: datetime) -> None:
    twins: dict[int, PersonalTheme] = {}
    top_first = F("parent_id").asc(nulls_first=True)
    # Top-level piles come first, so that a sub-theme's parent has its twin already.
    for theme in source.themes.filter(removed_at__isnull=True).order_by(top_first, "position", "pk"):
        old = theme.pk
        theme.pk = None
        theme._state.adding = True
        theme.layout, theme.client_key, theme.created_at, theme.changed_at = target, None, at, at
        theme.parent = twins[theme.parent_id] if theme.parent_id else None
        theme.save()
        twins[old] = theme
    placements = list(source.placements.all())
    for placement in placements:
        placement.pk = None
        placement._state.adding = True
        placement.layout = target
        placement.theme = twins.get(placement.theme_id) if placement.theme_id else None
    Placement.objects.bulk_create(placements)
