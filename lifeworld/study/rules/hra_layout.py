"""Finds where each field of a pasted HRA summary begins, in whichever rendering it was copied.

Source: the two renderings of the public page observed in records of 2016 to 2024 (every label behind a
bullet; or label and value on lines of their own), and the "Label: value" lines that a paste from PDF or
e-mail gives. The hard part is text that only reads like a label: a summary may hold a line "REC name" of its
own.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from lifeworld.study.rules.hra_labels import BY_FIELD, LABELS, LONGEST_SHAPED_VALUE, RESEARCH_STUDY
from lifeworld.study.rules.hra_marks import Mark, mark_at

# A value of the committee's block is one line, rarely two; more is running text. Empty lines may part them.
_MOST_LINES_OF_A_SHORT_VALUE, _MOST_LINES_READ = 3, 9


@dataclass(frozen=True)
class Layout:
    """The labels found, in order of their lines; label-like lines left in the text; which rendering it is."""

    marks: tuple[Mark, ...]
    mimics: tuple[Mark, ...]
    flat: bool


def find_layout(lines: Sequence[str]) -> Layout:
    """Decides which label-like lines are labels: at most one line for each label.

    With bullets, labels are the bulleted lines at the labels' own indentation. In the flat rendering a line
    is judged by where it stands, how the other labels are set, and the value that follows: see `_Choice`.
    """
    found = [mark for number in range(len(lines)) if (mark := mark_at(lines, number))]
    if not found:
        return Layout((), (), flat=True)
    flat = _is_flat(found)
    chosen = _Choice(lines, found if flat else _at_labels_indent(found), flat).marks()
    taken = {mark.line for mark in chosen}
    mimics = tuple(mark for mark in found if mark.line not in taken and not mark.inline)
    return Layout(tuple(sorted(chosen, key=lambda mark: mark.line)), mimics, flat)


def _is_flat(found: Sequence[Mark]) -> bool:
    """Flat unless bullets stand before the first label, or before at least as many labels as go without."""
    bulleted = {mark.label.field for mark in found if mark.bulleted}
    plain = {mark.label.field for mark in found if not mark.bulleted}
    return len(bulleted) < 2 or not (found[0].bulleted or len(bulleted) >= len(plain))


def _at_labels_indent(found: Sequence[Mark]) -> list[Mark]:
    """The bulleted marks no deeper than the labels are, and the results heading, which has no bullet.

    The labels' indentation is the least that three of them share: a form may strip the first line's.
    """
    fields_at: dict[int, set[str]] = {}
    for mark in found:
        if mark.bulleted:
            fields_at.setdefault(mark.indent, set()).add(mark.label.field)
    shared = [indent for indent, fields in fields_at.items() if len(fields) >= 3]
    deepest = min(shared, default=max(fields_at))
    return [
        mark
        for mark in found
        if (mark.bulleted and mark.indent <= deepest)
        or (mark.label.part == "results" and not mark.bulleted and not mark.colon and not mark.inline)
    ]


class _Choice:
    """Chooses one line for each label, part by part of the record."""

    def __init__(self, lines: Sequence[str], eligible: Sequence[Mark], flat: bool) -> None:
        self.lines, self.flat = lines, flat
        self.of_field: dict[str, list[Mark]] = {field: [] for field in BY_FIELD}
        for mark in eligible:
            self.of_field[mark.label.field].append(mark)
        self.below = dict(zip((mark.line for mark in eligible), [*eligible[1:], None], strict=True))
        self.style = Counter(mark.style for mark in eligible).most_common(1)[0][0]
        self.summary = self._summary()
        self.start = self.summary.line if self.summary else len(lines)
        self.chosen: list[Mark] = []

    def marks(self) -> list[Mark]:
        """The chosen marks in the order of the record's labels."""
        for label in LABELS:
            marks = self.of_field[label.field]
            before = [mark for mark in marks if mark.line < self.start]
            after = [mark for mark in marks if mark.line > self.start]
            candidates = {
                "head": self._head,
                "summary": lambda _before, _after: [self.summary] if self.summary else [],
                "results": self._results,
                "committee": self._committee,
                "database": self._database,
            }[label.part](before, after)
            self.chosen.extend(next(([mark] for mark in candidates if mark.fits), candidates[:1]))
        return self.chosen

    def _summary(self) -> Mark | None:
        """The first "Research summary" below the research type: a page's heading may say the same."""
        marks, types = self.of_field["research_summary"], self.of_field["research_type"]
        below = [mark for mark in marks if types and mark.line > types[0].line]
        return next(iter(below or marks), None)

    def _head(self, before: list[Mark], after: list[Mark]) -> list[Mark]:
        """A label of the head never begins inside the flat summary: there it is the writer's own line."""
        return before or ([] if self.flat else after)

    def _results(self, before: list[Mark], after: list[Mark]) -> list[Mark]:
        """Results follow the summary, set like the other labels.

        Among labels with bullets they were also seen under a heading without one, inside the research summary.
        """
        if self.flat:
            return self._set_alike(after)
        heading = self.below[self.start] if self.summary else None
        return [mark for mark in [*after, *before] if mark.bulleted or mark is heading]

    def _committee(self, before: list[Mark], after: list[Mark]) -> list[Mark]:
        """Chooses by the value that follows.

        Best is a line with a usual value and another committee label next below; then one with a usual value;
        then the last that is set like the other labels and has a short value, as when the text was cut there.
        """
        fitting = [mark for mark in after if mark.fits]
        in_block = [mark for mark in fitting if self._leads_on(mark)]
        short = [mark for mark in self._set_alike(after) if not self.flat or self._is_short(mark)]
        return in_block or fitting or short[-1:] or before

    def _database(self, before: list[Mark], after: list[Mark]) -> list[Mark]:
        """Database labels stand below the committee's block; in a study without one they are only words."""
        if self.summary is None:
            return before
        committee = [mark.line for mark in self.chosen if mark.label.part == "committee"]
        if self.flat and not committee and self._is_study():
            return []
        return [mark for mark in after if not self.flat or mark.line > max(committee, default=-1)]

    def _is_study(self) -> bool:
        kind = next((mark for mark in self.chosen if mark.label.field == "research_type"), None)
        said = f"{kind.inline} {' '.join(self.lines[kind.line + 1 : kind.line + 3])}" if kind else RESEARCH_STUDY
        return RESEARCH_STUDY.lower() in said.lower()

    def _set_alike(self, marks: list[Mark]) -> list[Mark]:
        return [mark for mark in marks if not self.flat or mark.style == self.style]

    def _leads_on(self, mark: Mark) -> bool:
        below = self.below[mark.line]
        another = below is not None and below.label.part == "committee" and below.label is not mark.label
        return another and self._is_short(mark)

    def _is_short(self, mark: Mark) -> bool:
        below = self.below[mark.line]
        value = self.lines[mark.line + 1 : below.line if below else len(self.lines)]
        written = [line for line in value[:_MOST_LINES_READ] if line.strip()]
        return (
            len(value) <= _MOST_LINES_READ
            and len(written) <= _MOST_LINES_OF_A_SHORT_VALUE
            and all(len(line) <= LONGEST_SHAPED_VALUE for line in written)
        )
