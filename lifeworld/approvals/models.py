"""What a study was approved to do, from when until when, and what it owes those who approved it."""

from django.db import models

from lifeworld.common.disclosure import labelled
from lifeworld.security.sealing import SealedField
from lifeworld.study.models import Study


class NationChoice(models.TextChoices):
    """Where the REC that gave the opinion sits; the rules are in `rules.obligations`."""

    ENGLAND = "england", "England"
    WALES = "wales", "Wales"
    SCOTLAND = "scotland", "Scotland"
    NORTHERN_IRELAND = "northern-ireland", "Northern Ireland"


class Course(models.Model):
    """A study's course: the facts and dates that its obligations follow from. What is empty is not known."""

    study = models.OneToOneField(Study, on_delete=models.CASCADE, related_name="course")
    nation = models.CharField(max_length=16, choices=NationChoice.choices, blank=True)
    proportionate = models.BooleanField(default=False)
    opinion_on = models.DateField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    planned_end = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_early = models.BooleanField(default=False)
    recruiting_from = models.DateField(null=True, blank=True)
    recruiting_until = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    disclosure = labelled(
        plain="id study nation proportionate opinion_on started_on planned_end ended_on ended_early "
        "recruiting_from recruiting_until created_at changed_at"
    )


class Settled(models.Model):
    """A duty that was met, with its evidence, or set aside, with the reason. `rule` and `occasion` name the duty."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="settled_duties")
    rule = models.CharField(max_length=40)
    occasion = models.CharField(max_length=40, blank=True)
    met_on = models.DateField(null=True, blank=True)
    evidence = models.TextField(blank=True)
    set_aside_reason = models.TextField(blank=True)
    created_at = models.DateTimeField()

    disclosure = labelled(plain="id study rule occasion met_on evidence set_aside_reason created_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["study", "rule", "occasion"], name="duty_settled_once"),
            models.CheckConstraint(
                condition=models.Q(met_on__isnull=False) ^ ~models.Q(set_aside_reason=""),
                name="duty_met_or_set_aside",
            ),
        ]


class Route(models.TextChoices):
    """By which permission an NHS organisation takes part. Which one held is asked, and not inferred from a date."""

    RND = "rnd", "NHS R&D permission of the organisation"
    HRA = "hra", "HRA Approval, with confirmation of capacity and capability"
    HRA_HCRW = "hra-hcrw", "HRA and HCRW Approval, with confirmation of capacity and capability"
    SCOTLAND = "scotland", "NHS R&D management permission (Scotland)"
    NI = "ni", "HSC R&D permission (Northern Ireland)"
    NONE = "none", "Not an NHS organisation"


class Site(models.Model):
    """An organisation where people are approached: its permission, its days, its green light."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="sites")
    number = models.PositiveIntegerField()
    organisation = models.CharField(max_length=200)
    place = models.CharField(max_length=100, blank=True)
    route = models.CharField(max_length=12, choices=Route.choices)
    permission_on = models.DateField(null=True, blank=True)
    capacity_on = models.DateField(null=True, blank=True)
    green_light = models.DateField(null=True, blank=True)
    contact_role = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    disclosure = labelled(
        plain="id study number organisation place route permission_on capacity_on green_light contact_role created_at "
        "changed_at removed_at"
    )

    @property
    def route_name(self) -> str:
        """The permission in few words."""
        return str(Route(self.route).label).split(",")[0]

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="site_number_once_a_study"),
            models.CheckConstraint(
                condition=models.Q(green_light__isnull=True) | models.Q(green_light__gte=models.F("permission_on")),
                name="green_light_after_permission",
            ),
        ]


class Condition(models.Model):
    """One condition of an approval, word for word. Those to be met before the start hold recruitment closed."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="conditions")
    words = models.TextField()
    asked_by = models.CharField(max_length=200, blank=True)
    before_start = models.BooleanField(default=True)
    owner = models.CharField(max_length=120, blank=True)
    due = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    evidence = models.TextField(blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    disclosure = labelled(
        plain="id study words asked_by before_start owner due closed_on evidence created_at changed_at"
    )

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | ~models.Q(evidence=""), name="condition_closed_by_evidence"
            )
        ]


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
