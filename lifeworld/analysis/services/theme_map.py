"""Taking the theme map out as a picture."""

from datetime import datetime

from lifeworld.analysis.selectors.access import access_across
from lifeworld.analysis.selectors.group import group_for
from lifeworld.analysis.selectors.group_page import map_page
from lifeworld.analysis.selectors.theme_map import drawn, map_part, whole_map
from lifeworld.analysis.selectors.withheld import withheld_in
from lifeworld.study.acting import one_act
from lifeworld.study.rules.labels import words_for
from lifeworld.study.rules.roles import Right
from lifeworld.study.selectors import Access
from lifeworld.trail.services import record


@one_act(Right.EXPORT)
def take_out_theme_map(*, access: Access, at: datetime, part: str | None = None) -> tuple[str, int | None]:
    """The theme map as SVG text that stands by itself, and which part of the people it shows (None: everyone).

    The trail tells, as of everything that is taken out.

    Raises:
        AcrossCasesClosedError: cases are not read together yet.
    """
    person, slug = access.person, access.study.slug
    access_across(person, slug, Right.EXPORT)
    number = None
    if part is None:
        found = whole_map(group_for(person, slug))
    else:
        page = map_page(access, part)
        found, number = map_part(page, words_for(access.study.label_profile)), page.part.number
    # Names may be in a person's own words; a picture leaves the study's walls as a table does.
    found = withheld_in(access.study).in_all(found)
    picture = drawn(found, access.study.short_title, alone=True)
    record(
        by=person.username, at=at, verb="took out theme map", study=slug, area="findings",
        object_type="export",
    )  # fmt: skip
    return picture, number
