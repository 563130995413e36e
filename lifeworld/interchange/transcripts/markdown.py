"""Reading Markdown as people use it for transcripts: marks go, words stay.

Left as they are: single asterisks and underscores (`*laughs*` is a mark of the voice), list dashes, unknown tags.
"""

import html
import re
from collections import Counter
from dataclasses import dataclass

_FENCE = "---"
_LONGEST_FRONT_MATTER = 60
_IMAGE = re.compile(r"!\[([^\[\]\n]{0,500})\]\([^()\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\]\((?:https?:|mailto:|/|\.|#|www\.)[^()\n]{0,2000}\)")
_AUTO_LINK = re.compile(r"<((?:https?|mailto):[^<>\s]{1,2000})>")
_ANCHOR = re.compile(r"<a\b[^<>\n]{0,2000}>", re.IGNORECASE)
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|b|i|u|em|strong|p|span|div|sup|sub|font|small|mark|center)\b[^<>\n]{0,2000}>", re.IGNORECASE
)
_STRONG = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1)[^\n]){1,2000}?)(?<=\S)\1")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!<>~|-])")
_HEADING = re.compile(r"#{1,6}[ \t]+")
_CLOSING_HASHES = re.compile(r"[ \t]+#{1,6}$")
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_RULE = re.compile(r"(?:[-*_][ \t]*){3,}")
_TABLE_RULE = re.compile(r"\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*:?-*:?[ \t]*")


@dataclass(frozen=True)
class PlainedMarkdown:
    """Markdown made plain: the details block at the top (YAML) as lines, and the text after it."""

    front_matter: tuple[str, ...]
    text: str


def plain_markdown(text: str, found: Counter[str]) -> PlainedMarkdown:
    """Words of Markdown text whose line breaks are level; `**bold**` stays where it is all there is on a line.

    Args:
        text: the file's text.
        found: counts `link_addresses`, `markup` and `front_matter` are added here.
    """
    front, body = _split_front_matter(text)
    found["front_matter"] += len(front)
    return PlainedMarkdown(front, "\n".join(_plain_line(line, found) for line in body))


def _split_front_matter(text: str) -> tuple[tuple[str, ...], list[str]]:
    lines = text.split("\n")
    if lines[0].strip() != _FENCE:
        return (), lines
    for at, line in enumerate(lines[1:_LONGEST_FRONT_MATTER], start=1):
        if line.strip() in (_FENCE, "..."):
            kept = tuple(one.strip() for one in lines[1:at] if one.strip())
            return kept, lines[at + 1 :]
    return (), lines


def _plain_line(line: str, found: Counter[str]) -> str:
    stripped = line.strip()
    if not stripped:
        return ""
    if _RULE.fullmatch(stripped) or _TABLE_RULE.fullmatch(stripped):
        found["markup"] += 1
        return ""
    plain = _HEADING.sub("", _QUOTE.sub("", stripped, count=1) if stripped[0] == ">" else stripped, count=1)
    if stripped[0] == "#":
        plain = _CLOSING_HASHES.sub("", plain)
    plain = _without_links(plain, found)
    plain = _TAG.sub("", _BREAK_TAG.sub("\n", plain))
    if not _is_strong_alone(plain):
        plain = _STRONG.sub(r"\2", plain)
    plain = html.unescape(_ESCAPE.sub(r"\1", plain)).rstrip("\\").rstrip()
    found["markup"] += plain != stripped
    return plain


def _is_strong_alone(line: str) -> bool:
    strong = _STRONG.fullmatch(line)
    return bool(strong)


def _without_links(line: str, found: Counter[str]) -> str:
    if "](" in line:
        line, images = _IMAGE.subn(r"\1", line)
        line, links = _LINK.subn(r"\1", line)
        found["link_addresses"] += links + images
    if "<" in line:
        found["link_addresses"] += len(_ANCHOR.findall(line))
        line = _AUTO_LINK.sub(r"\1", line)
    return line
