"""Turning spans that a person chose into anchors on a frozen version."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import connection

from lifeworld.common.errors import DomainError, InvalidInputError, NotFoundError
from lifeworld.interviews.frozen import FrozenKey, frozen_lines
from lifeworld.interviews.models import AnchorBase
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
    return [
        _anchor(case, span, model, owner)
        for span in sorted(dict.fromkeys(spans), key=lambda s: (s.version, s.start, s.end))
    ]


def _anchor(case: Case, span: Span, model: type[AnchorT], owner: dict[str, Any]) -> AnchorT:
    start, end = (min(max(0, place), LONGEST_TEXT) for place in (span.start, span.end))
    offset = max(0, start - CONTEXT)
    key, words = _words(case, span.version, offset, max(0, end - offset) + CONTEXT)
    frozen = frozen_lines(key)
    found = passage(words, frozen.lines, start, end, offset=offset)
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
    return model(
        version_id=span.version, start=found.start, end=found.end, quote=found.quote, prefix=found.prefix,
        suffix=found.suffix, first_line=found.first_line, last_line=found.last_line,
        start_ms=frozen.moment(found.first_line, found.last_line), **owner,
    )  # fmt: skip


def _words(case: Case, version: int, offset: int, length: int) -> tuple[FrozenKey, str]:
    """`length` code points of a frozen version from `offset`.

    Only the words around the passage are fetched: a save costs the same in a long transcript as in a short one.
    """
    # Written out: composing it anew for every passage would take longer than the database does.
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT v.frozen_at, v.word_count, v.line_width, substr(v.text, %s, %s)
               FROM interviews_transcriptversion v JOIN interviews_interview i ON i.id = v.interview_id
               WHERE v.id = %s AND i.case_id = %s AND v.frozen_at IS NOT NULL""",
            [offset + 1, length, version, case.pk],
        )
        row = next(iter(cursor.fetchall()), None)
    if row is None:
        raise NotFoundError("That transcript is not one of this case's frozen transcripts.")
    *frozen_as, words = row
    return FrozenKey(version, *frozen_as), words


def spans_of(anchors: Sequence[AnchorBase]) -> list[list[int]]:
    """`[[version, start, end], …]`, as the API and the trail write anchors."""
    return [[anchor.version_id, anchor.start, anchor.end] for anchor in anchors]
