"""The versions of the topic guide, and the questions of each."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet

from lifeworld.approvals.models import DocumentKind, DocumentVersion
from lifeworld.common.errors import NotFoundError
from lifeworld.common.two_versions import digest
from lifeworld.fieldwork.models import Meeting
from lifeworld.fieldwork.rules.guides import Question, guide_text
from lifeworld.fieldwork.rules.meetings import BEGUN
from lifeworld.study.selectors import Access


@dataclass(frozen=True)
class GuideRow:
    """One version of a guide in the list: how many questions it has as text, and whether a meeting has used it."""

    id: int
    name: str
    label: str
    dated: date
    approved_on: date | None
    questions: int
    used: bool


def guides_of(access: Access) -> list[GuideRow]:
    """Every version of every topic guide, the latest first, in one question; no file is read."""
    using = Meeting.objects.filter(guide=OuterRef("pk"), state__in=BEGUN)
    found = _versions(access).annotate(asked=Count("questions"), used=Exists(using)).order_by("-dated", "-pk")
    return [
        GuideRow(one.pk, one.document.name, one.label, one.dated, one.approved_on, one.asked, one.used) for one in found
    ]


def guide_of(access: Access, guide: int) -> DocumentVersion:
    """A version of a topic guide by its key, without its file; `NotFoundError` where the study has none of that key."""
    found = _versions(access).filter(pk=guide).first()
    if found is None:
        raise NotFoundError
    return found


def guide_before(access: Access, guide: DocumentVersion) -> DocumentVersion | None:
    """The version of the same guide that came before, with questions; None where there is none."""
    earlier = _versions(access).filter(document=guide.document, questions__isnull=False).exclude(pk=guide.pk)
    return earlier.filter(dated__lte=guide.dated).order_by("-dated", "-pk").distinct().first()


def questions_of(guide: DocumentVersion) -> list[Question]:
    """The questions of a version in order."""
    return [Question(one.words, tuple(one.prompts)) for one in guide.questions.order_by("number")]


def stood_of(guide: DocumentVersion) -> str:
    """What a form carries of the questions of a version as they stood when it was opened."""
    return digest(guide_text(questions_of(guide)))


def is_frozen(guide: DocumentVersion) -> bool:
    """Whether a meeting that began used this version: its questions are then part of the record."""
    return Meeting.objects.filter(guide=guide, state__in=BEGUN).exists()


def _versions(access: Access) -> QuerySet[DocumentVersion]:
    here = DocumentVersion.objects.filter(document__study=access.study, document__kind=DocumentKind.GUIDE)
    return here.select_related("document").defer("content")
