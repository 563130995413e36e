"""Which records of distress, disclosures and concerns there are: their kind and days, and nothing they say."""

from django.db.models import F, QuerySet

from lifeworld.common.errors import NotFoundError
from lifeworld.fieldwork.models import Incident
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access


def incidents_of(access: Access) -> QuerySet[Incident]:
    """The study's records, the open ones first, without what they say. Raises `NotAllowedError` without the right."""
    access.require(Right.RECRUIT)
    found = Incident.objects.filter(entry__study=access.study).select_related("entry__case").defer("sealed")
    return found.order_by(F("closed_on").desc(nulls_first=True), "-opened_on", "-pk")


def incident_of(access: Access, serial: int, number: int) -> Incident:
    """One person's record by its number, without what it says; `NotFoundError` where there is none."""
    found = incidents_of(access).filter(entry__serial=serial, number=number).first()
    if found is None:
        raise NotFoundError
    return found
