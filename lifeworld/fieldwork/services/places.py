"""Where a meeting is: sealed for the person, opened for the day, and deleted once the day is over."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from lifeworld.common.errors import NotFoundError
from lifeworld.common.rows import read_row_again
from lifeworld.fieldwork.models import Meeting, MeetingPlace
from lifeworld.fieldwork.rules.places import expired, expires_on
from lifeworld.identities.keys import open_for, seal_for
from lifeworld.identities.models import KeyUse
from lifeworld.security.storage import StoreBusyError, StoreFullError, StoreReadOnlyError
from lifeworld.study.acting import one_act, read_again
from lifeworld.study.models import Study
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.trail.services import record

# Whose hand the trail names where a rule of the software, and nobody, did it.
BY_ITSELF = "lifeworld"


@dataclass(frozen=True)
class Place:
    """An address and how to get there, as they are sealed."""

    address: str = ""
    travel: str = ""


def keep_place(meeting: Meeting, place: Place | None, at: datetime) -> None:
    """Seal an address for a meeting, within the act that plans it. None keeps the one there is; an empty one goes."""
    expires = expires_on(localdate(meeting.starts_at))
    if place is None:
        MeetingPlace.objects.filter(meeting=meeting).update(expires_on=expires)
    elif not (place.address or place.travel) or expired(expires, localdate(at)):
        MeetingPlace.objects.filter(meeting=meeting).delete()
    else:
        sealed = seal_for(meeting.entry, KeyUse.IDENTITY, json.dumps(asdict(place)).encode(), at)
        MeetingPlace.objects.update_or_create(meeting=meeting, defaults={"sealed": sealed, "expires_on": expires})


@one_act(Right.IDENTITIES)
def open_place(*, access: Access, at: datetime, meeting: Meeting) -> Place:
    """The address of a meeting, in clear; that it was opened stands in the trail.

    Raises:
        NotFoundError: none is kept, or its day is over.
        KeyDestroyedError: the person's identity was destroyed.
    """
    read_again(meeting, "entry")
    kept = MeetingPlace.objects.filter(meeting=meeting).first()
    if kept is None or expired(kept.expires_on, localdate(at)):
        raise NotFoundError("No address is kept for this meeting. It is deleted once the day of the meeting is over.")
    record(
        by=access.person.username, at=at, verb="opened meeting place", study=access.study.slug,
        object_type="meeting", object_id=meeting.pk,
    )  # fmt: skip
    return Place(**json.loads(open_for(meeting.entry, KeyUse.IDENTITY, bytes(kept.sealed))))


def forget_places(*, at: datetime, study: Study | None = None) -> int:
    """Delete every address whose day is over, in one study or in all, and answer how many went.

    Called whenever meetings are looked at, when the store is opened, and by a server's upkeep. It is a rule and
    nobody's act, so it asks for no right. Where the store takes no writing just now they stay a little longer; nobody
    can open one whose day is over.
    """
    over = MeetingPlace.objects.filter(expires_on__lte=localdate(at))
    if study is not None:
        over = over.filter(meeting__study=study)
    gone = 0
    for key in list(over.order_by().values_list("meeting__study", flat=True).distinct()):
        here = Study(pk=key)
        with suppress(StoreReadOnlyError, StoreFullError, StoreBusyError), transaction.atomic():
            if read_row_again(here, lock=True):
                gone += _forget(here, at)
    return gone


def _forget(study: Study, at: datetime) -> int:
    over = list(MeetingPlace.objects.filter(meeting__study=study, expires_on__lte=localdate(at)).order_by("pk"))
    for place in over:
        record(
            by=BY_ITSELF, at=at, verb="deleted meeting place", study=study.slug, object_type="meeting",
            object_id=place.meeting_id,
        )  # fmt: skip
        place.delete()
    return len(over)
