"""Who was put forward, whether the study is for them, and how far each came. Nobody is named here: a serial stands for
a person until they agree to be contacted, and afterwards too (names lie in `identities`)."""

from django.db import models
from django.utils import timezone

from lifeworld.approvals.models import DocumentVersion, Site
from lifeworld.common.disclosure import labelled
from lifeworld.study.models import Case, Study


class RecruitmentPlan(models.Model):
    """That a study keeps its recruitment here, and how. Without one, cases are added by hand and nothing is enforced.

    `hours_to_consider` lies between information given and consent; `cut_off_days` after the interview, or
    `cut_off_words` where it is not a number of days, is until when the information sheet promises that all can go.
    """

    study = models.OneToOneField(Study, on_delete=models.CASCADE, related_name="recruitment_plan")
    hours_to_consider = models.PositiveSmallIntegerField(default=24)
    cut_off_days = models.PositiveSmallIntegerField(null=True, blank=True)
    cut_off_words = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    disclosure = labelled(plain="id study hours_to_consider cut_off_days cut_off_words created_at changed_at")


class CriterionKind(models.TextChoices):
    """What a criterion asks for; `HOURS` compares a number with a least one."""

    PLACE = "place", "Where they live"
    SERVICE = "service", "Which service they are under"
    HOURS = "hours", "Hours with a peer support worker"
    AGE = "age", "Age"
    CAPACITY = "capacity", "Able to decide about taking part"
    OTHER = "other", "Something else"


class Criterion(models.Model):
    """One thing that must hold (or, `excludes`, must not) of whoever takes part, as it stands in the protocol."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="criteria")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=CriterionKind.choices)
    words = models.CharField(max_length=300)
    explained = models.CharField(max_length=500, blank=True)
    excludes = models.BooleanField(default=False)
    least = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    protocol = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)

    disclosure = labelled(
        plain="id study number kind words explained excludes least protocol created_at changed_at retired_at"
    )

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["study", "number"], name="criterion_number_once_a_study")]


class Stage(models.TextChoices):
    """How far somebody came, in this order. The last follows from the case's being opened for analysis."""

    SCREENED = "screened", "Screened"
    ELIGIBLE = "eligible", "Eligible"
    INFORMED = "informed", "Given information"
    CONTACT = "contact", "Agreed to contact"
    CONSENTED = "consented", "Consented"
    INTERVIEWED = "interviewed", "Interviewed"
    ANALYSED = "analysed", "In the analysis"


class ScreeningEntry(models.Model):
    """One person who was put forward, by a serial that says nothing. `case` is theirs once they consented."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="screening")
    serial = models.PositiveIntegerField()
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="screening")
    screened_on = models.DateField()
    put_forward_by = models.CharField(max_length=80)
    approached_by = models.CharField(max_length=80, blank=True)
    hours = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    hours_source = models.CharField(max_length=80, blank=True)
    hours_checked_by = models.CharField(max_length=80, blank=True)
    case = models.OneToOneField(Case, on_delete=models.SET_NULL, null=True, blank=True, related_name="screening_entry")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    disclosure = labelled(
        pseudonymous="screened_on hours",
        plain="id study serial site put_forward_by approached_by hours_source hours_checked_by case created_at "
        "changed_at",
    )

    class Meta:
        ordering = ["serial"]
        constraints = [models.UniqueConstraint(fields=["study", "serial"], name="screening_serial_once_a_study")]


class Answer(models.TextChoices):
    """Whether a criterion holds of somebody."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not known yet"


class CriterionAnswer(models.Model):
    """Whether one criterion holds of one person, where that was learnt, and the role of whoever checked it."""

    entry = models.ForeignKey(ScreeningEntry, on_delete=models.CASCADE, related_name="answers")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="answers")
    answer = models.CharField(max_length=8, choices=Answer.choices)
    source = models.CharField(max_length=80, blank=True)
    checked_by = models.CharField(max_length=80, blank=True)

    disclosure = labelled(pseudonymous="answer", plain="id entry criterion source checked_by")

    class Meta:
        ordering = ["criterion__number"]
        constraints = [models.UniqueConstraint(fields=["entry", "criterion"], name="criterion_answered_once")]


class StageReached(models.Model):
    """That somebody reached a stage, and on which day. `at` is the moment, where a number of hours follows from it."""

    entry = models.ForeignKey(ScreeningEntry, on_delete=models.CASCADE, related_name="stages")
    stage = models.CharField(max_length=12, choices=Stage.choices)
    on = models.DateField()
    at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    disclosure = labelled(pseudonymous="on at", plain="id entry stage created_at")

    class Meta:
        ordering = ["on", "id"]
        constraints = [models.UniqueConstraint(fields=["entry", "stage"], name="stage_reached_once")]


class Leaving(models.Model):
    """That somebody went no further, on which day, and why, as one of the reasons of `rules.reasons`."""

    entry = models.OneToOneField(ScreeningEntry, on_delete=models.CASCADE, related_name="leaving")
    on = models.DateField()
    reason = models.CharField(max_length=30)
    created_at = models.DateTimeField()

    disclosure = labelled(pseudonymous="on", plain="id entry reason created_at")


class SamplingFrame(models.Model):
    """One respect in which the sample is meant to spread, in bands: `Age`, of 18 to 30, 31 to 50, over 50."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="sampling_frames")
    name = models.CharField(max_length=80)
    bands = models.JSONField(default=list)
    created_at = models.DateTimeField()
    # Archives from before this field are still read, and take the moment in which they come in.
    changed_at = models.DateTimeField(default=timezone.now)

    disclosure = labelled(plain="id study name bands created_at changed_at")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["study", "name"], name="sampling_frame_once_a_study")]

    @property
    def lines(self) -> str:
        """The bands, one a line, as a form shows them and two hands on them are compared."""
        return "\n".join(self.bands)


class EntryBand(models.Model):
    """In which band of a frame somebody is."""

    entry = models.ForeignKey(ScreeningEntry, on_delete=models.CASCADE, related_name="bands")
    frame = models.ForeignKey(SamplingFrame, on_delete=models.CASCADE, related_name="+")
    band = models.CharField(max_length=80)

    disclosure = labelled(pseudonymous="band", plain="id entry frame")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "frame"], name="band_once_a_frame")]
