"""One case without its words: what goes out of the analysis of somebody who did not agree to be quoted."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lifeworld.analysis.selectors.withheld import Withheld
from lifeworld.consent.rules.withholding import GONE_ON, WITHHELD
from lifeworld.interviews.models import SpeakerRole, TranscriptVersion
from lifeworld.reporting.rules.material import AnalysedCase, Passage, TranscriptText
from lifeworld.reporting.selectors.released import released
from lifeworld.reporting.tables import Cell, Paragraph, Table

# Columns of anchored words: known exactly, withheld as a whole where they must be, and otherwise verbatim.
_VERBATIM = frozenset({"quote", "words", "transcript"})


def withheld_case(case: AnalysedCase, versions: Sequence[TranscriptVersion], withheld: Withheld) -> AnalysedCase:
    """A case with the sentence that its words are withheld in their place, line for line, and its analysis beside it.

    Lines keep their numbers, and what was written stands on the lines it is about. The interviewer's questions stay.
    """
    transcripts = {one.interview.number: _without_words(one, withheld) for one in versions}
    return replace(
        case,
        transcripts=tuple(transcripts.values()),
        notes=tuple(replace(one, passages=_on_lines(one.passages, transcripts)) for one in case.notes),
        statements=tuple(replace(one, passages=_on_lines(one.passages, transcripts)) for one in case.statements),
    )


def without_words(table: Table, withheld: Withheld) -> Table:
    """A table without what these people said, wherever somebody typed it: the last door before a file is written."""
    if not withheld.cases:
        return table
    keep = {place for place, column in enumerate(table.columns) if column.key in _VERBATIM}
    rows = tuple(
        tuple(cell if place in keep else _cell(cell, withheld) for place, cell in enumerate(row)) for row in table.rows
    )
    return replace(table, rows=rows, notes=tuple(withheld.text(note) for note in table.notes))


def _cell(cell: Cell, withheld: Withheld) -> Cell:
    paragraphs = tuple(
        Paragraph(tuple(run._replace(text=withheld.text(run.text)) for run in one.runs), one.said)
        for one in cell.paragraphs
    )
    return cell._replace(paragraphs=paragraphs, value=_value(cell.value, withheld))


def _value(value: Any, withheld: Withheld) -> Any:
    if isinstance(value, str):
        return withheld.text(value)
    if isinstance(value, list):
        return [_value(one, withheld) for one in value]
    if isinstance(value, dict):
        return {name: _value(one, withheld) for name, one in value.items()}
    return value


def _without_words(version: TranscriptVersion, withheld: Withheld) -> TranscriptText:
    turns = [(turn.role, str(released(turn, "speaker"))) for turn in version.turns.order_by("index")]
    text, lines, spans, spoken = "", [], [[0, 0] for _ in turns], -1
    original = str(released(version, "text"))
    for start, end, turn in version.lines:
        first = turn != spoken
        spoken = turn
        if turns[turn][0] == SpeakerRole.INTERVIEWER:
            line = withheld.text(original[start:end])
        else:
            line = WITHHELD if first else GONE_ON
        text += ("\n" if first else " ") if text else ""
        lines.append((len(text), len(text) + len(line), turn))
        if first:
            spans[turn][0] = len(text)
        text += line
        spans[turn][1] = len(text)
    told = tuple((start, end, speaker) for (start, end), (_, speaker) in zip(spans, turns, strict=True))
    return TranscriptText(version.interview.number, text, tuple(lines), told)


def _on_lines(passages: Sequence[Passage], transcripts: dict[int, TranscriptText]) -> tuple[Passage, ...]:
    """Passages on the whole of their lines, since the words that they began and ended at are not there."""
    return tuple(
        replace(one, start=lines[one.first_line - 1][0], end=lines[one.last_line - 1][1], quote=WITHHELD)
        for one in passages
        if one.interview in transcripts
        for lines in (transcripts[one.interview].lines,)
    )
