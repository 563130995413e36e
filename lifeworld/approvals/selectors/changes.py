"""The changes to an approved study, the versions they brought, and whose consent is asked again."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from lifeworld.approvals.models import AffectedVersion, Change, DocumentKind, OutcomeChoice, Reconsent
from lifeworld.approvals.rules.changes import AGREED, CameWith, Outcome
from lifeworld.approvals.rules.saying import listed
from lifeworld.common.errors import NotFoundError
from lifeworld.study.models import Study
from lifeworld.study.selectors import Access


@dataclass(frozen=True)
class ConsentAgain:
    """An agreed change for which consent is taken again: from whom (`Reconsent`), since when, and on what.

    `versions` are the keys of the information sheets and consent forms that came with it; it may have brought none.
    """

    number: int
    label: str
    since: date
    whom: str
    reason: str
    versions: list[int]


@dataclass(frozen=True)
class ChangeRow:
    """One change as the page shows it, with the names of the versions it brought and replaced."""

    change: Change
    reviewers: str
    new: list[str]
    old: list[str]

    @property
    def awaited(self) -> bool:
        """Whether its outcome has not come."""
        return self.change.outcome == OutcomeChoice.AWAITED


def changes_of(access: Access) -> QuerySet[Change]:
    """The changes in the order in which they were written down."""
    return Change.objects.filter(study=access.study)


def change_numbered(access: Access, number: int) -> Change:
    """A change by its number within the study; `NotFoundError` where there is none."""
    found = changes_of(access).filter(number=number).first()
    if found is None:
        raise NotFoundError
    return found


def change_rows(access: Access) -> list[ChangeRow]:
    """Every change with its versions, the latest first, in two questions whatever their number."""
    names: dict[tuple[int, bool], list[str]] = {}
    found = AffectedVersion.objects.filter(change__study=access.study).select_related("version__document")
    for one in found.defer("version__content"):
        name = f"{one.version.document.name} {one.version.label}"
        names.setdefault((one.change_id, one.is_new), []).append(name)
    return [
        ChangeRow(change, reviewers_of(change), names.get((change.pk, True), []), names.get((change.pk, False), []))
        for change in changes_of(access).order_by("-number")
    ]


def reviewers_of(change: Change) -> str:
    """Who reviews a change, in one phrase."""
    reviewers = (("the REC", change.by_rec), ("the HRA", change.by_hra), ("the sponsor", change.by_sponsor))
    return listed([name for name, does in reviewers if does])


def affected_by(change: Change) -> dict[int, bool]:
    """The versions a change touches, by key: True where it brings one in, False where it takes its place."""
    return dict(change.affected.values_list("version_id", "is_new"))


def came_with(study: Study) -> dict[int, list[CameWith]]:
    """The changes that each version of the study came with, by the version's key, in the changes' order."""
    changes: dict[int, list[CameWith]] = {}
    rows: QuerySet[AffectedVersion, Any] = AffectedVersion.objects.filter(change__study=study, is_new=True)
    for version, label, outcome, on in rows.order_by("change__number").values_list(
        "version_id", "change__label", "change__outcome", "change__outcome_on"
    ):
        changes.setdefault(version, []).append(CameWith(label, Outcome(outcome), on))
    return changes


def reconsent_needed_since(study: Study) -> list[ConsentAgain]:
    """The agreed changes for which consent is asked again, in order of the day they were agreed."""
    asked = Change.objects.filter(study=study, outcome__in=AGREED).exclude(reconsent=Reconsent.NOBODY)
    asked = asked.order_by("outcome_on", "number")
    versions: dict[int, list[int]] = {}
    kinds = (DocumentKind.SHEET, DocumentKind.FORM)
    brought = AffectedVersion.objects.filter(change__in=asked, is_new=True, version__document__kind__in=kinds)
    for change, version in brought.order_by("version_id").values_list("change_id", "version_id"):
        versions.setdefault(change, []).append(version)
    return [
        ConsentAgain(
            one.number, one.label, one.outcome_on, one.reconsent, one.reconsent_reason, versions.get(one.pk, [])
        )
        for one in asked
        if one.outcome_on is not None
    ]
