"""One case's analysis gathered as plain values: transcripts, notes, statements, personal themes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import QuerySet

from lifeworld.analysis.models import Layout, Note, NoteAnchor, PersonalTheme, Placement, Statement, StatementAnchor
from lifeworld.analysis.selectors.group import personal_themes_in
from lifeworld.analysis.selectors.withheld import withheld_in
from lifeworld.consent.models import Effect
from lifeworld.consent.rules.withholding import WITHHELD
from lifeworld.consent.selectors.permissions import held_back
from lifeworld.interviews.models import TranscriptVersion
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
from lifeworld.reporting.selectors.released import released, released_rows
from lifeworld.reporting.selectors.withheld import withheld_case
from lifeworld.study.models import Case

# As many cases' words as are held at a time.
AT_ONCE = 50


@dataclass
class CaseWords:
    """One case's notes and statements, read from the store once; `statements` by key, in the order they were told."""

    notes: dict[int, NoteText] = field(default_factory=dict)
    statements: dict[int, StatementText] = field(default_factory=dict)


def words_of(cases: Collection[Case], *, sources_only: bool = False) -> dict[int, CaseWords]:
    """The words of some cases by the case's key, in as many queries for a hundred as for one.

    With `sources_only`, of the notes only those that statements came from. The caller has checked that the cases may
    be seen.
    """
    found = {case.pk: CaseWords() for case in cases}
    versions = _versions(cases, _held_back(cases))
    sources: dict[int, list[int]] = defaultdict(list)
    links = Statement.notes.through.objects.filter(
        statement__case__in=found, statement__removed_at__isnull=True, note__removed_at__isnull=True
    )
    for statement, note in links.order_by("note").values_list("statement_id", "note_id"):
        sources[statement].append(note)
    written = Note.objects.filter(case__in=found, removed_at__isnull=True)
    if sources_only:
        written = written.filter(pk__in=links.values("note"))
    passages = _passages(NoteAnchor, "note", written, versions)
    for pk, case, kind, body in released_rows(written.order_by("pk"), "pk", "case_id", "kind", "body"):
        found[case].notes[pk] = NoteText(kind, body, passages[pk])
    said = Statement.objects.filter(case__in=found, removed_at__isnull=True)
    passages = _passages(StatementAnchor, "statement", said, versions)
    rows = [
        (_told(passages[pk], pk), pk, case, text, aside)
        for pk, case, text, aside in released_rows(said, "pk", "case_id", "text", "set_aside_reason")
    ]
    for _, pk, case, text, aside in sorted(rows):
        notes = found[case].notes
        found[case].statements[pk] = StatementText(
            text, aside, passages[pk], tuple(notes[key] for key in sources[pk] if key in notes)
        )
    return found


def analysed_case(case: Case) -> AnalysedCase:
    """A case with its frozen transcripts, for the analysed transcript. Raises `DomainError` where none is frozen."""
    frozen_version(case)
    words, withheld = words_of([case])[case.pk], withheld_in(case.study)
    found = AnalysedCase(
        number=case.number,
        pseudonym=released(case, "pseudonym"),
        transcripts=tuple(_transcript(version) for version in _frozen(case)),
        notes=tuple(replace(one, body=withheld.text(one.body)) for one in words.notes.values()),
        statements=tuple(
            replace(one, text=withheld.text(one.text), set_aside=withheld.text(one.set_aside))
            for one in words.statements.values()
        ),
    )
    return withheld_case(found, _frozen(case), withheld) if case.pk in withheld.cases else found


def case_texts(cases: Sequence[Case]) -> Iterator[CaseText]:
    """Cases with their personal themes and statements, read some at a time: neither one by one nor all at once."""
    for start in range(0, len(cases), AT_ONCE):
        some = cases[start : start + AT_ONCE]
        in_use = Layout.objects.filter(case__in=some, in_use=True, removed_at__isnull=True)
        words, named, piles = words_of(some), personal_themes_in(some), piles_in(in_use)
        yield from (_case_text(case, words[case.pk], named[case.pk], piles) for case in some)


def _case_text(
    case: Case, words: CaseWords, named: Sequence[PersonalTheme], piles: Mapping[int, list[int]]
) -> CaseText:
    keys = {theme.pk: piles.get(theme.pk, []) for theme in named}
    clustered = {key for found in keys.values() for key in found}
    return CaseText(
        number=case.number,
        pseudonym=released(case, "pseudonym"),
        themes=tuple(theme_text(top, named, keys, words) for top in named if top.parent_id is None),
        statements=tuple(words.statements.values()),
        loose=tuple(text for key, text in words.statements.items() if key not in clustered),
    )


def piles_in(layouts: QuerySet[Layout]) -> dict[int, list[int]]:
    """The statements in each pile of some layouts, by key, in the order they lie; set-aside ones left out."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = Placement.objects.filter(
        layout__in=layouts, theme__isnull=False, statement__removed_at__isnull=True, statement__set_aside_reason=""
    )
    for pile, statement in rows.order_by("position", "pk").values_list("theme_id", "statement_id"):
        found[pile or 0].append(statement)
    return found


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


def _held_back(cases: Collection[Case]) -> frozenset[int]:
    """Those who did not agree to be quoted, by key; the cases are of one study."""
    one = next(iter(cases), None)
    return held_back(one.study, Effect.QUOTES, [case.pk for case in cases]) if one else frozenset()


def _versions(cases: Collection[Case], held: Collection[int]) -> dict[int, tuple[int, int, bool]]:
    """Interview number, lines a page, and whether its words are withheld, by version."""
    rows = TranscriptVersion.objects.filter(interview__case__in=cases).values_list(
        "pk", "interview__number", "lines_per_page", "interview__case_id"
    )
    return {pk: (number, lines_per_page or 1, case in held) for pk, number, lines_per_page, case in rows}


def _transcript(version: TranscriptVersion) -> TranscriptText:
    turns = [(turn.start, turn.end, str(released(turn, "speaker"))) for turn in version.turns.order_by("index")]
    return TranscriptText(
        interview=version.interview.number,
        text=released(version, "text"),
        lines=tuple((start, end, turn) for start, end, turn in version.lines),
        turns=tuple(turns),
    )


def _passages(
    model: type[NoteAnchor] | type[StatementAnchor], owner: str, owners: QuerySet[Any],
    versions: Mapping[int, tuple[int, int, bool]],
) -> dict[int, tuple[Passage, ...]]:  # fmt: skip
    """The passages of notes or statements by their key, in the order of the words; empty for one without any."""
    gathered: dict[int, list[Passage]] = defaultdict(list)
    columns = (f"{owner}_id", "version_id", "start", "end", "first_line", "last_line", "quote", "start_ms")
    anchors = model._default_manager.filter(**{f"{owner}__in": owners.order_by().values("pk")}).order_by()
    for key, version, start, end, first, last, quote, start_ms in released_rows(anchors, *columns):
        if version in versions:
            number, lines_per_page, withheld = versions[version]
            quote = WITHHELD if withheld else quote
            gathered[key].append(Passage(number, start, end, first, last, lines_per_page, quote, start_ms))
    ordered = {key: tuple(sorted(some, key=_place)) for key, some in gathered.items()}
    return defaultdict(tuple, ordered)


def _place(passage: Passage) -> tuple[int, int, int]:
    return passage.interview, passage.start, passage.end


def _told(passages: tuple[Passage, ...], key: int) -> tuple[int, int, int]:
    return (passages[0].interview, passages[0].start, key) if passages else (0, 0, key)
