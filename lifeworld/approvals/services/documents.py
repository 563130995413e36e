"""Changes to the study's documents: new versions, their approval, and where they go live."""

import hashlib
from datetime import date, datetime

from django.utils.timezone import localdate

from lifeworld.approvals.hooks import Consented, consented_in
from lifeworld.approvals.models import Document, DocumentKind, DocumentVersion, LiveVersion, Site
from lifeworld.approvals.rules.changes import wrong_with_using
from lifeworld.approvals.rules.documents import LARGEST_FILE, SUFFIXES, end_of_former, wrong_with_going_live
from lifeworld.approvals.rules.resting import WHAT_NEXT, wrong_with_approving, wrong_with_ending
from lifeworld.approvals.selectors.changes import came_with
from lifeworld.approvals.selectors.documents import lives_at
from lifeworld.common.errors import InvalidInputError
from lifeworld.common.lengths import check_lengths
from lifeworld.common.same_word import is_among
from lifeworld.study.acting import one_act, read_again, read_kept
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import tell, values_of
from lifeworld.trail.services import record

_TOLD = ("label", "dated", "approved_on", "suffix", "sha256", "size")
_NOTHING_KEPT = "Nothing was kept, and the file is where it was."
_LIVE = ("version_id", "site_id", "live_from", "live_until")


@one_act(Right.LEAD)
def keep_version(
    *, access: Access, at: datetime, kind: str, title: str, label: str, dated: date, approved_on: date | None,
    content: bytes, suffix: str,
) -> DocumentVersion:  # fmt: skip
    """Keep a version of a document, byte for byte and with its checksum; the document is made where it is new.

    Raises `InvalidInputError` where the kind, the label, the days or the file cannot be, or the label is taken.
    """
    _check(kind, label, content, suffix)
    if approved_on is not None and not dated <= approved_on <= localdate(at):
        raise InvalidInputError(
            "A version is approved on a day that has come, and not before its own date.", _NOTHING_KEPT,
            "Look at the days again.",
        )  # fmt: skip
    check_lengths(Document(kind=kind, title=title.strip()))
    check_lengths(DocumentVersion(label=label.strip(), suffix=suffix))
    document, _ = Document.objects.get_or_create(
        study=access.study, kind=kind, title=title.strip(), defaults={"created_at": at}
    )
    if is_among(label, document.versions.values_list("label", flat=True)):
        raise InvalidInputError(
            "This document has a version of that name already.",
            _NOTHING_KEPT,
            "Give the new one its own, as it stands in its foot.",
        )
    version = DocumentVersion.objects.create(
        document=document, label=label.strip(), dated=dated, approved_on=approved_on, suffix=suffix.lower(),
        sha256=hashlib.sha256(content).hexdigest(), size=len(content), content=content, created_at=at,
    )  # fmt: skip
    tell(access, at, "kept document version", version, before=None, after=values_of(version, _TOLD))
    return version


@one_act(Right.LEAD)
def approve_version(*, access: Access, at: datetime, version: DocumentVersion, on: date) -> DocumentVersion:
    """Write down when a version was approved.

    `InvalidInputError` for a day to come, one before the version's own date, or one after it was in use; or one after
    somebody consented on it, where it was approved by then.
    """
    read_again(version, "document")
    before = values_of(version, _TOLD)
    first = version.lives.order_by("live_from").values_list("live_from", flat=True).first()
    if not version.dated <= on <= localdate(at) or (first is not None and first < on):
        raise InvalidInputError(
            f"Version {version.label} is approved on a day that has come: not before its own date, and not after it "
            "was in use.",
            "Nothing was changed.",
            "Look at the day again.",
        )
    stood = version.approved_on
    used = next((one.on for one in _consents_on(access, version) if stood is not None and stood <= one.on), None)
    if wrong := wrong_with_approving(version.label, used, on):
        raise InvalidInputError(wrong, "Nothing was changed.", WHAT_NEXT)
    version.approved_on = on
    version.save(update_fields=["approved_on"])
    tell(access, at, "approved document version", version, before=before, after=values_of(version, _TOLD))
    return version


@one_act(Right.LEAD)
def go_live(*, access: Access, at: datetime, version: DocumentVersion, site: Site, live_from: date) -> LiveVersion:
    """Put a version to use at a site from a day; the one before it there ends on the day before.

    Raises `InvalidInputError` where it is not approved by then, or the change it came with is not agreed by then,
    another went live there later, or somebody consented there on the one before from that day on; `NotFoundError` where
    the site was taken out.
    """
    read_again(version, "document")
    read_kept(site)
    lives = lives_at(version.document, site)
    changes = came_with(access.study).get(version.pk, [])
    wrong = wrong_with_using(changes, live_from) or wrong_with_going_live(live_from, version.approved_on, lives)
    if wrong:
        raise InvalidInputError(wrong, "Nothing was changed.", "Look at the days again.")
    for former in LiveVersion.objects.filter(
        version__document=version.document, site=site, live_until__isnull=True
    ).select_related("version"):
        before = values_of(former, _LIVE)
        _check_not_used(access, former, live_from)
        former.live_until = end_of_former(live_from)
        former.save(update_fields=["live_until"])
        tell(access, at, "superseded document version", former, before=before, after=values_of(former, _LIVE))
    live = LiveVersion.objects.create(version=version, site=site, live_from=live_from, created_at=at)
    tell(access, at, "put document version to use", live, before=None, after=values_of(live, _LIVE))
    return live


@one_act(Right.READ_STUDY)
def take_out_version(*, access: Access, at: datetime, version: DocumentVersion) -> bytes:
    """The file of a version as it came; taking it out is an act."""
    record(
        by=access.person.username, at=at, verb="took out document", study=access.study.slug,
        object_type="documentversion", object_id=version.pk,
    )  # fmt: skip
    return bytes(DocumentVersion.objects.get(pk=version.pk).content)


def _consents_on(access: Access, version: DocumentVersion) -> list[Consented]:
    return [one for one in consented_in(access.study.pk) if version.pk in one.versions]


def _check_not_used(access: Access, live: LiveVersion, ends: date) -> None:
    """A version stays in use until after the last consent that was taken on it while it was."""
    here = (one for one in _consents_on(access, live.version) if one.site == live.site_id)
    if wrong := wrong_with_ending(live.version.label, next((one.on for one in here if one.on >= ends), None)):
        raise InvalidInputError(wrong, "Nothing was changed.", WHAT_NEXT)


def _check(kind: str, label: str, content: bytes, suffix: str) -> None:
    if kind not in DocumentKind.values or not label.strip():
        raise InvalidInputError("Say what the document is, and which version.", _NOTHING_KEPT, "Both are in its foot.")
    if suffix.lower() not in SUFFIXES:
        raise InvalidInputError(
            "Files of this kind are not kept as documents.", _NOTHING_KEPT, f"Keep one of: {', '.join(SUFFIXES)}."
        )
    if not content or len(content) > LARGEST_FILE:
        raise InvalidInputError(
            f"A document’s file holds something, and at most {LARGEST_FILE // 1024**2} MB.", _NOTHING_KEPT,
            "Choose another.",
        )  # fmt: skip
