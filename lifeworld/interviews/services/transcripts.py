"""Changes to transcripts: one comes in, its speakers are put right, it is frozen, its file is taken out."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Max

from lifeworld.common import search_index
from lifeworld.common.errors import DomainError, InvalidInputError
from lifeworld.interviews.models import Interview, Original, TranscriptVersion, Turn
from lifeworld.interviews.rules.lines import (
    DEFAULT_PAGE,
    DEFAULT_WIDTH,
    MAX_PAGE,
    MAX_WIDTH,
    MIN_PAGE,
    MIN_WIDTH,
    line_map,
)
from lifeworld.interviews.rules.reading import ReadTranscript
from lifeworld.interviews.rules.speaking import PARTICIPANT, check_roles, labels_for
from lifeworld.study.acting import one_act
from lifeworld.study.models import Case
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.trail.services import record


@one_act(Right.LEAD)
def receive_transcript(
    *,
    access: Access,
    at: datetime,
    case: Case,
    read: ReadTranscript,
    original: bytes,
    suffix: str,
    roles: Mapping[str, str],
    interview_number: int | None = None,
    held_on: date | None = None,
    minutes: int | None = None,
) -> TranscriptVersion:
    """Keep a transcript as a new draft version, with its original bytes and checksum.

    `roles` maps speaker names as read to `SpeakerRole` values; names not mapped are the participant's. The
    participant's label becomes the pseudonym, the interviewer's "Interviewer" and anyone else's "Someone else", so
    that names written in the file go no further. `interview_number` None means the case's first interview. Raises
    `DomainError` where that interview is frozen already.
    """
    if not read.turns:
        raise InvalidInputError("There are no words in this transcript.", "Nothing was saved.", "Choose another file.")
    interview = _interview(case, interview_number or 1, held_on, minutes)
    if interview.versions.filter(frozen_at__isnull=False).exists():
        raise DomainError(
            "This interview's transcript is frozen: its line numbers are in use.",
            "The frozen transcript is as it was.",
            "Add the file as a further interview of this case if it is one.",
        )
    version = _draft(interview, read, at)
    Original.objects.create(
        version=version,
        suffix=suffix.lower()[:10],
        sha256=hashlib.sha256(original).hexdigest(),
        content=original,
    )
    Turn.objects.bulk_create(_turns(version, read, roles, case.pseudonym), batch_size=500)
    record(
        by=access.person.username, at=at, verb="brought in transcript", study=access.study.slug,
        case_number=case.number, object_type="transcript", object_id=version.pk,
    )  # fmt: skip
    return version


@one_act(Right.LEAD)
def change_roles(
    *, access: Access, at: datetime, version: TranscriptVersion, roles: Mapping[str, str]
) -> TranscriptVersion:
    """Put right who speaks in a draft. `roles` maps every speaker's label as it stands to a `SpeakerRole` value.

    Speakers given the same role and label are one voice from then on. Raises `NobodySpeaksError` where a speaker is
    left out (labels that somebody else changed meanwhile are) or nobody is the participant, `DomainError` once the
    transcript is frozen.
    """
    _check_draft(version)
    case = version.interview.case
    turns = list(version.turns.order_by("index"))
    speakers = list(dict.fromkeys(turn.speaker for turn in turns))
    check_roles(speakers, roles)
    labels = labels_for(speakers, roles, case.pseudonym)
    changed = [turn for turn in turns if (turn.role, turn.speaker) != (roles[turn.speaker], labels[turn.speaker])]
    if not changed:
        return version
    for turn in changed:
        turn.role, turn.speaker = roles[turn.speaker], labels[turn.speaker]
    Turn.objects.bulk_update(changed, ["role", "speaker"], batch_size=200)
    record(
        by=access.person.username, at=at, verb="changed speakers", study=access.study.slug,
        case_number=case.number, object_type="transcript", object_id=version.pk,
    )  # fmt: skip
    return version


@one_act(Right.LEAD)
def take_out_original(*, access: Access, at: datetime, version: TranscriptVersion) -> Original:
    """The file of an interview as it came. It may name people, so only the lead may, and the trail tells."""
    record(
        by=access.person.username, at=at, verb="took out original", study=access.study.slug,
        case_number=version.interview.case.number, object_type="transcript", object_id=version.pk,
    )  # fmt: skip
    return version.original


@one_act(Right.LEAD)
def freeze_version(
    *,
    access: Access,
    at: datetime,
    version: TranscriptVersion,
    line_width: int = DEFAULT_WIDTH,
    lines_per_page: int = DEFAULT_PAGE,
) -> TranscriptVersion:
    """Number the lines, once and for ever, and let the words be searched."""
    if not (MIN_WIDTH <= line_width <= MAX_WIDTH and MIN_PAGE <= lines_per_page <= MAX_PAGE):
        raise InvalidInputError(
            f"A line holds {MIN_WIDTH} to {MAX_WIDTH} characters and a page {MIN_PAGE} to {MAX_PAGE} lines.",
            "The transcript is not frozen yet.",
            "Choose numbers in that range.",
        )
    case = version.interview.case
    if TranscriptVersion.objects.filter(interview=version.interview, frozen_at__isnull=False).exists():
        raise DomainError("This interview's transcript is frozen already.", "Its line numbers are as they were.", "")
    turns = list(version.turns.order_by("index"))
    version.lines = line_map(version.text, [(turn.start, turn.end) for turn in turns], line_width)
    version.line_width, version.lines_per_page, version.frozen_at = line_width, lines_per_page, at
    version.save(update_fields=["lines", "line_width", "lines_per_page", "frozen_at"])
    _number_turns(version, turns)
    search_index.put_many(
        kind="turn", study_id=access.study.pk, case_id=case.pk,
        rows=[(turn.pk, version.text[turn.start : turn.end]) for turn in turns],
    )  # fmt: skip
    record(
        by=access.person.username, at=at, verb="froze transcript", study=access.study.slug,
        case_number=case.number, object_type="transcript", object_id=version.pk,
    )  # fmt: skip
    return version


def _check_draft(version: TranscriptVersion) -> None:
    if TranscriptVersion.objects.filter(pk=version.pk, frozen_at__isnull=False).exists():
        raise DomainError("This transcript is frozen.", "Its speakers and line numbers are as they were.", "")


def _number_turns(version: TranscriptVersion, turns: list[Turn]) -> None:
    first: dict[int, int] = {}
    for number, (_, _, turn) in enumerate(version.lines, start=1):
        first.setdefault(turn, number)
    for turn in turns:
        turn.first_line = first[turn.index]
    Turn.objects.bulk_update(turns, ["first_line"], batch_size=500)


def _interview(case: Case, number: int, held_on: date | None, minutes: int | None) -> Interview:
    last = case.interviews.aggregate(last=Max("number"))["last"] or 0
    if number > last + 1:
        raise InvalidInputError(
            f"The next interview of this case is number {last + 1}.",
            "Nothing was saved.",
            "Choose that number.",
        )
    interview, _ = Interview.objects.get_or_create(case=case, number=number)
    if held_on is not None:
        interview.held_on = held_on
    if minutes is not None:
        interview.minutes = minutes
    interview.save()
    return interview


def _draft(interview: Interview, read: ReadTranscript, at: datetime) -> TranscriptVersion:
    last = interview.versions.aggregate(last=Max("number"))["last"] or 0
    return TranscriptVersion.objects.create(
        interview=interview,
        number=last + 1,
        text="\n".join(turn.text for turn in read.turns),
        dialect=read.dialect[:80],
        notices=[{"kind": notice.kind, "sentence": notice.sentence} for notice in read.notices],
        word_count=read.word_count,
        created_at=at,
    )


def _turns(version: TranscriptVersion, read: ReadTranscript, roles: Mapping[str, str], pseudonym: str) -> list[Turn]:
    labels = labels_for([one.name for one in read.speakers], roles, pseudonym)
    turns: list[Turn] = []
    position = 0
    for index, turn in enumerate(read.turns):
        end = position + len(turn.text)
        turns.append(
            Turn(
                version=version,
                index=index,
                start=position,
                end=end,
                role=roles.get(turn.speaker, PARTICIPANT),
                speaker=labels[turn.speaker],
                start_ms=turn.start_ms,
                end_ms=turn.end_ms,
            )
        )
        position = end + 1
    return turns
