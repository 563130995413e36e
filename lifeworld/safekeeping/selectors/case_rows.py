"""Every row of one case, wherever it lies below this room."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from lifeworld.analysis.models import (
    Contribution,
    DiaryEntry,
    Layout,
    Note,
    NoteAnchor,
    PersonalTheme,
    Placement,
    Statement,
    StatementAnchor,
)
from lifeworld.fieldwork.models import FieldNote
from lifeworld.interviews.models import Arrival, Interview, Original, TranscriptVersion, Turn
from lifeworld.safekeeping.rules.words import Ghost, ghost_of
from lifeworld.study.models import Case


@dataclass(frozen=True)
class Rows:
    """One kind of a case's rows. `name` is how a person reads it, `act` how the trail's words name it ("" where none).

    They stand in the order in which they can be deleted.
    """

    name: str
    act: str
    rows: QuerySet  # type: ignore[type-arg]


def rows_of(case: Case) -> list[Rows]:
    """Every kind, what rests on others first."""
    themes = PersonalTheme.objects.filter(layout__case=case)
    statements = Statement.objects.filter(case=case)
    versions = TranscriptVersion.objects.filter(interview__case=case)
    originals = Original.objects.filter(version__interview__case=case)
    # A file that waits to be looked at may be the same once more, for nobody yet.
    again = Q(study=case.study, sha256__in=originals.values("sha256"))
    return [
        Rows("waiting files", "", Arrival.objects.filter(Q(case=case) | again)),
        Rows("field notes", "fieldnote", FieldNote.objects.filter(case=case)),
        Rows("contributions", "contribution", contributions_of(case)),
        Rows("diary entries", "diary entry", DiaryEntry.objects.filter(case=case)),
        Rows("places on the table", "placement", Placement.objects.filter(layout__case=case)),
        Rows("personal themes", "personal theme", themes),
        Rows("layouts", "layout", Layout.objects.filter(case=case)),
        Rows("passages of statements", "", StatementAnchor.objects.filter(statement__case=case)),
        Rows("statements", "statement", statements),
        Rows("passages of notes", "", NoteAnchor.objects.filter(note__case=case)),
        Rows("notes", "note", Note.objects.filter(case=case)),
        Rows("turns", "", Turn.objects.filter(version__interview__case=case)),
        Rows("files as they came", "", originals),
        Rows("transcripts", "transcript", versions),
        Rows("interviews", "interview", Interview.objects.filter(case=case)),
    ]


def contributions_of(case: Case) -> "QuerySet[Contribution]":
    """What rests on the case at the group level, also what was taken out."""
    return Contribution.objects.filter(Q(personal_theme__layout__case=case) | Q(statement__case=case))


def ghost_for(case: Case) -> Ghost:
    """What to look for in everything else: the pseudonym and what the person said."""
    return ghost_of(case.pseudonym, _said(case))


def _said(case: Case) -> Iterator[str]:
    versions = TranscriptVersion.objects.filter(interview__case=case).prefetch_related("turns")
    for version in versions:
        for turn in version.turns.all():
            if turn.role != "interviewer":
                yield version.text[turn.start : turn.end]
