"""What the group page shows: group themes with who stands how to each, and what is not used yet."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from lifeworld.analysis.models import Contribution, GroupTheme, PersonalTheme
from lifeworld.analysis.rules.absence import not_found_in
from lifeworld.analysis.selectors.access import access_across
from lifeworld.analysis.selectors.withheld import withheld_from
from lifeworld.common.errors import NotFoundError
from lifeworld.security.models import Person
from lifeworld.study.models import Case, CaseState, Study
from lifeworld.study.rules.labels import Words, words_for
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, cases_in


@dataclass(frozen=True)
class ContributionView:
    """One case's part in a group theme. `name` is the personal theme's name or the statement's words."""

    id: int
    case: int
    pseudonym: str
    joins: str
    personal_theme: int | None
    statement: int | None
    name: str
    stance: str
    comment: str
    from_other_layout: bool
    changed_at: datetime


@dataclass(frozen=True)
class GroupThemeView:
    """A group theme or sub-theme. `absent` are the pseudonyms of cases with no contribution to it or beneath it."""

    id: int
    parent: int | None
    name: str
    description: str
    absence: str
    contributions: list[ContributionView]
    subthemes: list["GroupThemeView"]
    absent: list[str]
    changed_at: datetime

    @property
    def absence_said(self) -> str:
        """Who is not found here: the researcher's own sentence, or one computed where the theme has no sub-themes."""
        if self.absence or self.subthemes or not self.contributions:
            return self.absence
        return not_found_in(self.absent)


@dataclass(frozen=True)
class UnusedTheme:
    """A signed-off case's personal theme, or with `parent` a sub-theme; `set_aside` is the reason or empty."""

    id: int
    name: str
    set_aside: str
    parent: int | None


@dataclass(frozen=True)
class CaseThemes:
    """A signed-off case, its personal themes (all, with sub-themes) and those not used yet."""

    case: int
    number: int
    pseudonym: str
    themes: list[UnusedTheme]
    unused: list[UnusedTheme]

    @property
    def left(self) -> list[UnusedTheme]:
        """What no group theme uses and nobody set aside."""
        return [theme for theme in self.unused if not theme.set_aside]


@dataclass(frozen=True)
class GroupView:
    """The whole group level, in one answer."""

    study: str
    words: Words
    opened_at: datetime
    opened_early_because: str
    can_write: bool
    cases: list[CaseThemes]
    waiting: list[str]
    themes: list[GroupThemeView]


def group_for(person: Person, slug: str) -> GroupView:
    """The group level of a study whose cross-case work is open."""
    access = access_across(person, slug)
    assert access.study.cross_case_opened_at
    cases = list(cases_in(access))
    signed_off = [case for case in cases if case.state == CaseState.SIGNED_OFF]
    contributions = contributions_in(access)
    used = {c.personal_theme_id for found in contributions.values() for c in found}
    themes = personal_themes_in(signed_off)
    found = GroupView(
        study=access.study.slug,
        words=words_for(access.study.label_profile),
        opened_at=access.study.cross_case_opened_at,
        opened_early_because=access.study.cross_case_reason,
        can_write=access.can(Right.ANALYSE),
        cases=[case_themes(case, themes[case.pk], used) for case in signed_off],
        waiting=[case.pseudonym for case in cases if case.state != CaseState.SIGNED_OFF],
        themes=_tree(access, contributions, [case.pseudonym for case in signed_off]),
    )
    return withheld_from(access).in_all(found)


def group_theme_for(person: Person, theme_id: int, right: Right = Right.READ_FINDINGS) -> tuple[Access, GroupTheme]:
    """A group theme by its key, where cross-case work is open."""
    theme = GroupTheme.objects.select_related("study", "parent").filter(pk=theme_id, removed_at__isnull=True).first()
    if theme is None:
        raise NotFoundError
    return access_across(person, theme.study.slug, right), theme


def contribution_for(
    person: Person, contribution_id: int, right: Right = Right.READ_FINDINGS
) -> tuple[Access, Contribution]:
    """A contribution by its key, where cross-case work is open."""
    found = Contribution.objects.select_related(
        "group_theme__study", "group_theme__parent", "personal_theme__layout__case", "statement__case"
    )
    contribution = found.filter(
        pk=contribution_id, removed_at__isnull=True, group_theme__removed_at__isnull=True
    ).first()
    if contribution is None:
        raise NotFoundError
    return access_across(person, contribution.group_theme.study.slug, right), contribution


def standing(study: Study) -> QuerySet[Contribution]:
    """The contributions that stand: neither they, their theme nor what they join was taken out."""
    rows = Contribution.objects.filter(
        group_theme__study=study, group_theme__removed_at__isnull=True, removed_at__isnull=True
    )
    return rows.exclude(personal_theme__removed_at__isnull=False).exclude(statement__removed_at__isnull=False)


def unused_themes(study: Study) -> QuerySet[PersonalTheme]:
    """Signed-off cases' named personal themes that no group theme uses, set aside or not.

    A theme is in use where it, or one of its sub-themes, is joined to a group theme.
    """
    used = standing(study).filter(personal_theme__isnull=False)
    themes = PersonalTheme.objects.filter(
        layout__case__study=study, layout__case__state=CaseState.SIGNED_OFF, layout__in_use=True,
        layout__removed_at__isnull=True, parent__isnull=True, removed_at__isnull=True,
    ).exclude(name="")  # fmt: skip
    through = used.filter(personal_theme__parent__isnull=False)
    return themes.exclude(pk__in=used.values("personal_theme")).exclude(pk__in=through.values("personal_theme__parent"))


def contributions_in(access: Access) -> dict[int, list[Contribution]]:
    """Contributions by group theme, those whose source was taken out left out."""
    found: dict[int, list[Contribution]] = defaultdict(list)
    rows = standing(access.study).select_related(
        "group_theme__parent", "personal_theme__layout__case", "statement__case"
    )
    for row in rows.order_by("position", "pk"):
        found[row.group_theme_id].append(row)
    return found


def top_themes(access: Access) -> list[GroupTheme]:
    """The group themes that are not sub-themes, in order."""
    return list(access.study.group_themes.filter(parent=None, removed_at__isnull=True).order_by("position", "pk"))


def themes_in_order(access: Access) -> list[GroupTheme]:
    """Every group theme, each followed by its sub-themes."""
    themes = list(access.study.group_themes.filter(removed_at__isnull=True).order_by("position", "pk"))
    tops = [theme for theme in themes if theme.parent_id is None]
    return [one for top in tops for one in [top, *[sub for sub in themes if sub.parent_id == top.pk]]]


def uses_of(access: Access, theme: PersonalTheme) -> list[Contribution]:
    """The contributions that join a personal theme to group themes, in order."""
    found = standing(access.study).filter(personal_theme=theme).select_related("group_theme__parent")
    return list(found.order_by("position", "pk"))


def case_of(contribution: Contribution) -> Case:
    """The one case a contribution comes from."""
    if contribution.personal_theme is not None:
        return contribution.personal_theme.layout.case
    assert contribution.statement is not None
    return contribution.statement.case


def personal_themes_of(case: Case) -> list[PersonalTheme]:
    """The named themes of the layout in use: top-level themes in order, each followed by its sub-themes."""
    return personal_themes_in([case])[case.pk]


def personal_themes_in(cases: Iterable[Case]) -> dict[int, list[PersonalTheme]]:
    """`personal_themes_of` for some cases, by the case's key; one query however many cases."""
    found: dict[int, list[PersonalTheme]] = {case.pk: [] for case in cases}
    themes = PersonalTheme.objects.filter(
        layout__case__in=list(found), layout__in_use=True, layout__removed_at__isnull=True, removed_at__isnull=True
    ).exclude(name="")
    ordered = list(themes.select_related("layout").order_by("position", "pk"))
    below: dict[int | None, list[PersonalTheme]] = defaultdict(list)
    for theme in ordered:
        below[theme.parent_id].append(theme)
    for top in below[None]:
        found[top.layout.case_id] += [top, *below[top.pk]]
    return found


def case_themes(case: Case, themes: list[PersonalTheme], used: Collection[int | None]) -> CaseThemes:
    """A case's named themes and those not in use, from the keys of the personal themes that are joined."""
    # A theme is in use where it, its parent, or one of its sub-themes is joined to a group theme.
    beneath = {theme.parent_id for theme in themes if theme.pk in used}
    rows = [UnusedTheme(theme.pk, theme.name, theme.set_aside_reason, theme.parent_id) for theme in themes]
    unused = [
        UnusedTheme(theme.pk, theme.name, theme.set_aside_reason, theme.parent_id)
        for theme in themes
        if theme.parent_id is None and theme.pk not in used and theme.pk not in beneath
    ]
    return CaseThemes(case.pk, case.number, case.pseudonym, rows, unused)


def _tree(access: Access, contributions: dict[int, list[Contribution]], everyone: list[str]) -> list[GroupThemeView]:
    themes = list(access.study.group_themes.filter(removed_at__isnull=True).order_by("position", "pk"))
    children: dict[int | None, list[GroupTheme]] = defaultdict(list)
    for theme in themes:
        children[theme.parent_id].append(theme)

    def view(theme: GroupTheme) -> GroupThemeView:
        subthemes = [view(child) for child in children[theme.pk]]
        own = [contribution_view(c) for c in contributions.get(theme.pk, [])]
        present = {c.pseudonym for c in own} | {c.pseudonym for sub in subthemes for c in _all(sub)}
        return GroupThemeView(
            id=theme.pk, parent=theme.parent_id, name=theme.name, description=theme.description,
            absence=theme.absence, contributions=own, subthemes=subthemes,
            absent=[name for name in everyone if name not in present], changed_at=theme.changed_at,
        )  # fmt: skip

    return [view(theme) for theme in children[None]]


def _all(theme: GroupThemeView) -> list[ContributionView]:
    return theme.contributions + [c for sub in theme.subthemes for c in _all(sub)]


def contribution_view(row: Contribution) -> ContributionView:
    """A contribution as its readers see it; select its sources with their cases for many."""
    case = case_of(row)
    theme = row.personal_theme
    return ContributionView(
        id=row.pk, case=case.number, pseudonym=case.pseudonym,
        joins="personal theme" if theme else "statement",
        personal_theme=row.personal_theme_id, statement=row.statement_id,
        name=theme.name if theme else row.statement.text if row.statement else "",
        stance=row.stance, comment=row.comment,
        from_other_layout=bool(theme and not theme.layout.in_use), changed_at=row.changed_at,
    )  # fmt: skip
