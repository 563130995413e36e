"""Files that wait to be looked at before anything is saved: in the sealed store, for a day at most.

Waiting is no act on the study, so it leaves no row in the trail; keeping a file does (`receive_transcript`).
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lifeworld.common.errors import InvalidInputError
from lifeworld.common.rows import insert_row
from lifeworld.interviews.models import Arrival
from lifeworld.interviews.rules.file_names import ending_of
from lifeworld.interviews.selectors import LONGEST_WAIT
from lifeworld.study.models import Case
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access

MOST_WAITING = 40


@dataclass(frozen=True)
class Incoming:
    """A file as it came, or pasted text (`pasted`, UTF-8). `name` is shown beside its preview and then forgotten."""

    name: str
    content: bytes
    pasted: bool = False


def hold_arrivals(
    *, access: Access, at: datetime, files: Sequence[Incoming], case: Case | None = None, interview: int | None = None
) -> list[Arrival]:
    """Let files wait for their preview; what waited longer than a day, whoever brought it, is destroyed.

    Raises `InvalidInputError` where there is nothing, or more than `MOST_WAITING` would wait.
    """
    access.require(Right.LEAD)
    if not files:
        raise InvalidInputError(
            "There is no file and no text here.", "Nothing was saved.", "Choose a file or paste text."
        )
    with transaction.atomic():
        Arrival.objects.filter(created_at__lt=at - LONGEST_WAIT).delete()
        waiting = Arrival.objects.filter(study=access.study, person=access.person).count()
        if waiting + len(files) > MOST_WAITING:
            raise InvalidInputError(
                f"At most {MOST_WAITING} files can wait to be looked at.",
                "Nothing was saved, and what waits already still does.",
                "Look at those that wait, or choose fewer files.",
            )
        arrivals = [
            Arrival(
                study=access.study, person=access.person, created_at=at, case=case, interview_number=interview,
                name=file.name[:200], suffix=ending_of(file.name), pasted=file.pasted, content=file.content,
                sha256=hashlib.sha256(file.content).hexdigest(),
            )
            for file in files
        ]  # fmt: skip
        for arrival in arrivals:
            insert_row(arrival)
        return arrivals


def drop_arrivals(*, access: Access, ids: Collection[int] | None = None) -> int:
    """Destroy waiting files of this person in this study, those with `ids` or all; how many there were."""
    access.require(Right.LEAD)
    waiting = Arrival.objects.filter(study=access.study, person=access.person)
    return (waiting if ids is None else waiting.filter(pk__in=ids)).delete()[0]
