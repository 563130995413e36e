"""Leaving out the words of somebody who did not agree to be quoted, where the researcher typed them among their own.

Passages that are anchored to a transcript are known exactly and are left out as a whole. What is typed into a note, a
theme's name or the diary is found by its words: five in a row that this person said (shorter runs are common speech),
or three in a row where they stand in quotation marks and so are given as somebody's. Source: governance requirement 17
("no" to quotes must hold in what is exported); the two numbers are this project's own (docs/decisions/0041).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lifeworld.common.same_word import caseless

WITHHELD = "Words withheld: this person did not agree to be quoted"
LEFT_OUT = "[words withheld]"
GONE_ON = "[…]"
RUN, QUOTED = 5, 3

# An accent may be typed as a sign of its own after its letter (U+0300 to U+036F), and belongs to the word.
_WORD = re.compile(r"\w[\w\u0300-\u036f]*(?:['’]\w[\w\u0300-\u036f]*)*")
_QUOTATION = re.compile(r"“[^“”]*”|\"[^\"]*\"|‘[^‘]*?’(?!\w)")


@dataclass(frozen=True)
class Heard:
    """What some people said: as one string of plain words for each stretch, and every run of `RUN` words in it."""

    said: str = ""
    runs: frozenset[str] = frozenset()


def heard(stretches: Iterable[str]) -> Heard:
    """What was said in some stretches of speech."""
    said: list[str] = []
    runs: set[str] = set()
    for stretch in stretches:
        words = [word for word, _, _ in _words(stretch)]
        said.append(f" {' '.join(words)} ")
        runs.update(" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
    return Heard("|".join(said), frozenset(runs))


def without(text: str, of: Heard) -> str:
    """A text with what these people said left out, each stretch of it marked by `LEFT_OUT`."""
    if not of.said or not text:
        return text
    parts, at = [], 0
    for start, end in _joined(sorted([*_runs(text, of), *_quotations(text, of)])):
        parts += [text[at:start], LEFT_OUT]
        at = end
    return "".join([*parts, text[at:]])


def _runs(text: str, of: Heard) -> Iterator[tuple[int, int]]:
    words = list(_words(text))
    for at in range(len(words) - RUN + 1):
        some = words[at : at + RUN]
        if " ".join(word for word, _, _ in some) in of.runs:
            yield some[0][1], some[-1][2]


def _quotations(text: str, of: Heard) -> Iterator[tuple[int, int]]:
    for found in _QUOTATION.finditer(text):
        words = [word for word, _, _ in _words(found[0])]
        if len(words) >= QUOTED and f" {' '.join(words)} " in of.said:
            yield found.start() + 1, found.end() - 1


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    return ((caseless(one[0].replace("’", "'")), one.start(), one.end()) for one in _WORD.finditer(text))
