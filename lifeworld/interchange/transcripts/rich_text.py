"""Reading RTF in one pass over its tokens.

Our own reader because the ready-made one drops text boxes, keeps deleted text, cannot say how many notes it left out,
and yields broken emoji.
"""

import codecs
import re
from collections import Counter
from dataclasses import dataclass, replace

from lifeworld.interchange.transcripts import refusals
from lifeworld.interchange.transcripts.blocks import Gathered
from lifeworld.interchange.transcripts.rich_text_page import Page
from lifeworld.interchange.transcripts.rich_text_tables import (
    CHARACTERS,
    CHARSET_ENCODINGS,
    COUNTED_DESTINATIONS,
    KEPT_STARRED_DESTINATIONS,
    LEFT_OUT_DESTINATIONS,
    PARAGRAPH_ENDS,
    SYMBOLS,
)

MAX_DEPTH = 2_000
MAX_TOKENS = 4_000_000
_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,9})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\"
)
_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_CODE_PAGES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}


@dataclass(frozen=True)
class _State:
    """What a group inherits from the group around it."""

    left_out: str = ""  # the destination being left out, "" while words count
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    inserted: bool = False
    skip_after_unicode: int = 1
    font: int = -1
    is_font_table: bool = False
    box: bool = False


class _RichTextReading:
    """Follows the tokens of one RTF text."""

    def __init__(self, text: str) -> None:
        self.page = Page()
        self.found: Counter[str] = Counter()
        self._text = text
        self._states: list[_State] = []
        self._state = _State()
        self._encoding = "cp1252"
        self._fonts: dict[int, str] = {}
        self._table_font = -1
        self._bytes = bytearray()
        self._pending: list[str] = []
        self._to_skip = 0
        self._starred = False
        self._group_just_opened = False
        self._left_out_words = False
        self._change = ""

    def run(self) -> None:
        """Read to the end of the outermost group."""
        at = tokens = 0
        while (token := _TOKEN.match(self._text, at)) is not None:
            at = token.end()
            tokens += 1
            if tokens > MAX_TOKENS:
                raise refusals.too_much_text()
            word, number, hexadecimal, symbol, brace, words = token.groups()
            if word == "bin":
                at += max(int(number or 0), 0)
            elif word:
                self._control(word, int(number) if number else None)
            elif hexadecimal:
                self._byte(int(hexadecimal, 16))
            elif symbol:
                self._symbol(symbol)
            elif brace:
                self._brace(brace)
                if not self._states:
                    break
            elif words:
                self._words(words)
        self._flush()

    def _control(self, word: str, number: int | None) -> None:
        opened, starred = self._group_just_opened or self._starred, self._starred
        self._group_just_opened = self._starred = False
        if opened and self._begins_destination(word, starred=starred):
            return
        if word == "u":
            self._unicode(number)
            return
        self._to_skip = 0
        if word in CHARACTERS:
            self._add(CHARACTERS[word])
        elif self._state.is_font_table:
            self._font_table(word, number)
        elif not self._state.left_out:
            if not self._structure(word):
                self._format(word, number)
        elif word == "ftnalt" and self._state.left_out == "footnotes":
            self._state = replace(self._state, left_out="endnotes")

    def _begins_destination(self, word: str, *, starred: bool) -> bool:
        if word in COUNTED_DESTINATIONS or word in LEFT_OUT_DESTINATIONS:
            self._leave_out(COUNTED_DESTINATIONS.get(word, "nothing"))
            return True
        if word == "fonttbl":
            self._state = replace(self._state, is_font_table=True)
            return True
        if word == "upr":
            self._leave_out("upr")
            return True
        if word == "ud" and self._state.left_out == "upr":
            self._state = replace(self._state, left_out="")
            return True
        if word == "shptxt" and not self._state.left_out:
            self._flush()
            self.page.open_box()
            self._state = replace(self._state, box=True)
            return True
        if starred and word not in KEPT_STARRED_DESTINATIONS:
            self._leave_out("nothing")
            return True
        return False

    def _leave_out(self, what: str) -> None:
        if self._state.left_out in ("", "upr"):
            self._flush()
            self._left_out_words = what == "pictures"
            self._state = replace(self._state, left_out=what)

    def _structure(self, word: str) -> bool:
        """Whether the word says where a paragraph, a cell or a row ends, or that a paragraph is in a table."""
        if word in PARAGRAPH_ENDS or word in ("nestcell", "nestrow"):
            self._flush()
            self.page.end_paragraph()
        elif word == "cell":
            self._flush()
            self.page.end_cell()
        elif word == "row":
            self._flush()
            self.page.end_row()
        elif word in ("intbl", "pard"):
            self._flush()
            self.page.in_table = word == "intbl"
        else:
            return False
        return True

    def _format(self, word: str, number: int | None) -> None:
        on = number != 0
        if word in ("b", "v", "deleted", "revised"):
            self._flush()
            self._state = _switched(self._state, word, on=on)
        elif word == "plain":
            self._flush()
            self._state = replace(self._state, bold=False, hidden=False, deleted=False, inserted=False)
        elif word == "uc":
            self._state = replace(self._state, skip_after_unicode=min(max(number or 0, 0), 16))
        elif word == "f" and number is not None:
            self._flush_bytes()
            self._state = replace(self._state, font=number)
        elif word == "ansicpg" and number:
            self._encoding = _known_encoding(f"cp{number}", self._encoding)
        elif word in _CODE_PAGES:
            self._encoding = _CODE_PAGES[word]

    def _font_table(self, word: str, number: int | None) -> None:
        if word == "f" and number is not None:
            self._table_font = number
        elif word == "fcharset" and number in CHARSET_ENCODINGS:
            self._fonts[self._table_font] = CHARSET_ENCODINGS[number]

    def _symbol(self, symbol: str) -> None:
        self._group_just_opened = self._group_just_opened and symbol == "*"
        if symbol == "*":
            self._starred = True
            return
        self._to_skip = 0
        if symbol in PARAGRAPH_ENDS and not self._state.left_out:
            self._flush()
            self.page.end_paragraph()
        elif symbol in SYMBOLS:
            self._add(SYMBOLS[symbol])

    def _unicode(self, number: int | None) -> None:
        if number is not None:
            self._add(chr(number & 0xFFFF))
        self._to_skip = self._state.skip_after_unicode

    def _byte(self, byte: int) -> None:
        self._group_just_opened = self._starred = False
        if self._to_skip:
            self._to_skip -= 1
        elif not self._is_silent():
            self._bytes.append(byte)
        else:
            self._left_out_words = True

    def _words(self, words: str) -> None:
        self._group_just_opened = self._starred = False
        skipped = min(self._to_skip, len(words))
        self._to_skip -= skipped
        self._add(words[skipped:])

    def _add(self, text: str) -> None:
        if self._is_silent():
            self._left_out_words = self._left_out_words or bool(text.strip())
            return
        self._flush_bytes()
        self._pending.append(text)

    def _is_silent(self) -> bool:
        return bool(self._state.left_out) or self._state.is_font_table

    def _brace(self, brace: str) -> None:
        self._to_skip = 0
        self._starred = False
        self._group_just_opened = brace == "{"
        if brace == "{":
            if len(self._states) >= MAX_DEPTH:
                raise refusals.unsafe_archive()
            self._states.append(self._state)
            return
        if self._states:
            self._close_group(self._state, self._states.pop())

    def _close_group(self, inner: _State, outer: _State) -> None:
        if inner != outer:
            self._flush()
        if inner.box and not outer.box:
            self._flush()
            self.page.close_box()
        if inner.left_out != outer.left_out and inner.left_out not in ("", "nothing", "upr") and self._left_out_words:
            self.found[inner.left_out] += 1
        self._state = outer

    def _flush_bytes(self) -> None:
        if self._bytes:
            encoding = self._fonts.get(self._state.font, self._encoding)
            self._pending.append(self._bytes.decode(encoding, "replace"))
            self._bytes.clear()

    def _flush(self) -> None:
        """Hand what was gathered in one format to the flow."""
        self._flush_bytes()
        if not self._pending:
            return
        text = _whole_characters("".join(self._pending))
        self._pending.clear()
        self._note_change(text)
        if self._state.deleted:
            return
        self.found["hidden"] += self._state.hidden and bool(text.strip())
        self.found["unreadable"] += text.count("\N{REPLACEMENT CHARACTER}")
        self.page.add(text, bold=self._state.bold)

    def _note_change(self, text: str) -> None:
        """Count changes; neighbouring stretches of one kind of change count once."""
        if not text.strip():
            return
        change = "deletions" if self._state.deleted else "insertions" if self._state.inserted else ""
        if change and change != self._change:
            self.found[change] += 1
        self._change = change


def _switched(state: _State, word: str, *, on: bool) -> _State:
    if word == "b":
        return replace(state, bold=on)
    if word == "v":
        return replace(state, hidden=on)
    return replace(state, deleted=on) if word == "deleted" else replace(state, inserted=on)


def _known_encoding(name: str, otherwise: str) -> str:
    if name == "cp65001":
        return "utf-8"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return otherwise


def _whole_characters(text: str) -> str:
    """RTF writes an emoji as two halves; halves that stand alone become the replacement character."""
    paired = _SURROGATE_PAIR.sub(lambda pair: pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), text)
    return _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", paired)


def read_rich_text(data: bytes) -> Gathered:
    """The blocks of an RTF text.

    Raises:
        UnreadableTranscriptError: nested deeper than any program writes, or too long.
    """
    reading = _RichTextReading(data.decode("latin-1"))
    reading.run()
    return Gathered(reading.page.finish(), reading.found)
