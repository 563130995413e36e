"""Transcripts over JSON: their turns and numbered lines."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Router, Schema

from lifeworld.common.api import asker, now
from lifeworld.interviews import services
from lifeworld.interviews.models import TranscriptVersion
from lifeworld.interviews.rules.lines import DEFAULT_PAGE, DEFAULT_WIDTH, MAX_PAGE, MAX_WIDTH, MIN_PAGE, MIN_WIDTH
from lifeworld.interviews.selectors import checksum_of, interview_rows, turns_of, version_for
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import access_to, case_named

router = Router(tags=["transcripts"])


class TranscriptRow(Schema):
    """A transcript in a list."""

    version: int
    interview: int
    held_on: date | None
    minutes: int | None
    dialect: str
    word_count: int
    frozen_at: datetime | None


class TurnOut(Schema):
    """One speaker's stretch: `[start, end)` in code points of the text, times in milliseconds."""

    start: int
    end: int
    speaker: str
    role: str
    start_ms: int | None
    end_ms: int | None


class LineOut(Schema):
    """A numbered line with its words."""

    number: int
    turn: int
    text: str


class TranscriptOut(TranscriptRow):
    """A transcript whole. `lines` is empty until it is frozen."""

    text: str
    sha256: str
    notices: list[dict[str, str]]
    turns: list[TurnOut]
    lines: list[LineOut]


class FreezeIn(Schema):
    """How wide a line is (characters) and how many make a page."""

    line_width: Annotated[int, Field(ge=MIN_WIDTH, le=MAX_WIDTH)] = DEFAULT_WIDTH
    lines_per_page: Annotated[int, Field(ge=MIN_PAGE, le=MAX_PAGE)] = DEFAULT_PAGE


@router.get("/studies/{slug:slug}/cases/{pseudonym}/transcripts", response=list[TranscriptRow])
def list_transcripts(request: HttpRequest, slug: str, pseudonym: str) -> list[TranscriptRow]:
    """A case's transcripts, the frozen or newest version of each interview."""
    case = case_named(access_to(asker(request), slug, Right.READ_WORDS), pseudonym)
    return [
        TranscriptRow(
            version=row.version, interview=row.number, held_on=row.held_on, minutes=row.minutes, dialect=row.dialect,
            word_count=row.word_count, frozen_at=row.frozen_at,
        )
        for row in interview_rows([case])[case.pk]
    ]  # fmt: skip


@router.get("/transcripts/{int:version}", response=TranscriptOut)
def show(request: HttpRequest, version: int) -> TranscriptOut:
    """One transcript version with its turns and lines."""
    _, found = version_for(asker(request), version)
    return _whole(found)


@router.post("/transcripts/{int:version}/freeze", response=TranscriptOut)
def freeze(request: HttpRequest, version: int, payload: FreezeIn) -> TranscriptOut:
    """Number the lines, once and for ever."""
    access, found = version_for(asker(request), version)
    frozen = services.freeze_version(
        access=access, at=now(), version=found, line_width=payload.line_width, lines_per_page=payload.lines_per_page
    )
    return _whole(frozen)


def _whole(version: TranscriptVersion) -> TranscriptOut:
    interview = version.interview
    lines = [
        LineOut(number=n, turn=turn, text=version.text[start:end])
        for n, (start, end, turn) in enumerate(version.lines, start=1)
    ]
    turns = [TurnOut.from_orm(turn) for turn in turns_of(version)]
    return TranscriptOut(
        version=version.pk, interview=interview.number, held_on=interview.held_on, minutes=interview.minutes,
        dialect=version.dialect, word_count=version.word_count, frozen_at=version.frozen_at, text=version.text,
        sha256=checksum_of(version), notices=version.notices, turns=turns, lines=lines,
    )  # fmt: skip
