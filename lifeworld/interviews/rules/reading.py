"""What reading a transcript yields, before a person has looked at it and before anything is saved.

The readers of files live higher up, in `interchange`; services here take their result, so its shape is defined here.
"""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Literal

NoticeKind = Literal["kept", "dropped", "changed", "unsure"]
# Under which heading a page tells each kind, what matters most first.
HEADINGS: dict[NoticeKind, str] = {
    "dropped": "Left out",
    "changed": "Changed",
    "unsure": "Worth a look",
    "kept": "Kept",
}

_INTERVIEWER_WORD = re.compile(r"(?:interviewer|researcher|moderator|facilitator)\b", re.IGNORECASE)
_INTERVIEWER_LETTERS = re.compile(r"(?:i|int|intv|iv|ir|q|question|questioner)\W*\d{0,3}\W*", re.IGNORECASE)
_CLEAR_LEAD = 1.5
_LEAST_QUESTIONS_PER_TURN = 0.2
_LEAST_SHARE_OF_TURNS = 0.15


@dataclass(frozen=True)
class Notice:
    """One sentence about what the reading kept, dropped, changed or is unsure of. It never quotes the transcript."""

    kind: NoticeKind
    sentence: str


@dataclass(frozen=True)
class ReadTurn:
    """One turn as read.

    Attributes:
        speaker: the name as the file gives it; "" when unknown.
        text: the words, soft breaks as line feeds, no space at either end.
        start_ms, end_ms: milliseconds from the start of the recording; None where the file gives no time.
    """

    speaker: str
    text: str
    start_ms: int | None = None
    end_ms: int | None = None


@dataclass(frozen=True)
class SpeakerCount:
    """A speaker's name ("" for turns without one) and how many turns they have."""

    name: str
    turns: int


@dataclass(frozen=True)
class ReadTranscript:
    """A transcript as read: the kind of file in words for a person, its turns in order, and what to tell them."""

    dialect: str
    turns: tuple[ReadTurn, ...]
    notices: tuple[Notice, ...]

    @cached_property
    def speakers(self) -> tuple[SpeakerCount, ...]:
        """Every speaker in order of first appearance, with the number of turns; "" stands for turns without one."""
        counts: dict[str, int] = {}
        for turn in self.turns:
            counts[turn.speaker] = counts.get(turn.speaker, 0) + 1
        return tuple(SpeakerCount(name, turns) for name, turns in counts.items())

    @cached_property
    def text(self) -> str:
        """The canonical text of a version: every turn's words, a line feed between two turns."""
        return "\n".join(turn.text for turn in self.turns)

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where each turn lies in `text`: `[start, end)` in code points, in order."""
        starts = accumulate((len(turn.text) + 1 for turn in self.turns), initial=0)
        return tuple((start, start + len(turn.text)) for start, turn in zip(starts, self.turns, strict=False))

    @cached_property
    def words_of(self) -> dict[str, int]:
        """How many words each speaker has: stretches between white space; names are not counted."""
        words = dict.fromkeys((one.name for one in self.speakers), 0)
        for turn in self.turns:
            words[turn.speaker] += len(turn.text.split())
        return words

    @property
    def word_count(self) -> int:
        """Words in all turns."""
        return sum(self.words_of.values())

    @cached_property
    def guessed_interviewer(self) -> str:
        """The speaker most likely to be the interviewer, or "" when it is not clear.

        A name that says so decides. Otherwise it is the one who asks clearly more questions per turn
        than anyone else, takes a fair share of the turns, and does not speak the most words.
        """
        named = [one for one in self.speakers if one.name]
        turns = sum(one.turns for one in named)
        by_name = [one for one in named if names_an_interviewer(one.name)]
        if by_name:
            return max(by_name, key=lambda one: one.turns).name
        return self._most_questioning([one.name for one in named if one.turns >= turns * _LEAST_SHARE_OF_TURNS])

    def _most_questioning(self, names: list[str]) -> str:
        if len(names) < 2:
            return ""
        words = {name: self.words_of[name] for name in names}
        questions = dict.fromkeys(names, 0)
        for turn in self.turns:
            if turn.speaker in questions:
                questions[turn.speaker] += turn.text.count("?")
        turns = {one.name: one.turns for one in self.speakers}
        rates = sorted(((questions[name] / turns[name], name) for name in names), reverse=True)
        (first, name), (second, _) = rates[0], rates[1]
        clear = first >= _LEAST_QUESTIONS_PER_TURN and first >= _CLEAR_LEAD * second
        return name if clear and words[name] < max(words.values()) else ""


def names_an_interviewer(name: str) -> bool:
    """Whether a speaker's name alone says that this is the interviewer ("Interviewer", "I", "Int.", "Q1")."""
    return bool(_INTERVIEWER_WORD.match(name) or _INTERVIEWER_LETTERS.fullmatch(name))
