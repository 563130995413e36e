"""Questions about interviews and transcripts, asked with the access of the person who asks."""

from collections.abc import Sequence

from django.db.models import QuerySet

from lifeworld.common.errors import DomainError, NotFoundError
from lifeworld.interviews.models import Interview, TranscriptVersion, Turn
from lifeworld.security.models import Person
from lifeworld.study.models import Case
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, access_to


def interviews_of(case: Case) -> QuerySet[Interview]:
    """A case's interviews in order."""
    return case.interviews.order_by("number")


def latest_version(interview: Interview) -> TranscriptVersion | None:
    """The frozen version, or else the newest draft, without its text's original."""
    versions = interview.versions.order_by("-frozen_at", "-number")
    return versions.filter(frozen_at__isnull=False).first() or versions.first()


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
    version = TranscriptVersion.objects.select_related("interview__case__study").filter(pk=version_id).first()
    if version is None:
        raise NotFoundError
    return access_to(person, version.interview.case.study.slug, right), version


def turns_of(version: TranscriptVersion) -> list[Turn]:
    """All turns of a version in order."""
    return list(version.turns.order_by("index"))


def numbered_lines(version: TranscriptVersion, first: int, last: int) -> list[tuple[int, str]]:
    """Lines `first` to `last` (from 1, clipped to the transcript) as `(number, text)`."""
    lines: Sequence[Sequence[int]] = version.lines
    first, last = max(1, first), min(last, len(lines))
    return [(n, version.text[lines[n - 1][0] : lines[n - 1][1]]) for n in range(first, last + 1)]
