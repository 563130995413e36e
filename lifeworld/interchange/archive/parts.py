"""What an archive carries: one part for each model, and how each of a study's rows is found.

The fields come from the models, so that a new field is carried by itself. A new model is not: a test fails until it
is named here, in `PARTS` or in `LEFT_OUT`.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db.models import BinaryField, Field, ForeignKey, Model, QuerySet

from lifeworld.security.models import Person


@dataclass(frozen=True)
class Part:
    """One model's rows of one study. `path` leads from a row to its study: `study` for a case, empty for itself.

    The trail's rows know their study by its short name instead (`by_slug`).
    """

    label: str
    path: str
    by_slug: bool = False

    @cached_property
    def model(self) -> type[Model]:
        """The model."""
        return apps.get_model(self.label)

    @cached_property
    def fields(self) -> list["Field[Any, Any]"]:
        """Every column, the key first."""
        return list(self.model._meta.concrete_fields)

    @cached_property
    def binary(self) -> list[int]:
        """Which of `fields` hold bytes."""
        return [at for at, field in enumerate(self.fields) if isinstance(field, BinaryField)]

    def rows_of(self, study_id: int, slug: str) -> QuerySet[Model]:
        """The study's rows in the order of their keys."""
        wanted = {self.path: slug} if self.by_slug else {self.path or "pk": study_id}
        return self.model._default_manager.filter(**wanted).order_by("pk")


# Acts come first, so that an archive can be compared with what is here before anything is changed; their words come
# last, when everything they name is known.
PARTS: tuple[Part, ...] = (
    Part("trail.Act", "study", by_slug=True),
    Part("trail.ChainHead", "study", by_slug=True),
    Part("study.Study", ""),
    Part("study.Membership", "study"),
    Part("study.Case", "study"),
    Part("approvals.Course", "study"),
    Part("approvals.Settled", "study"),
    Part("approvals.Site", "study"),
    Part("approvals.Condition", "study"),
    Part("approvals.Document", "study"),
    Part("approvals.DocumentVersion", "document__study"),
    Part("approvals.LiveVersion", "site__study"),
    Part("approvals.Change", "study"),
    Part("approvals.AffectedVersion", "change__study"),
    Part("approvals.SafetyEvent", "study"),
    Part("recruitment.RecruitmentPlan", "study"),
    Part("recruitment.Criterion", "study"),
    Part("recruitment.SamplingFrame", "study"),
    Part("recruitment.ScreeningEntry", "study"),
    Part("recruitment.CriterionAnswer", "entry__study"),
    Part("recruitment.StageReached", "entry__study"),
    Part("recruitment.Leaving", "entry__study"),
    Part("recruitment.EntryBand", "entry__study"),
    Part("consent.Clause", "form__document__study"),
    Part("consent.Consent", "entry__study"),
    Part("consent.ClauseAnswer", "consent__entry__study"),
    Part("consent.Deviation", "study"),
    Part("interviews.Interview", "case__study"),
    Part("interviews.TranscriptVersion", "interview__case__study"),
    Part("interviews.Original", "version__interview__case__study"),
    Part("interviews.Turn", "version__interview__case__study"),
    Part("analysis.Note", "case__study"),
    Part("analysis.NoteAnchor", "note__case__study"),
    Part("analysis.Statement", "case__study"),
    Part("analysis.Statement_notes", "statement__case__study"),
    Part("analysis.StatementAnchor", "statement__case__study"),
    Part("analysis.Layout", "case__study"),
    Part("analysis.PersonalTheme", "layout__case__study"),
    Part("analysis.Placement", "layout__case__study"),
    Part("analysis.GroupTheme", "study"),
    Part("analysis.Contribution", "group_theme__study"),
    Part("analysis.DiaryEntry", "study"),
    Part("analysis.ThemeChanged", "theme__study"),
    Part("safekeeping.Withdrawal", "entry__study"),
    Part("safekeeping.RetentionRule", "study"),
    Part("safekeeping.Destruction", "study"),
    Part("fieldwork.GuideQuestion", "version__document__study"),
    Part("fieldwork.Meeting", "study"),
    Part("fieldwork.CheckIn", "meeting__study"),
    Part("fieldwork.FieldNote", "meeting__study"),
    Part("fieldwork.Payment", "meeting__study"),
    Part("trail.ActDetail", "act__study", by_slug=True),
)

# What belongs to a study and stays behind, and why.
LEFT_OUT = {
    "identities.PersonKey": "names stay in the store in which they were written; a backup moves the whole store",
    "identities.Identity": "names stay in the store in which they were written; a backup moves the whole store",
    "identities.Opening": "it is about names, which stay behind",
    "fieldwork.MeetingPlace": "an address stays in the store in which it was written, and goes after its day",
    "fieldwork.Incident": "it stays in the store in which it was written; a backup moves the whole store",
    "interviews.Arrival": "it waits for a day at most to be looked at, and is not in the study yet",
    "quality.QualityLook": "it is made again by the next look at the quality page",
    "quality.CaseFindings": "they are made again by the next look at the quality page",
    "reporting.WaitingTable": "it waits to be fetched, and is made again by asking again",
}
# What belongs to the store and not to a study.
OF_THE_STORE = {"security.Person", "security.ApiToken", "security.StoreSecret", "safekeeping.BackupMade"}


def names_person(field: "Field[Any, Any]") -> bool:
    """Whether a field points to a person of the store, who is carried by username."""
    return isinstance(field, ForeignKey) and field.related_model is Person
