"""Turning spans that a person chose into anchors on a frozen version."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from lifeworld.common.errors import DomainError, InvalidInputError, NotFoundError
from lifeworld.interviews.models import AnchorBase, TranscriptVersion
from lifeworld.interviews.rules.anchors import passage
from lifeworld.study.models import Case

AnchorT = TypeVar("AnchorT", bound=AnchorBase)


@dataclass(frozen=True)
class Span:
    """`[start, end)` in code points on a version. `quote`, where given, must be the words that stand there."""

    version: int
    start: int
    end: int
    quote: str | None = None


def anchors_for(case: Case, spans: Sequence[Span], model: type[AnchorT], **owner: Any) -> list[AnchorT]:
    """Unsaved anchors for `spans` of one case, equal spans once, in the order of the words.

    Raises `NotFoundError` for a version of another case, `InvalidInputError` for a span without words, and
    `DomainError` (409) where the quote differs: the page is then out of date.
    """
    versions = _versions(case, spans)
    return [
        _anchor(versions[span.version], span, model, owner)
        for span in sorted(dict.fromkeys(spans), key=lambda s: (s.version, s.start, s.end))
    ]


def _versions(case: Case, spans: Sequence[Span]) -> dict[int, TranscriptVersion]:
    wanted = {span.version for span in spans}
    found = {
        version.pk: version
        for version in TranscriptVersion.objects.filter(pk__in=wanted, interview__case=case, frozen_at__isnull=False)
    }
    if wanted - set(found):
        raise NotFoundError("That transcript is not one of this case's frozen transcripts.")
    return found


def _anchor(version: TranscriptVersion, span: Span, model: type[AnchorT], owner: dict[str, Any]) -> AnchorT:
    found = passage(version.text, version.lines, span.start, span.end)
    if found is None:
        raise InvalidInputError(
            "There are no words in the passage you chose.", "Nothing was changed.", "Choose the words again."
        )
    if span.quote is not None and span.quote.strip() != found.quote:
        raise DomainError(
            "The words at that place are not the ones you chose.",
            "Your text is still on the page.",
            "Reload the page and choose the words again.",
        )
    first, last = version.lines[found.first_line - 1], version.lines[found.last_line - 1]
    turn = version.turns.filter(index__range=(first[2], last[2])).order_by("index").first()
    return model(
        version=version, start=found.start, end=found.end, quote=found.quote, prefix=found.prefix,
        suffix=found.suffix, first_line=found.first_line, last_line=found.last_line,
        start_ms=turn.start_ms if turn else None, **owner,
    )  # fmt: skip


def spans_of(anchors: Sequence[AnchorBase]) -> list[list[int]]:
    """`[[version, start, end], …]`, as the API and the trail write anchors."""
    return [[anchor.version_id, anchor.start, anchor.end] for anchor in anchors]
