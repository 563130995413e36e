"""Cleans what a paste does to text: line ends, odd spaces, invisible characters, wrapped lines.

Source: what was met in public HRA research summaries copied from the web page, from PDF and from e-mail,
2016 to 2024: no-break spaces, a literal backslash followed by n, lines wrapped at about 75 characters,
paragraph breaks lost, and page furniture around the record.
"""

import re
from collections.abc import Sequence

_INVISIBLE = (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xAD, 0xFEFF)
_WIDE_SPACES = (0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
_LINE_ENDS = (0x0B, 0x0C, 0x85, 0x2028, 0x2029)
_CONTROLS = (*range(0x00, 0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0))
_TABLE: dict[int, str | None] = {
    **dict.fromkeys(_CONTROLS),
    **dict.fromkeys(_INVISIBLE),
    **dict.fromkeys(_WIDE_SPACES, " "),
    **dict.fromkeys(_LINE_ENDS, "\n"),
}

_WRITTEN_LINE_BREAK = re.compile(r"(?:\\r)?\\n")
_LIST_ITEM = re.compile(r"(?:[0-9]{1,2}[.)]|[-•*])[ \t]")
_SENTENCE_END = tuple(".?!:")

# A page printed to PDF carries its address at the foot of every sheet, sometimes with "1/2" behind it, and
# the time of printing with the page's title at the head.
_PAGE_LINE = re.compile(
    r"(?:https?://|www\.)?(?:www\.)?hra\.nhs\.uk/[^\s]{0,500}(?:[ \t]{1,9}[0-9]+/[0-9]+)?"
    r"|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}, [0-9]{1,2}:[0-9]{2}[ \t].{0,400}Health Research Authority"
)

# Narrower than any page, wider than any list; a block of such lines was wrapped by a program, not by its
# writer.
_NARROWEST_WRAP, _WIDEST_WRAP, _FULL_LINE = 40, 100, 0.7


def clean_lines(text: str) -> list[str]:
    """The text as lines without invisible characters, quote marks of e-mail replies, or trailing spaces.

    Invisible format characters and control characters go; every kind of space becomes a plain one (tabs stay,
    they can part a label from its value); every kind of line end becomes a new line.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TABLE)
    lines = [line.rstrip() for line in plain.split("\n")]
    written = [line for line in lines if line]
    quoted = sum(1 for line in written if line.startswith(">"))
    if quoted * 2 > len(written):
        lines = [line.lstrip("> ") if line.startswith(">") else line for line in lines]
    return lines


def without_page_lines(lines: Sequence[str]) -> tuple[list[str], bool]:
    """The lines without what a browser prints around a page at hra.nhs.uk, and whether there was any."""
    kept = [line for line in lines if not line or len(line) > 600 or not _PAGE_LINE.fullmatch(line.strip())]
    return kept, len(kept) < len(lines)


def one_line(text: str) -> str:
    """The text on one line, each run of spaces as one."""
    return " ".join(text.split())


def break_written_line_ends(text: str) -> tuple[str, bool]:
    """Turns each literal backslash-n into a line break; says whether there were any."""
    broken, count = _WRITTEN_LINE_BREAK.subn("\n", text)
    return broken, count > 0


def blocks_of(lines: Sequence[str]) -> list[list[str]]:
    """Groups lines that have no empty line between them; each line comes back without its margins."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        stripped = line.strip()
        if stripped:
            blocks[-1].append(stripped)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether lines look cut to a page's width: several, none wide, most full, most of those mid-sentence."""
    widest = max((len(line) for line in lines), default=0)
    if len(lines) < 4 or not _NARROWEST_WRAP <= widest <= _WIDEST_WRAP:
        return False
    full = [line for line in lines if len(line) >= _FULL_LINE * widest]
    running_on = [line for line in full if not line.endswith(_SENTENCE_END)]
    return len(full) * 2 > len(lines) and len(running_on) * 2 > len(full)


def unwrap(lines: Sequence[str]) -> list[str]:
    """Joins wrapped lines to paragraphs.

    A new paragraph begins at a list item, and after a line that ends a sentence well before the page's width.
    """
    widest = max((len(line) for line in lines), default=0)
    paragraphs: list[list[str]] = []
    previous = ""
    for line in lines:
        ended = len(previous) < _FULL_LINE * widest and previous.endswith(_SENTENCE_END)
        if not paragraphs or ended or _LIST_ITEM.match(line):
            paragraphs.append([])
        paragraphs[-1].append(line)
        previous = line
    return [" ".join(parts) for parts in paragraphs]


def paragraphs_of(lines: Sequence[str], *, flat: bool) -> tuple[str, bool]:
    """The paragraphs of a long value, joined by empty lines, and whether wrapped lines were joined.

    With bullets, empty lines part the paragraphs and single line breaks are the writer's own. The flat
    rendering loses the empty lines: there every line is a paragraph, unless the lines were wrapped.
    """
    blocks = blocks_of(lines)
    if not flat:
        return "\n\n".join("\n".join(block) for block in blocks), False
    wrapped = is_wrapped([line for block in blocks for line in block])
    if wrapped:
        return "\n\n".join(paragraph for block in blocks for paragraph in unwrap(block)), True
    if len(blocks) == 1:
        return "\n\n".join(blocks[0]), False
    return "\n\n".join("\n".join(block) for block in blocks), False
