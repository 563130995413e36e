"""The chain: from a group theme down to the words, one link at a time, and from the words up again."""

from dataclasses import dataclass

from lifeworld.analysis.models import Contribution, PersonalTheme, Placement, Statement, StatementAnchor
from lifeworld.analysis.selectors.access import cross_case_open
from lifeworld.analysis.selectors.group import case_of, contribution_for, contributions_in, group_theme_for
from lifeworld.analysis.selectors.reader import statement_for
from lifeworld.interviews.rules.lines import page_line
from lifeworld.interviews.selectors import numbered_lines
from lifeworld.security.models import Person
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access


@dataclass(frozen=True)
class PassageLink:
    """The words: `lines` are `(number, text)` with one line of context before; `start_ms` the recording's moment."""

    interview: int
    speaker: str
    quote: str
    first_line: int
    last_line: int
    page_line: str
    lines: list[tuple[int, str]]
    start_ms: int | None


@dataclass(frozen=True)
class NoteLink:
    """A note beneath a statement, with the first line it is about."""

    id: int
    kind: str
    body: str
    line: int


@dataclass(frozen=True)
class StatementLink:
    """A statement, the notes it came from and the passages it rests on."""

    id: int
    text: str
    subtheme: str
    notes: list[NoteLink]
    passages: list[PassageLink]


@dataclass(frozen=True)
class Chain:
    """One contribution walked back to the voice: the statements of its personal theme, each with its words."""

    contribution: int
    group_theme: str
    subtheme: str
    case: int
    pseudonym: str
    stance: str
    comment: str
    personal_theme: str
    statements: list[StatementLink]


@dataclass(frozen=True)
class Upward:
    """What stands on one statement: its personal theme and the group themes that use it (where these are open)."""

    personal_theme: str
    group_themes: list[str]


def chain_of_contribution(person: Person, contribution_id: int) -> Chain:
    """One contribution's chain."""
    _, contribution = contribution_for(person, contribution_id)
    return chain_of(contribution)


def chains_of_group_theme(person: Person, theme_id: int) -> list[Chain]:
    """The chains of every contribution to a group theme and its sub-themes, in order."""
    access, theme = group_theme_for(person, theme_id)
    contributions = contributions_in(access)
    below = [theme, *theme.subthemes.filter(removed_at__isnull=True).order_by("position", "pk")]
    return [chain_of(c) for one in below for c in contributions.get(one.pk, [])]


def all_chains(access: Access) -> list[Chain]:
    """Every contribution's chain, in the order of the group themes. The caller has checked that they may be seen."""
    contributions = contributions_in(access)
    themes = list(access.study.group_themes.filter(removed_at__isnull=True).order_by("position", "pk"))
    tops = [theme for theme in themes if theme.parent_id is None]
    ordered = [one for top in tops for one in [top, *[t for t in themes if t.parent_id == top.pk]]]
    return [chain_of(c) for one in ordered for c in contributions.get(one.pk, [])]


def chain_of(contribution: Contribution) -> Chain:
    """A contribution's chain; the caller has checked that it may be seen."""
    case, theme = case_of(contribution), contribution.personal_theme
    group = contribution.group_theme
    pairs = _statements_under(theme) if theme else [(contribution.statement, "")]
    return Chain(
        contribution=contribution.pk,
        group_theme=group.parent.name if group.parent else group.name,
        subtheme=group.name if group.parent else "",
        case=case.number,
        pseudonym=case.pseudonym,
        stance=contribution.stance,
        comment=contribution.comment,
        personal_theme=theme.name if theme else "",
        statements=[statement_link(statement, name) for statement, name in pairs if statement],
    )


def passages_of(person: Person, statement_id: int) -> StatementLink:
    """A statement's notes and words, to open in place."""
    _, statement = statement_for(person, statement_id)
    return statement_link(statement, "")


def upward_from(access: Access, case: Case, statement_id: int) -> Upward:
    """What stands on a statement of a case that may be seen."""
    placement = (
        Placement.objects.filter(
            statement=statement_id, layout__case=case, layout__in_use=True, theme__removed_at__isnull=True
        )
        .select_related("theme__parent")
        .first()
    )
    theme = placement.theme if placement else None
    if theme is None or not theme.name:
        return Upward("", [])
    names: list[str] = []
    if cross_case_open(access.study):
        chain = [theme.pk, theme.parent_id]
        rows = Contribution.objects.filter(
            personal_theme__in=[pk for pk in chain if pk], removed_at__isnull=True, group_theme__removed_at__isnull=True
        )
        names = list(rows.order_by("pk").values_list("group_theme__name", flat=True))
    return Upward(theme.name, names)


def statement_link(statement: Statement, subtheme: str) -> StatementLink:
    """One statement with its notes and passages."""
    notes = [note for note in statement.notes.order_by("pk").prefetch_related("anchors") if note.removed_at is None]
    return StatementLink(
        id=statement.pk,
        text=statement.text,
        subtheme=subtheme,
        notes=[NoteLink(n.pk, n.kind, n.body, min((a.first_line for a in n.anchors.all()), default=0)) for n in notes],
        passages=[_passage(anchor) for anchor in statement.anchors.select_related("version__interview")],
    )


def _statements_under(theme: PersonalTheme) -> list[tuple[Statement, str]]:
    piles = [theme, *theme.subthemes.filter(removed_at__isnull=True).order_by("position", "pk")]
    return [
        (placement.statement, pile.name if pile.pk != theme.pk else "")
        for pile in piles
        for placement in pile.placements.filter(
            statement__removed_at__isnull=True, statement__set_aside_reason=""
        ).select_related("statement__case")
    ]


def _passage(anchor: StatementAnchor) -> PassageLink:
    version = anchor.version
    turn = version.turns.filter(start__lte=anchor.start).order_by("-start").first()
    return PassageLink(
        interview=version.interview.number,
        speaker=turn.speaker if turn else "",
        quote=anchor.quote,
        first_line=anchor.first_line,
        last_line=anchor.last_line,
        page_line=page_line(anchor.first_line, version.lines_per_page or 1),
        lines=numbered_lines(version, anchor.first_line - 1, anchor.last_line),
        start_ms=anchor.start_ms,
    )
