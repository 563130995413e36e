"""The interview day: what is asked, when and where somebody is met, what was done if it was hard, and what was paid."""

from django.conf import settings
from django.db import models

from lifeworld.approvals.models import DocumentVersion
from lifeworld.common.disclosure import labelled
from lifeworld.interviews.models import Interview
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.study.models import Case, Study


class GuideQuestion(models.Model):
    """One question of one version of the topic guide, word for word, with its prompts in order."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    words = models.TextField()
    prompts = models.JSONField(default=list)

    disclosure = labelled(plain="id version number words prompts")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["version", "number"], name="question_number_once_a_guide")]


class PlaceType(models.TextChoices):
    """What sort of place somebody is met in: enough for the methods section, and no address."""

    HOME = "home", "At home"
    CLINIC = "clinic", "At a clinic"
    UNIVERSITY = "university", "At the university"
    COMMUNITY = "community", "At a community place"
    VIDEO = "video", "By video"
    PHONE = "phone", "By telephone"


class Recorded(models.TextChoices):
    """How an interview is recorded."""

    AUDIO = "audio", "Audio"
    NOTES = "notes", "Notes only"


class MeetingState(models.TextChoices):
    """Where a meeting stands; the transitions are in `rules.meetings`."""

    PLANNED = "planned", "Planned"
    UNDER_WAY = "under-way", "Under way"
    PAUSED = "paused", "Paused"
    HELD = "held", "Held"
    NOTED = "noted", "Held, with its field note"
    CANCELLED = "cancelled", "Cancelled"
    NOT_ATTENDED = "not-attended", "Not attended"


class Meeting(models.Model):
    """One meeting with one person to interview them. `number` counts within the study and stands in addresses.

    `starts_at` and `ends_at` are what is planned, `began_at` and `ended_at` what came of it. `ready` holds the keys of
    `rules.checklist` that were ticked. Buddy and debriefer are roles; nobody's number or address is a column here.
    """

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="meetings")
    number = models.PositiveIntegerField()
    entry = models.ForeignKey(ScreeningEntry, on_delete=models.CASCADE, related_name="meetings")
    interviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=MeetingState.choices, default=MeetingState.PLANNED)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place_type = models.CharField(max_length=10, choices=PlaceType.choices)
    recorded = models.CharField(max_length=5, choices=Recorded.choices)
    guide = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    interpreter = models.BooleanField(default=False)
    companion = models.BooleanField(default=False)
    buddy = models.CharField(max_length=80, blank=True)
    buddy_told = models.CharField(max_length=120, blank=True)
    no_word = models.CharField(max_length=500, blank=True)
    grace_minutes = models.PositiveSmallIntegerField(default=30)
    ready = models.JSONField(default=list)
    limits_explained_at = models.DateTimeField(null=True, blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    stopped_early = models.BooleanField(default=False)
    interview = models.OneToOneField(
        Interview, on_delete=models.SET_NULL, null=True, blank=True, related_name="meeting"
    )  # fmt: skip
    debrief_on = models.DateField(null=True, blank=True)
    debrief_by = models.CharField(max_length=80, blank=True)
    letter_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    disclosure = labelled(
        pseudonymous="starts_at ends_at began_at ended_at limits_explained_at debrief_on letter_on",
        plain="id study number entry interviewer state place_type recorded guide interpreter companion buddy "
        "buddy_told no_word grace_minutes ready minutes stopped_early interview debrief_by created_at changed_at",
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["study", "number"], name="meeting_number_once_a_study"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="meeting_is_planned_forward"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True)
                | models.Q(began_at__isnull=False, ended_at__gte=models.F("began_at")),
                name="meeting_ends_after_it_began",
            ),
        ]
        indexes = [models.Index(fields=["study", "state", "ends_at"], name="meeting_by_state_and_end")]


class MeetingPlace(models.Model):
    """Where exactly, and how to get there: sealed under the person's key for identities, and gone after the day."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="place")
    sealed = models.BinaryField()
    expires_on = models.DateField(db_index=True)

    disclosure = labelled(identifying="sealed", plain="id meeting expires_on")


class CheckIn(models.Model):
    """One word to the buddy: when it is due (None: out of turn), and when it was given (None: not yet)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="check_ins")
    due_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(null=True, blank=True)

    disclosure = labelled(pseudonymous="due_at made_at", plain="id meeting")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_at__isnull=False) | models.Q(made_at__isnull=False), name="check_in_has_a_time"
            )
        ]


class FieldNote(models.Model):
    """What the interviewer saw and noticed, written the same day. It is of the case, and goes with the case."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="field_note")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="field_notes")
    written_on = models.DateField()
    text = models.TextField()
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    disclosure = labelled(pseudonymous="text", plain="id meeting case written_on created_at changed_at")


class PaymentFor(models.TextChoices):
    """What a payment is for."""

    THANKS = "thanks", "Thank-you for taking part"
    TRAVEL = "travel", "Travel"
    CARE = "care", "Care of somebody at home"
    OTHER = "other", "Other expense"


class PaymentWay(models.TextChoices):
    """How it was paid."""

    CASH = "cash", "Cash"
    VOUCHER = "voucher", "Voucher"
    TRANSFER = "transfer", "Bank transfer"
    TICKET = "ticket", "Ticket or taxi paid for"


class Payment(models.Model):
    """What the protocol promised for one meeting, in pence, and when and how it was paid. It lies apart from data."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="payments")
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=8, choices=PaymentFor.choices)
    pence = models.PositiveIntegerField()
    paid_on = models.DateField(null=True, blank=True)
    way = models.CharField(max_length=8, choices=PaymentWay.choices, blank=True)
    receipt = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    disclosure = labelled(
        pseudonymous="paid_on", plain="id meeting number what pence way receipt created_at changed_at"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="payment_number_once_a_meeting"),
            models.CheckConstraint(
                condition=models.Q(paid_on__isnull=True) | ~models.Q(way=""), name="payment_paid_in_some_way"
            ),
        ]


class IncidentKind(models.TextChoices):
    """What an incident was about."""

    DISTRESS = "distress", "Distress"
    DISCLOSURE = "disclosure", "Something disclosed"
    OTHER = "other", "Another concern"


class Incident(models.Model):
    """A record of distress, a disclosure or another concern: sealed under the person's key for safety.

    Only its kind and days stand beside it. It is read through `services.incidents`, which tell the trail.
    """

    entry = models.ForeignKey(ScreeningEntry, on_delete=models.CASCADE, related_name="incidents")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=IncidentKind.choices)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    sealed = models.BinaryField()

    disclosure = labelled(identifying="sealed", pseudonymous="kind opened_on closed_on", plain="id entry number")

    class Meta:
        ordering = ["opened_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="incident_number_once_a_person"),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True) | models.Q(closed_on__gte=models.F("opened_on")),
                name="incident_closes_after_it_opened",
            ),
        ]
