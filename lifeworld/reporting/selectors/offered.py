"""Whether a kind of export can be had yet, and about how long it would be."""

from lifeworld.analysis.models import Note, Statement
from lifeworld.analysis.selectors.access import cross_case_open
from lifeworld.fieldwork.models import Meeting
from lifeworld.fieldwork.selectors.methods import meetings_table
from lifeworld.interviews.models import TranscriptVersion
from lifeworld.recruitment.models import ScreeningEntry, Stage, StageReached
from lifeworld.reporting.kinds import Kind, Scope
from lifeworld.reporting.selectors.access_report import how_much_was_seen
from lifeworld.study.models import Case
from lifeworld.study.selectors import Access
from lifeworld.trail.selectors import length_of


def why_not(access: Access, kind: Kind) -> str:
    """Why this kind cannot be had yet, as a sentence; empty where it can."""
    study = access.study
    if not access.can(kind.right):
        return f"Your role in this study, {access.role}, does not let you {kind.right.value}."
    if kind.scope is Scope.ACROSS and not cross_case_open(study):
        return "It comes when cases are read together: once all are signed off, or earlier with a reason."
    if kind.key == "analysed-transcript":
        frozen = TranscriptVersion.objects.filter(interview__case__study=study, frozen_at__isnull=False)
        return "" if frozen.exists() else "It comes when a transcript is frozen and its lines are numbered."
    statements = Statement.objects.filter(case__study=study, removed_at__isnull=True)
    if kind.scope is Scope.CASE_OR_ALL and not statements.exists():
        return "It comes with the first statement you write."
    if kind.key == "interviews" and not meetings_table(access).rows:
        return "It comes with the first meeting that was held."
    if kind.key == "flow" and not ScreeningEntry.objects.filter(study=study).exists():
        return "It comes with the first entry of the screening log."
    if kind.key == "accrual" and not StageReached.objects.filter(entry__study=study, stage=Stage.CONSENTED).exists():
        return "It comes with the first person who consents."
    if kind.key == "diary" and not study.diary.filter(removed_at__isnull=True).exists():
        return "It comes with the first entry in your diary."
    if kind.scope is Scope.ACROSS and not study.group_themes.filter(removed_at__isnull=True).exists():
        return "It comes with the first theme you make across cases."
    return ""


def size_of(access: Access, kind: Kind, case: Case | None) -> int:
    """About how many rows an export will have: whether a person will wait for it."""
    if kind.scope is Scope.WHOLE:
        return _size_of_whole(access, kind)
    if kind.key == "trail":
        return length_of(access.study.slug)
    if kind.key == "diary":
        return access.study.diary.filter(removed_at__isnull=True).count()
    of = {"case": case} if case is not None else {"case__study": access.study}
    if kind.key == "analysed-transcript":
        frozen = TranscriptVersion.objects.filter(
            frozen_at__isnull=False, **{f"interview__{name}": value for name, value in of.items()}
        )
        notes = Note.objects.filter(removed_at__isnull=True, **of).count()
        return notes + sum(len(lines) for lines in frozen.values_list("lines", flat=True))
    return 2 * Statement.objects.filter(removed_at__isnull=True, **of).count()


def _size_of_whole(access: Access, kind: Kind) -> int:
    if kind.key in {"flow", "accrual"}:
        return ScreeningEntry.objects.filter(study=access.study).count()
    if kind.key == "interviews":
        return Meeting.objects.filter(study=access.study).count()
    # The others are made of counts, and have a few rows however large the study is.
    return how_much_was_seen(access) if kind.key == "access-report" else 0
