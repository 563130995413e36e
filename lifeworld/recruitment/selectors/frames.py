"""In what the sample is meant to spread, and how it does."""

from dataclasses import dataclass

from django.db.models import QuerySet

from lifeworld.common.errors import NotFoundError
from lifeworld.recruitment.models import EntryBand, SamplingFrame, Stage, StageReached
from lifeworld.recruitment.rules.bands import spread
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access


@dataclass(frozen=True)
class Spread:
    """How those who consented and stayed spread over one frame: `(band, how many)`; an empty band is "not known"."""

    key: int
    name: str
    bands: list[tuple[str, int]]


def frames_of(access: Access) -> QuerySet[SamplingFrame]:
    """The frames in the order in which they were added."""
    return SamplingFrame.objects.filter(study=access.study)


def frame_of(access: Access, frame: int) -> SamplingFrame:
    """A frame by its key; `NotFoundError` where the study has none of that key."""
    found = frames_of(access).filter(pk=frame).first()
    if found is None:
        raise NotFoundError
    return found


def spread_of(access: Access) -> list[Spread]:
    """How those who consented and did not leave spread. `NotAllowedError` for who may not see the log."""
    access.require(Right.READ_RECRUITMENT)
    taking_part = StageReached.objects.filter(entry__study=access.study, stage=Stage.CONSENTED)
    people = set(taking_part.filter(entry__leaving__isnull=True).values_list("entry_id", flat=True))
    chosen: dict[tuple[int, int], str] = {
        (frame, entry): band
        for frame, entry, band in EntryBand.objects.filter(entry__in=people).values_list("frame_id", "entry_id", "band")
    }
    return [
        Spread(
            frame.pk,
            frame.name,
            list(spread(frame.bands, [chosen.get((frame.pk, person), "") for person in people]).items()),
        )
        for frame in frames_of(access)
    ]
