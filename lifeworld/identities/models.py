"""Who somebody is: sealed under keys of their own, and opened for a stated purpose only."""

from django.conf import settings
from django.db import models

from lifeworld.common.disclosure import labelled
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.security.sealing import SealedField
from lifeworld.study.models import Study


class KeyUse(models.TextChoices):
    """What one key of a person seals. Each use has its own, because each is destroyed at its own time."""

    IDENTITY = "identity", "Name, contacts and GP"
    CONSENT_FORM = "consent-form", "Signed consent forms"
    SAFETY = "safety", "Records of distress and disclosure"


class PersonKey(models.Model):
    """One key of one person, wrapped by the store's key for identities, on a server under its key file as well.

    Destroyed, it is empty and stays so.
    """

    entry = models.ForeignKey(ScreeningEntry, on_delete=models.CASCADE, related_name="keys")
    use = models.CharField(max_length=14, choices=KeyUse.choices)
    wrapped = SealedField()
    created_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True, blank=True)

    disclosure = labelled(identifying="wrapped", plain="id entry use created_at destroyed_at")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "use"], name="one_key_a_use_a_person")]


class Identity(models.Model):
    """Name, contacts and GP of somebody who agreed to be contacted: one sealed JSON, read through `selectors` only."""

    entry = models.OneToOneField(ScreeningEntry, on_delete=models.CASCADE, related_name="identity")
    sealed = models.BinaryField()
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    disclosure = labelled(identifying="sealed", plain="id entry created_at changed_at")


class Opening(models.Model):
    """That the identities of a study were opened by somebody for a purpose, until when. Never changed but to end it."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="identity_openings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=20)
    opened_at = models.DateTimeField()
    until = models.DateTimeField()

    disclosure = labelled(plain="id study person purpose opened_at until")

    class Meta:
        ordering = ["opened_at", "id"]
