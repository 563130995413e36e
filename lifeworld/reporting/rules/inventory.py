"""Why each kind of record is kept, and until when: the half of the field inventory that no field can say of itself.

The other half, which fields there are and what each may give away, is read from the models' labels. A model that is not
named here fails a test. Source: governance requirement 7; UK GDPR, Articles 5(1)(b), (c) and (e) and 30.
"""

from dataclasses import dataclass

# Keys of `safekeeping.rules.retention.CLASSES`, and what is of the study or store itself.
CONTACTS, RECORDINGS, FORMS, ANALYSIS, SAFETY, TRAIL = (
    "contacts", "recordings", "consent-forms", "analysis", "safety", "trail",
)  # fmt: skip
STUDY, STORE, WAITING, VISIT = "study", "store", "waiting", "visit"
OTHERWISE = {
    STUDY: "With the study’s own records, as the sponsor’s archive asks",
    STORE: "As long as the store, or the person’s work in it",
    WAITING: "Goes once it is used, and after a day",
    VISIT: "Goes after the day of the visit",
}


@dataclass(frozen=True)
class Why:
    """Why a model is kept, its class of retention, and whether what identifies is sealed under a person's own key.

    `inside` says in words what a sealed field holds, which its name does not.
    """

    purpose: str
    kept: str = STUDY
    own_key: bool = False
    inside: str = ""


WHY: dict[str, Why] = {
    "study.Study": Why("What was approved, and what is asked"),
    "study.Membership": Why("Who works in the study and what they may do"),
    "study.Case": Why("Each participant under a pseudonym, and the account of their case", ANALYSIS),
    "approvals.Course": Why("Dates from which duties follow"),
    "approvals.Settled": Why("Duties met, with evidence"),
    "approvals.Site": Why("Where people are approached, with its permission"),
    "approvals.Condition": Why("Conditions of the opinion, word for word"),
    "approvals.Document": Why("Documents of the study"),
    "approvals.DocumentVersion": Why("Each version as it was approved; a sheet may name its contact"),
    "approvals.LiveVersion": Why("Which version was in use where"),
    "approvals.Change": Why("Amendments and modifications"),
    "approvals.AffectedVersion": Why("Which documents a change touched"),
    "approvals.SafetyEvent": Why("What may have to be reported, for its clock", SAFETY),
    "recruitment.RecruitmentPlan": Why("How recruitment is kept, and what the sheet promises"),
    "recruitment.Criterion": Why("Whom the study is for"),
    "recruitment.ScreeningEntry": Why("Who was put forward, by serial, to show that recruitment was fair"),
    "recruitment.CriterionAnswer": Why("That each person met the criteria"),
    "recruitment.StageReached": Why("How far each came, for the flow figure and the time to consider"),
    "recruitment.Leaving": Why("Why somebody went no further, as a code"),
    "recruitment.SamplingFrame": Why("In what the sample should spread"),
    "recruitment.EntryBand": Why("The band of each person, for the description of the sample", ANALYSIS),
    "identities.PersonKey": Why(
        "One key a person and use, so that destroying it destroys what it sealed", CONTACTS, True
    ),
    "identities.Identity": Why(
        "To reach somebody who agreed to be contacted",
        CONTACTS,
        True,
        "name, what they like to be called, ways and times to reach them, what they asked to be sent, GP or team, "
        "access needs",
    ),
    "identities.Opening": Why("That names were opened, by whom and for what"),
    "consent.Clause": Why("What people are asked to agree to"),
    "consent.Consent": Why("That and how somebody agreed, with the signed form", FORMS, True),
    "consent.ClauseAnswer": Why("What exactly somebody agreed to, so that a “no” is kept"),
    "consent.Deviation": Why("Deviations from what was approved, and what was done"),
    "interviews.Interview": Why("When and for how long somebody was interviewed", ANALYSIS),
    "interviews.TranscriptVersion": Why("The words that are analysed", ANALYSIS),
    "interviews.Original": Why("The file as it came, to check the transcript against", RECORDINGS),
    "interviews.Arrival": Why("A file that waits to be looked at", WAITING),
    "interviews.Turn": Why("Who speaks when", ANALYSIS),
    "analysis.Note": Why("Exploratory notes", ANALYSIS),
    "analysis.NoteAnchor": Why("The words a note is about", ANALYSIS),
    "analysis.Statement": Why("Experiential statements", ANALYSIS),
    "analysis.StatementAnchor": Why("The words a statement rests on", ANALYSIS),
    "analysis.Layout": Why("How statements are laid out", ANALYSIS),
    "analysis.PersonalTheme": Why("Themes of one case", ANALYSIS),
    "analysis.Placement": Why("Which statement lies where", ANALYSIS),
    "analysis.GroupTheme": Why("Themes across cases", ANALYSIS),
    "analysis.Contribution": Why("What a case brings to a theme", ANALYSIS),
    "analysis.DiaryEntry": Why("The researcher’s reflexive diary", ANALYSIS),
    "analysis.ThemeChanged": Why("That a theme lost what it rested on, by a withdrawal", ANALYSIS),
    "fieldwork.GuideQuestion": Why("What is asked in interviews"),
    "fieldwork.Meeting": Why("To hold an interview safely, and for its length and place in the methods"),
    "fieldwork.MeetingPlace": Why("Where to go on the day", VISIT, True, "address, and how to get there"),
    "fieldwork.CheckIn": Why("That the interviewer is safe"),
    "fieldwork.FieldNote": Why("What was noticed at the interview", ANALYSIS),
    "fieldwork.Payment": Why("Payments that were promised and made"),
    "fieldwork.Incident": Why(
        "Distress, disclosures and concerns, and what was done",
        SAFETY,
        True,
        "what happened, who was told, what was done",
    ),
    "safekeeping.Withdrawal": Why("Proof that somebody took back what they had agreed to, never why"),
    "safekeeping.RetentionRule": Why("How long each class is kept, and what promises it"),
    "safekeeping.Destruction": Why("Proof of what was destroyed, and by whom"),
    "safekeeping.BackupMade": Why("Which backups may still hold what was deleted", STORE),
    "quality.QualityLook": Why("How far the checks have looked", ANALYSIS),
    "quality.CaseFindings": Why("What the checks found in a case", ANALYSIS),
    "reporting.WaitingTable": Why("A long table that waits for whoever asked for it", WAITING),
    "security.Person": Why("Who may sign in", STORE),
    "security.ApiToken": Why("Keys for scripts, as digests", STORE),
    "security.StoreSecret": Why("Random secrets of the store", STORE),
    "trail.Act": Why("Who did what and when", TRAIL),
    "trail.ActDetail": Why("What stood before and after an act", TRAIL),
    "trail.ChainHead": Why("Where the trail ends, so that missing rows show", TRAIL),
}


@dataclass(frozen=True)
class Fields:
    """The fields of one model under one label. `label` is the disclosure's word, `sealed` a file sealed by itself."""

    model: str
    name: str
    label: str
    fields: tuple[str, ...]
    sealed: bool = False

    @property
    def why(self) -> Why | None:
        """Why they are kept; None where the table does not say."""
        return WHY.get(self.model)


# Names that a program must write otherwise than a person would.
_READ_AS = {"klass": "class", "fmt": "format"}


def words_of(field: str) -> str:
    """A field's name as words."""
    return _READ_AS.get(field, field.replace("_", " "))
