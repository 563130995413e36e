"""One case's analysis gathered as plain values: transcripts, notes, statements, personal themes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lifeworld.analysis.models import Note, PersonalTheme, Statement
from lifeworld.analysis.selectors.board import statements_by_theme
from lifeworld.analysis.selectors.group import personal_themes_of
from lifeworld.analysis.selectors.reader import notes_of, statements_of
from lifeworld.interviews.models import AnchorBase, TranscriptVersion
from lifeworld.interviews.selectors import frozen_version
from lifeworld.reporting.rules.material import (
    AnalysedCase,
    CaseText,
    NoteText,
    Passage,
    StatementText,
    ThemeText,
    TranscriptText,
)
from lifeworld.reporting.selectors.released import released
from lifeworld.study.models import Case


@dataclass
class CaseWords:
    """One case's notes and statements, read from the store once; `statements` by key, in the order they were told."""

    notes: dict[int, NoteText] = field(default_factory=dict)
    statements: dict[int, StatementText] = field(default_factory=dict)

    @classmethod
    def of(cls, case: Case) -> "CaseWords":
        """Gather them; the caller has checked that the case may be seen."""
        versions = _versions(case)
        notes = {note.pk: _note(note, versions) for note in notes_of(case)}
        rows = [(row, _statement(row, versions, notes)) for row in statements_of(case)]
        rows.sort(key=lambda pair: _told(pair[1], pair[0].pk))
        return cls(notes, {row.pk: text for row, text in rows})


def analysed_case(case: Case) -> AnalysedCase:
    """A case with its frozen transcripts, for the analysed transcript. Raises `DomainError` where none is frozen."""
    frozen_version(case)
    words = CaseWords.of(case)
    return AnalysedCase(
        number=case.number,
        pseudonym=released(case, "pseudonym"),
        transcripts=tuple(_transcript(version) for version in _frozen(case)),
        notes=tuple(words.notes.values()),
        statements=tuple(words.statements.values()),
    )


def case_text(case: Case) -> CaseText:
    """A case with its personal themes and statements."""
    words = CaseWords.of(case)
    layout = case.layouts.filter(in_use=True, removed_at__isnull=True).first()
    piles = statements_by_theme(layout) if layout else {}
    named = personal_themes_of(case)
    keys = {theme.pk: [row.pk for row in piles.get(theme.pk, [])] for theme in named}
    clustered = {key for found in keys.values() for key in found}
    return CaseText(
        number=case.number,
        pseudonym=released(case, "pseudonym"),
        themes=tuple(theme_text(top, named, keys, words) for top in named if top.parent_id is None),
        statements=tuple(words.statements.values()),
        loose=tuple(text for key, text in words.statements.items() if key not in clustered),
    )


def theme_text(
    theme: PersonalTheme, named: Iterable[PersonalTheme], keys: Mapping[int, list[int]], words: CaseWords
) -> ThemeText:
    """A personal theme with its sub-themes among `named`; `keys` are its statements in the order they lie."""
    subthemes = [sub for sub in named if sub.parent_id == theme.pk]
    return ThemeText(
        released(theme, "name"),
        tuple(words.statements[key] for key in keys.get(theme.pk, []) if key in words.statements),
        tuple(theme_text(sub, (), keys, words) for sub in subthemes),
    )


def _frozen(case: Case) -> list[TranscriptVersion]:
    frozen = TranscriptVersion.objects.filter(interview__case=case, frozen_at__isnull=False)
    return list(frozen.select_related("interview").order_by("interview__number"))


def _versions(case: Case) -> dict[int, tuple[int, int]]:
    """Interview number and lines a page, by version."""
    rows = TranscriptVersion.objects.filter(interview__case=case).values_list(
        "pk", "interview__number", "lines_per_page"
    )
    return {pk: (number, lines_per_page or 1) for pk, number, lines_per_page in rows}


def _transcript(version: TranscriptVersion) -> TranscriptText:
    turns = [(turn.start, turn.end, str(released(turn, "speaker"))) for turn in version.turns.order_by("index")]
    return TranscriptText(
        interview=version.interview.number,
        text=released(version, "text"),
        lines=tuple((start, end, turn) for start, end, turn in version.lines),
        turns=tuple(turns),
    )


def _passages(anchors: Iterable[AnchorBase], versions: Mapping[int, tuple[int, int]]) -> tuple[Passage, ...]:
    found = [
        Passage(
            *_interview(versions[anchor.version_id], anchor),
            quote=released(anchor, "quote"),
            start_ms=anchor.start_ms,
        )
        for anchor in anchors
        if anchor.version_id in versions
    ]
    return tuple(sorted(found, key=lambda one: (one.interview, one.start, one.end)))


def _interview(version: tuple[int, int], anchor: AnchorBase) -> tuple[int, int, int, int, int, int]:
    number, lines_per_page = version
    return number, anchor.start, anchor.end, anchor.first_line, anchor.last_line, lines_per_page


def _note(note: Note, versions: Mapping[int, tuple[int, int]]) -> NoteText:
    return NoteText(note.kind, released(note, "body"), _passages(note.anchors.all(), versions))


def _statement(row: Statement, versions: Mapping[int, tuple[int, int]], notes: Mapping[int, NoteText]) -> StatementText:
    sources = sorted(note.pk for note in row.notes.all() if note.pk in notes)
    return StatementText(
        released(row, "text"),
        released(row, "set_aside_reason"),
        _passages(row.anchors.all(), versions),
        tuple(notes[key] for key in sources),
    )


def _told(text: StatementText, key: int) -> tuple[int, int, int]:
    first = text.passages[0] if text.passages else None
    return (first.interview, first.start, key) if first else (0, 0, key)
