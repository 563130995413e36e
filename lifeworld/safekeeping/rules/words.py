"""Finding one person's pseudonym and words in what others are about, and taking them out of it.

A stretch counts from `STRETCH` words on: shorter ones are everybody's ("I do not know"). Capitals, punctuation and
line breaks make no difference. What the interviewer said is no participant's and is not looked for.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from unicodedata import normalize

from lifeworld.common.same_word import caseless

STRETCH = 5
WHO = "[somebody who withdrew]"
WHAT = "[words taken out]"
# An accent may be typed as a sign of its own after its letter (U+0300 to U+036F), and belongs to the word.
_PART = r"[^\W_](?:[^\W_]|[\u0300-\u036f])*"
_WORD = re.compile(rf"{_PART}(?:[’']{_PART})*")


@dataclass(frozen=True)
class Ghost:
    """What is looked for: the pseudonym, and every stretch of `STRETCH` words that the person said."""

    pseudonym: str
    stretches: frozenset[tuple[str, ...]] = field(default_factory=frozenset)

    @cached_property
    def _name(self) -> re.Pattern[str]:
        forms = {normalize(form, name) for form in ("NFC", "NFD") for name in (self.pseudonym, self.pseudonym.upper())}
        spelt = "|".join(r"\s+".join(map(re.escape, form.split())) for form in sorted(forms))
        return re.compile(rf"(?<!\w)(?:{spelt})(?![\w\u0300-\u036f])", re.IGNORECASE)

    def named_in(self, text: str) -> bool:
        """Whether the pseudonym stands in a text as a word of its own."""
        return bool(self.pseudonym) and bool(self._name.search(text))

    def quoted_in(self, text: str) -> list[tuple[int, int]]:
        """Where the person's words stand in a text, as `[start, end)`, touching ones joined."""
        words = list(_WORD.finditer(text))
        folded = [_fold(word.group()) for word in words]
        spans: list[tuple[int, int]] = []
        for at in range(len(words) - STRETCH + 1):
            if tuple(folded[at : at + STRETCH]) in self.stretches:
                start, end = words[at].start(), words[at + STRETCH - 1].end()
                if spans and start <= spans[-1][1]:
                    spans[-1] = (spans[-1][0], end)
                else:
                    spans.append((start, end))
        return spans

    def in_text(self, text: str) -> bool:
        """Whether anything of the person is in a text."""
        return self.named_in(text) or bool(self.quoted_in(text))

    def taken_out_of(self, text: str) -> str:
        """The text without the person: pseudonym and words each leave a mark."""
        parts, at = [], 0
        for start, end in self.quoted_in(text):
            parts += [text[at:start], WHAT]
            at = end
        without = "".join([*parts, text[at:]])
        return self._name.sub(WHO, without) if self.pseudonym else without


def ghost_of(pseudonym: str, said: Iterable[str]) -> Ghost:
    """What to look for, from the pseudonym and each turn that the person spoke."""
    stretches: set[tuple[str, ...]] = set()
    for turn in said:
        words = [_fold(word) for word in _WORD.findall(turn)]
        stretches.update(tuple(words[at : at + STRETCH]) for at in range(len(words) - STRETCH + 1))
    return Ghost(pseudonym, frozenset(stretches))


def _fold(word: str) -> str:
    return caseless(word.replace("’", "'"))
