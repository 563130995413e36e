"""Taking the theme map out as a picture."""

from datetime import datetime

from lifeworld.analysis.selectors.access import access_across
from lifeworld.analysis.selectors.group import group_for
from lifeworld.analysis.selectors.theme_map import drawn
from lifeworld.study.acting import one_act
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.trail.services import record


@one_act(Right.EXPORT)
def take_out_theme_map(*, access: Access, at: datetime) -> str:
    """The theme map as SVG text that stands by itself; the trail tells, as of everything that is taken out.

    Raises:
        AcrossCasesClosedError: cases are not read together yet.
    """
    person, slug = access.person, access.study.slug
    access_across(person, slug, Right.EXPORT)
    picture = drawn(group_for(person, slug), access.study.short_title, alone=True)
    record(
        by=person.username, at=at, verb="took out theme map", study=slug, area="findings",
        object_type="export",
    )  # fmt: skip
    return picture
