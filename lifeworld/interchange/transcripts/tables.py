"""Reading tables: "Speaker | words" and "time | speaker | words" become turns, any other table is read row by row."""

import re
from collections import Counter
from collections.abc import Sequence
from enum import Enum, auto
from itertools import pairwise

from lifeworld.interchange.transcripts.blocks import Line, Table
from lifeworld.interchange.transcripts.labels import clean_label, is_role, label_key, looks_like_name
from lifeworld.interchange.transcripts.times import TIME, milliseconds
from lifeworld.interviews.rules.reading import ReadTurn

_ONE_TIME = re.compile(
    rf"[\[(#<]*({TIME}|\d{{1,2}}:\d{{2}}:\d{{2}}-\d)[\])#>]*(?:\s*(?:-->|[-–—])\s*[\[(#<]*({TIME})[\])#>]*)?"
)
_HEADING_WORDS_WORDS = (
    "speaker who name person participant time timestamp timecode start end text words transcript "
    "transcription utterance speech turn line lines no no. nr number # content comment comments note "
    "notes dialogue said"
)
_HEADING_WORDS = frozenset(_HEADING_WORDS_WORDS.split())
_ENOUGH = 0.8
_LEAST_ROWS = 2

Cell = tuple[Line, ...]
Row = tuple[Cell, ...]


class _Column(Enum):
    EMPTY = auto()
    TIME = auto()
    NUMBER = auto()
    SPEAKER = auto()
    WORDS = auto()


def parts_of_table(table: Table, found: Counter[str]) -> list[Line | ReadTurn]:
    """Turns of a table whose columns show who speaks, else its lines row by row.

    Args:
        table: rows of cells.
        found: counts `heading_rows`, `line_numbers`, `extra_columns` and `other_tables` are added here.
    """
    rows = [row for row in table.rows if any(row)]
    body = rows[1:] if rows and _is_heading(rows[0]) else rows
    columns = _columns(body)
    if columns.count(_Column.SPEAKER) == 1 and _Column.WORDS in columns:
        found["heading_rows"] += len(rows) - len(body)
        found["extra_columns"] += columns.count(_Column.WORDS) > 1
        return list(_turns(body, columns, found))
    several = any(sum(bool(cell) for cell in row) > 1 for row in rows)
    found["other_tables"] += several
    return [line for row in rows for line in _lines_of_row(row)]


def _text(cell: Cell) -> str:
    return "\n".join(line.text for line in cell)


def _is_heading(row: Row) -> bool:
    texts = [_text(cell).casefold().strip(" :") for cell in row if cell]
    return len(texts) > 1 and all(text in _HEADING_WORDS for text in texts)


def _columns(rows: Sequence[Row]) -> list[_Column]:
    width = max((len(row) for row in rows), default=0)
    if len(rows) < _LEAST_ROWS or width < 2:
        return []
    cells = [[_text(row[at]) if at < len(row) else "" for row in rows] for at in range(width)]
    columns = [_kind([text for text in column if text]) for column in cells]
    return _only_first_speaker(columns)


def _only_first_speaker(columns: list[_Column]) -> list[_Column]:
    """A later column of short words ("yes", "no") is not a second column of speakers."""
    if _Column.SPEAKER not in columns:
        return columns
    first = columns.index(_Column.SPEAKER)
    return [_Column.WORDS if kind is _Column.SPEAKER and at != first else kind for at, kind in enumerate(columns)]


def _kind(texts: list[str]) -> _Column:
    if not texts:
        return _Column.EMPTY
    enough = len(texts) * _ENOUGH
    if sum(bool(_ONE_TIME.fullmatch(text)) for text in texts) >= enough:
        return _Column.TIME
    numbers = [int(text.strip(".")) for text in texts if re.fullmatch(r"\d{1,6}\.?", text)]
    if len(numbers) == len(texts) and all(a < b for a, b in pairwise(numbers)):
        return _Column.NUMBER
    return _Column.SPEAKER if _are_speakers(texts) else _Column.WORDS


def _are_speakers(texts: list[str]) -> bool:
    """Names only, and either role words or names that come again."""
    labels = [clean_label(text) for text in texts]
    names = [label for label in labels if looks_like_name(label)]
    if len(names) < len(labels):
        return False
    keys = Counter(label_key(name) for name in names)
    known = sum(count for key, count in keys.items() if count > 1 or is_role(key))
    return known >= len(names) * _ENOUGH


def _turns(rows: Sequence[Row], columns: list[_Column], found: Counter[str]) -> Sequence[Line | ReadTurn]:
    turns: list[ReadTurn] = []
    spelling: dict[str, str] = {}
    for row in rows:
        speaker, start, end = "", None, None
        words: list[str] = []
        for kind, cell in zip(columns, row, strict=False):
            text = _text(cell)
            if kind is _Column.TIME and (time := _ONE_TIME.fullmatch(text)):
                start = milliseconds(time[1])
                end = milliseconds(time[2]) if time[2] else None
            elif kind is _Column.SPEAKER:
                label = clean_label(text)
                speaker = spelling.setdefault(label_key(label), label) if label else ""
            elif kind is _Column.NUMBER:
                found["line_numbers"] += bool(text)
            elif text:
                words.append(text)
        _take(turns, ReadTurn(speaker, "\n".join(words).strip(), start, end), found)
    return turns


def _take(turns: list[ReadTurn], turn: ReadTurn, found: Counter[str]) -> None:
    """Add a row's turn; a row without a speaker and a time of its own continues the turn above."""
    if not turn.text:
        found["wordless_labels"] += bool(turn.speaker)
    elif turn.speaker or not turns:
        turns.append(turn)
    elif turn.start_ms is not None:
        turns.append(ReadTurn(turns[-1].speaker, turn.text, turn.start_ms, turn.end_ms))
    else:
        above = turns[-1]
        turns[-1] = ReadTurn(above.speaker, f"{above.text}\n{turn.text}", above.start_ms, above.end_ms)


def _lines_of_row(row: Row) -> list[Line]:
    """Short cells of a row share a line; a row with longer cells gives its cells' lines one after another."""
    filled = [cell for cell in row if cell]
    if len(filled) > 1 and all(len(cell) == 1 for cell in filled):
        return [Line("  ".join(cell[0].text for cell in filled))]
    return [line for cell in filled for line in cell]
