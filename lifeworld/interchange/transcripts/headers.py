"""The forms in which a line of a transcript can open a turn: a name, a time, or both, before or without words."""

import re
from enum import StrEnum
from typing import NamedTuple

from lifeworld.interchange.transcripts.blocks import Line
from lifeworld.interchange.transcripts.labels import Labels, is_role
from lifeworld.interchange.transcripts.times import TIME, milliseconds

_REACH = 160
_FIGURE = re.compile(r"\d")
_F4 = r"#\d{1,2}:\d{2}:[0-5]\d(?:-\d{1,3})?#"
_LEADING_TIME = re.compile(
    rf"(?:(?P<open>[\[(<{{])\s*(?P<inner>{TIME})(?:\s*(?:-->|[-–—])\s*(?P<until>{TIME}))?\s*[\])>}}]"
    rf"|(?P<f4>{_F4})|(?P<bare>{TIME})(?:\s*(?:-->|[-–—])\s*(?P<bare_until>{TIME}))?(?![\w:]))\s*[-–—]?\s*"
)
_NAME = r"(?P<name>[^:：\t\[\](){}<>#]{1,60}?)"
_NAME_THEN_TIME = re.compile(
    rf"\[?{_NAME}\]?\**\s*(?:[\[(<]\s*(?P<boxed>{TIME})\s*[\])>]\**|\s(?P<bare>{TIME}))\s*(?P<colon>:?)\**(?P<rest>.*)",
    re.DOTALL,
)
_NAME_THEN_COLON = re.compile(rf"{_NAME}\**\s*(?P<aside>\([^()]{{1,40}}\))?\**\s*[:：]\**(?P<rest>.*)", re.DOTALL)
_NAME_THEN_TAB = re.compile(rf"{_NAME}\**[ ]*\t+\s*(?P<rest>.*)", re.DOTALL)


_VOICE_ASIDE = re.compile(
    r"\W*(?:laugh|sigh|cr(?:y|ies)|paus|whisper|smil|inaudible|unclear|overlap|crosstalk|cough|quiet|loud|nod|shak|silen)",
    re.IGNORECASE,
)


class Form(StrEnum):
    """How a line opens a turn; each form has its own evidence rule in `turns`."""

    NAME_COLON = "name and colon, perhaps after a time"
    NAME_ASIDE_COLON = "name, words in parentheses that may belong to it, and colon"
    NAME_TIME_COLON = "name, time and colon, then words"
    NAME_TIME = "name and time alone on a line"
    TIME_NAME = "time and what may be a name, alone on a line"
    NAME_TAB = "name and tab, then words"
    BOLD_NAME = "bold name alone on a line"
    TIME_WORDS = "marked time, then words"
    BARE_TIME_WORDS = "bare time, then words"
    TIME = "time alone on a line"


class Header(NamedTuple):
    """A possible opening of a turn: its form, the name ("" without one), the words after it, and times in ms."""

    form: Form
    label: str
    rest: str
    start_ms: int | None = None
    end_ms: int | None = None


def possible_headers(line: Line, labels: Labels) -> tuple[Header, ...]:
    """Every way in which a line of the text with `labels` may open a turn, the most telling first; empty for words."""
    text = line.text
    time = _LEADING_TIME.match(text)
    if time is None:
        return (*_named(text, labels), *_bold_name(line, labels))
    start, until, marked = _leading(time)
    rest = text[time.end() :]
    if not rest:
        return (Header(Form.TIME, "", "", start, until),)
    words = Header(Form.TIME_WORDS if marked else Form.BARE_TIME_WORDS, "", rest, start, until)
    named = [one._replace(start_ms=start, end_ms=until) for one in _named(rest, labels) if one.start_ms is None]
    if not named and (label := labels.name(rest)):
        named = [Header(Form.TIME_NAME, label, "", start, until)]
    return (*named, words)


def _leading(time: re.Match[str]) -> tuple[int, int | None, bool]:
    until = time["until"] or time["bare_until"]
    if time["f4"]:
        return milliseconds(time["f4"].strip("#")), None, True
    written = time["inner"] or time["bare"]
    return milliseconds(written), milliseconds(until) if until else None, bool(time["open"])


def _named(text: str, labels: Labels) -> tuple[Header, ...]:
    head = text[:_REACH]
    # Most lines hold no figure, and so no time.
    timed = _NAME_THEN_TIME.match(head) if _FIGURE.search(head) else None
    if timed and (label := labels.name(timed["name"])):
        header = _name_and_time(timed, text, label)
        if header:
            return (header,)
    return _name_and_colon(text, head, labels) or _name_and_tab(text, head, labels)


def _name_and_colon(text: str, head: str, labels: Labels) -> tuple[Header, ...]:
    match = _NAME_THEN_COLON.match(head)
    if match is None or not (label := labels.name(match["name"])):
        return ()
    rest = text[match.start("rest") :]
    if not _colon_ends_label(label, rest):
        return ()
    aside = match["aside"] or ""
    plain = Header(Form.NAME_COLON, label, f"{aside} {rest.strip()}".strip())
    if not aside or _VOICE_ASIDE.match(aside):
        return (plain,)
    return (Header(Form.NAME_ASIDE_COLON, f"{label} {aside}", rest.strip()), plain)


def _name_and_tab(text: str, head: str, labels: Labels) -> tuple[Header, ...]:
    match = _NAME_THEN_TAB.match(head)
    if match is None or not (label := labels.name(match["name"])):
        return ()
    return (Header(Form.NAME_TAB, label, text[match.start("rest") :].strip()),)


def _name_and_time(match: re.Match[str], text: str, label: str) -> Header | None:
    rest = text[match.start("rest") :].strip()
    start = milliseconds(match["boxed"] or match["bare"])
    if not rest:
        return Header(Form.NAME_TIME, label, "", start)
    if match["colon"] or match["boxed"]:
        return Header(Form.NAME_TIME_COLON, label, rest, start)
    return None


def _colon_ends_label(label: str, rest: str) -> bool:
    """ "10:30" and "https://" have no space after the colon; a role word may do without it ("I:Yes")."""
    if not rest or rest[0].isspace():
        return True
    return is_role(label) and not rest[0].isdigit() and rest[0] != "/"


def _bold_name(line: Line, labels: Labels) -> tuple[Header, ...]:
    starred = line.text.startswith(("**", "__")) and line.text.endswith(("**", "__"))
    if not starred and line.bold < len(line.text):
        return ()
    label = labels.name(line.text)
    return (Header(Form.BOLD_NAME, label, ""),) if label else ()
