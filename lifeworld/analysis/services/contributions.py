"""Contributions: which personal themes (or statements) a group theme joins, how each stands to it, what stays out."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from lifeworld.analysis.models import Contribution, GroupTheme, PersonalTheme, Stance, Statement
from lifeworld.analysis.services.changes import Changes
from lifeworld.analysis.services.group_themes import AREA, group_theme_in, take_group_theme
from lifeworld.analysis.services.guards import (
    check_across,
    check_made_here,
    check_unchanged,
    longest,
)
from lifeworld.common.errors import DomainError, InvalidInputError, NotFoundError
from lifeworld.study.acting import now_changed, one_act, read_again
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access

FIELDS = frozenset({"stance", "comment", "position", "group_theme"})
WORDS = frozenset({"stance", "comment"})


@one_act(Right.ANALYSE)
def join_theme(
    *, access: Access, at: datetime, theme: GroupTheme, stance: str, comment: str = "",
    personal_theme: int | None = None, statement: int | None = None, client_key: UUID | None = None,
) -> Contribution:  # fmt: skip
    """Join one personal theme (or one statement) of any case to a group theme, with its stance.

    Raises `InvalidInputError` unless exactly one of the two is given, `DomainError` where it is joined already or
    set aside.
    """
    take_group_theme(access, theme)
    check_unchanged(theme, None)
    keyed = Contribution.objects.filter(client_key=client_key).select_related("group_theme")
    made = keyed.first() if client_key else None
    if made:
        check_made_here(made.group_theme.study_id, access.study.pk)
        return made
    _check_stance(stance)
    longest(comment, 5_000)
    joins = _joined(access, personal_theme, statement)
    _check_not_joined(theme, joins)
    changes = Changes(access, at)
    contribution = Contribution.objects.create(
        group_theme=theme, stance=stance, comment=comment, position=theme.contributions.count(),
        client_key=client_key, created_at=at, changed_at=at, **joins,
    )  # fmt: skip
    changes.made(contribution)
    changes.write("joined personal theme", contribution, area=AREA)
    return contribution


@one_act(Right.ANALYSE)
def change_contribution(
    *, access: Access, at: datetime, contribution: Contribution, values: Mapping[str, Any],
    seen: datetime | None = None,
) -> Contribution:  # fmt: skip
    """Change stance, comment, order, or move it to another group theme (`group_theme`: its key)."""
    _take_contribution(access, contribution)
    said = {name: value for name, value in values.items() if name in WORDS}
    check_unchanged(contribution, seen if said else None, said)
    if set(values) - FIELDS:
        raise InvalidInputError("Something other than a contribution's fields was sent.")
    if "stance" in values:
        _check_stance(values["stance"])
    longest(values.get("comment", ""), 5_000)
    changes = Changes(access, at)
    changes.touch(contribution)
    for field, value in values.items():
        if field == "group_theme":
            _move(access, contribution, value)
        else:
            setattr(contribution, field, max(0, int(value)) if field == "position" else value)
    if said:
        now_changed(contribution, at)
    contribution.save()
    changes.write("changed contribution", contribution, area=AREA)
    return contribution


@one_act(Right.ANALYSE)
def take_out_contribution(
    *, access: Access, at: datetime, contribution: Contribution, seen: datetime | None = None
) -> Contribution:
    """Take a contribution out of its group theme; the personal theme stays as it is."""
    _take_contribution(access, contribution)
    if contribution.removed_at is not None:
        return contribution
    check_unchanged(contribution, seen)
    changes = Changes(access, at)
    changes.take_out(contribution)
    changes.write("took out contribution", contribution, area=AREA)
    return contribution


@one_act(Right.ANALYSE)
def set_personal_theme_aside(
    *, access: Access, at: datetime, theme: PersonalTheme, reason: str, seen: datetime | None = None
) -> PersonalTheme:
    """Leave a personal theme out of the group level, with the reason.

    Raises `InvalidInputError` without one (`ipa.md` (c), hard check 9: all that is set aside carries a reason), and
    `DomainError` while a group theme uses it or one of its sub-themes.
    """
    if not reason.strip():
        raise InvalidInputError(
            "Setting a theme aside needs a reason.", "The theme is where it was.", "Write a few words on why."
        )
    if used_by(theme).exists():
        raise DomainError(
            "This theme is in use, so it cannot be set aside.",
            "Nothing was changed.",
            "Take it out of the group theme first.",
        )
    return _aside(access, at, theme, reason.strip(), "set personal theme aside", seen)


@one_act(Right.ANALYSE)
def take_personal_theme_back(
    *, access: Access, at: datetime, theme: PersonalTheme, seen: datetime | None = None
) -> PersonalTheme:
    """Take a personal theme that was set aside back among those not used yet."""
    return _aside(access, at, theme, "", "took personal theme back", seen)


def _aside(
    access: Access, at: datetime, theme: PersonalTheme, reason: str, verb: str, seen: datetime | None
) -> PersonalTheme:
    check_across(access)
    longest(reason, 2_000)
    read_again(theme, "layout__case")
    if theme.layout.case.study_id != access.study.pk:
        raise NotFoundError
    check_unchanged(theme, seen, {"set_aside_reason": reason})
    changes = Changes(access, at)
    changes.touch(theme)
    theme.set_aside_reason = reason
    now_changed(theme, at)
    theme.save()
    changes.write(verb, theme, area=AREA, why=reason)
    return theme


def _take_contribution(access: Access, contribution: Contribution) -> None:
    check_across(access)
    read_again(contribution, "group_theme", "personal_theme__layout__case", "statement__case")
    if contribution.group_theme.study_id != access.study.pk:
        raise NotFoundError
    if contribution.group_theme.removed_at is not None:
        raise NotFoundError("Its group theme was taken out. Undo brings it back.")


def _joined(access: Access, personal_theme: int | None, statement: int | None) -> dict[str, int]:
    if (personal_theme is None) == (statement is None):
        raise InvalidInputError("A contribution joins one personal theme or one statement.")
    if personal_theme is not None:
        theme = personal_theme_in(access, personal_theme)
        if theme is None:
            raise NotFoundError("That personal theme is not one of a signed-off case of this study.")
        if why_aside(theme):
            raise DomainError("That theme is set aside.", "Nothing was changed.", "Take it back first, then join it.")
        return {"personal_theme_id": personal_theme}
    statements = Statement.objects.filter(case__study=access.study, removed_at__isnull=True)
    found = statements.filter(pk=statement or 0, case__state="signed_off").first()
    if found is None:
        raise NotFoundError("That statement is not one of a signed-off case of this study.")
    if found.set_aside_reason:
        raise DomainError("That statement is set aside.", "Nothing was changed.", "Take it back first, then join it.")
    return {"statement_id": found.pk}


def _check_not_joined(theme: GroupTheme, joins: Mapping[str, int | None]) -> None:
    if theme.contributions.filter(removed_at__isnull=True, **joins).exists():
        raise DomainError(
            "That is in this group theme already.", "Nothing was changed.", "Change its stance there instead."
        )


def _move(access: Access, contribution: Contribution, key: int) -> None:
    if key == contribution.group_theme_id:
        return
    theme = group_theme_in(access, key)
    joins = {"personal_theme_id": contribution.personal_theme_id, "statement_id": contribution.statement_id}
    _check_not_joined(theme, joins)
    contribution.group_theme = theme


def _check_stance(stance: str) -> None:
    if stance not in Stance.values:
        raise InvalidInputError(
            "A stance is convergent, divergent or variant.",
            "Nothing was changed.",
            "Choose one of the three.",
        )


def personal_theme_in(access: Access, key: int) -> PersonalTheme | None:
    """A personal theme of a signed-off case of this study, by its key. A pile without a name is none yet."""
    themes = PersonalTheme.objects.filter(layout__case__study=access.study, layout__case__state="signed_off")
    found = themes.filter(pk=key, removed_at__isnull=True).exclude(name="")
    return found.select_related("layout__case", "parent").first()


def used_by(one: PersonalTheme | Statement) -> QuerySet[Contribution]:
    """The contributions in sight that join a statement, a personal theme or one of its sub-themes; of what was
    dissolved none is."""
    in_sight = Contribution.objects.filter(removed_at__isnull=True, group_theme__removed_at__isnull=True)
    if isinstance(one, Statement):
        return in_sight.filter(statement=one)
    joined = in_sight.filter(Q(personal_theme=one) | Q(personal_theme__parent=one))
    return joined.filter(personal_theme__removed_at__isnull=True)


def why_aside(theme: PersonalTheme) -> str:
    """Why a personal theme, or the theme that it is a sub-theme of, was set aside; empty where neither was."""
    return theme.set_aside_reason or (theme.parent.set_aside_reason if theme.parent else "")
