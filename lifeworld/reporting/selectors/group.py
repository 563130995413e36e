"""The group level gathered as plain values: themes, who contributes what, and the words beneath."""

from collections import defaultdict
from collections.abc import Collection

from lifeworld.analysis.models import Contribution, GroupTheme, Layout, PersonalTheme
from lifeworld.analysis.selectors.group import case_of, contributions_in
from lifeworld.reporting.rules.material import ContributionText, GroupText, GroupThemeText, StatementText
from lifeworld.reporting.selectors.cases import CaseWords, piles_in, words_of
from lifeworld.reporting.selectors.released import released, released_rows
from lifeworld.study.models import Case, CaseState
from lifeworld.study.selectors import Access, cases_in


class _Sources:
    """Each case's words and each pile's statements, read once however many contributions draw on them."""

    def __init__(self, cases: Collection[Case]) -> None:
        self._words: dict[int, CaseWords] = words_of(cases, sources_only=True)
        # Of every layout: a contribution may come from one that is not in use now.
        self._piles: dict[int, list[int]] = piles_in(Layout.objects.filter(case__in=cases))
        self._subthemes: dict[int, list[tuple[str, int]]] = _subthemes(cases)

    def statements(self, case: Case, theme: PersonalTheme) -> list[tuple[str, StatementText]]:
        """The statements of a theme and its sub-themes, each with its sub-theme's name or ""."""
        beneath = [("", theme.pk), *self._subthemes[theme.pk]]
        words = self.of(case).statements
        return [(name, words[key]) for name, pile in beneath for key in self._piles.get(pile, []) if key in words]

    def of(self, case: Case) -> CaseWords:
        """A case's words."""
        return self._words[case.pk]


def _subthemes(cases: Collection[Case]) -> dict[int, list[tuple[str, int]]]:
    """The sub-themes of each personal theme, as `(name, key)`, in order."""
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    rows = PersonalTheme.objects.filter(layout__case__in=cases, parent__isnull=False, removed_at__isnull=True)
    for parent, name, pk in released_rows(rows.order_by("position", "pk"), "parent_id", "name", "pk"):
        found[parent].append((name, pk))
    return found


def group_text(access: Access) -> GroupText:
    """The group level; the caller has checked that cases may be read together."""
    contributions = contributions_in(access)
    joined = {case.pk: case for rows in contributions.values() for case in map(case_of, rows)}
    sources = _Sources(list(joined.values()))
    children: dict[int | None, list[GroupTheme]] = defaultdict(list)
    for theme in access.study.group_themes.filter(removed_at__isnull=True).order_by("position", "pk"):
        children[theme.parent_id].append(theme)

    def gathered(theme: GroupTheme) -> GroupThemeText:
        return GroupThemeText(
            name=released(theme, "name"),
            absence=released(theme, "absence"),
            contributions=tuple(_contribution(one, sources) for one in contributions.get(theme.pk, [])),
            subthemes=tuple(gathered(sub) for sub in children[theme.pk]),
        )

    themes = tuple(gathered(theme) for theme in children[None])
    contributing = {one.case for theme in themes for one in theme.all_contributions()}
    compared, waiting = [], []
    for case in cases_in(access):
        if case.state == CaseState.SIGNED_OFF or case.number in contributing:
            compared.append((case.number, str(released(case, "pseudonym"))))
        else:
            waiting.append(str(released(case, "pseudonym")))
    return GroupText(tuple(compared), tuple(waiting), themes)


def _contribution(row: Contribution, sources: _Sources) -> ContributionText:
    case, theme = case_of(row), row.personal_theme
    if theme is not None:
        beneath = sources.statements(case, theme)
    else:
        single = sources.of(case).statements.get(row.statement_id or 0)
        beneath = [("", single)] if single else []
    return ContributionText(
        case=case.number,
        pseudonym=released(case, "pseudonym"),
        name=released(theme, "name") if theme else "",
        stance=row.stance,
        comment=released(row, "comment"),
        statements=tuple(beneath),
    )
