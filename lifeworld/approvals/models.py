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


class ChangeCategory(models.TextChoices):
    """What a change is called; which names hold on the day of its submission is in `rules.changes`."""

    SUBSTANTIAL_AMENDMENT = "substantial-amendment", "Substantial amendment"
    NON_SUBSTANTIAL_AMENDMENT = "non-substantial-amendment", "Non-substantial amendment"
    SUBSTANTIAL_MODIFICATION = "substantial-modification", "Substantial modification"
    IMPORTANT_DETAIL = "important-detail", "Modification of an important detail"
    MINOR_MODIFICATION = "minor-modification", "Minor modification"


class OutcomeChoice(models.TextChoices):
    """What became of a change; what each lets happen is in `rules.changes`."""

    AWAITED = "awaited", "Awaited"
    FAVOURABLE = "favourable", "Favourable opinion or approval"
    UNFAVOURABLE = "unfavourable", "Unfavourable opinion"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Reconsent(models.TextChoices):
    """Who is asked for consent again because of a change."""

    NOBODY = "nobody", "Nobody"
    TO_BE_INTERVIEWED = "to-be-interviewed", "Those still to be interviewed"
    EVERYONE = "everyone", "Everyone taking part"


class Change(models.Model):
    """A change to the approved study: an amendment until 27 April 2026, a modification since. Never of a theme."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=60)
    what = models.TextField()
    category = models.CharField(max_length=26, choices=ChangeCategory.choices)
    by_rec = models.BooleanField(default=False)
    by_hra = models.BooleanField(default=False)
    by_sponsor = models.BooleanField(default=False)
    submitted_on = models.DateField()
    outcome = models.CharField(max_length=12, choices=OutcomeChoice.choices, default=OutcomeChoice.AWAITED)
    outcome_on = models.DateField(null=True, blank=True)
    outcome_reference = models.CharField(max_length=200, blank=True)
    reconsent = models.CharField(max_length=18, choices=Reconsent.choices, default=Reconsent.NOBODY)
    reconsent_reason = models.TextField(blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    disclosure = labelled(
        plain="id study number label what category by_rec by_hra by_sponsor submitted_on outcome outcome_on "
        "outcome_reference reconsent reconsent_reason created_at changed_at"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="change_number_once_a_study"),
            models.CheckConstraint(
                condition=models.Q(outcome="awaited", outcome_on__isnull=True)
                | (~models.Q(outcome="awaited") & models.Q(outcome_on__gte=models.F("submitted_on"))),
                name="change_has_outcome_and_day_together",
            ),
            models.CheckConstraint(
                condition=models.Q(reconsent="nobody") | ~models.Q(reconsent_reason=""),
                name="consent_again_for_a_reason",
            ),
        ]


class AffectedVersion(models.Model):
    """A version of a document that a change brings in, or takes the place of."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="affected")
    version = models.ForeignKey(DocumentVersion, on_delete=models.CASCADE, related_name="affected")
    is_new = models.BooleanField()

    disclosure = labelled(plain="id change version is_new")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["change", "version"], name="version_affected_once_a_change")]


class SafetyKind(models.TextChoices):
    """What kind of event may have to be reported."""

    SERIOUS = "serious", "Serious adverse event"
    MEASURE = "measure", "Urgent safety measure"
    BREACH = "breach", "Serious breach of the protocol or of good practice"
    OTHER = "other", "Something else"


class SafetyEvent(models.Model):
    """Something that may have to be reported: what the clocks need, and a short account without names.

    Not a clinical record and not an alarm. `known_on` is the day the chief investigator came to know, from which the
    days are counted; for an urgent measure `happened_on` is the day it was taken. None is "not decided yet".
    """

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="safety_events")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=SafetyKind.choices)
    happened_on = models.DateField()
    known_on = models.DateField()
    serious = models.BooleanField(null=True, blank=True)
    related = models.BooleanField(null=True, blank=True)
    unexpected = models.BooleanField(null=True, blank=True)
    account = models.TextField()
    sent_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    disclosure = labelled(
        pseudonymous="kind happened_on known_on serious related unexpected account",
        plain="id study number sent_on created_at changed_at removed_at",
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="safety_number_once_a_study"),
            models.CheckConstraint(
                condition=models.Q(known_on__gte=models.F("happened_on")), name="known_after_it_happened"
            ),
            models.CheckConstraint(
                condition=models.Q(sent_on__isnull=True) | models.Q(sent_on__gte=models.F("known_on")),
                name="sent_after_it_was_known",
            ),
        ]
