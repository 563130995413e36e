"""Where cases stand: for the first page, the analysis page and a case's own; as many queries however many cases."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef
from django.utils.timezone import localtime

from lifeworld.analysis.models import Note, PersonalTheme, Placement, Statement
from lifeworld.analysis.rules.standing import Standing
from lifeworld.interviews.models import TranscriptVersion
from lifeworld.study.models import Case, CaseState


def standings_of(cases: Collection[Case]) -> list[Standing]:
    """Where each case stands; of the analysis of a case that is not open, nothing is read but its state."""
    transcripts = _transcripts(cases)
    at_hand = {case.pk: case for case in _with_signs(cases)}
    loose = _loose(list(at_hand))
    found = []
    for case in cases:
        transcript, version = transcripts.get(case.pk, ("none", None))
        signs = at_hand.get(case.pk)
        found.append(
            Standing(
                number=case.number, pseudonym=case.pseudonym, state=case.state, transcript=transcript,
                version=version, signed_off_on=localtime(case.signed_off_at).date() if case.signed_off_at else None,
                notes=signs is not None and signs.has_notes,
                statements=signs is not None and signs.has_statements,
                themes=signs is not None and signs.has_themes,
                loose=loose.get(case.pk, 0),
                summary=signs is not None and bool(case.summary.strip()),
            )
        )  # fmt: skip
    return found


def _transcripts(cases: Collection[Case]) -> dict[int, tuple[str, int | None]]:
    """By case: `frozen` once one transcript is, else `draft`, with the newest version's key."""
    found: dict[int, tuple[str, int | None]] = {}
    versions = TranscriptVersion.objects.filter(interview__case__in=cases).order_by("pk")
    for case, pk, frozen_at in versions.values_list("interview__case", "pk", "frozen_at"):
        if frozen_at is not None:
            found[case] = ("frozen", pk)
        elif found.get(case, ("none", None))[0] != "frozen":
            found[case] = ("draft", pk)
    return found


def _with_signs(cases: Collection[Case]) -> list["_Signs"]:
    opened = [case.pk for case in cases if case.state == CaseState.OPEN]
    mine = {"removed_at__isnull": True}
    notes = Note.objects.filter(case=OuterRef("pk"), **mine)
    statements = Statement.objects.filter(case=OuterRef("pk"), **mine)
    themes = PersonalTheme.objects.filter(layout__case=OuterRef("pk"), layout__in_use=True, **mine).exclude(name="")
    found = Case.objects.filter(pk__in=opened).annotate(
        has_notes=Exists(notes), has_statements=Exists(statements), has_themes=Exists(themes)
    )
    return [_Signs(case.pk, case.has_notes, case.has_statements, case.has_themes) for case in found]


@dataclass(frozen=True)
class _Signs:
    pk: int
    has_notes: bool
    has_statements: bool
    has_themes: bool


def loose_in(case: Case) -> int:
    """How many of a case’s statements lie in no pile of the layout in use, set aside ones not counted."""
    return _loose([case.pk]).get(case.pk, 0)


def _loose(cases: Collection[int]) -> dict[int, int]:
    lying = Placement.objects.filter(layout__case__in=cases, layout__in_use=True, theme__removed_at__isnull=True)
    in_piles = lying.filter(theme__isnull=False).values("statement")
    loose = Statement.objects.filter(case__in=cases, removed_at__isnull=True, set_aside_reason="")
    return dict(loose.exclude(pk__in=in_piles).order_by().values_list("case").annotate(Count("pk")))
