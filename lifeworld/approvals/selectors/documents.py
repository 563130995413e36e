"""The study's documents, their versions, and which is in use where."""

from dataclasses import dataclass
from datetime import date

from lifeworld.approvals.models import Document, DocumentVersion, LiveVersion, Site
from lifeworld.approvals.rules.changes import CameWith, wrong_with_using
from lifeworld.approvals.rules.documents import Life, live_on
from lifeworld.approvals.selectors.changes import came_with
from lifeworld.common.errors import NotFoundError
from lifeworld.study.selectors import Access


@dataclass(frozen=True)
class InUse:
    """A version at a site: since when and, where another took its place, until when."""

    site: str
    live_from: date
    live_until: date | None


@dataclass(frozen=True)
class VersionRow:
    """One version as the page shows it, without its file."""

    id: int
    label: str
    dated: date
    approved_on: date | None
    suffix: str
    sha256: str
    size: int
    in_use: list[InUse]
    changes: list[CameWith]

    @property
    def held(self) -> str:
        """Why it cannot be put to use: what became of the change it came with. Empty where it can."""
        return wrong_with_using(self.changes, None)

    @property
    def used_unagreed(self) -> bool:
        """Whether it was put to use before a change that it came with was agreed: tied or decided only afterwards."""
        return any(wrong_with_using(self.changes, use.live_from) for use in self.in_use)


@dataclass(frozen=True)
class DocumentRow:
    """One document with its versions, the latest first."""

    id: int
    name: str
    kind: str
    versions: list[VersionRow]


def documents_of(access: Access) -> list[DocumentRow]:
    """Every document of the study, in four questions whatever their number; no file is read."""
    changes = came_with(access.study)
    lives: dict[int, list[InUse]] = {}
    here = LiveVersion.objects.filter(version__document__study=access.study).order_by("live_from", "pk")
    for version, organisation, begun, until in here.values_list(
        "version_id", "site__organisation", "live_from", "live_until"
    ):
        lives.setdefault(version, []).append(InUse(organisation, begun, until))
    versions: dict[int, list[VersionRow]] = {}
    found = DocumentVersion.objects.filter(document__study=access.study).order_by("-dated", "-pk")
    for pk, document, label, dated, approved, suffix, sha256, size in found.values_list(
        "pk", "document_id", "label", "dated", "approved_on", "suffix", "sha256", "size"
    ):
        row = VersionRow(pk, label, dated, approved, suffix, sha256, size, lives.get(pk, []), changes.get(pk, []))
        versions.setdefault(document, []).append(row)
    return [
        DocumentRow(document.pk, document.name, document.kind, versions.get(document.pk, []))
        for document in Document.objects.filter(study=access.study)
    ]


def version_of(access: Access, version: int) -> DocumentVersion:
    """A version by its key, without its file; `NotFoundError` where the study has none of that key."""
    here = DocumentVersion.objects.filter(document__study=access.study, pk=version)
    found = here.select_related("document").defer("content").first()
    if found is None:
        raise NotFoundError
    return found


def version_in_use(access: Access, site: Site, kind: str, day: date) -> DocumentVersion | None:
    """The version of a kind of document in use at a site on a day: what consent is taken on."""
    for document in Document.objects.filter(study=access.study, kind=kind):
        version = live_on(lives_at(document, site), day)
        if version is not None:
            return version_of(access, version)
    return None


def lives_at(document: Document, site: Site) -> list[Life]:
    """When each version of a document was in use at a site."""
    found = LiveVersion.objects.filter(version__document=document, site=site)
    return [Life(*row) for row in found.values_list("version_id", "live_from", "live_until")]
