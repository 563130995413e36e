"""Whose words may not be shown to readers, because they did not agree to be quoted, and what those words are."""

from collections import defaultdict
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeVar, cast

from lifeworld.consent.models import Effect
from lifeworld.consent.rules.withholding import Heard, heard, without
from lifeworld.consent.selectors.permissions import held_back
from lifeworld.interviews.models import SpeakerRole, TranscriptVersion, Turn
from lifeworld.study.models import Case, Study
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access

T = TypeVar("T")


@dataclass(frozen=True)
class Withheld:
    """The keys and numbers of their cases, and what they said."""

    cases: frozenset[int] = frozenset()
    numbers: frozenset[int] = frozenset()
    heard: Heard = field(default_factory=Heard)

    def text(self, text: str) -> str:
        """What somebody wrote, without stretches that these people said."""
        return without(text, self.heard)

    def in_all(self, found: T) -> T:
        """The same, for every text in something made of dataclasses, lists and mappings."""
        return cast(T, self._in(found)) if self.cases else found

    def _in(self, found: Any) -> Any:
        if isinstance(found, str) and type(found) is str:
            return self.text(found)
        if isinstance(found, list | tuple) and type(found) in {list, tuple}:
            return type(found)(self._in(one) for one in found)
        if isinstance(found, dict):
            return {name: self._in(one) for name, one in found.items()}
        if is_dataclass(found) and not isinstance(found, type):
            return replace(found, **{one.name: self._in(getattr(found, one.name)) for one in fields(found)})
        return found


NOBODY = Withheld()


def withheld_in(study: Study) -> Withheld:
    """Those of a study. Transcripts are read only where there is somebody.

    What others said in their interview (but for the interviewer's questions) is left out with it: nobody asked them.
    """
    found = held_back(study, Effect.QUOTES)
    if not found:
        return NOBODY
    numbers = frozenset(Case.objects.filter(pk__in=found).values_list("number", flat=True))
    turns = Turn.objects.filter(version__interview__case__in=found).exclude(role=SpeakerRole.INTERVIEWER)
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for version, start, end in turns.order_by("index").values_list("version_id", "start", "end"):
        spans[version].append((start, end))
    texts = TranscriptVersion.objects.filter(pk__in=spans).values_list("pk", "text")
    said = [text[start:end] for pk, text in texts.iterator(chunk_size=20) for start, end in spans[pk]]
    return Withheld(found, numbers, heard(said))


def withheld_from(access: Access) -> Withheld:
    """Whose words this person may not see: nobody's for whoever reads transcripts, and so works with them."""
    return NOBODY if access.can(Right.READ_WORDS) else withheld_in(access.study)
