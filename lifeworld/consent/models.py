"""What each person agreed to, clause by clause, on which versions of sheet and form, and what departed from that."""

from django.db import models

from lifeworld.approvals.models import DocumentVersion, Site
from lifeworld.common.disclosure import labelled
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.study.models import Study


class Effect(models.TextChoices):
    """What a "no" to a clause holds back, beyond the clause itself."""

    AUDIO = "audio", "Recording of the interview"
    QUOTES = "quotes", "Quotes, anonymised"
    RESULTS = "results", "A summary of the findings"
    CHECKING = "checking", "Looking at one's own transcript or themes"
    CONTACT = "contact", "Contact about later research"
    GP = "gp", "Telling the GP or care team"
    REUSE = "reuse", "Use in later research"


class Clause(models.Model):
    """One clause of one version of the consent form, word for word. An optional one may name what a "no" holds back."""

    form = models.ForeignKey(DocumentVersion, on_delete=models.CASCADE, related_name="clauses")
    number = models.PositiveSmallIntegerField()
    words = models.TextField()
    mandatory = models.BooleanField(default=True)
    effect = models.CharField(max_length=10, choices=Effect.choices, blank=True)
    created_at = models.DateTimeField()

    disclosure = labelled(plain="id form number words mandatory effect created_at")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["form", "number"], name="clause_number_once_a_form")]


class Mode(models.TextChoices):
    """How consent was given."""

    PAPER = "paper", "On paper"
    STYLUS = "stylus", "On screen, with a stylus or finger"


class Capacity(models.TextChoices):
    """How the ability to decide was found. It is presumed (Mental Capacity Act 2005, section 1(2))."""

    PRESUMED = "presumed", "Presumed, and nothing spoke against it"
    SUPPORTED = "supported", "There was a doubt; with support, able to decide"


class Consent(models.Model):
    """One consent, or re-consent, of one person. `number` counts a person's; the latest is in force.

    `sheet` and `form` are the versions that were used; `scan` the signed paper, `signature` the strokes, both sealed
    under the person's key for consent forms. Withdrawn means that the person wishes to go no further.
    """

    entry = models.ForeignKey(ScreeningEntry, on_delete=models.CASCADE, related_name="consents")
    number = models.PositiveSmallIntegerField()
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=80)
    sheet = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="+")
    form = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(max_length=6, choices=Mode.choices)
    capacity = models.CharField(max_length=10, choices=Capacity.choices, default=Capacity.PRESUMED)
    support = models.CharField(max_length=500, blank=True)
    assessor = models.CharField(max_length=80, blank=True)
    short_notice_reason = models.CharField(max_length=300, blank=True)
    scan = models.BinaryField(null=True, blank=True)
    scan_suffix = models.CharField(max_length=10, blank=True)
    signature = models.BinaryField(null=True, blank=True)
    copy_given_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    disclosure = labelled(
        identifying="scan signature",
        pseudonymous="taken_at support short_notice_reason",
        plain="id entry number site taken_by sheet form mode capacity assessor scan_suffix copy_given_on withdrawn_on "
        "created_at changed_at",
    )

    class Meta:
        ordering = ["entry", "number"]
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="consent_number_once_a_person")]


class ClauseReply(models.TextChoices):
    """What somebody answered to a clause."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_ASKED = "not-asked", "Not asked"


class ClauseAnswer(models.Model):
    """What was answered to one clause at one consent, and since when a "yes" was taken back."""

    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="answers")
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="answers")
    reply = models.CharField(max_length=10, choices=ClauseReply.choices)
    taken_back_on = models.DateField(null=True, blank=True)

    disclosure = labelled(pseudonymous="reply taken_back_on", plain="id consent clause")

    class Meta:
        ordering = ["clause__number"]
        constraints = [models.UniqueConstraint(fields=["consent", "clause"], name="clause_answered_once_a_consent")]


class Deviation(models.Model):
    """A departure from what was approved, such as consent on a form no longer in use: what, when, and what was done."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="deviations")
    entry = models.ForeignKey(ScreeningEntry, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    on = models.DateField()
    kind = models.CharField(max_length=30)
    words = models.TextField()
    action = models.TextField(blank=True)
    closed_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    disclosure = labelled(pseudonymous="words action", plain="id study entry on kind closed_on created_at changed_at")

    class Meta:
        ordering = ["on", "id"]
