"""What happened that may have to be reported."""

from django.db import models

from lifeworld.common.disclosure import labelled
from lifeworld.study.models import Study


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
