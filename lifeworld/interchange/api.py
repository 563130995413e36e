"""Bringing a transcript in over JSON: one file in one call, as a script does, without a look at it first."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Field, File, Form, Router, Schema
from ninja.files import UploadedFile

from lifeworld.common.api import asker, now
from lifeworld.interchange.services import bring_in_file
from lifeworld.interviews.rules.file_names import ending_of
from lifeworld.interviews.rules.lines import DEFAULT_PAGE, DEFAULT_WIDTH, MAX_PAGE, MAX_WIDTH, MIN_PAGE, MIN_WIDTH
from lifeworld.interviews.rules.meeting import LONGEST_MINUTES, MOST_INTERVIEWS
from lifeworld.interviews.services import Numbering
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import access_to, case_named

router = Router(tags=["transcripts"])


class BroughtIn(Schema):
    """What was read in a file and kept. `speakers` are `[label, turns]`, `notices` what was dropped or guessed."""

    version: int
    case: str
    dialect: str
    words: int
    turns: int
    lines: int
    frozen: datetime | None
    speakers: list[tuple[str, int]]
    notices: list[dict[str, str]]


class MeetingIn(Schema):
    """What is known of the interview. `interviewer` is their label in the file: left out it is guessed."""

    interview: Annotated[int, Field(ge=1, le=MOST_INTERVIEWS)] | None = None
    held_on: date | None = None
    minutes: Annotated[int, Field(ge=1, le=LONGEST_MINUTES)] | None = None
    interviewer: str | None = None
    freeze: bool = False
    line_width: Annotated[int, Field(ge=MIN_WIDTH, le=MAX_WIDTH)] = DEFAULT_WIDTH
    lines_per_page: Annotated[int, Field(ge=MIN_PAGE, le=MAX_PAGE)] = DEFAULT_PAGE


@router.post("/studies/{slug:slug}/cases/{pseudonym}/files", response=BroughtIn)
def bring_in(
    request: HttpRequest, slug: str, pseudonym: str, file: File[UploadedFile], meeting: Form[MeetingIn]
) -> BroughtIn:
    """Bring in one file as a transcript of a case: a draft, or with `freeze` its lines numbered at once."""
    access = access_to(asker(request), slug, Right.READ_WORDS)
    case = case_named(access, pseudonym)
    version, read = bring_in_file(
        access=access, at=now(), case=case, content=file.read(), suffix=ending_of(file.name or ""),
        interviewer=meeting.interviewer, interview=meeting.interview, held_on=meeting.held_on, minutes=meeting.minutes,
        freeze=Numbering(meeting.line_width, meeting.lines_per_page) if meeting.freeze else None,
    )  # fmt: skip
    return BroughtIn(
        version=version.pk, case=case.pseudonym, dialect=version.dialect, words=version.word_count,
        turns=len(read.turns), lines=len(version.lines), frozen=version.frozen_at, notices=version.notices,
        speakers=[(one.name, one.turns) for one in read.speakers],
    )  # fmt: skip
