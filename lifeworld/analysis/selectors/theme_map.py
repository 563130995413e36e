"""The theme map as things to be laid out and drawn, made from the group level as one person may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from lifeworld.analysis.rules.map_layout import Join, Source, Target, lay_out
from lifeworld.analysis.rules.saying import counted
from lifeworld.analysis.rules.svg import draw
from lifeworld.analysis.selectors.group import CaseThemes, ContributionView, GroupView
from lifeworld.analysis.selectors.group_page import MapPage
from lifeworld.common.pages import head_name
from lifeworld.study.rules.labels import Words


@dataclass(frozen=True)
class ThemeMap:
    """What the map shows. `said` gives each contribution's key the sentence that its line carries."""

    targets: list[Target]
    sources: list[Source]
    joins: list[Join]
    said: dict[int, str]
    description: str


def drawn(found: ThemeMap, title: str, *, alone: bool) -> str:
    """The map as SVG text, under the study's title: within a page, or `alone` as a file."""
    layout = lay_out(found.targets, found.sources, found.joins)
    name = f"{head_name(title)}: theme map"
    return draw(layout, title=name, description=found.description, said=found.said, alone=alone)


class Joined(Protocol):
    """What the map draws of a group theme."""

    @property
    def id(self) -> int:
        """Its key."""

    @property
    def parent(self) -> int | None:
        """The theme it is a sub-theme of."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def contributions(self) -> list[ContributionView]:
        """Who stands how to it."""


def whole_map(view: GroupView) -> ThemeMap:
    """The map of the whole group level: what is joined, and what no group theme uses and is not set aside."""
    themes = [one for top in view.themes for one in [top, *top.subthemes]]
    return _map_of(themes, view.cases, view.words, "")


def map_part(page: MapPage, words: Words) -> ThemeMap:
    """The map of one part of the people; it says which, where there are more."""
    themes = [one for top in page.themes for one in [top, *top.subthemes]]
    part = page.part
    which = f" People {part.start_index()} to {part.end_index()} of {part.paginator.count}."
    return _map_of(themes, page.cases, words, which if part.has_other_pages() else "")


def _map_of(themes: Sequence[Joined], cases: Sequence[CaseThemes], words: Words, which: str) -> ThemeMap:
    joined = [(theme, contribution) for theme in themes for contribution in theme.contributions]
    sources = {_key(c): Source(_key(c), c.pseudonym, c.name) for _, c in joined}
    for case in cases:
        for theme in case.left:
            key = f"theme-{theme.id}"
            sources.setdefault(key, Source(key, case.pseudonym, theme.name))
    order = {name: n for n, name in enumerate(_pseudonyms(cases, joined))}
    return ThemeMap(
        targets=[Target(one.id, one.parent, one.name) for one in themes],
        sources=sorted(sources.values(), key=lambda source: order[source.case]),
        joins=[Join(c.id, _key(c), theme.id, c.stance) for theme, c in joined],
        said={c.id: f"{c.pseudonym}, {c.name}: {c.stance} in {theme.name}" for theme, c in joined},
        description=_description(themes, words, len(joined)) + which,
    )


def _key(contribution: ContributionView) -> str:
    if contribution.personal_theme is not None:
        return f"theme-{contribution.personal_theme}"
    return f"statement-{contribution.statement}"


def _pseudonyms(cases: Sequence[CaseThemes], joined: Sequence[tuple[Joined, ContributionView]]) -> list[str]:
    # A case may have been reopened since its themes were joined; it is then not among the signed-off ones.
    return list(dict.fromkeys([*[case.pseudonym for case in cases], *[c.pseudonym for _, c in joined]]))


def _description(themes: Sequence[Joined], words: Words, lines: int) -> str:
    names = "; ".join(theme.name for theme in themes if theme.parent is None)
    return (
        f"In the middle the {words['group_themes']} with their sub-themes: {names}. On both sides each case's "
        f"{words['personal_themes']}. "
        f"{counted(lines, 'line joins', 'lines join')} them, solid where convergent, "
        "dashed where divergent, dotted where variant."
    )
