"""What the study still keeps of each class, and of whom."""

from django.db.models import Q, QuerySet

from lifeworld.analysis.models import DiaryEntry, GroupTheme
from lifeworld.consent.models import Consent
from lifeworld.identities.models import Identity, KeyUse, PersonKey
from lifeworld.interviews.models import Original, TranscriptVersion
from lifeworld.recruitment.models import ScreeningEntry, Stage
from lifeworld.study.selectors import Access
from lifeworld.trail.models import ActDetail
from lifeworld.trail.selectors import ERASED

# The classes that are kept person by person.
PER_PERSON = ("reply-slips", "contacts", "linking-key", "consent-forms", "safety")


def entries_with(access: Access, klass: str) -> "QuerySet[ScreeningEntry]":
    """The people of whom something of a class is kept."""
    entries = ScreeningEntry.objects.filter(study=access.study)
    took_part = entries.filter(stages__stage=Stage.CONSENTED).values("pk")
    named = Q(pk__in=Identity.objects.values("entry")) | Q(pk__in=_live(KeyUse.IDENTITY))
    if klass == "reply-slips":
        return entries.filter(named).exclude(pk__in=took_part)
    if klass in ("contacts", "linking-key"):
        return entries.filter(named, pk__in=took_part)
    if klass == "consent-forms":
        forms = Consent.objects.filter(Q(scan__isnull=False) | Q(signature__isnull=False))
        return entries.filter(Q(pk__in=forms.values("entry")) | Q(pk__in=_live(KeyUse.CONSENT_FORM)))
    if klass == "safety":
        return entries.filter(pk__in=_live(KeyUse.SAFETY))
    return entries.none()


def kept_of(access: Access, klass: str) -> int:
    """How much of a class is kept: people, or for the others files, transcripts and themes, or acts."""
    study = access.study
    if klass in PER_PERSON:
        return entries_with(access, klass).count()
    if klass == "recordings":
        return Original.objects.filter(version__interview__case__study=study).count()
    if klass == "trail":
        return ActDetail.objects.filter(act__study=study.slug).exclude(act__verb=ERASED).count()
    return (
        study.cases.count()
        + TranscriptVersion.objects.filter(interview__case__study=study).count()
        + GroupTheme.objects.filter(study=study).count()
        + DiaryEntry.objects.filter(study=study).count()
    )


def _live(use: KeyUse) -> "QuerySet[PersonKey]":
    return PersonKey.objects.filter(use=use, destroyed_at__isnull=True).values("entry")  # type: ignore[return-value]
