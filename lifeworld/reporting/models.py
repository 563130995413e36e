"""Long tables that a server's workers make. A laptop makes them in a thread and has no rows here."""

from django.conf import settings
from django.db import models

from lifeworld.common.disclosure import labelled
from lifeworld.security.sealing import SealedField
from lifeworld.study.models import Case, Study


class WaitingTable(models.Model):
    """A long table: what was asked for, how far it is, and, sealed, the file until it is fetched or its time is over.

    `options` are the form's own words (`read_options`), `refusal` the three sentences of one. Times are the database's.
    """

    key = models.CharField(max_length=40, unique=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    about = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    fmt = models.CharField(max_length=20)
    options = models.JSONField(default=dict)
    state = models.CharField(max_length=12, default="working")
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True, db_index=True)
    refusal = models.JSONField(default=list)
    name = models.CharField(max_length=200, blank=True)
    media_type = models.CharField(max_length=120, blank=True)
    content = SealedField(null=True)

    disclosure = labelled(
        pseudonymous="content",
        plain="id key person study case asked_at about kind fmt options state attempts done total ended_at refusal "
        "name media_type",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="ready") | models.Q(content__isnull=True),
                name="only_a_ready_table_holds_its_file",
            )
        ]
