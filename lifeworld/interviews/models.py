"""Interviews and their transcripts. A version never changes once made; notes point into it by code points."""

from django.conf import settings
from django.db import models

from lifeworld.common.disclosure import labelled
from lifeworld.security.sealing import SealedField
from lifeworld.study.models import Case, Study


class Interview(models.Model):
    """One meeting with one participant. `number` counts within the case (waves of a longitudinal study)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="interviews", db_index=False)
    number = models.PositiveSmallIntegerField()
    held_on = models.DateField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)

    disclosure = labelled(pseudonymous="held_on", plain="id case number minutes")

    class Meta:
        ordering = ["case", "number"]
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="interview_number_once_a_case")]


class TranscriptVersion(models.Model):
    """One immutable text of an interview.

    `text` is canonical (UTF-8, LF, turns joined by one LF). `lines` is empty until frozen, then
    `[[start, end, turn index], …]` in code points; a line's number is its index + 1 and never shifts.
    """

    interview = models.ForeignKey(Interview, on_delete=models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    dialect = models.CharField(max_length=80)
    notices = models.JSONField(default=list)
    word_count = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    line_width = models.PositiveSmallIntegerField(null=True, blank=True)
    lines_per_page = models.PositiveSmallIntegerField(null=True, blank=True)
    lines = models.JSONField(default=list)

    disclosure = labelled(
        pseudonymous="text",
        plain="id interview number dialect notices word_count created_at frozen_at line_width lines_per_page "
        "lines original",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["interview", "number"], name="version_number_once_an_interview"),
            models.UniqueConstraint(
                fields=["interview"],
                condition=models.Q(frozen_at__isnull=False),
                name="one_frozen_version_an_interview",
            ),
        ]


class Original(models.Model):
    """The file as it came, byte for byte. Its own name is not kept: names of files often name people."""

    version = models.OneToOneField(TranscriptVersion, on_delete=models.CASCADE, related_name="original")
    suffix = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64)
    content = SealedField()

    disclosure = labelled(identifying="content", plain="id version suffix sha256")


class Arrival(models.Model):
    """A file, or pasted text, that waits in the sealed store to be looked at; nothing of it is in the study yet.

    It goes once it is kept or left out, and after a day. Its name, which often names people, goes with it.
    """

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="arrivals")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="arrivals")
    created_at = models.DateTimeField(db_index=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, blank=True, related_name="arrivals")
    interview_number = models.PositiveSmallIntegerField(null=True, blank=True)
    name = models.CharField(max_length=200, blank=True)
    suffix = models.CharField(max_length=10, blank=True)
    pasted = models.BooleanField(default=False)
    content = SealedField()
    sha256 = models.CharField(max_length=64)

    disclosure = labelled(
        identifying="name content", plain="id study person created_at case interview_number suffix pasted sha256"
    )

    class Meta:
        ordering = ["pk"]


class SpeakerRole(models.TextChoices):
    """Who speaks: only a participant's words count as evidence."""

    PARTICIPANT = "participant", "Participant"
    INTERVIEWER = "interviewer", "Interviewer"
    OTHER = "other", "Someone else"


class Turn(models.Model):
    """One speaker's stretch of a version: `[start, end)` in code points, times in milliseconds where known."""

    version = models.ForeignKey(TranscriptVersion, on_delete=models.CASCADE, related_name="turns", db_index=False)
    index = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    speaker = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=12, choices=SpeakerRole.choices)
    start_ms = models.PositiveIntegerField(null=True, blank=True)
    end_ms = models.PositiveIntegerField(null=True, blank=True)
    # Kept beside the turn once frozen, so that a search can cite a line without reading the transcript.
    first_line = models.PositiveIntegerField(null=True, blank=True)

    disclosure = labelled(pseudonymous="speaker", plain="id version index start end role start_ms end_ms first_line")

    class Meta:
        ordering = ["version", "index"]
        constraints = [
            models.UniqueConstraint(fields=["version", "index"], name="turn_index_once_a_version"),
            models.CheckConstraint(condition=models.Q(start__lte=models.F("end")), name="turn_runs_forward"),
        ]


class AnchorBase(models.Model):
    """What ties a thought to the spoken words: `[start, end)` in code points on one version, and the quote itself.

    `prefix` and `suffix` are up to 32 characters of context each side, `start_ms` the moment in the recording, the
    lines those of the frozen version (they never shift, so they may be kept here).
    """

    version = models.ForeignKey(TranscriptVersion, on_delete=models.PROTECT, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    prefix = models.CharField(max_length=32, blank=True)
    suffix = models.CharField(max_length=32, blank=True)
    start_ms = models.PositiveIntegerField(null=True, blank=True)
    first_line = models.PositiveIntegerField()
    last_line = models.PositiveIntegerField()

    class Meta:
        abstract = True
        ordering = ["version", "start", "end"]


ANCHOR_DISCLOSURE = labelled(
    pseudonymous="quote prefix suffix", plain="id version start end start_ms first_line last_line"
)
