"""The trail's tables. An act holds no words and no foreign keys, so it outlives what it tells of.

The words (what stood before and after, and why) lie beside it in `ActDetail`, bound into the chain by a salted
digest. They can be destroyed when a participant withdraws: the check then names the rows whose words are missing,
and still follows the chain of the rows themselves to its end.
"""

from django.db import models

from lifeworld.common.disclosure import labelled


class Act(models.Model):
    """One act of one person. `study` is the slug, empty for acts on the whole store."""

    study = models.CharField(max_length=60, blank=True)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    verb = models.CharField(max_length=60)
    area = models.CharField(max_length=20, blank=True)
    case_number = models.PositiveIntegerField(null=True, blank=True)
    object_type = models.CharField(max_length=40, blank=True)
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    reverses = models.PositiveBigIntegerField(null=True, blank=True)
    detail_digest = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    disclosure = labelled(
        identifying="actor",
        plain="id study number at verb area case_number object_type object_id reverses detail_digest "
        "previous_hash hash detail",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["study", "number"], name="act_number_once_a_study")]
        indexes = [models.Index(fields=["study", "case_number", "area", "number"], name="act_by_case_and_area")]


class ActDetail(models.Model):
    """The words of an act: a list of changes, each with type, id, before and after, and the reason given."""

    act = models.OneToOneField(Act, on_delete=models.CASCADE, related_name="detail")
    salt = models.CharField(max_length=32)
    changes = models.JSONField(default=list)
    why = models.TextField(blank=True)

    disclosure = labelled(pseudonymous="changes why", plain="id act salt")


class ChainHead(models.Model):
    """The last number and hash of a study's chain: rows cut from the end are missed by it."""

    study = models.CharField(max_length=60, unique=True)
    number = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    disclosure = labelled(plain="id study number hash")
