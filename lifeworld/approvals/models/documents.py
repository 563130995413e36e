"""The documents of a study by version, and where each is in use."""

from django.db import models

from lifeworld.approvals.models.sites import Site
from lifeworld.common.disclosure import labelled
from lifeworld.security.sealing import SealedField
from lifeworld.study.models import Study


class DocumentKind(models.TextChoices):
    """What a document of the study is for."""

    PROTOCOL = "protocol", "Protocol"
    SHEET = "sheet", "Participant information sheet"
    FORM = "form", "Consent form"
    GUIDE = "guide", "Topic guide"
    INVITATION = "invitation", "Invitation"
    DEBRIEF = "debrief", "Debrief sheet"
    GP_LETTER = "gp-letter", "Letter to GP or care team"
    APPROVAL = "approval", "Letter of approval"
    OTHER = "other", "Other document"


class Document(models.Model):
    """One document of the study, whatever its version. `title` tells two of a kind apart."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=12, choices=DocumentKind.choices)
    title = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    disclosure = labelled(plain="id study kind title created_at")

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["study", "kind", "title"], name="document_once_a_study")]

    @property
    def name(self) -> str:
        """Its kind, and its title where it has one."""
        kind = str(DocumentKind(self.kind).label)
        return f"{kind}: {self.title}" if self.title else kind


class DocumentVersion(models.Model):
    """One version of a document, immutable: the file as it came, its checksum, and when it was approved."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    label = models.CharField(max_length=30)
    dated = models.DateField()
    approved_on = models.DateField(null=True, blank=True)
    suffix = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content = SealedField()
    created_at = models.DateTimeField()

    # The file may name people: a contact on a sheet, a signature on a letter.
    disclosure = labelled(
        identifying="content", plain="id document label dated approved_on suffix sha256 size created_at"
    )

    class Meta:
        ordering = ["dated", "id"]
        constraints = [models.UniqueConstraint(fields=["document", "label"], name="version_label_once_a_document")]


class LiveVersion(models.Model):
    """From when until when a version is the one in use at a site; without an end it still is."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.CASCADE, related_name="lives")
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="lives")
    live_from = models.DateField()
    live_until = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()

    disclosure = labelled(plain="id version site live_from live_until created_at")

    class Meta:
        ordering = ["live_from", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "site", "live_from"], name="version_goes_live_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(live_until__isnull=True) | models.Q(live_until__gte=models.F("live_from")),
                name="version_lives_forward",
            ),
        ]
