"""What the exports are made of: the analysis as plain values, with no database behind them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from lifeworld.consent.rules.withholding import WITHHELD
from lifeworld.interviews.rules.lines import line_range, page_line

JOINED_PASSAGES = " […] "


@dataclass(frozen=True, slots=True)
class Passage:
    """Anchored words: the quote verbatim, its lines (from 1), and the recording's moment in milliseconds."""

    interview: int
    start: int
    end: int
    first_line: int
    last_line: int
    lines_per_page: int
    quote: str
    start_ms: int | None

    @property
    def lines(self) -> str:
        """`214` or `213–216`; a second interview's with `2:` before."""
        return _in_interview(self.interview, line_range(self.first_line, self.last_line))

    @property
    def place(self) -> str:
        """`page.line` as theses cite it: `8.214`, `8.213–216`, `8.238–9.241`; a second interview's with `2:`."""
        first, last = (page_line(line, self.lines_per_page) for line in (self.first_line, self.last_line))
        if first == last:
            return _in_interview(self.interview, first)
        same_page = first.split(".")[0] == last.split(".")[0]
        return _in_interview(self.interview, f"{first}–{self.last_line if same_page else last}")


@dataclass(frozen=True, slots=True)
class NoteText:
    """An exploratory note."""

    kind: str
    body: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class StatementText:
    """A statement with the words it rests on and the notes it was written from; `set_aside` is the reason."""

    text: str
    set_aside: str
    passages: tuple[Passage, ...]
    notes: tuple[NoteText, ...]

    @property
    def quote(self) -> str:
        """The words, verbatim, several passages joined as a thesis joins them; or, once, that they are withheld."""
        if self.passages and all(passage.quote == WITHHELD for passage in self.passages):
            return WITHHELD
        return JOINED_PASSAGES.join(passage.quote for passage in self.passages)

    @property
    def places(self) -> str:
        """Where the words stand, `page.line`."""
        return ", ".join(passage.place for passage in self.passages)


@dataclass(frozen=True)
class ThemeText:
    """A personal theme with its own statements and its sub-themes."""

    name: str
    statements: tuple[StatementText, ...]
    subthemes: tuple["ThemeText", ...] = ()


@dataclass(frozen=True)
class CaseText:
    """A case: its personal themes, all statements in the order they were told, and those in no theme."""

    number: int
    pseudonym: str
    themes: tuple[ThemeText, ...]
    statements: tuple[StatementText, ...]
    loose: tuple[StatementText, ...]


@dataclass(frozen=True)
class TranscriptText:
    """A frozen transcript: `lines` are `(start, end, turn)` in code points, `turns` `(start, end, speaker)`."""

    interview: int
    text: str
    lines: tuple[tuple[int, int, int], ...]
    turns: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True)
class AnalysedCase:
    """A case's transcripts with every note and statement on them."""

    number: int
    pseudonym: str
    transcripts: tuple[TranscriptText, ...]
    notes: tuple[NoteText, ...]
    statements: tuple[StatementText, ...]


@dataclass(frozen=True)
class ContributionText:
    """One case's part in a group theme; `statements` pairs each with the sub-theme it lies in."""

    case: int
    pseudonym: str
    name: str
    stance: str
    comment: str
    statements: tuple[tuple[str, StatementText], ...]


@dataclass(frozen=True)
class GroupThemeText:
    """A group theme with its contributions and sub-themes; `absence` is the researcher's sentence on it."""

    name: str
    absence: str
    contributions: tuple[ContributionText, ...]
    subthemes: tuple["GroupThemeText", ...] = ()

    def all_contributions(self) -> Iterator[ContributionText]:
        """Its own and those of its sub-themes."""
        yield from self.contributions
        for one in self.subthemes:
            yield from one.all_contributions()


@dataclass(frozen=True)
class GroupText:
    """The group level: the people compared as `(number, pseudonym)`, those not yet, and the themes."""

    people: tuple[tuple[int, str], ...]
    waiting: tuple[str, ...]
    themes: tuple[GroupThemeText, ...]


@dataclass(frozen=True)
class EntryText:
    """A diary entry, without its writer's name."""

    id: int
    written_on: date
    step: str
    pseudonym: str
    carried_over: bool
    text: str


@dataclass(frozen=True)
class ActText:
    """An act of the trail, without the name of who did it."""

    number: int
    at: datetime
    step: str
    pseudonym: str
    action: str
    before: str
    after: str
    why: str


def clock(ms: int | None) -> str:
    """A moment of the recording as `00:23:41`; empty where the transcript has no times."""
    if ms is None:
        return ""
    seconds = ms // 1000
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _in_interview(number: int, place: str) -> str:
    return place if number == 1 else f"{number}:{place}"
