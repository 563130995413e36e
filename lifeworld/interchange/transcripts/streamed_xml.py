"""Reading XML as a stream of events: no tree in memory, no document type, no entities, no network."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from lxml import etree

from lifeworld.interchange.transcripts import refusals

MAX_EVENTS = 5_000_000
MAX_DEPTH = 1_000
_NONE: Mapping[str, str] = {}


class Walker(Protocol):
    """What receives the events. Names are `prefix:local` where the namespace is known, else the local name alone."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


class _Short(dict[str, str]):
    """Short names by the parser's, each made when it is first met."""

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        super().__init__()
        self._namespaces = namespaces

    def __missing__(self, tag: str) -> str:
        namespace, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
        prefix = self._namespaces.get(namespace, "")
        short = self[tag] = f"{prefix}:{local}" if prefix else local
        return short


class _Target:
    """Turns lxml's parser events into a walker's, with short names."""

    def __init__(self, walker: Walker, namespaces: Mapping[str, str]) -> None:
        self._start, self._end, self._text = walker.start, walker.end, walker.text
        self._short = _Short(namespaces)
        self._left = MAX_EVENTS
        self._depth = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._left -= 1
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise refusals.unsafe_archive()
        if self._left < 0:
            raise refusals.too_much_text()
        short = self._short
        self._start(short[tag], {short[key]: value for key, value in attributes.items()} if attributes else _NONE)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._end(self._short[tag])

    def data(self, text: str) -> None:
        self._left -= 1
        if self._left < 0:
            raise refusals.too_much_text()
        self._text(text)

    def doctype(self, _name: str | None, _public: str | None, _system: str | None) -> None:
        raise refusals.outside_references()

    def close(self) -> None:
        """Nothing is built, so nothing is returned."""


def walk_xml(chunks: Iterable[bytes], walker: Walker, namespaces: Mapping[str, str]) -> None:
    """Feed XML to a walker.

    Args:
        chunks: the document's bytes in pieces.
        walker: receives the events in order.
        namespaces: namespace address to short prefix.

    Raises:
        UnreadableTranscriptError: not well-formed, endless, nested without end, or with a document type, which
            no word processor writes.
    """
    target = _Target(walker, namespaces)
    parser = etree.XMLParser(
        target=target,  # type: ignore[arg-type]
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
    )
    try:
        for chunk in chunks:
            parser.feed(chunk)
        parser.close()
    except (etree.LxmlError, ValueError, LookupError):
        raise refusals.damaged() from None
