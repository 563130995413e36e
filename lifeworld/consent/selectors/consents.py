"""Consents as pages and services ask for them."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from lifeworld.approvals.models import DocumentKind, DocumentVersion, Site
from lifeworld.approvals.selectors.course import course_of, why_not_recruiting
from lifeworld.approvals.selectors.documents import version_in_use, version_of
from lifeworld.common.errors import NotFoundError
from lifeworld.consent.models import Clause, Consent
from lifeworld.consent.rules.consents import state_of
from lifeworld.consent.rules.strokes import Line, read_strokes
from lifeworld.consent.rules.taking import Taking, Used, Version
from lifeworld.identities.keys import KeyStands, SealedError, open_for, stand_of
from lifeworld.identities.models import KeyUse
from lifeworld.recruitment.models import ScreeningEntry, Stage
from lifeworld.recruitment.selectors.entries import has_left
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access


def consents_of(access: Access, entry: ScreeningEntry) -> QuerySet[Consent]:
    """A person's consents, the latest first, without what is sealed."""
    access.require(Right.READ_RECRUITMENT)
    found = Consent.objects.filter(entry=entry, entry__study=access.study).order_by("-number")
    found = found.defer("scan", "signature", "sheet__content", "form__content")
    return found.select_related("entry", "site", "sheet__document", "form__document").prefetch_related(
        "answers__clause"
    )


def latest_consent(access: Access, entry: ScreeningEntry) -> Consent:
    """A person's latest consent; `NotFoundError` where they have given none."""
    found = consents_of(access, entry).first()
    if found is None:
        raise NotFoundError
    return found


def standing_of(consent: Consent) -> str:
    """How a consent stands, as `rules.consents` names it."""
    later = Consent.objects.filter(entry_id=consent.entry_id, number__gt=consent.number).exists()
    return state_of(latest=not later, withdrawn=consent.withdrawn_on is not None)


def green_light_moved(consent: Consent) -> bool:
    """Whether the site's green light is now later than this consent, or gone: its day was changed since."""
    light = consent.site.green_light
    return light is None or localtime(consent.taken_at).date() < light


def clauses_of(form: DocumentVersion) -> list[Clause]:
    """The clauses of a version of the consent form, in order."""
    return list(Clause.objects.filter(form=form).order_by("number"))


def versions_of_kind(access: Access, kind: str) -> list[DocumentVersion]:
    """Every version of the study's documents of a kind, the latest first, without their files."""
    found = DocumentVersion.objects.filter(document__study=access.study, document__kind=kind)
    return list(found.select_related("document").defer("content").order_by("-dated", "-pk"))


def form_of(access: Access, version: int) -> DocumentVersion:
    """A version of the consent form by its key; `NotFoundError` where it is of another kind."""
    found = version_of(access, version)
    if found.document.kind != DocumentKind.FORM:
        raise NotFoundError
    return found


def forms_used(forms: Sequence[DocumentVersion]) -> set[int]:
    """The keys of those forms that a consent was taken on: their clauses stay as they are."""
    return set(Consent.objects.filter(form__in=forms).values_list("form_id", flat=True))


def taking_of(access: Access, entry: ScreeningEntry, on: date, at: datetime, *, again: bool) -> Taking:
    """What the rules on taking consent look at, for one person and a day."""
    informed = next((one.on for one in entry.stages.all() if one.stage == Stage.INFORMED), None)
    reasons = list(why_not_recruiting(access, on))
    if has_left(entry):
        reasons.append("They went no further.")
    return Taking(
        on=on, today=localtime(at).date(), opinion_on=course_of(access).opinion_on, green_light=entry.site.green_light,
        informed_on=informed, not_recruiting=reasons, again=again,
    )  # fmt: skip


def used_versions(access: Access, site: Site, sheet: DocumentVersion, form: DocumentVersion, on: date) -> list[Used]:
    """The sheet and the form that were used, each beside the version in use at that site on that day."""
    return [
        Used(str(kind.value), _version(used), _version_or_none(version_in_use(access, site, kind, on)),
             used.approved_on is not None and used.approved_on <= on)
        for kind, used in ((DocumentKind.SHEET, sheet), (DocumentKind.FORM, form))
    ]  # fmt: skip


def _version(version: DocumentVersion) -> Version:
    return Version(version.pk, version.document.name, version.label)


def _version_or_none(version: DocumentVersion | None) -> Version | None:
    return _version(version) if version is not None else None


def signature_of(consent: Consent) -> list[Line]:
    """The strokes of a signature on the screen; none where it was on paper, or cannot be opened here."""
    sealed = Consent.objects.values_list("signature", flat=True).get(pk=consent.pk)
    if not sealed:
        return []
    try:
        return read_strokes(open_for(consent.entry, KeyUse.CONSENT_FORM, bytes(sealed)).decode()) or []
    except SealedError:
        return []


def has_scan(consent: Consent) -> bool:
    """Whether the signed paper is kept; it is not read for that."""
    return Consent.objects.filter(pk=consent.pk, scan__isnull=False).exists()


def why_sealed(consent: Consent) -> str:
    """Why what was signed cannot be opened here, in a sentence; empty where it can, or nothing is kept."""
    stands = stand_of(consent.entry, KeyUse.CONSENT_FORM)
    if stands is KeyStands.DESTROYED:
        return "Destroyed: nothing that was signed can be opened again."
    signed = Consent.objects.filter(Q(scan__isnull=False) | Q(signature__isnull=False), pk=consent.pk)
    if stands is KeyStands.NOT_HERE and signed.exists():
        return "Sealed in another store, in which it can be opened: its key is not here."
    return ""
