"""In what the sample is meant to spread, in bands."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from lifeworld.common.errors import InvalidInputError
from lifeworld.common.lengths import check_lengths
from lifeworld.common.same_word import is_among
from lifeworld.recruitment.models import EntryBand, SamplingFrame
from lifeworld.recruitment.rules.bands import wrong_with_frame
from lifeworld.study.acting import check_as_seen, now_changed, one_act, read_again
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import set_values, tell, values_of

FRAME_FIELDS = ("name", "bands")


@one_act(Right.RECRUIT)
def add_frame(*, access: Access, at: datetime, name: str, bands: Sequence[str]) -> SamplingFrame:
    """Add a frame. `InvalidInputError` where its name is taken, or its bands cannot be."""
    frame = SamplingFrame(study=access.study, name=name.strip(), bands=list(bands), created_at=at, changed_at=at)
    _check(access, frame)
    frame.save()
    tell(access, at, "added sampling frame", frame, before=None, after=values_of(frame, FRAME_FIELDS))
    return frame


@one_act(Right.RECRUIT)
def change_frame(
    *, access: Access, at: datetime, frame: SamplingFrame, values: Mapping[str, Any], seen: datetime | None = None
) -> SamplingFrame:
    """Change a frame's name or bands; a field not in `values` stays.

    Raises:
        InvalidInputError: its name is taken, or somebody is in a band that would go.
        ClashError: somebody changed it since `seen`.
    """
    read_again(frame)
    check_as_seen(frame, seen, values)
    before = values_of(frame, FRAME_FIELDS)
    set_values(frame, FRAME_FIELDS, values)
    _check(access, frame)
    after = values_of(frame, FRAME_FIELDS)
    if before != after:
        now_changed(frame, at)
        frame.save()
        tell(access, at, "changed sampling frame", frame, before=before, after=after)
    return frame


@one_act(Right.RECRUIT)
def take_out_frame(*, access: Access, at: datetime, frame: SamplingFrame) -> None:
    """Take a frame out. `InvalidInputError` where somebody is in one of its bands."""
    read_again(frame)
    if EntryBand.objects.filter(frame=frame).exists():
        raise InvalidInputError(
            "Somebody is in one of its bands.", "The frame is as it was.", "Take the bands off their entries first."
        )
    tell(access, at, "took out sampling frame", frame, before=values_of(frame, FRAME_FIELDS), after=None)
    frame.delete()


def _check(access: Access, frame: SamplingFrame) -> None:
    check_lengths(frame)
    used = list(EntryBand.objects.filter(frame=frame).values_list("band", flat=True)) if frame.pk else []
    wrong = wrong_with_frame(frame.name, frame.bands, list(dict.fromkeys(used)))
    others = SamplingFrame.objects.filter(study=access.study).exclude(pk=frame.pk)
    if not wrong and is_among(frame.name, others.values_list("name", flat=True)):
        wrong = "There is a frame of that name already."
    if wrong:
        raise InvalidInputError(
            wrong, "Nothing was changed, and what you typed is still here.", "Look at the name and the bands again."
        )
