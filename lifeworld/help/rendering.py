"""A document in Markdown as HTML in the product's hand.

HTML inside a document is not let through: what the documents use of it (marks for generated parts, keys) is handled
here, so that a page can hold nothing but what Markdown says.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from lifeworld.help.documents import address_of

COMMENT = re.compile(r"^<!--.*?-->\n?", re.MULTILINE | re.DOTALL)
KEY = re.compile(r"&lt;kbd&gt;(.*?)&lt;/kbd&gt;")
ELSEWHERE = " (in the source of Lifeworld)"


@dataclass(frozen=True)
class Document:
    """A document as a page shows it: its title as text, and all of it as HTML."""

    title: str
    html: str


def render_document(text: str, source: str) -> Document:
    """The document `text`, whose links are read as lying at `source` in a checkout."""
    markdown = MarkdownIt("commonmark", {"html": False}, renderer_cls=Hand).enable("table")
    tokens = markdown.parse(COMMENT.sub("", text), {})
    _lead_links(tokens, source)
    title = _name_headings(tokens)
    return Document(title, str(markdown.renderer.render(tokens, markdown.options, {})))


def anchor(heading: str) -> str:
    """A heading's address as code hosts make it, so that links work there and here."""
    return re.sub(r"[^\w -]", "", heading.strip().lower()).replace(" ", "-")


class Hand(RendererHTML):
    """How text, code and tables are written."""

    def text(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Text, with its keys as keys."""
        return KEY.sub(r"<kbd>\1</kbd>", escapeHtml(tokens[idx].content))

    def fence(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """Code that can be reached and scrolled by keyboard."""
        return f'<pre tabindex="0"><code>{escapeHtml(tokens[idx].content)}</code></pre>\n'

    def table_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """A table that scrolls by itself where the page is narrow."""
        name = escapeHtml(f"Table {tokens[idx].meta.get('number', 1)}: {tokens[idx].meta.get('under', '')}")
        return f'<div class="scroll" tabindex="0" role="group" aria-label="{name}"><table aria-label="{name}">\n'

    def table_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """The end of a table and of what it scrolls in."""
        return "</table></div>\n"


def _name_headings(tokens: list[Token]) -> str:
    """Give headings below the title their addresses and tables their heading's name; answer the title's text."""
    title, under, tables = "", "", 0
    for here, after in zip(tokens, [*tokens[1:], None], strict=True):
        if here.type == "heading_open" and after is not None:
            under = _plain(after)
            title = title or under
            # The title needs no address of its own, and might bear the name of a part of the page's frame.
            if here.tag != "h1":
                here.attrSet("id", anchor(after.content))
        elif here.type == "table_open":
            tables += 1
            here.meta = {"under": under, "number": tables}
    return title


def _plain(inline: Token) -> str:
    return "".join(child.content for child in inline.children or [])


def _lead_links(tokens: list[Token], source: str) -> None:
    """Lead every link and picture to our own address; a link to what does not travel along becomes words."""
    for token in tokens:
        if token.children:
            token.children = _led(token.children, source)


def _led(children: list[Token], source: str) -> list[Token]:
    led: list[Token] = []
    dropped: list[bool] = []
    for child in children:
        if child.type == "image":
            child.attrSet("src", address_of(str(child.attrGet("src")), source))
        elif child.type == "link_open":
            address = address_of(str(child.attrGet("href")), source)
            dropped.append(not address)
            if not address:
                continue
            child.attrSet("href", address)
            if address.startswith("http"):
                child.attrSet("rel", "noreferrer")
        elif child.type == "link_close" and dropped.pop():
            led.append(Token("text", "", 0, content=ELSEWHERE))
            continue
        led.append(child)
    return led
