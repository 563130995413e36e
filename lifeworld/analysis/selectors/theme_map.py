"""The theme map as things to be laid out and drawn, made from the group level as one person may see it."""

from dataclasses import dataclass

from lifeworld.analysis.rules.map_layout import Join, Source, Target, lay_out
from lifeworld.analysis.rules.saying import counted
from lifeworld.analysis.rules.svg import draw
from lifeworld.analysis.selectors.group import ContributionView, GroupThemeView, GroupView
from lifeworld.common.pages import head_name


@dataclass(frozen=True)
class ThemeMap:
    """What the map shows. `said` gives each contribution's key the sentence that its line carries."""

    targets: list[Target]
    sources: list[Source]
    joins: list[Join]
    said: dict[int, str]
    description: str


def drawn(view: GroupView, title: str, *, alone: bool) -> str:
    """The map as SVG text, under the study's title: within a page, or `alone` as a file."""
    found = theme_map_of(view)
    layout = lay_out(found.targets, found.sources, found.joins)
    name = f"{head_name(title)}: theme map"
    return draw(layout, title=name, description=found.description, said=found.said, alone=alone)


def theme_map_of(view: GroupView) -> ThemeMap:
    """The map of the whole group level: what is joined, and what no group theme uses and is not set aside."""
    themes = [one for top in view.themes for one in [top, *top.subthemes]]
    joined = [(theme, contribution) for theme in themes for contribution in theme.contributions]
    sources = {_key(c): Source(_key(c), c.pseudonym, c.name) for _, c in joined}
    for case in view.cases:
        for theme in case.left:
            key = f"theme-{theme.id}"
            sources.setdefault(key, Source(key, case.pseudonym, theme.name))
    order = {name: n for n, name in enumerate(_pseudonyms(view, joined))}
    return ThemeMap(
        targets=[Target(one.id, one.parent, one.name) for one in themes],
        sources=sorted(sources.values(), key=lambda source: order[source.case]),
        joins=[Join(c.id, _key(c), theme.id, c.stance) for theme, c in joined],
        said={c.id: f"{c.pseudonym}, {c.name}: {c.stance} in {theme.name}" for theme, c in joined},
        description=_description(view, len(joined)),
    )


def _key(contribution: ContributionView) -> str:
    if contribution.personal_theme is not None:
        return f"theme-{contribution.personal_theme}"
    return f"statement-{contribution.statement}"


def _pseudonyms(view: GroupView, joined: list[tuple[GroupThemeView, ContributionView]]) -> list[str]:
    # A case may have been reopened since its themes were joined; it is then not among the signed-off ones.
    return list(dict.fromkeys([*[case.pseudonym for case in view.cases], *[c.pseudonym for _, c in joined]]))


def _description(view: GroupView, lines: int) -> str:
    names = "; ".join(theme.name for theme in view.themes)
    return (
        f"In the middle the {view.words['group_themes']} with their sub-themes: {names}. On both sides each case's "
        f"{view.words['personal_themes']}. "
        f"{counted(lines, 'line joins', 'lines join')} them, solid where convergent, "
        "dashed where divergent, dotted where variant."
    )
