"""What somebody consented under stays where it is: opinion, green light, site, versions."""

from datetime import date, timedelta

import pytest

from lifeworld.approvals.models import LiveVersion, Site
from lifeworld.approvals.selectors.course import course_of
from lifeworld.approvals.services import course, documents, sites
from lifeworld.common.errors import InvalidInputError
from lifeworld.study.selectors import Access
from tests.conftest import NOON
from tests.consent.consented import OPINION, TAKEN, consent, consenting_site, newest, version_at
from tests.recruitment.recruited import OPENED

pytestmark = pytest.mark.usefixtures("sealed_store")
DAY = TAKEN.date()
AFTER = DAY + timedelta(days=1)


@pytest.fixture
def site(access: Access) -> Site:
    """A site at which somebody consented on `DAY`."""
    found = consenting_site(access)
    consent(access, found)
    return found


@pytest.mark.parametrize("light", [AFTER, None])
def test_a_green_light_does_not_move_past_a_consent(access: Access, site: Site, light: date | None) -> None:
    with pytest.raises(InvalidInputError, match="consented on 6 February 2026"):
        sites.change_site(access=access, at=NOON, site=site, values={"green_light": light})
    assert Site.objects.get(pk=site.pk).green_light == OPENED


def test_permission_and_confirmation_are_held_by_the_green_light(access: Access, site: Site) -> None:
    for field in ("permission_on", "capacity_on"):
        with pytest.raises(InvalidInputError):
            sites.change_site(access=access, at=NOON, site=site, values={field: AFTER})
        with pytest.raises(InvalidInputError, match="consented on"):
            sites.change_site(access=access, at=NOON, site=site, values={field: AFTER, "green_light": AFTER})


def test_a_green_light_may_move_up_to_the_first_consent(access: Access, site: Site) -> None:
    changed = sites.change_site(access=access, at=NOON, site=site, values={"green_light": DAY})
    assert changed.green_light == DAY
    other = sites.add_site(access=access, at=NOON, values={"organisation": "Suffolk Trust", "route": "hra-hcrw"})
    days = {"permission_on": AFTER, "green_light": AFTER}
    assert sites.change_site(access=access, at=NOON, site=other, values=days).green_light == AFTER


def test_words_of_a_site_change_all_the_same(access: Access, site: Site) -> None:
    changed = sites.change_site(access=access, at=NOON, site=site, values={"organisation": "Norfolk and Waveney"})
    assert changed.organisation == "Norfolk and Waveney"


def test_a_site_at_which_somebody_consented_is_not_taken_out(access: Access, site: Site) -> None:
    with pytest.raises(InvalidInputError, match="stays among the sites"):
        sites.take_out_site(access=access, at=NOON, site=site)
    assert Site.objects.get(pk=site.pk).removed_at is None
    other = sites.add_site(access=access, at=NOON, values={"organisation": "Suffolk Trust", "route": "hra-hcrw"})
    assert sites.take_out_site(access=access, at=NOON, site=other).removed_at == NOON


@pytest.mark.parametrize("opinion", [AFTER, None])
def test_the_opinion_does_not_move_past_a_consent(access: Access, site: Site, opinion: date | None) -> None:
    with pytest.raises(InvalidInputError, match="favourable opinion cannot come later"):
        course.set_course(access=access, at=NOON, course=course_of(access), values={"opinion_on": opinion})
    assert course_of(access).opinion_on == OPINION
    changed = course.set_course(
        access=access, at=NOON, course=course_of(access), values={"planned_end": date(2027, 1, 1)}
    )
    assert changed.planned_end == date(2027, 1, 1)


def test_recruitment_is_not_opened_anew_after_a_consent(access: Access, site: Site) -> None:
    stood = course_of(access).recruiting_from
    with pytest.raises(InvalidInputError, match="opening of recruitment cannot come later"):
        course.open_recruitment(access=access, at=NOON, on=AFTER)
    assert course_of(access).recruiting_from == stood


def test_a_version_in_use_at_a_consent_stays_in_use_that_day(access: Access, site: Site) -> None:
    with pytest.raises(InvalidInputError, match=r"on version 1\.0 on 6 February 2026"):
        version_at(access, site, "sheet", "1.1", live=DAY)
    assert LiveVersion.objects.filter(version__document__kind="sheet", live_until__isnull=False).count() == 0
    version_at(access, site, "sheet", "1.2", live=AFTER)
    assert LiveVersion.objects.get(version__label="1.0", version__document__kind="sheet").live_until == DAY


def test_at_another_site_a_newer_version_may_go_to_use_earlier(access: Access, site: Site) -> None:
    other = consenting_site(access, "Suffolk Trust")
    newer = version_at(access, other, "sheet", "1.1", live=DAY)
    assert LiveVersion.objects.get(version=newer, site=other).live_from == DAY


def test_an_approval_does_not_move_past_a_consent_on_the_version(access: Access, site: Site) -> None:
    other = consenting_site(access, "Suffolk Trust")
    unused = documents.keep_version(
        access=access, at=NOON, kind="sheet", title="", label="2.0", dated=date(2026, 1, 10), approved_on=OPINION,
        content=b"another", suffix=".txt",
    )  # fmt: skip
    consent(access, other, sheet=unused, pseudonym="Agnes")
    with pytest.raises(InvalidInputError, match="approval cannot come later"):
        documents.approve_version(access=access, at=NOON, version=unused, on=AFTER)
    assert documents.approve_version(access=access, at=NOON, version=unused, on=DAY).approved_on == DAY
    assert newest(access, "sheet") == unused
