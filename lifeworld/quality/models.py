"""What the hard checks found when they last looked, so that a page looks again only at what changed since.

Every change is an act in the trail, so the number of the last act that was looked at says what is still to look at.
These rows are made from the study and may be dropped at any time: the next look makes them again.
"""

from django.db import models

from lifeworld.common.disclosure import labelled
from lifeworld.study.models import Case, Study


class QualityLook(models.Model):
    """How far a study was looked at: its trail's last act by number and hash, and what was found in its order.

    `order` holds findings on the order of the cases, as `CaseFindings.found` does on one.
    """

    study = models.OneToOneField(Study, on_delete=models.CASCADE, related_name="quality_look")
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)
    order = models.JSONField(default=list)

    disclosure = labelled(pseudonymous="order", plain="id study number hash")


class CaseFindings(models.Model):
    """What was found in one case: `[{"rule", "sentence", "where", "source"}, …]`; no row where all held."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="quality_findings")
    found = models.JSONField(default=list)

    disclosure = labelled(pseudonymous="found", plain="id case")
