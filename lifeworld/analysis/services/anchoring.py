"""Turning spans that a person chose into anchors on a frozen version."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models.functions import Substr

from lifeworld.common.errors import DomainError, InvalidInputError, NotFoundError
from lifeworld.interviews.models import AnchorBase, TranscriptVersion
from lifeworld.interviews.rules.anchors import CONTEXT, passage
from lifeworld.study.models import Case

AnchorT = TypeVar("AnchorT", bound=AnchorBase)

# In code points; no upload is as long, and no database counts further.
LONGEST_TEXT = 100_000_000


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
    """The frozen versions that spans point into, with their lines and without their words."""
    wanted = {span.version for span in spans}
    frozen = TranscriptVersion.objects.filter(pk__in=wanted, interview__case=case, frozen_at__isnull=False)
    found = {version.pk: version for version in frozen.only("lines")}
    if wanted - set(found):
        raise NotFoundError("That transcript is not one of this case's frozen transcripts.")
    return found


def _anchor(version: TranscriptVersion, span: Span, model: type[AnchorT], owner: dict[str, Any]) -> AnchorT:
    start, end = (min(max(0, place), LONGEST_TEXT) for place in (span.start, span.end))
    offset = max(0, start - CONTEXT)
    # Only the words around the passage are fetched: a save costs the same in a long transcript as in a short one.
    piece = Substr("text", offset + 1, max(0, end - offset) + CONTEXT)
    words = TranscriptVersion.objects.filter(pk=version.pk).values_list(piece, flat=True).get()
    found = passage(words, version.lines, start, end, offset=offset)
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
