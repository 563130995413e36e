"""Looking at a study again: only at what changed since the last look, or at all of it.

A look is no act on the study and leaves no row in the trail: it keeps what `selectors.check_study` would find.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from lifeworld.analysis.selectors.access import closed_cases
from lifeworld.quality.models import CaseFindings, QualityLook
from lifeworld.quality.rules import Finding
from lifeworld.quality.selectors import ORDER_ACTS, check_case, check_group, check_order, trail_finding
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access, cases_in
from lifeworld.trail.models import Act
from lifeworld.trail.rules import FIRST_HASH
from lifeworld.trail.selectors import verify

# Acts after which every sentence may read otherwise: the record holds the words for things.
_RENAMING = "changed study record"
# A case that was forgotten during a look is told of in what that look kept.
_ORDER_VERBS = frozenset({
    *ORDER_ACTS, "wrote diary entry", "changed diary entry", "took out diary entry", _RENAMING, "forgot case",
    "forgot case again",
})  # fmt: skip


def look(*, access: Access, whole: bool = False) -> list[Finding]:
    """What the hard checks find as this person may see it, in the order of `check_study`.

    Cases untouched since the last look are not read again; with `whole`, everything is.
    """
    access.require(Right.READ_WORDS)
    seen = QualityLook.objects.filter(study=access.study).first() or QualityLook(study=access.study, hash=FIRST_HASH)
    if whole or not _stands(access, seen):
        seen.number, seen.hash = 0, FIRST_HASH
    found = _follow(access, seen)
    closed = closed_cases(access)
    kept = CaseFindings.objects.filter(case__study=access.study).exclude(case__in=closed).order_by("case__number")
    per_case = [one for row in kept.values_list("found", flat=True) for one in _findings(row)]
    return [*per_case, *check_group(access), *_findings(seen.order), *found]


def _stands(access: Access, seen: QualityLook) -> bool:
    """Whether the act at which the last look ended is where it was."""
    return Act.objects.filter(study=access.study.slug, number=seen.number, hash=seen.hash).exists()


def _follow(access: Access, seen: QualityLook) -> list[Finding]:
    """Look at what the acts after `seen` touched, move it on to the last of them, and answer what the trail shows.

    Nothing holds the store meanwhile: what is done during a long look is after its last act, and looked at next time.
    """
    slug = access.study.slug
    acts = Act.objects.filter(study=slug)
    last = acts.order_by("-number").values_list("number", "hash").first() or (0, FIRST_HASH)
    since = acts.filter(number__gt=seen.number, number__lte=last[0]).order_by()
    verbs = set(since.values_list("verb", flat=True).distinct())
    first = seen.number == 0
    if verbs or first:
        everything = first or _RENAMING in verbs
        numbers = since.filter(case_number__isnull=False).values_list("case_number", flat=True).distinct()
        touched = None if everything else {number for number in numbers if number is not None}
        _look_at_cases(access, touched)
        if everything or verbs & _ORDER_VERBS:
            seen.order = [asdict(one) for one in check_order(access)]
    verdict = verify(slug, after=(seen.number, seen.hash))
    if verdict.finding is not None:
        # Where something is found the whole chain is read, now and each time, until it holds again.
        return trail_finding(access, verify(slug))
    if verbs or first:
        seen.number, seen.hash = last
        QualityLook.objects.update_or_create(
            study=access.study, defaults={"number": seen.number, "hash": seen.hash, "order": seen.order}
        )
    return []


def _look_at_cases(access: Access, numbers: set[int] | None) -> None:
    """Look at cases by their number (all, where None) and keep what is found."""
    cases = cases_in(access)
    if numbers is not None:
        cases = cases.filter(number__in=numbers)
    for case in cases.iterator():
        found = [asdict(one) for one in check_case(access, case)]
        if found:
            CaseFindings.objects.update_or_create(case=case, defaults={"found": found})
        else:
            CaseFindings.objects.filter(case=case).delete()


def _findings(rows: Sequence[dict[str, Any]]) -> list[Finding]:
    return [Finding(**row) for row in rows]
