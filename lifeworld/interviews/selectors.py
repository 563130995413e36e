"""Questions about interviews and transcripts, asked with the access of the person who asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, Min, OuterRef, Prefetch, QuerySet

from lifeworld.common.errors import DomainError, NotFoundError
from lifeworld.common.rows import read_row
from lifeworld.interviews.models import Arrival, Interview, Original, TranscriptVersion, Turn
from lifeworld.security.models import Person
from lifeworld.study.models import Case
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to_case

# How long a file may wait to be looked at; longer, and a forgotten one would lie there with its names.
LONGEST_WAIT = timedelta(days=1)


@dataclass(frozen=True)
class InterviewRow:
    """One interview in a list, with its frozen version or else its newest draft."""

    number: int
    held_on: date | None
    minutes: int | None
    version: int
    word_count: int
    frozen_at: datetime | None
    dialect: str


def interview_rows(cases: Sequence[Case]) -> dict[int, list[InterviewRow]]:
    """The interviews of some cases, by the case's key, in order; two queries however many cases."""
    slim = TranscriptVersion.objects.only("interview", "number", "word_count", "frozen_at", "dialect")
    interviews = Interview.objects.filter(case__in=cases).order_by("case", "number")
    rows: dict[int, list[InterviewRow]] = {case.pk: [] for case in cases}
    for interview in interviews.prefetch_related(Prefetch("versions", slim)):
        versions = list(interview.versions.all())
        if versions:
            shown = max(versions, key=lambda version: (version.frozen_at is not None, version.number))
            row = InterviewRow(
                interview.number, interview.held_on, interview.minutes, shown.pk, shown.word_count, shown.frozen_at,
                shown.dialect,
            )  # fmt: skip
            rows[interview.case_id].append(row)
    return rows


def first_draft(access: Access) -> TranscriptVersion | None:
    """The newest draft of the first interview that is not frozen, without its words."""
    frozen = TranscriptVersion.objects.filter(interview=OuterRef("interview"), frozen_at__isnull=False)
    drafts = TranscriptVersion.objects.filter(~Exists(frozen), interview__case__study=access.study)
    ordered = drafts.order_by("interview__case__number", "interview__number", "-number")
    return ordered.select_related("interview__case").defer("text", "lines", "notices").first()


def first_without_transcript(access: Access) -> Case | None:
    """The first case for which no interview was brought in."""
    brought = TranscriptVersion.objects.filter(interview__case=OuterRef("pk"))
    return access.study.cases.filter(~Exists(brought)).order_by("number").first()


def next_interview_number(case: Case) -> int:
    """The number of the first interview without a transcript, else one more than the last."""
    numbers = set(case.interviews.filter(versions__isnull=False).values_list("number", flat=True))
    return next(number for number in range(1, len(numbers) + 2) if number not in numbers)


def arrivals_of(access: Access, at: datetime) -> QuerySet[Arrival]:
    """The files this person brought to this study in the last day that still wait to be looked at."""
    newer = Arrival.objects.filter(created_at__gte=at - LONGEST_WAIT)
    return newer.filter(study=access.study, person=access.person).select_related("case").order_by("pk")


def interviews_of(case: Case) -> QuerySet[Interview]:
    """A case's interviews in order."""
    return case.interviews.order_by("number")


def frozen_version(case: Case, interview_number: int | None = None) -> TranscriptVersion:
    """The frozen version of an interview (the first frozen one, where no number is given).

    Raises `DomainError` where nothing is frozen yet: nothing can be noted on a draft.
    """
    versions = TranscriptVersion.objects.filter(interview__case=case, frozen_at__isnull=False)
    if interview_number is not None:
        versions = versions.filter(interview__number=interview_number)
    version = versions.select_related("interview").order_by("interview__number").first()
    if version is None:
        raise DomainError(
            "This case has no transcript frozen for analysis yet.",
            "Nothing was changed.",
            "Bring in the interview, check it, and freeze its line numbers.",
        )
    return version


def version_for(person: Person, version_id: int, right: Right = Right.READ_WORDS) -> tuple[Access, TranscriptVersion]:
    """A transcript version by its key, with access to its study."""
    version = read_row(TranscriptVersion, version_id)
    interview = read_row(Interview, version.interview_id) if version else None
    if version is None or interview is None:
        raise NotFoundError
    access, interview.case = access_to_case(person, interview.case_id, right)
    version.interview = interview
    return access, version


def turns_of(version: TranscriptVersion) -> list[Turn]:
    """All turns of a version in order."""
    return list(version.turns.order_by("index"))


def speakers_of(version: TranscriptVersion) -> list[tuple[str, str, int]]:
    """Who speaks as `(label, role, turns)`, in order of first appearance."""
    found = version.turns.order_by().values("speaker", "role").annotate(turns=Count("pk"), first=Min("index"))
    return [(one["speaker"], one["role"], one["turns"]) for one in sorted(found, key=lambda one: one["first"])]


def checksum_of(version: TranscriptVersion) -> str:
    """SHA-256 (hex) of the file as it came, without loading the file; empty once the file was destroyed."""
    return Original.objects.filter(version=version).values_list("sha256", flat=True).first() or ""


def numbered_lines(version: TranscriptVersion, first: int, last: int) -> list[tuple[int, str]]:
    """Lines `first` to `last` (from 1, clipped to the transcript) as `(number, text)`."""
    lines: Sequence[Sequence[int]] = version.lines
    first, last = max(1, first), min(last, len(lines))
    return [(n, version.text[lines[n - 1][0] : lines[n - 1][1]]) for n in range(first, last + 1)]
