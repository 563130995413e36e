"""The chain: from a group theme down to the words, one link at a time, and from the words up again."""

from bisect import bisect_right
from dataclasses import dataclass, replace

from django.db.models import Prefetch, Q

from lifeworld.analysis.models import (
    Contribution,
    Note,
    NoteAnchor,
    PersonalTheme,
    Placement,
    Statement,
    StatementAnchor,
)
from lifeworld.analysis.selectors.access import cross_case_open
from lifeworld.analysis.selectors.group import case_of, contribution_for, contributions_in, group_theme_for
from lifeworld.analysis.selectors.reader import statement_for
from lifeworld.analysis.selectors.withheld import Withheld, withheld_from
from lifeworld.consent.rules.withholding import WITHHELD
from lifeworld.interviews.models import TranscriptVersion
from lifeworld.interviews.rules.lines import line_range, page_line
from lifeworld.interviews.selectors import numbered_lines
from lifeworld.security.models import Person
from lifeworld.study.models import Case
from lifeworld.study.rules.roles import Right
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

    @property
    def place(self) -> str:
        """Where the words stand: `Line 214`, `Lines 213–216`, `Interview 2, line 3`."""
        word = "line" if self.first_line == self.last_line else "lines"
        where = f"{word} {line_range(self.first_line, self.last_line)}"
        return f"Interview {self.interview}, {where}" if self.interview > 1 else where.capitalize()

    @property
    def moment(self) -> str:
        """The recording's moment as `00:23:41`, empty where it is not known."""
        if self.start_ms is None:
            return ""
        minutes, seconds = divmod(self.start_ms // 1000, 60)
        return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"


@dataclass(frozen=True)
class NoteLink:
    """A note beneath a statement, with the first line it is about and the interview that line is in."""

    id: int
    kind: str
    body: str
    line: int
    interview: int


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
class Use:
    """One contribution that rests on a statement: which group theme (and sub-theme) uses it, and how it stands."""

    contribution: int
    group_theme: str
    subtheme: str
    stance: str


@dataclass(frozen=True)
class Upward:
    """What stands on one statement: its personal theme, and the group themes that use it (where these are open)."""

    personal_theme: str
    subtheme: str
    uses: list[Use]


class Versions:
    """Transcript versions read once, however many passages of them a walk shows."""

    def __init__(self) -> None:
        self._read: dict[int, tuple[TranscriptVersion, list[tuple[int, str]]]] = {}

    def of(self, anchor: StatementAnchor) -> tuple[TranscriptVersion, str]:
        """The version an anchor lies in, and who speaks there."""
        if anchor.version_id not in self._read:
            version = TranscriptVersion.objects.select_related("interview").get(pk=anchor.version_id)
            turns = list(version.turns.order_by("start").values_list("start", "speaker"))
            self._read[anchor.version_id] = (version, turns)
        version, turns = self._read[anchor.version_id]
        turn = bisect_right(turns, anchor.start, key=lambda one: one[0])
        return version, turns[turn - 1][1] if turn else ""


def chain_of_contribution(person: Person, contribution_id: int) -> Chain:
    """One contribution's chain; without the notes for a role that reads findings only."""
    access, contribution = contribution_for(person, contribution_id)
    return _as_far_as(access, chain_of(contribution), withheld_from(access))


def chains_of_group_theme(person: Person, theme_id: int) -> list[Chain]:
    """The chains of every contribution to a group theme and its sub-themes, in order."""
    access, theme = group_theme_for(person, theme_id)
    contributions = contributions_in(access)
    below = [theme, *theme.subthemes.filter(removed_at__isnull=True).order_by("position", "pk")]
    versions, withheld = Versions(), withheld_from(access)
    return [_as_far_as(access, chain_of(c, versions), withheld) for one in below for c in contributions.get(one.pk, [])]


def chain_of(contribution: Contribution, versions: Versions | None = None) -> Chain:
    """A contribution's chain; the caller has checked that it may be seen."""
    versions = versions or Versions()
    case, theme = case_of(contribution), contribution.personal_theme
    group, subtheme = _names(contribution)
    return Chain(
        contribution=contribution.pk,
        group_theme=group,
        subtheme=subtheme,
        case=case.number,
        pseudonym=case.pseudonym,
        stance=contribution.stance,
        comment=contribution.comment,
        personal_theme=theme.name if theme else "",
        statements=[statement_link(one, name, versions) for one, name in statements_beneath(contribution)],
    )


def statements_beneath(contribution: Contribution) -> list[tuple[Statement, str]]:
    """The statements a contribution rests on, each with the sub-theme it lies in (or empty)."""
    if contribution.personal_theme is not None:
        return _statements_under(contribution.personal_theme)
    assert contribution.statement is not None
    return [(contribution.statement, "")]


def passages_of(person: Person, statement_id: int) -> StatementLink:
    """A statement's notes and words, to open in place."""
    _, statement = statement_for(person, statement_id)
    return statement_link(statement, "", Versions())


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
    piles = [pile for pile in (theme, theme.parent if theme else None) if pile is not None and pile.name]
    return Upward(
        personal_theme=piles[-1].name if piles else "",
        subtheme=piles[0].name if len(piles) > 1 else "",
        uses=_uses(access, statement_id, piles) if access.can(Right.READ_FINDINGS) else [],
    )


def _uses(access: Access, statement_id: int, piles: list[PersonalTheme]) -> list[Use]:
    if not cross_case_open(access.study):
        return []
    rows = Contribution.objects.filter(
        Q(personal_theme__in=piles) | Q(statement=statement_id),
        removed_at__isnull=True,
        group_theme__removed_at__isnull=True,
    ).select_related("group_theme__parent")
    return [
        Use(row.pk, *_names(row), row.stance)
        for row in rows.order_by("group_theme__position", "group_theme", "position", "pk")
    ]


def _names(contribution: Contribution) -> tuple[str, str]:
    group = contribution.group_theme
    return (group.parent.name, group.name) if group.parent else (group.name, "")


def as_far_as(access: Access, statement: StatementLink, case: int, withheld: Withheld) -> StatementLink:
    """A statement of a case, by its number, as this person may see it.

    A role that reads findings only sees the words and not the notes; and not the words of whoever did not agree to be
    quoted.
    """
    if access.can(Right.READ_WORDS):
        return statement
    passages = statement.passages
    if case in withheld.numbers:
        passages = [replace(one, quote=WITHHELD, lines=[(one.first_line, WITHHELD)]) for one in passages]
    shown = withheld.in_all(replace(statement, notes=[], passages=[]))
    return replace(shown, passages=passages)


def _as_far_as(access: Access, chain: Chain, withheld: Withheld) -> Chain:
    statements = [as_far_as(access, statement, chain.case, withheld) for statement in chain.statements]
    return replace(withheld.in_all(replace(chain, statements=[])), statements=statements)


def statement_link(statement: Statement, subtheme: str, versions: Versions | None = None) -> StatementLink:
    """One statement with its notes and passages; `versions` spares reading a transcript twice."""
    versions = versions or Versions()
    anchors = NoteAnchor.objects.select_related("version__interview").defer("version__text", "version__lines")
    notes = statement.notes.filter(removed_at__isnull=True).prefetch_related(Prefetch("anchors", anchors))
    return StatementLink(
        id=statement.pk,
        text=statement.text,
        subtheme=subtheme,
        notes=[_note(note) for note in notes.order_by("pk")],
        passages=[_passage(anchor, versions) for anchor in statement.anchors.all()],
    )


def _statements_under(theme: PersonalTheme) -> list[tuple[Statement, str]]:
    piles = [theme, *theme.subthemes.filter(removed_at__isnull=True).order_by("position", "pk")]
    return [
        (placement.statement, pile.name if pile.pk != theme.pk else "")
        for pile in piles
        for placement in pile.placements.filter(statement__removed_at__isnull=True, statement__set_aside_reason="")
        .select_related("statement")
        .prefetch_related("statement__anchors")
    ]


def _note(note: Note) -> NoteLink:
    places = sorted((anchor.version.interview.number, anchor.first_line) for anchor in note.anchors.all())
    interview, line = places[0] if places else (1, 0)
    return NoteLink(note.pk, note.kind, note.body, line, interview)


def _passage(anchor: StatementAnchor, versions: Versions) -> PassageLink:
    version, speaker = versions.of(anchor)
    return PassageLink(
        interview=version.interview.number,
        speaker=speaker,
        quote=anchor.quote,
        first_line=anchor.first_line,
        last_line=anchor.last_line,
        page_line=page_line(anchor.first_line, version.lines_per_page or 1),
        lines=numbered_lines(version, anchor.first_line - 1, anchor.last_line),
        start_ms=anchor.start_ms,
    )
