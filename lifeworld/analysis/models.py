"""The heart's tables: notes, statements, layouts with personal themes, group themes, diary.

Nothing here is ever deleted by a researcher's act: `removed_at` takes it out of sight, and undo brings it back.
"""

from django.conf import settings
from django.db import models

from lifeworld.common.disclosure import Disclosure, labelled
from lifeworld.interviews.models import ANCHOR_DISCLOSURE, AnchorBase
from lifeworld.study.models import Case, Study


class NoteKind(models.TextChoices):
    """Smith, Flowers & Larkin (2009, 2022): three kinds of exploratory note; leaving it open is allowed."""

    DESCRIPTIVE = "descriptive", "Descriptive"
    LINGUISTIC = "linguistic", "Linguistic"
    CONCEPTUAL = "conceptual", "Conceptual"
    UNTYPED = "untyped", "None"


class Note(models.Model):
    """An exploratory note on one or more passages of one case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=12, choices=NoteKind.choices, default=NoteKind.UNTYPED)
    body = models.TextField(blank=True)
    client_key = models.UUIDField(null=True, blank=True, unique=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    disclosure = labelled(pseudonymous="body", plain="id case kind client_key created_at changed_at removed_at")


class NoteAnchor(AnchorBase):
    """A passage that a note is about."""

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="anchors")

    disclosure = {**ANCHOR_DISCLOSURE, "note": Disclosure.PLAIN}

    class Meta(AnchorBase.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(start__lt=models.F("end")), name="note_anchor_has_words")
        ]


class Statement(models.Model):
    """An experiential statement: the participant's meaning and the analyst's reading, in one case only."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="statements")
    text = models.TextField(blank=True)
    notes = models.ManyToManyField(Note, related_name="statements", blank=True)
    set_aside_reason = models.TextField(blank=True)
    client_key = models.UUIDField(null=True, blank=True, unique=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    disclosure = labelled(
        pseudonymous="text set_aside_reason",
        plain="id case notes client_key created_at changed_at removed_at",
    )


class StatementAnchor(AnchorBase):
    """A passage that a statement rests on."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="anchors")

    disclosure = {**ANCHOR_DISCLOSURE, "statement": Disclosure.PLAIN}

    class Meta(AnchorBase.Meta):
        constraints = [
            models.CheckConstraint(condition=models.Q(start__lt=models.F("end")), name="statement_anchor_has_words")
        ]


class Layout(models.Model):
    """One way of laying a case's statements on the table. The one in use holds the case's personal themes."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="layouts")
    name = models.CharField(max_length=120)
    in_use = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    disclosure = labelled(pseudonymous="name", plain="id case in_use created_at changed_at removed_at")

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=models.Q(in_use=True), name="one_layout_in_use_a_case")
        ]


class Connection(models.TextChoices):
    """How a theme's statements hang together (Smith, Flowers & Larkin 2009, ch. 5): a prompt, never required."""

    NONE = "", "Not said"
    ABSTRACTION = "abstraction", "Abstraction"
    SUBSUMPTION = "subsumption", "Subsumption"
    POLARIZATION = "polarization", "Polarization"
    CONTEXTUALIZATION = "contextualization", "Contextualization"
    NUMERATION = "numeration", "Numeration"
    FUNCTION = "function", "Function"


class PersonalTheme(models.Model):
    """A pile of one case's statements; named, it is a personal theme. `parent` makes it a sub-theme."""

    layout = models.ForeignKey(Layout, on_delete=models.CASCADE, related_name="themes")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="subthemes")
    name = models.CharField(max_length=300, blank=True)
    connection = models.CharField(max_length=20, choices=Connection.choices, blank=True)
    rationale = models.TextField(blank=True)
    x = models.IntegerField(default=0)
    y = models.IntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    squared_up = models.BooleanField(default=False)
    set_aside_reason = models.TextField(blank=True)
    client_key = models.UUIDField(null=True, blank=True, unique=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    disclosure = labelled(
        pseudonymous="name rationale set_aside_reason",
        plain="id layout parent connection x y position squared_up client_key created_at changed_at removed_at",
    )

    class Meta:
        ordering = ["position", "id"]


class Placement(models.Model):
    """Where one statement lies in one layout: in a pile, or loose at x, y (table pixels)."""

    layout = models.ForeignKey(Layout, on_delete=models.CASCADE, related_name="placements")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="placements")
    theme = models.ForeignKey(
        PersonalTheme, null=True, blank=True, on_delete=models.SET_NULL, related_name="placements"
    )
    x = models.IntegerField(default=0)
    y = models.IntegerField(default=0)
    position = models.PositiveIntegerField(default=0)

    disclosure = labelled(plain="id layout statement theme x y position")

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["layout", "statement"], name="statement_lies_once_in_a_layout")]


class GroupTheme(models.Model):
    """A theme across cases: a new interpretation that joins personal themes, never one of them merged."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="group_themes")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="subthemes")
    name = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    absence = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)
    client_key = models.UUIDField(null=True, blank=True, unique=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    disclosure = labelled(
        pseudonymous="name description absence",
        plain="id study parent position client_key created_at changed_at removed_at",
    )

    class Meta:
        ordering = ["position", "id"]


class Stance(models.TextChoices):
    """How a case stands to a group theme. Absence is an empty cell or a sentence, never a stance."""

    CONVERGENT = "convergent", "convergent"
    DIVERGENT = "divergent", "divergent"
    VARIANT = "variant", "variant"


class Contribution(models.Model):
    """One personal theme (or one statement) joined to one group theme, with its stance."""

    group_theme = models.ForeignKey(GroupTheme, on_delete=models.CASCADE, related_name="contributions")
    personal_theme = models.ForeignKey(
        PersonalTheme, null=True, blank=True, on_delete=models.CASCADE, related_name="contributions"
    )
    statement = models.ForeignKey(
        Statement, null=True, blank=True, on_delete=models.CASCADE, related_name="contributions"
    )
    stance = models.CharField(max_length=12, choices=Stance.choices)
    comment = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)
    client_key = models.UUIDField(null=True, blank=True, unique=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    disclosure = labelled(
        pseudonymous="comment",
        plain="id group_theme personal_theme statement stance position client_key created_at changed_at removed_at",
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(personal_theme__isnull=False, statement__isnull=True)
                | models.Q(personal_theme__isnull=True, statement__isnull=False),
                name="contribution_joins_one_thing",
            ),
            models.UniqueConstraint(
                fields=["group_theme", "personal_theme"],
                condition=models.Q(removed_at__isnull=True, personal_theme__isnull=False),
                name="personal_theme_joins_a_group_theme_once",
            ),
            models.UniqueConstraint(
                fields=["group_theme", "statement"],
                condition=models.Q(removed_at__isnull=True, statement__isnull=False),
                name="statement_joins_a_group_theme_once",
            ),
        ]


class DiaryStep(models.TextChoices):
    """The step of the method at which an entry was written."""

    BEFORE = "before", "Before the study"
    INTERVIEWING = "interviewing", "Interviewing"
    READING = "reading", "Reading and re-reading"
    NOTING = "noting", "Exploratory noting"
    STATEMENTS = "statements", "Writing statements"
    CONNECTING = "connecting", "Looking for connections"
    NAMING = "naming", "Naming personal themes"
    NEXT_CASE = "next case", "Moving to the next case"
    ACROSS = "across cases", "Looking across cases"
    WRITING = "writing", "Writing up"


class DiaryEntry(models.Model):
    """A dated reflexive entry, tied to a step, a case and the objects it is about (`[{"type", "id"}, …]`)."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="diary")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.CASCADE, related_name="diary")
    written_on = models.DateField()
    step = models.CharField(max_length=20, choices=DiaryStep.choices)
    text = models.TextField()
    carried_over = models.BooleanField(default=False)
    about = models.JSONField(default=list, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_key = models.UUIDField(null=True, blank=True, unique=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    disclosure = labelled(
        pseudonymous="text",
        plain="id study case written_on step carried_over about author client_key created_at changed_at removed_at",
    )

    class Meta:
        ordering = ["-written_on", "-id"]


class ThemeChanged(models.Model):
    """That contributions to a group theme went because a person withdrew: on which day, how many, and who looked.

    The theme rests on less than before. It stays marked until somebody has looked at it and said so.
    """

    theme = models.ForeignKey(GroupTheme, on_delete=models.CASCADE, related_name="changes")
    on = models.DateField()
    contributions = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True, blank=True)

    disclosure = labelled(plain="id theme on contributions created_at looked_at")

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        several = self.contributions != 1
        count = f"{self.contributions} contributions were" if several else "One contribution was"
        return f"{count} taken out on {self.on.day} {self.on:%B %Y} because a person withdrew."
