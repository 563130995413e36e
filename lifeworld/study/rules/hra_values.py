"""Takes the values of a research summary from between its labels.

Source: public HRA research summaries of 2016 to 2024 and what pasting does to them: values wrapped over
lines, lines of the web page below the record, a last label cut in the middle.
"""

import re
from collections.abc import Iterator, Sequence

from lifeworld.study.rules.hra_labels import LABELS, Label
from lifeworld.study.rules.hra_layout import Layout
from lifeworld.study.rules.hra_record import Oddity
from lifeworld.study.rules.hra_text import blocks_of, break_written_line_ends, one_line, paragraphs_of

_BELOW_RECORD = re.compile(
    r"(?:is|was) this page (?:useful|helpful)\b.{0,60}|back to top|share this page.{0,60}|print this page",
    re.IGNORECASE,
)
_LABEL_START = re.compile(r"(?P<bullet>[•·*-])?[ \t]{0,9}(?P<start>[A-Za-z][A-Za-z. ]{2,40})")
# Seen as a heading inside the research summary of a record whose labels have bullets.
_RESULTS_UNDER_A_HEADING = "The results stood under a heading in the research summary; they are shown on their own."


def read_values(lines: Sequence[str], layout: Layout) -> tuple[dict[str, str], list[Oddity]]:
    """The value of every field whose label was found, and what was odd in reading them."""
    values: dict[str, str] = {}
    odd: list[Oddity] = []
    ends = [mark.line for mark in layout.marks[1:]] + [len(lines)]
    for mark, end in zip(layout.marks, ends, strict=True):
        last = mark is layout.marks[-1]
        body = [mark.inline, *lines[mark.line + 1 : end]]
        if last and ends_in_a_label(lines, layout):
            body = _without_last_line(body)
        if mark.label.long:
            values[mark.label.field], found = _long_value(mark.label, body, flat=layout.flat, last=last)
        else:
            values[mark.label.field], found = _short_value(mark.label, body, last=last)
        odd.extend(found)
        if mark.label.part == "results" and not layout.flat and not mark.bulleted:
            odd.append(Oddity(mark.label.field, _RESULTS_UNDER_A_HEADING))
    odd.extend(_mimics(layout))
    return values, odd


def _long_value(label: Label, body: Sequence[str], *, flat: bool, last: bool) -> tuple[str, list[Oddity]]:
    odd: list[Oddity] = []
    furniture = next((n for n, line in enumerate(body) if last and _BELOW_RECORD.fullmatch(line.strip())), None)
    if furniture is not None:
        body = body[:furniture]
        odd.append(_left_out(label))
    text, broken = break_written_line_ends("\n".join(body))
    value, joined = paragraphs_of(text.split("\n"), flat=flat)
    if broken:
        odd.append(
            Oddity(label.field, "A backslash and n stood for line breaks in this text; they are shown as breaks.")
        )
    if joined:
        odd.append(Oddity(label.field, "This text was cut into short lines; they were joined to paragraphs."))
    return value, odd


def _short_value(label: Label, body: Sequence[str], *, last: bool) -> tuple[str, list[Oddity]]:
    """The value on one line: all lines, or those first few that make a value of the usual shape.

    At the end of the text, where no further label closes the value, it ends with its first block of lines,
    and an opinion of no known wording with its first line.
    """
    blocks = blocks_of(body)
    written = [line for block in blocks for line in block]
    whole = one_line(" ".join(blocks[0] if last and blocks else written))
    if not label.fits(whole):
        for count in (1, 2, 3):
            first = one_line(" ".join(written[:count]))
            if label.fits(first):
                return first, [_left_out(label)] if len(written) > count else []
        if last and label.field == "rec_opinion" and written:
            whole = one_line(written[0])
    left = len(whole.split()) < sum(len(line.split()) for line in written)
    return whole, [_left_out(label)] if left else []


def _left_out(label: Label) -> Oddity:
    return Oddity(label.field, "Further lines below this value were left out; the pasted text is kept whole.")


def _mimics(layout: Layout) -> Iterator[Oddity]:
    seen: set[str] = set()
    for mark in layout.mimics:
        if mark.label.field not in seen:
            seen.add(mark.label.field)
            yield Oddity(
                "",
                f"A line that reads like the label “{mark.label.text}” was kept as part of the text around it.",
            )


def ends_in_a_label(lines: Sequence[str], layout: Layout) -> bool:
    """Whether the last line is the beginning of a label that the record has not had yet."""
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    match = _LABEL_START.fullmatch(last)
    if not match or (match["bullet"] is None) != layout.flat:
        return False
    had = {mark.label.field for mark in layout.marks}
    position = max(LABELS.index(mark.label) for mark in layout.marks)
    return any(
        label.text != match["start"] and label.text.startswith(match["start"]) and label.field not in had
        for label in LABELS[position + 1 :]
    )


def _without_last_line(body: Sequence[str]) -> list[str]:
    kept = list(body)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept[:-1]
