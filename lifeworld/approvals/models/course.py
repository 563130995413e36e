"""The course of a study, and how its duties were settled."""

from django.db import models

from lifeworld.common.disclosure import labelled
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
