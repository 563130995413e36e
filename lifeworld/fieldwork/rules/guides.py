"""A topic guide as text and as questions with prompts, and what two versions have in common.

A guide is typed as blocks with an empty line between them: the question, then each prompt on a line that begins with
a hyphen. Source of the form: Smith, Flowers & Larkin (2009), chapter 4, schedules of six to ten open questions with
prompts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from lifeworld.common.errors import InvalidInputError

MOST_QUESTIONS = 60
MOST_PROMPTS = 20
LONGEST = 1000
# Two questions share so much that one is the other reworded.
REWORDED = 0.6
_HYPHENS = "-–—•*"


@dataclass(frozen=True)
class Question:
    """One question and its prompts."""

    words: str
    prompts: tuple[str, ...] = ()


def read_guide(typed: str) -> list[Question]:
    """The questions typed, in order.

    Raises `InvalidInputError` where there is none, too many, one too long, or a prompt before any question.
    """
    questions: list[Question] = []
    words: list[str] = []
    prompts: list[str] = []

    def close() -> None:
        if prompts and not words:
            raise _wrong("A prompt stands before any question.", "Begin with the question, without a hyphen.")
        if words:
            questions.append(Question(" ".join(words), tuple(prompts)))
        words.clear()
        prompts.clear()

    for line in [*typed.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        folded = " ".join(line.split())
        if not folded:
            close()
        elif folded[0] in _HYPHENS:
            if folded.lstrip(_HYPHENS).strip():
                prompts.append(folded.lstrip(_HYPHENS).strip())
        elif prompts:
            close()
            words.append(folded)
        else:
            words.append(folded)
    _check(questions)
    return questions


def guide_text(questions: Sequence[Question]) -> str:
    """The questions as they would be typed; `read_guide` reads them back the same."""
    return "\n\n".join("\n".join([one.words, *(f"- {prompt}" for prompt in one.prompts)]) for one in questions)


class Change(StrEnum):
    """What became of a question from one version to another."""

    SAME = "same"
    REWORDED = "reworded"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class Piece:
    """A stretch of words in a comparison: kept, new or gone."""

    words: str
    change: Change


@dataclass(frozen=True)
class Compared:
    """One question of two versions: its number in each (None where it is not there), and its words and prompts."""

    change: Change
    before: int | None
    after: int | None
    words: list[Piece]
    prompts: list[Piece]


def compare(before: Sequence[Question], after: Sequence[Question]) -> list[Compared]:
    """The questions of the later version in order, each beside what it came from; those gone stand where they stood."""
    partner = _partners(before, after)
    taken = set(partner.values())
    found: list[Compared] = []
    shown = 0
    for number, question in enumerate(after):
        source = partner.get(number)
        if source is not None:
            found += [_gone(before, n) for n in range(shown, source) if n not in taken]
            shown = max(shown, source + 1)
        found.append(_compared(before, source, number, question))
    return found + [_gone(before, n) for n in range(shown, len(before)) if n not in taken]


def _partners(before: Sequence[Question], after: Sequence[Question]) -> dict[int, int]:
    """For each question of `after`, by its place, the one of `before` it came from: the likest first, each once."""
    likes = sorted(
        (
            (-_likeness(old.words, new.words), m, n)
            for n, old in enumerate(before)
            for m, new in enumerate(after)
        )
    )  # fmt: skip
    partner: dict[int, int] = {}
    for score, m, n in likes:
        if -score >= REWORDED and m not in partner and n not in partner.values():
            partner[m] = n
    return partner


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.casefold().split(), other.casefold().split(), autojunk=False).ratio()


def _compared(before: Sequence[Question], source: int | None, number: int, question: Question) -> Compared:
    if source is None:
        prompts = [Piece(prompt, Change.NEW) for prompt in question.prompts]
        return Compared(Change.NEW, None, number + 1, [Piece(question.words, Change.NEW)], prompts)
    old = before[source]
    change = Change.SAME if old == question else Change.REWORDED
    prompts = pieces(old.prompts, question.prompts, "\n")
    words = pieces(old.words.split(), question.words.split(), " ")
    return Compared(change, source + 1, number + 1, words, [one for p in prompts for one in _each(p)])


def _gone(before: Sequence[Question], place: int) -> Compared:
    prompts = [Piece(prompt, Change.GONE) for prompt in before[place].prompts]
    return Compared(Change.GONE, place + 1, None, [Piece(before[place].words, Change.GONE)], prompts)


def _each(piece: Piece) -> list[Piece]:
    return [Piece(line, piece.change) for line in piece.words.split("\n")]


def pieces(before: Sequence[str], after: Sequence[str], joint: str) -> list[Piece]:
    """What was kept, went and came between two rows of words, in the order of reading."""
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece(joint.join(after[c:d]), Change.SAME))
            continue
        if b > a:
            found.append(Piece(joint.join(before[a:b]), Change.GONE))
        if d > c:
            found.append(Piece(joint.join(after[c:d]), Change.NEW))
    return found


def _check(questions: Sequence[Question]) -> None:
    if not questions:
        raise _wrong("The guide has no question.", "Write one question at least.")
    if len(questions) > MOST_QUESTIONS or any(len(one.prompts) > MOST_PROMPTS for one in questions):
        raise _wrong(
            "The guide has more than can be asked.", f"Keep to {MOST_QUESTIONS} questions of {MOST_PROMPTS} prompts."
        )
    if any(len(text) > LONGEST for one in questions for text in (one.words, *one.prompts)):
        raise _wrong(f"A question or prompt is longer than {LONGEST} characters.", "Put an empty line between two.")


def _wrong(what: str, do: str) -> InvalidInputError:
    return InvalidInputError(what, "Nothing was changed, and what you typed is still here.", do)
