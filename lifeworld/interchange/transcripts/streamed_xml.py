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


class _Target:
    """Turns lxml's parser events into a walker's, with short names."""

    def __init__(self, walker: Walker, namespaces: Mapping[str, str]) -> None:
        self._walker = walker
        self._namespaces = namespaces
        self._short: dict[str, str] = {}
        self._events = 0
        self._depth = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._events += 1
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise refusals.unsafe_archive()
        if self._events > MAX_EVENTS:
            raise refusals.too_much_text()
        named = {self._name(key): value for key, value in attributes.items()} if attributes else _NONE
        self._walker.start(self._short.get(tag) or self._name(tag), named)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._walker.end(self._short.get(tag) or self._name(tag))

    def data(self, text: str) -> None:
        self._events += 1
        if self._events > MAX_EVENTS:
            raise refusals.too_much_text()
        self._walker.text(text)

    def doctype(self, _name: str | None, _public: str | None, _system: str | None) -> None:
        raise refusals.outside_references()

    def close(self) -> None:
        """Nothing is built, so nothing is returned."""

    def _name(self, tag: str) -> str:
        short = self._short.get(tag)
        if short is None:
            namespace, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
            prefix = self._namespaces.get(namespace, "")
            short = f"{prefix}:{local}" if prefix else local
            self._short[tag] = short
        return short


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
