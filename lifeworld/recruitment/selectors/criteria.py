"""Whom a study is for: its criteria as they stand."""

from django.db.models import QuerySet

from lifeworld.common.errors import NotFoundError
from lifeworld.recruitment.models import Criterion
from lifeworld.study.models import Study
from lifeworld.study.selectors import Access


def criteria_of(study: Study) -> QuerySet[Criterion]:
    """The standing criteria in their order; those retired are left out."""
    return Criterion.objects.filter(study=study, retired_at__isnull=True)


def criterion_of(access: Access, criterion: int) -> Criterion:
    """A standing criterion by its key; `NotFoundError` where the study has none of that key."""
    found = criteria_of(access.study).filter(pk=criterion).first()
    if found is None:
        raise NotFoundError
    return found
