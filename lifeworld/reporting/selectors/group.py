"""The group level gathered as plain values: themes, who contributes what, and the words beneath."""

from collections import defaultdict

from lifeworld.analysis.models import Contribution, GroupTheme, PersonalTheme
from lifeworld.analysis.selectors.board import statements_by_theme
from lifeworld.analysis.selectors.group import case_of, contributions_in
from lifeworld.reporting.rules.material import ContributionText, GroupText, GroupThemeText, StatementText
from lifeworld.reporting.selectors.cases import CaseWords
from lifeworld.reporting.selectors.released import released
from lifeworld.study.models import Case, CaseState
from lifeworld.study.selectors import Access, cases_in


class _Sources:
    """Each case's words and each layout's piles, read once however many contributions draw on them."""

    def __init__(self) -> None:
        self._words: dict[int, CaseWords] = {}
        self._piles: dict[int, dict[int, list[int]]] = {}

    def statements(self, case: Case, theme: PersonalTheme) -> list[tuple[str, StatementText]]:
        """The statements of a theme and its sub-themes, each with its sub-theme's name or ""."""
        piles = self._piles.get(theme.layout_id)
        if piles is None:
            found = statements_by_theme(theme.layout)
            piles = self._piles[theme.layout_id] = {key: [row.pk for row in rows] for key, rows in found.items()}
        subthemes = theme.subthemes.filter(removed_at__isnull=True).order_by("position", "pk")
        beneath = [("", theme.pk), *((released(sub, "name"), sub.pk) for sub in subthemes)]
        words = self.of(case).statements
        return [(name, words[key]) for name, pile in beneath for key in piles.get(pile, []) if key in words]

    def of(self, case: Case) -> CaseWords:
        """A case's words."""
        if case.pk not in self._words:
            self._words[case.pk] = CaseWords.of(case)
        return self._words[case.pk]


def group_text(access: Access) -> GroupText:
    """The group level; the caller has checked that cases may be read together."""
    contributions = contributions_in(access)
    sources = _Sources()
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
