"""The study, the people who work on it, and its cases.

What a case said lies in `interviews`, what was made of it in `analysis`.
"""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from lifeworld.common.disclosure import labelled


class LabelProfile(models.TextChoices):
    """Which edition's words people see. Switching changes words, never data."""

    SECOND = "2022", "2nd edition (2022)"
    FIRST = "2009", "1st edition (2009)"


class Study(models.Model):
    """One study: the public record of its approval, and what the researcher set."""

    slug = models.SlugField(max_length=60, unique=True)
    fictional = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    short_title = models.CharField(max_length=400)
    research_type = models.CharField(max_length=100, blank=True)
    full_title = models.TextField(blank=True)
    iras_id = models.CharField(max_length=20, blank=True)
    contact_name = models.CharField(max_length=200, blank=True)
    contact_email = models.CharField(max_length=200, blank=True)
    sponsor = models.CharField(max_length=300, blank=True)
    clinicaltrials_id = models.CharField(max_length=200, blank=True)
    isrctn = models.CharField(max_length=60, blank=True)
    eudract = models.CharField(max_length=60, blank=True)
    duration = models.CharField(max_length=100, blank=True)
    research_summary = models.TextField(blank=True)
    results_summary = models.TextField(blank=True)
    rec_name = models.CharField(max_length=300, blank=True)
    rec_reference = models.CharField(max_length=60, blank=True)
    rec_opinion_date = models.CharField(max_length=60, blank=True)
    rec_opinion = models.CharField(max_length=120, blank=True)
    data_collection_arrangements = models.TextField(blank=True)
    research_programme = models.TextField(blank=True)
    summary_raw = models.TextField(blank=True)
    summary_warnings = models.JSONField(default=list, blank=True)

    research_question = models.TextField(blank=True)
    target_min = models.PositiveSmallIntegerField(null=True, blank=True)
    target_max = models.PositiveSmallIntegerField(null=True, blank=True)
    eligibility = models.TextField(blank=True)
    interview_plan = models.TextField(blank=True)
    label_profile = models.CharField(max_length=4, choices=LabelProfile.choices, default=LabelProfile.SECOND)

    cross_case_opened_at = models.DateTimeField(null=True, blank=True)
    cross_case_reason = models.TextField(blank=True)

    disclosure = labelled(
        identifying="contact_name contact_email summary_raw",
        plain="id slug fictional created_at changed_at short_title research_type full_title iras_id sponsor "
        "clinicaltrials_id isrctn eudract duration research_summary results_summary rec_name rec_reference "
        "rec_opinion_date rec_opinion data_collection_arrangements research_programme summary_warnings "
        "research_question target_min target_max eligibility interview_plan label_profile "
        "cross_case_opened_at cross_case_reason",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(target_min__isnull=True)
                | models.Q(target_max__isnull=True)
                | models.Q(target_min__lte=models.F("target_max")),
                name="study_target_range_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.short_title


class Role(models.TextChoices):
    """What a person may do in one study (DESIGN, "Who uses it"); the table of rights is in `rules.roles`."""

    LEAD = "lead", "Lead researcher"
    ANALYST = "analyst", "Analyst"
    SUPERVISOR = "supervisor", "Supervisor"
    AUDITOR = "auditor", "Auditor"
    ADVISER = "adviser", "Service-user adviser"


class Membership(models.Model):
    """One person's role in one study."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices)

    disclosure = labelled(plain="id study person role")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "person"], name="one_role_a_person_a_study")]


class CaseState(models.TextChoices):
    """Where a case stands; the transitions are in `rules.case_states`."""

    PREPARED = "prepared", "Not opened yet"
    OPEN = "open", "Under analysis"
    SIGNED_OFF = "signed_off", "Signed off"


class Case(models.Model):
    """One participant under a pseudonym. `number` is the order in which cases were added, and stands in URLs."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="cases")
    number = models.PositiveIntegerField()
    pseudonym = models.CharField(max_length=60)
    state = models.CharField(max_length=12, choices=CaseState.choices, default=CaseState.PREPARED)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    signed_off_at = models.DateTimeField(null=True, blank=True)
    first_impressions = models.TextField(blank=True)
    summary = models.TextField(blank=True)

    disclosure = labelled(
        pseudonymous="pseudonym first_impressions summary",
        plain="id study number state created_at changed_at opened_at signed_off_at",
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="case_number_once_a_study"),
            models.UniqueConstraint(models.F("study"), Lower("pseudonym"), name="pseudonym_once_a_study"),
        ]

    def __str__(self) -> str:
        return self.pseudonym
