"""The sites where people are approached, and the conditions of the approval."""

from django.db import models

from lifeworld.common.disclosure import labelled
from lifeworld.study.models import Study


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
