"""Changes to transcripts: one comes in, its speakers are put right, it is frozen, its file is taken out."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Exists, Max, OuterRef
from django.utils.timezone import localtime

from lifeworld.common import search_index
from lifeworld.common.errors import ClashError, DomainError, InvalidInputError, NotFoundError
from lifeworld.common.rows import insert_row, insert_rows, set_column
from lifeworld.consent.selectors.permissions import check_may_be_interviewed
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

# A turn's fields as they are first kept, and one turn so.
_TURN = ("version", "index", "start", "end", "role", "speaker", "start_ms", "end_ms", "first_line")
TurnRow = tuple[int, int, int, int, str, str, int | None, int | None, int | None]
Span = tuple[int, int]
_FROZEN = Exists(TranscriptVersion.objects.filter(interview=OuterRef("pk"), frozen_at__isnull=False))


@dataclass(frozen=True)
class Numbering:
    """How lines are numbered: characters in a line, lines on a page. Raises `InvalidInputError` out of range."""

    line_width: int = DEFAULT_WIDTH
    lines_per_page: int = DEFAULT_PAGE

    def __post_init__(self) -> None:
        if not (MIN_WIDTH <= self.line_width <= MAX_WIDTH and MIN_PAGE <= self.lines_per_page <= MAX_PAGE):
            raise InvalidInputError(
                f"A line holds {MIN_WIDTH} to {MAX_WIDTH} characters and a page {MIN_PAGE} to {MAX_PAGE} lines.",
                "The transcript is not frozen yet.",
                "Choose numbers in that range.",
            )


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
    freeze: Numbering | None = None,
    index_later: list[TranscriptVersion] | None = None,
) -> TranscriptVersion:
    """Keep a transcript as a new draft version, with its original bytes and checksum; with `freeze`, frozen at once.

    `roles` maps speaker names as read to `SpeakerRole` values; names not mapped are the participant's. The
    participant's label becomes the pseudonym, the interviewer's "Interviewer" and anyone else's "Someone else", so
    that names written in the file go no further. `interview_number` None means the case's first interview. With
    `index_later` a frozen version is put there, for the caller to `index_words` before the act ends. Raises
    `NotFoundError` for a case of another study, `DomainError` where that interview is frozen already, `NoConsentError`
    where recruitment is kept here and no consent of the person was in force on its day (today, where none is given).
    """
    if not read.turns:
        raise InvalidInputError("There are no words in this transcript.", "Nothing was saved.", "Choose another file.")
    if case.study_id != access.study.pk:
        raise NotFoundError
    case.study = access.study
    interview, number = _interview(case, interview_number or 1, held_on, minutes)
    check_may_be_interviewed(case, interview.held_on or localtime(at).date())
    spans = read.spans
    version = _version(interview, number, read, at, spans, freeze)
    checksum = hashlib.sha256(original).hexdigest()
    insert_row(Original(version=version, suffix=suffix.lower()[:10], sha256=checksum, content=original))
    insert_rows(Turn, _TURN, _turns(version, read, spans, roles, case.pseudonym))
    _tell(access, at, "brought in transcript", version)
    if freeze:
        _tell(access, at, "froze transcript", version)
        if index_later is None:
            index_words(access, [version])
        else:
            index_later.append(version)
    return version


@one_act(Right.LEAD)
def change_roles(
    *,
    access: Access,
    at: datetime,
    version: TranscriptVersion,
    roles: Mapping[str, str],
    seen: Mapping[str, str] | None = None,
) -> TranscriptVersion:
    """Put right who speaks in a draft. `roles` maps every speaker's label as it stands to a `SpeakerRole` value.

    `seen` are the roles as the writer found them: where they have changed since, `ClashError`. Speakers given the same
    role and label are one voice from then on. Raises `NobodySpeaksError` where a speaker is
    left out or nobody is the participant, `DomainError` once the transcript is frozen.
    """
    _check_draft(version)
    case = version.interview.case
    turns = list(version.turns.order_by("index"))
    speakers = list(dict.fromkeys(turn.speaker for turn in turns))
    if seen is not None and {turn.speaker: str(turn.role) for turn in turns} != dict(seen):
        raise ClashError(version)
    check_roles(speakers, roles)
    labels = labels_for(speakers, roles, case.pseudonym)
    changed = [turn for turn in turns if (turn.role, turn.speaker) != (roles[turn.speaker], labels[turn.speaker])]
    if not changed:
        return version
    for turn in changed:
        turn.role, turn.speaker = roles[turn.speaker], labels[turn.speaker]
    set_column(Turn, "role", [(turn.role, turn.pk) for turn in changed])
    set_column(Turn, "speaker", [(turn.speaker, turn.pk) for turn in changed])
    _tell(access, at, "changed speakers", version)
    return version


class OriginalDestroyedError(DomainError):
    """The file as it came was destroyed when its time was over."""

    def __init__(self) -> None:
        super().__init__(
            "The file as it came was destroyed, because its time was over.",
            "The transcript is as it was.",
            "The certificate is where it says how long records are kept.",
        )


@one_act(Right.LEAD)
def take_out_original(*, access: Access, at: datetime, version: TranscriptVersion) -> Original:
    """The file of an interview as it came. It may name people, so only the lead may, and the trail tells.

    Raises `OriginalDestroyedError` where its time was over.
    """
    kept = Original.objects.filter(version=version).first()
    if kept is None:
        raise OriginalDestroyedError
    _tell(access, at, "took out original", version)
    return kept


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
    numbering = Numbering(line_width, lines_per_page)
    if TranscriptVersion.objects.filter(interview=version.interview, frozen_at__isnull=False).exists():
        raise DomainError("This interview's transcript is frozen already.", "Its line numbers are as they were.", "")
    turns = list(version.turns.order_by("index").values_list("pk", "start", "end"))
    _number(version, [(start, end) for _, start, end in turns], at, numbering)
    version.save(update_fields=["lines", "line_width", "lines_per_page", "frozen_at"])
    first = _first_lines(version.lines)
    set_column(Turn, "first_line", [(first[index], pk) for index, (pk, _, _) in enumerate(turns)])
    index_words(access, [version])
    _tell(access, at, "froze transcript", version)
    return version


def _check_draft(version: TranscriptVersion) -> None:
    if TranscriptVersion.objects.filter(pk=version.pk, frozen_at__isnull=False).exists():
        raise DomainError("This transcript is frozen.", "Its speakers and line numbers are as they were.", "")


def _number(version: TranscriptVersion, spans: Sequence[Span], at: datetime, numbering: Numbering) -> None:
    version.lines = line_map(version.text, spans, numbering.line_width)
    version.line_width, version.lines_per_page = numbering.line_width, numbering.lines_per_page
    version.frozen_at = at


def _first_lines(lines: Sequence[Sequence[int]]) -> dict[int, int]:
    """The number of the first line of each turn, by the turn's index; empty for a draft."""
    first: dict[int, int] = {}
    for number, (_, _, turn) in enumerate(lines, start=1):
        first.setdefault(turn, number)
    return first


def index_words(access: Access, versions: Sequence[TranscriptVersion]) -> None:
    """Let the words of frozen versions be searched, turn by turn.

    Many at once and last: whatever is written after it makes FTS5 lay down what it has gathered as a piece of its own,
    and later join the pieces.
    """
    for version in versions:
        with connection.cursor() as cursor:
            cursor.execute('SELECT id, start, "end" FROM interviews_turn WHERE version_id = %s', [version.pk])
            rows = [(pk, version.text[start:end]) for pk, start, end in sorted(cursor.fetchall())]
        search_index.put_many(kind="turn", study_id=access.study.pk, case_id=version.interview.case_id, rows=rows)


def _tell(access: Access, at: datetime, verb: str, version: TranscriptVersion) -> None:
    record(
        by=access.person.username, at=at, verb=verb, study=access.study.slug,
        case_number=version.interview.case.number, object_type="transcript", object_id=version.pk,
    )  # fmt: skip


def _interview(case: Case, number: int, held_on: date | None, minutes: int | None) -> tuple[Interview, int]:
    """The interview of that number, made where it is the next, and the number its new version takes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(number) FROM interviews_interview WHERE case_id = %s", [case.pk])
        after = (cursor.fetchall()[0][0] or 0) + 1
    if number > after:
        raise InvalidInputError(
            f"The next interview of this case is number {after}.",
            "Nothing was saved.",
            "Choose that number.",
        )
    interview = None
    if number < after:
        found = case.interviews.annotate(last=Max("versions__number"), fixed=_FROZEN)
        interview = found.filter(number=number).first()
    if interview is None:
        made = Interview(case=case, number=number, held_on=held_on, minutes=minutes)
        insert_row(made)
        return made, 1
    if interview.fixed:
        raise DomainError(
            "This interview's transcript is frozen: its line numbers are in use.",
            "The frozen transcript is as it was.",
            "Add the file as a further interview of this case if it is one.",
        )
    interview.held_on = interview.held_on if held_on is None else held_on
    interview.minutes = interview.minutes if minutes is None else minutes
    interview.save()
    return interview, (interview.last or 0) + 1


def _version(
    interview: Interview,
    number: int,
    read: ReadTranscript,
    at: datetime,
    spans: Sequence[Span],
    freeze: Numbering | None,
) -> TranscriptVersion:
    version = TranscriptVersion(
        interview=interview,
        number=number,
        text=read.text,
        dialect=read.dialect[:80],
        notices=[{"kind": notice.kind, "sentence": notice.sentence} for notice in read.notices],
        word_count=read.word_count,
        created_at=at,
    )
    if freeze:
        _number(version, spans, at, freeze)
    insert_row(version)
    return version


def _turns(
    version: TranscriptVersion, read: ReadTranscript, spans: Sequence[Span], roles: Mapping[str, str], pseudonym: str
) -> list[TurnRow]:
    """The turns as rows of `_TURN`."""
    labels = labels_for([one.name for one in read.speakers], roles, pseudonym)
    first = _first_lines(version.lines)
    return [
        (
            version.pk, index, start, end, roles.get(turn.speaker, PARTICIPANT), labels[turn.speaker],
            turn.start_ms, turn.end_ms, first.get(index),
        )
        for index, (turn, (start, end)) in enumerate(zip(read.turns, spans, strict=True))
    ]  # fmt: skip
