"""Recognises the lines of a pasted text that read like a label of the HRA research summary.

Source: the two renderings of public records of 2016 to 2024 (a label behind a bullet, or alone on its line),
and the "Label: value" lines that a paste from PDF, e-mail or a table gives. Which of these lines are labels
indeed is settled in `hra_layout`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lifeworld.study.rules.hra_labels import LABELS, LONGEST_SHAPED_VALUE, Label
from lifeworld.study.rules.hra_text import one_line

_BULLET_SIGNS = r"[•·‣▪◦●○∙⁃*\-–—]"
# Word's hollow bullet pastes as the letter o.
_BULLET = rf"(?:{_BULLET_SIGNS}|o(?=[ \t]))"
_NAMES = {name.lower(): label for label in LABELS for name in (label.text, *label.spellings)}
_ANY_LABEL = "|".join(
    "[ \t]{1,3}".join(re.escape(word) for word in name.split()) for name in sorted(_NAMES, key=len, reverse=True)
)
_LABEL_LINE = re.compile(
    rf"(?P<bullet>{_BULLET}[ \t]{{0,8}})?(?:\*\*|__|#{{1,6}} )?(?P<label>{_ANY_LABEL})"
    r"(?P<colon>[ \t]{0,3}:)?(?:\*\*|__)?(?P<after>[ \t]{0,3}:)?(?P<gap>[ \t]*)(?P<rest>.*)",
    re.IGNORECASE,
)
_BULLET_ALONE = re.compile(rf"{_BULLET_SIGNS}|o")
_RUN_TOGETHER = re.compile(rf"(?<=\S)[ \t]{{1,9}}•[ \t]{{0,9}}(?=(?:{_ANY_LABEL})\b)", re.IGNORECASE)

# So many labels run together on one line, or parted from their bullets, are the doing of the paste.
_LABELS_OUT_OF_PLACE = 3


@dataclass(frozen=True)
class Mark:
    """A line that reads like a label: where, which one, what follows on the same line, and how it is set."""

    line: int
    label: Label
    inline: str
    bulleted: bool
    indent: int
    colon: bool
    fits: bool

    @property
    def style(self) -> tuple[bool, bool]:
        """How the label is set off from its value: by a colon, and on the same line."""
        return self.colon, bool(self.inline)


def part_labels(lines: Sequence[str]) -> list[str]:
    """Gives each label a line of its own where a paste ran them together or put bullets a line above."""
    parted: list[str] = []
    for line in lines:
        pieces = _RUN_TOGETHER.sub("\n• ", line).split("\n") if "•" in line else []
        parted.extend(pieces if len(pieces) > _LABELS_OUT_OF_PLACE else [line])
    found = {number: _lone_bullet_of_label(parted, number) for number, line in enumerate(parted) if line}
    lone = {number: label for number, label in found.items() if label}
    if len(lone) >= _LABELS_OUT_OF_PLACE:
        for number, label in lone.items():
            parted[label] = f"{parted[number]} {parted[label].strip()}"
            parted[number] = ""
    return parted


def _lone_bullet_of_label(lines: Sequence[str], number: int) -> int:
    """The number of the label's line where the line holds only a bullet and the label comes next, else 0."""
    if not _BULLET_ALONE.fullmatch(lines[number].strip()):
        return 0
    following = range(number + 1, min(number + 4, len(lines)))
    written = next((below for below in following if lines[below].strip()), 0)
    return written if lines[written].strip().rstrip(":").lower() in _NAMES else 0


def mark_at(lines: Sequence[str], number: int) -> Mark | None:
    """The mark on that line, if it reads like a label.

    The value may follow on the same line behind a colon, a dash, a tab or two spaces; behind a single space
    only where the label is spelt exactly and stands behind a bullet, or where the value has the label's
    usual shape.
    """
    line = lines[number]
    body = line.lstrip()
    match = _LABEL_LINE.match(body) if body else None
    if not match:
        return None
    label = _NAMES[one_line(match["label"]).lower()]
    rest, gap = match["rest"].strip(), match["gap"]
    colon, bulleted = bool(match["colon"] or match["after"]), bool(match["bullet"])
    if rest and not colon:
        if rest.startswith(("- ", "– ", "— ")) and gap:
            rest = rest[2:].strip()
        elif "\t" not in gap and len(gap) < 2:
            same_case = one_line(match["label"]) == label.text
            if not gap or not same_case or not (bulleted or label.fits(one_line(rest))):
                return None
    fits = label.fits(one_line(rest)) if rest else _next_lines_fit(lines, number, label)
    return Mark(number, label, rest, bulleted, len(line) - len(body), colon, fits)


def _next_lines_fit(lines: Sequence[str], number: int, label: Label) -> bool:
    """Whether the lines below the label, up to the next line that is a label, make a value of its shape."""
    if label.shape is None:
        return False
    value = ""
    for line in lines[number + 1 : number + 7]:
        if len(line) > LONGEST_SHAPED_VALUE or line.strip().rstrip(":").lower() in _NAMES:
            return False
        value = one_line(f"{value} {line}")
        if value and label.fits(value):
            return True
    return False
