"""Bringing transcripts in: what waited to be looked at, every file in one step or none; or one file at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.timezone import localdate

from lifeworld.common.errors import DomainError, InvalidInputError
from lifeworld.common.same_word import folded
from lifeworld.interchange.readings import forget, read_arrival
from lifeworld.interviews.models import Arrival, TranscriptVersion
from lifeworld.interviews.rules.meeting import check_held_on
from lifeworld.interviews.rules.reading import ReadTranscript
from lifeworld.interviews.rules.speaking import INTERVIEWER, check_roles
from lifeworld.interviews.selectors import next_interview_number
from lifeworld.interviews.services.arrivals import drop_arrivals
from lifeworld.interviews.services.transcripts import Numbering, index_words, receive_transcript
from lifeworld.study.acting import one_act
from lifeworld.study.models import Case
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.services import add_case


@dataclass(frozen=True)
class Keeping:
    """What a person decided about one waiting file.

    `case` is one of the study's, or None for a person to be added under `pseudonym`. `interview` None means the
    next one. `roles` maps every speaker as read to a `SpeakerRole` value.
    """

    arrival: Arrival
    case: Case | None
    pseudonym: str = ""
    interview: int | None = None
    held_on: date | None = None
    minutes: int | None = None
    roles: Mapping[str, str] = field(default_factory=dict)


class OneFileError(DomainError):
    """One of several files could not be kept, so none was. `arrival` is the key of the one."""

    def __init__(self, arrival: int, error: DomainError) -> None:
        super().__init__(error.what, "Nothing was saved; every file still waits.", error.do)
        self.arrival, self.status = arrival, error.status


@one_act(Right.LEAD)
def keep_arrivals(
    *, access: Access, at: datetime, keepings: Sequence[Keeping], freeze: Numbering | None = None
) -> list[TranscriptVersion]:
    """Bring all files in, adding people where asked, and let go of what waited.

    They stay drafts, or with `freeze` their lines are numbered in the same step. Raises `OneFileError` for the first
    that cannot be kept, `DomainError` where one was kept or left out in another window meanwhile; then nothing is
    changed.
    """
    ids = [keeping.arrival.pk for keeping in keepings]
    if drop_arrivals(access=access, ids=ids) != len(ids):
        raise DomainError(
            "One of these files was kept or left out in another window.",
            "Nothing was saved twice.",
            "Look at the interviews, and at what still waits.",
        )
    added: dict[str, Case] = {}
    versions: list[TranscriptVersion] = []
    frozen: list[TranscriptVersion] = []
    for keeping in keepings:
        try:
            versions.append(_keep(access, at, keeping, added, freeze, frozen))
        except DomainError as error:
            raise OneFileError(keeping.arrival.pk, error) from None
    index_words(access, frozen)
    forget(keeping.arrival for keeping in keepings)
    return versions


def bring_in_file(
    *, access: Access, at: datetime, case: Case, content: bytes, suffix: str, interviewer: str | None = None,
    interview: int | None = None, held_on: date | None = None, minutes: int | None = None,
    freeze: Numbering | None = None,
) -> tuple[TranscriptVersion, ReadTranscript]:  # fmt: skip
    """Bring one file in without a look at it first, as scripts do; answers the version, and what was read.

    The file is read before the act begins, so that nobody waits for the reading. `interviewer` is their label in the
    file; None takes the guess, and "" says that nobody asks. Raises `UnreadableTranscriptError` for what is no
    transcript, `InvalidInputError` where no speaker has that label, `MeetingError` for a day to come, `DomainError`
    where that interview is frozen already.
    """
    from lifeworld.interchange.transcripts import read_transcript

    check_held_on(held_on, localdate(at))
    read = read_transcript(content, suffix)
    if interviewer and interviewer not in {speaker.name for speaker in read.speakers}:
        raise InvalidInputError("No speaker in the file has that label.", "Nothing was saved.", "Look at the file.")
    asking = read.guessed_interviewer if interviewer is None else interviewer
    version = receive_transcript(
        access=access, at=at, case=case, read=read, original=content, suffix=suffix,
        roles={asking: INTERVIEWER} if asking else {}, interview_number=interview, held_on=held_on, minutes=minutes,
        freeze=freeze,
    )  # fmt: skip
    return version, read


def _keep(
    access: Access, at: datetime, keeping: Keeping, added: dict[str, Case], freeze: Numbering | None,
    frozen: list[TranscriptVersion],
) -> TranscriptVersion:  # fmt: skip
    arrival = keeping.arrival
    read = read_arrival(arrival)
    check_roles([one.name for one in read.speakers], keeping.roles)
    known = len(added)
    case = keeping.case or _added(access, at, keeping.pseudonym, added)
    first = len(added) > known
    return receive_transcript(
        access=access, at=at, case=case, read=read, original=bytes(arrival.content),
        suffix=".txt" if arrival.pasted else arrival.suffix, roles=keeping.roles,
        interview_number=keeping.interview or (1 if first else next_interview_number(case)),
        held_on=keeping.held_on, minutes=keeping.minutes, freeze=freeze, index_later=frozen,
    )  # fmt: skip


def _added(access: Access, at: datetime, pseudonym: str, added: dict[str, Case]) -> Case:
    key = folded(pseudonym)
    if not key:
        raise InvalidInputError("It is not said yet whose interview this is.", "", "Choose a person or add one.")
    if key not in added:
        added[key] = add_case(access=access, at=at, pseudonym=pseudonym)
    return added[key]
