"""Reads a pasted HRA research summary into its fields, keeping the text and saying what is odd about it.

Source: the layout of the research summaries that the Health Research Authority publishes, as observed in
public records of 2016 to 2024. What counts as a label is settled in `hra_layout`; this module takes the
values from between the labels and decides what is no such record at all.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from lifeworld.study.rules.hra_labels import FIELDS, TELLING_FIELDS
from lifeworld.study.rules.hra_layout import Layout, find_layout
from lifeworld.study.rules.hra_marks import part_labels
from lifeworld.study.rules.hra_oddities import cut_short, oddities_of
from lifeworld.study.rules.hra_record import NotASummaryError, Oddity, Summary, format_summary
from lifeworld.study.rules.hra_text import blocks_of, clean_lines, one_line, without_page_lines
from lifeworld.study.rules.hra_values import ends_in_a_label, read_values

__all__ = ["NotASummaryError", "Oddity", "Summary", "format_summary", "parse_summary"]

LARGEST_TEXT = 1024 * 1024

_NAVIGATION = re.compile(
    r"(?:https?://|www\.)\S*|home|menu|search|back|print|you are here:?|skip to (?:main )?content"
    r"|back to .{0,60}|(?:nhs )?health research authority|planning and improving research"
    r"|application summaries|research summar(?:y|ies)|short title:?|home ?[>»›/|].*",
    re.IGNORECASE,
)
_LONGEST_TITLE_LINE = 60


def parse_summary(text: str) -> Summary:
    """Reads a research summary in any of its renderings.

    A text is taken for a research summary when it holds at least two different labels of the record, and a
    value for at least one of the telling ones: research type, full title, IRAS ID, REC reference. Fewer labels
    occur in letters and e-mails; demanding more would refuse a record that was cut short. Whatever else is odd
    becomes a warning.

    Raises:
        NotASummaryError: the text is empty, larger than one mebibyte in UTF-8, not text, or no such record.
    """
    _refuse_unreadable(text)
    lines, page_lines = without_page_lines(part_labels(clean_lines(text)))
    layout = find_layout(lines)
    if not layout.marks:
        raise NotASummaryError(_why_no_labels(text))
    values, found = read_values(lines, layout)
    _refuse_unlike(values, layout)
    title, above = _title(lines[: layout.marks[0].line])
    summary = Summary(short_title=title, raw=text, **values)  # type: ignore[arg-type]
    warnings = [*oddities_of(summary), *found]
    warnings += cut_short(summary, layout.marks[-1].label.field, label_cut=ends_in_a_label(lines, layout))
    if above or page_lines:
        warnings.append(Oddity("", "Lines of the page around the record were left out; the pasted text is kept whole."))
    warnings.sort(key=lambda oddity: FIELDS.index(oddity.field) if oddity.field else len(FIELDS))
    return replace(summary, warnings=tuple(warnings))


def _refuse_unreadable(text: str) -> None:
    if not text.strip():
        raise NotASummaryError("There is no text here.")
    try:
        size = len(text) if len(text) > LARGEST_TEXT else len(text.encode())
    except UnicodeEncodeError:
        size = 0
    if size > LARGEST_TEXT:
        raise NotASummaryError("This text is larger than one megabyte, which no research summary is.")
    if not size or "\x00" in text:
        raise NotASummaryError("This is not plain text, so no research summary can be read from it.")


def _why_no_labels(text: str) -> str:
    start = text[:2000].lower()
    if "<html" in start or "<!doctype" in start or start.count("</") > 2:
        return "This is the source of a web page, not the text that the page shows."
    return "This text has none of the labels of a research summary, such as “Research type” or “IRAS ID”."


def _refuse_unlike(values: Mapping[str, str], layout: Layout) -> None:
    if len(layout.marks) < 2:
        raise NotASummaryError("This text has only one of the labels of a research summary, which is too few to go by.")
    if not any(values.get(field) for field in TELLING_FIELDS):
        raise NotASummaryError(
            "This text gives no research type, full title, IRAS ID or REC reference, so nothing shows that "
            "it is a research summary."
        )


def _title(above: Sequence[str]) -> tuple[str, bool]:
    """The title above the first label, and whether other lines than the title were left out.

    Web addresses and the page's navigation are passed over; of several lines left, the last is the title,
    with the line before it where that is long and unfinished, as in a wrapped title.
    """
    written = [line.strip() for line in above if line.strip()]
    kept = [line for line in written if not _NAVIGATION.fullmatch(line)] or written[-1:]
    if not kept:
        return "", False
    title = [kept[-1]]
    block = blocks_of(above)[-1]
    if len(kept) > 1 and kept[-2] in block[-2:-1] and len(kept[-2]) >= _LONGEST_TITLE_LINE:
        title.insert(0, kept[-2])
    value = one_line(" ".join(title))
    if value.lower().startswith("short title:"):
        value = value[len("short title:") :].strip()
    return value, len(written) > len(title)
