"""Changes to the sites: organisations where people are approached."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from lifeworld.approvals.hooks import consented_in
from lifeworld.approvals.models import Route, Site
from lifeworld.approvals.rules.recruiting import SiteDates, wrong_with_site
from lifeworld.approvals.rules.resting import WHAT_NEXT, wrong_with_moving, wrong_with_taking_out
from lifeworld.approvals.selectors.course import course_of
from lifeworld.common.errors import InvalidInputError
from lifeworld.common.lengths import check_lengths
from lifeworld.study.acting import check_as_seen, next_number, now_changed, one_act, read_kept
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.study.told import set_values, tell, values_of

SITE_FIELDS = ("organisation", "place", "route", "permission_on", "capacity_on", "green_light", "contact_role")


@one_act(Right.LEAD)
def add_site(*, access: Access, at: datetime, values: Mapping[str, Any]) -> Site:
    """Add a site. `InvalidInputError` where it has no name or route, or its days cannot be."""
    number = next_number(Site.objects.filter(study=access.study))
    site = Site(study=access.study, number=number, created_at=at, changed_at=at)
    _set(access, site, values)
    site.save()
    tell(access, at, "added site", site, before=None, after=values_of(site, SITE_FIELDS))
    return site


@one_act(Right.LEAD)
def change_site(
    *, access: Access, at: datetime, site: Site, values: Mapping[str, Any], seen: datetime | None = None
) -> Site:
    """Change a site.

    Raises:
        InvalidInputError: it would have no name or route, or its days cannot be, or somebody consented there before.
        ClashError: somebody changed it since `seen`.
    """
    read_kept(site)
    check_as_seen(site, seen, values)
    before = values_of(site, SITE_FIELDS)
    stood = _days(site)
    _set(access, site, values)
    if stood != _days(site):
        _check_consents(access, site)
    after = values_of(site, SITE_FIELDS)
    if before != after:
        now_changed(site, at)
        site.save()
        tell(access, at, "changed site", site, before=before, after=after)
    return site


@one_act(Right.LEAD)
def take_out_site(*, access: Access, at: datetime, site: Site) -> Site:
    """Take a site out of sight; its row and its number stay.

    `InvalidInputError` where somebody consented or was put forward there.
    """
    read_kept(site)
    # The room of recruitment lies above this one, so only its relation is asked.
    if wrong := wrong_with_taking_out(_first_at(access, site), put_forward=site.screening.exists()):
        raise InvalidInputError(wrong, "It is as it was.", "Close recruitment instead, once it is over.")
    site.removed_at = at
    now_changed(site, at)
    site.save()
    tell(access, at, "took out site", site, before=values_of(site, SITE_FIELDS), after=None)
    return site


def _set(access: Access, site: Site, values: Mapping[str, Any]) -> None:
    set_values(site, SITE_FIELDS, values)
    if not site.organisation or site.route not in Route.values:
        raise InvalidInputError(
            "A site needs its organisation’s name and the permission it works under.",
            "Nothing was changed, and what you typed is still here.",
            "Ask its R&D office which permission it is, where you are not sure.",
        )
    check_lengths(site)
    wrong = wrong_with_site(
        SiteDates(site.permission_on, site.capacity_on, site.green_light), course_of(access).opinion_on
    )
    if wrong:
        raise InvalidInputError(
            wrong, "Nothing was changed, and what you typed is still here.", "Look at the days again."
        )


def _days(site: Site) -> tuple[date | None, ...]:
    return site.permission_on, site.capacity_on, site.green_light


def _first_at(access: Access, site: Site) -> date | None:
    return next((one.on for one in consented_in(access.study.pk) if one.site == site.pk), None)


def _check_consents(access: Access, site: Site) -> None:
    """The permission and the confirmation may not come after the green light (`wrong_with_site`), which this holds."""
    if wrong := wrong_with_moving("the green light of this site", site.green_light, _first_at(access, site)):
        raise InvalidInputError(wrong, "Nothing was changed, and what you typed is still here.", WHAT_NEXT)
