"""Layouts: several ways of laying a case's statements out, all kept; one is in use and holds the personal themes."""

from datetime import datetime

from django.db.models import F

from lifeworld.analysis.models import Layout, PersonalTheme, Placement, Statement
from lifeworld.analysis.services.changes import Changes
from lifeworld.analysis.services.guards import check_unchanged, longest, take_case, take_up
from lifeworld.common.errors import DomainError, InvalidInputError, NotFoundError
from lifeworld.study.acting import now_changed, one_act
from lifeworld.study.models import Case
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access

FIRST_NAME = "First layout"
UNPLACED = -1


def layout_in_use(case: Case, at: datetime) -> Layout:
    """The case's layout in use, made when first asked for. Two who may ask at once go through `ready_table`."""
    layout = case.layouts.filter(in_use=True).first()
    return layout or Layout.objects.create(case=case, name=FIRST_NAME, in_use=True, created_at=at, changed_at=at)


def lay_new_statements(layout: Layout) -> None:
    """Give every statement a placement in the layout; new ones are not laid anywhere yet (`UNPLACED`)."""
    laid = Placement.objects.filter(layout=layout).values("statement_id")
    missing = Statement.objects.filter(case=layout.case_id).exclude(pk__in=laid).order_by("pk")
    Placement.objects.bulk_create(
        [Placement(layout=layout, statement=one, x=UNPLACED, y=UNPLACED) for one in missing.only("pk")],
        ignore_conflicts=True,
    )


@one_act(Right.ANALYSE)
def ready_table(*, access: Access, at: datetime, case: Case) -> Layout:
    """The layout in use of a case at hand, made by whoever comes first."""
    take_case(access, case)
    return layout_in_use(case, at)


@one_act(Right.ANALYSE)
def make_layout(*, access: Access, at: datetime, case: Case, name: str, copy_of: Layout | None = None) -> Layout:
    """Keep a new layout: empty, or as a copy of another of the same case. The one in use stays in use."""
    take_case(access, case)
    if copy_of is not None and copy_of.case_id != case.pk:
        raise NotFoundError("That layout is not one of this case's.")
    layout = Layout.objects.create(case=case, name=_name(name), in_use=False, created_at=at, changed_at=at)
    if copy_of is not None:
        _copy(copy_of, layout, at)
    lay_new_statements(layout)
    changes = Changes(access, at)
    changes.made(layout)
    changes.write("made layout", layout, area="board", case=case)
    return layout


@one_act(Right.ANALYSE)
def rename_layout(*, access: Access, at: datetime, layout: Layout, name: str, seen: datetime | None = None) -> Layout:
    """Give a layout another name."""
    take_up(access, layout)
    name = _name(name)
    check_unchanged(layout, seen, {"name": name})
    changes = Changes(access, at)
    changes.touch(layout)
    layout.name = name
    now_changed(layout, at)
    layout.save()
    changes.write("renamed layout", layout, area="board", case=layout.case)
    return layout


@one_act(Right.ANALYSE)
def use_layout(*, access: Access, at: datetime, layout: Layout) -> Layout:
    """Make a layout the one in use: its named piles are the case's personal themes from now on.

    Group themes keep what they were joined to; the group page says where a theme is from another layout.
    """
    take_up(access, layout)
    check_unchanged(layout, None)
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


@one_act(Right.ANALYSE)
def take_out_layout(*, access: Access, at: datetime, layout: Layout, seen: datetime | None = None) -> Layout:
    """Take a layout out of sight; undo brings it back. The one in use stays."""
    take_up(access, layout)
    if layout.removed_at is not None:
        return layout
    check_unchanged(layout, seen)
    if layout.in_use:
        raise DomainError(
            "This layout is in use: it holds the case's personal themes.",
            "Nothing was changed.",
            "Put another layout to use first.",
        )
    changes = Changes(access, at)
    changes.take_out(layout)
    changes.write("took out layout", layout, area="board", case=layout.case)
    return layout


def _name(name: str) -> str:
    name = " ".join(name.split())
    longest(name, 120)
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
