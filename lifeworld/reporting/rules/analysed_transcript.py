"""The analysed transcript: line, statements, the words, notes; the appendix that shows how one case was read."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from lifeworld.interviews.rules.lines import line_range
from lifeworld.reporting.rules.material import AnalysedCase, NoteText, Passage, StatementText, TranscriptText
from lifeworld.reporting.rules.notes import LEGEND, note_paragraph, note_value
from lifeworld.reporting.rules.options import Options
from lifeworld.reporting.rules.phrases import capital
from lifeworld.reporting.rules.setting import Setting
from lifeworld.reporting.tables import Cell, Column, Paragraph, Place, Row, Run, Table, plain, styled

Thing = TypeVar("Thing", NoteText, StatementText)


@dataclass(frozen=True)
class _Stretch:
    """What one row covers: lines `first` to `last` of one turn."""

    first: int
    last: int
    speaker: str
    text: str


def analysed_transcript(case: AnalysedCase, setting: Setting, options: Options) -> Table:
    """One case's frozen transcripts as a table, a row a line or a turn, columns in the chosen order."""
    words = setting.words
    columns = {
        "line": Column("line", "Line", 0.7),
        "statements": Column("statements", capital(words["statements"]), 2.7),
        "transcript": Column("transcript", "Transcript", 5.2),
        "notes": Column("notes", capital(words["notes"]), 3.4),
    }
    several = len(case.transcripts) > 1
    lead = [Column("interview", "Interview", 1.0, Place.HEADING if several else Place.DATA, bold=True)]
    rows = [row for one in case.transcripts for row in _rows(case, one, options)]
    return Table(
        kind="analysed-transcript",
        title=f"Analysed transcript: {case.pseudonym}",
        study=setting.study,
        caption=setting.caption(LEGEND),
        columns=(*lead, *(columns[key] for key in options.columns)),
        rows=tuple(rows),
        made_at=setting.made_at,
        words=setting.terms,
        landscape=True,
    )


def _rows(case: AnalysedCase, transcript: TranscriptText, options: Options) -> Iterable[Row]:
    notes = _by_line(case.notes, transcript.interview)
    statements = _by_line(case.statements, transcript.interview)
    interview = plain(f"Interview {transcript.interview}", transcript.interview)
    for stretch in _stretches(transcript, options.by):
        lines = range(stretch.first, stretch.last + 1)
        cells = {
            "line": _line_cell(transcript.interview, stretch),
            "statements": _statements_cell([one for line in lines for one in statements[line]], options.by),
            "transcript": _words_cell(stretch),
            "notes": _notes_cell([one for line in lines for one in notes[line]], options.by),
        }
        # Within one turn the page stays open: a hairline stands only where somebody else begins to speak.
        goes_on = not stretch.speaker
        yield (interview, *(cells[key]._replace(joined=goes_on) for key in options.columns))


def _stretches(transcript: TranscriptText, by: str) -> list[_Stretch]:
    stretches: list[_Stretch] = []
    spoken = -1
    for number, (start, end, turn) in enumerate(transcript.lines, start=1):
        text = transcript.text[start:end]
        first_of_turn = turn != spoken
        spoken = turn
        if by == "line" or first_of_turn:
            speaker = transcript.turns[turn][2] if first_of_turn else ""
            stretches.append(_Stretch(number, number, speaker, text))
        else:
            last = stretches[-1]
            text = transcript.text[transcript.turns[turn][0] : end]
            stretches[-1] = _Stretch(last.first, number, last.speaker, text)
    return stretches


def _by_line(things: Sequence[Thing], interview: int) -> dict[int, list[Thing]]:
    found: dict[int, list[Thing]] = defaultdict(list)
    for thing in sorted(things, key=lambda one: _start(one.passages, interview)):
        first = _first(thing.passages, interview)
        if first is not None:
            found[first.first_line].append(thing)
    return found


def _first(passages: Sequence[Passage], interview: int) -> Passage | None:
    here = [one for one in passages if one.interview == interview]
    return min(here, key=lambda one: one.start, default=None)


def _start(passages: Sequence[Passage], interview: int) -> int:
    first = _first(passages, interview)
    return first.start if first else 0


def _also(passages: Sequence[Passage]) -> str:
    return f" (also {', '.join(one.lines for one in passages[1:])})" if len(passages) > 1 else ""


def _before(passages: Sequence[Passage], by: str) -> str:
    return f"{passages[0].lines} " if by == "turn" else ""


def _line_cell(interview: int, stretch: _Stretch) -> Cell:
    lines = line_range(stretch.first, stretch.last)
    text = lines if interview == 1 else f"{interview}:{lines}"
    return plain(text, stretch.first if stretch.first == stretch.last else [stretch.first, stretch.last])


def _words_cell(stretch: _Stretch) -> Cell:
    runs = [Run(f"{stretch.speaker}: ", bold=True)] if stretch.speaker else []
    value = {"speaker": stretch.speaker, "text": stretch.text}
    return styled([Paragraph((*runs, Run(stretch.text)))], value)


def _statements_cell(statements: Sequence[StatementText], by: str) -> Cell:
    paragraphs = [
        Paragraph((
            Run(f"{_before(one.passages, by)}{one.text}{_also(one.passages)}"),
            *([Run(" (set aside)", italic=True)] if one.set_aside else []),
        ))
        for one in statements
    ]  # fmt: skip
    return styled(paragraphs, [{"text": one.text, "set_aside": one.set_aside} for one in statements])


def _notes_cell(notes: Sequence[NoteText], by: str) -> Cell:
    paragraphs = [note_paragraph(one, _before(one.passages, by), _also(one.passages)) for one in notes]
    return styled(paragraphs, [note_value(one) for one in notes])
