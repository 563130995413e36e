"""The sites and conditions of a study."""

from django.db.models import QuerySet

from lifeworld.approvals.models import Condition, Site
from lifeworld.common.errors import NotFoundError
from lifeworld.study.selectors import Access


def sites_of(access: Access) -> QuerySet[Site]:
    """The sites in the order in which they were added."""
    return Site.objects.filter(study=access.study, removed_at__isnull=True)


def site_numbered(access: Access, number: int) -> Site:
    """A site by its number within the study; `NotFoundError` where there is none."""
    found = sites_of(access).filter(number=number).first()
    if found is None:
        raise NotFoundError
    return found


def conditions_of(access: Access) -> QuerySet[Condition]:
    """The conditions of the study's approvals, in the order in which they were logged."""
    return Condition.objects.filter(study=access.study)


def condition_of(access: Access, condition: int) -> Condition:
    """A condition by its key; `NotFoundError` where the study has none of that key."""
    found = conditions_of(access).filter(pk=condition).first()
    if found is None:
        raise NotFoundError
    return found
