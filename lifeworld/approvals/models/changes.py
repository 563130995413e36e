"""Changes to the approved study, and the versions of documents they touch."""

from django.db import models

from lifeworld.approvals.models.documents import DocumentVersion
from lifeworld.approvals.rules.changes import affected_as_text
from lifeworld.common.disclosure import labelled
from lifeworld.study.models import Study


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

    @property
    def versions(self) -> str:
        """The versions it touches, as text by which two hands on it are compared (`rules.changes.affected_in`)."""
        return affected_as_text(dict(self.affected.values_list("version_id", "is_new")))


class AffectedVersion(models.Model):
    """A version of a document that a change brings in, or takes the place of."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="affected")
    version = models.ForeignKey(DocumentVersion, on_delete=models.CASCADE, related_name="affected")
    is_new = models.BooleanField()

    disclosure = labelled(plain="id change version is_new")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["change", "version"], name="version_affected_once_a_change")]
