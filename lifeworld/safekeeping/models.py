"""What was taken back, what must be destroyed and when, what was destroyed, and which backups still hold it.

A withdrawal and a destruction are proofs: their rows name nobody, and are not changed once the act is done.
"""

from django.db import models

from lifeworld.approvals.models import DocumentVersion
from lifeworld.common.disclosure import labelled
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.safekeeping.rules.levels import Results
from lifeworld.safekeeping.rules.retention import CLASSES
from lifeworld.study.models import Study


class ResultsChoice(models.TextChoices):
    """Whether somebody who withdrew still wishes to hear what was found."""

    KEEP = Results.KEEP.value, "They still wish to hear the findings"
    DECLINE = Results.DECLINE.value, "They do not wish to hear the findings"
    NOT_ASKED = Results.NOT_ASKED.value, "Not asked"


class Withdrawal(models.Model):
    """What somebody took back on one day, what went and what stays. Never why.

    `levels` are keys of `rules.levels`; `gone` counts what was deleted, by kind; `stays` are the sentences that were
    shown before; `backups` the days of those that still held it. `cleared_at`: the freed space of the store was
    written over.
    """

    entry = models.ForeignKey(ScreeningEntry, on_delete=models.CASCADE, related_name="withdrawals")
    number = models.PositiveIntegerField()
    on = models.DateField()
    levels = models.JSONField(default=list)
    cut_off_on = models.DateField(null=True, blank=True)
    before_cut_off = models.BooleanField()
    results = models.CharField(max_length=10, choices=ResultsChoice.choices, default=ResultsChoice.NOT_ASKED)
    gone = models.JSONField(default=dict)
    stays = models.JSONField(default=list)
    backups = models.JSONField(default=list)
    role = models.CharField(max_length=12)
    created_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True, blank=True)

    disclosure = labelled(
        pseudonymous="on levels cut_off_on results",
        plain="id entry number before_cut_off gone stays backups role created_at cleared_at",
    )

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="withdrawal_number_once_a_person")]


class RetentionRule(models.Model):
    """How long one class of a study's records is kept: so many months after its trigger, and what promises it.

    No row, and the default of `rules.retention` holds. `promised_months` and `promise` are the information sheet's
    (`sheet`); `trigger_on` is the trigger's day where the study's records do not tell it; `elsewhere` is where else
    such records lie; `held_because` sets destruction aside.
    """

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="retention")
    klass = models.CharField(max_length=20, choices=[(one.key, one.name) for one in CLASSES])
    months = models.PositiveSmallIntegerField(null=True, blank=True)
    trigger_on = models.DateField(null=True, blank=True)
    promised_months = models.PositiveSmallIntegerField(null=True, blank=True)
    promise = models.CharField(max_length=500, blank=True)
    sheet = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    elsewhere = models.CharField(max_length=300, blank=True)
    held_because = models.CharField(max_length=500, blank=True)
    held_since = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    disclosure = labelled(
        plain="id study klass months trigger_on promised_months promise sheet elsewhere held_because held_since "
        "created_at changed_at"
    )

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["study", "klass"], name="one_retention_rule_a_class")]


class Destruction(models.Model):
    """One destruction of one class: proposed with its list, then confirmed and done, or taken back.

    `items` is `[{"what", "count"}, …]` as proposed, `done` the same as destroyed; `backups` the days of those that
    still held it and until when each is kept. Once done, the row is the certificate.
    """

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="destructions")
    number = models.PositiveIntegerField()
    klass = models.CharField(max_length=20, choices=[(one.key, one.name) for one in CLASSES])
    serials = models.JSONField(default=list)
    items = models.JSONField(default=list)
    because = models.CharField(max_length=500)
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=60)
    proposed_role = models.CharField(max_length=12)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=60, blank=True)
    done_role = models.CharField(max_length=12, blank=True)
    done = models.JSONField(default=list)
    method = models.CharField(max_length=500, blank=True)
    backups = models.JSONField(default=list)

    disclosure = labelled(
        identifying="proposed_by done_by",
        plain="id study number klass serials items because proposed_at proposed_role taken_back_at done_at done_role "
        "done method backups",
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="destruction_number_once_a_study"),
            models.CheckConstraint(
                condition=models.Q(done_at__isnull=True) | models.Q(taken_back_at__isnull=True),
                name="destruction_done_or_taken_back",
            ),
        ]


class BackupMade(models.Model):
    """One backup of the store: when, its checksum and size, until when it is to be kept, and when it was deleted.

    Its file's name and place are not kept: only who made it knows where it lies.
    """

    made_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    keep_until = models.DateField()
    deleted_on = models.DateField(null=True, blank=True)

    disclosure = labelled(plain="id made_at sha256 size keep_until deleted_on")

    class Meta:
        ordering = ["made_at", "id"]
