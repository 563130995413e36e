"""Turning counts of what was met in a file into calm sentences for the person who chose it."""

from collections.abc import Mapping

from lifeworld.interviews.rules.reading import Notice, NoticeKind

_SMALL_NUMBERS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")

_SENTENCES: dict[str, tuple[NoticeKind, str, str]] = {
    "insertions": ("kept", "{} tracked insertion was kept.", "{} tracked insertions were kept."),
    "times": ("kept", "{} turn has a time from the file.", "{} turns have times from the file."),
    "deletions": ("dropped", "{} tracked deletion was left out.", "{} tracked deletions were left out."),
    "footnotes": ("dropped", "{} footnote was left out.", "{} footnotes were left out."),
    "endnotes": ("dropped", "{} endnote was left out.", "{} endnotes were left out."),
    "comments": ("dropped", "{} comment was left out.", "{} comments were left out."),
    "headers": ("dropped", "{} page header or footer was left out.", "{} page headers or footers were left out."),
    "pictures": ("dropped", "{} picture was left out.", "{} pictures were left out."),
    "embedded": (
        "dropped",
        "{} other document placed inside this one was not read.",
        "{} other documents placed inside this one were not read.",
    ),
    "heading_rows": (
        "dropped",
        "{} heading row of a table was left out.",
        "{} heading rows of tables were left out.",
    ),
    "line_numbers": (
        "dropped",
        "{} line number typed at the start of a line was left out.",
        "{} line numbers typed at the start of lines were left out.",
    ),
    "footer_lines": (
        "dropped",
        "{} line that the transcription service added was left out.",
        "{} lines that the transcription service added were left out.",
    ),
    "caption_notes": (
        "dropped",
        "{} comment or style block of the caption file was left out.",
        "{} comment or style blocks of the caption file were left out.",
    ),
    "caption_title": (
        "dropped",
        "The title at the top of the caption file was left out.",
        "The {} title lines at the top of the caption file were left out.",
    ),
    "wordless_labels": (
        "dropped",
        "{} speaker's name had no words after it and was left out.",
        "{} speakers' names had no words after them and were left out.",
    ),
    "empty_captions": (
        "dropped",
        "{} caption had no words and was left out.",
        "{} captions had no words and were left out.",
    ),
    "link_addresses": (
        "dropped",
        "{} link was kept as words; its web address was left out.",
        "{} links were kept as words; their web addresses were left out.",
    ),
    "moves": (
        "changed",
        "{} moved passage stands where it was moved to.",
        "{} moved passages stand where they were moved to.",
    ),
    "markup": (
        "changed",
        "{} line lost its formatting marks; its words stay.",
        "{} lines lost their formatting marks; their words stay.",
    ),
    "unwrapped": (
        "changed",
        "{} line broken at a fixed width was joined to the one before.",
        "{} lines broken at a fixed width were joined into paragraphs.",
    ),
    "comma_times": (
        "changed",
        "{} caption time was written with a comma and was read all the same.",
        "{} caption times were written with a comma and were read all the same.",
    ),
    "out_of_order": (
        "changed",
        "{} caption was out of order and was put in order of time.",
        "{} captions were out of order and were put in order of time.",
    ),
    "hidden": (
        "unsure",
        "{} stretch of hidden text was found and kept; check that it belongs here.",
        "{} stretches of hidden text were found and kept; check that they belong here.",
    ),
    "symbols": (
        "unsure",
        "{} symbol from a picture font could not be read and stands as a square.",
        "{} symbols from a picture font could not be read and stand as squares.",
    ),
    "unreadable": (
        "unsure",
        "{} character could not be read and stands as a question mark in a diamond.",
        "{} characters could not be read and stand as question marks in diamonds.",
    ),
    "old_encoding": (
        "unsure",
        "{} character was read as Windows-1252; check the accents and quotation marks.",
        "{} characters were read as Windows-1252; check the accents and quotation marks.",
    ),
    "opening_lines": (
        "unsure",
        "{} line before the first speaker was kept as words without a speaker.",
        "{} lines before the first speaker were kept as words without a speaker.",
    ),
    "front_matter": (
        "unsure",
        "{} line of details at the top of the file was kept as words without a speaker.",
        "{} lines of details at the top of the file were kept as words without a speaker.",
    ),
    "extra_columns": (
        "unsure",
        "{} table has more than one column of words; they follow one another in each turn.",
        "{} tables have more than one column of words; they follow one another in each turn.",
    ),
    "other_tables": (
        "unsure",
        "{} table without speakers was read row by row.",
        "{} tables without speakers were read row by row.",
    ),
    "overlaps": (
        "unsure",
        "{} caption overlaps the one before in time; check the words around it.",
        "{} captions overlap the one before in time; check the words around them.",
    ),
    "stray_captions": (
        "unsure",
        "{} passage without a time was added to the caption before it.",
        "{} passages without a time were added to the captions before them.",
    ),
    "unlabelled_captions": (
        "unsure",
        "{} caption names no speaker.",
        "{} captions name no speaker.",
    ),
    "continued_captions": (
        "unsure",
        "{} caption names no speaker and was given to the speaker before.",
        "{} captions name no speaker and were given to the speakers before.",
    ),
}
_KIND_ORDER: tuple[NoticeKind, ...] = ("dropped", "changed", "unsure", "kept")

NO_SPEAKERS = Notice("unsure", "No speakers were recognised; each paragraph stands as a turn of its own.")
NO_SPEAKERS_IN_CAPTIONS = Notice("unsure", "No speakers were recognised; captions were joined into passages.")
OTHER_CONTENT = Notice(
    "unsure", "The file's name says one kind of file and its content another; the content was followed."
)
LATE_TIMES = Notice("unsure", "Times in this kind of file can run late; check a few against the recording.")


def notices(found: Mapping[str, int]) -> list[Notice]:
    """One sentence for each count above zero, what was left out first, what was kept last."""
    told = [_notice(key, count) for key, count in found.items() if count > 0]
    return sorted(told, key=lambda notice: _KIND_ORDER.index(notice.kind))


def _notice(key: str, count: int) -> Notice:
    kind, singular, plural = _SENTENCES[key]
    number = _SMALL_NUMBERS[count] if count < len(_SMALL_NUMBERS) else f"{count:,}"
    if not plural.startswith("{}"):
        number = number.lower()
    return Notice(kind, (singular if count == 1 else plural).format(number))
