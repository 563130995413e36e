"""A study whose numbers are known: twelve screened, seven consented, six taking part, in bands of 1, 3 and 2."""

from datetime import date, timedelta

from lifeworld.recruitment.models import ScreeningEntry, Stage
from lifeworld.recruitment.selectors.frames import frames_of
from lifeworld.recruitment.services import stages
from lifeworld.study.selectors import Access
from tests.conftest import NOON
from tests.recruitment.recruited import SCREENED, come_to, open_site, plan, put_forward

YOUNG, MIDDLE, OLD = "18 to 30", "31 to 50", "over 50"
AGES = (YOUNG, MIDDLE, MIDDLE, MIDDLE, OLD, OLD)
LATER = SCREENED + timedelta(days=20)


def screen_twelve(access: Access) -> list[ScreeningEntry]:
    """The twelve; answers the six who take part, whose ages are `AGES`."""
    norfolk, suffolk = open_site(access), open_site(access, "Suffolk Trust")
    plan(access)
    age = frames_of(access).get(name="Age")
    for reason in ("hours", "hours", "hours", "elsewhere"):
        stages.leave(access=access, at=NOON, entry=put_forward(access, norfolk), reason=reason, on=LATER)
    silent = come_to(access, put_forward(access, norfolk, approached_by="another member of the team"), Stage.INFORMED)
    stages.leave(access=access, at=NOON, entry=silent, reason="no-reply", on=LATER)
    gone = come_to(access, put_forward(access, norfolk, bands={age.pk: YOUNG}), Stage.CONSENTED)
    stages.leave(access=access, at=NOON, entry=gone, reason="withdrew-before", on=LATER)
    return [
        come_to(access, put_forward(access, suffolk if n < 3 else norfolk, bands={age.pk: band}), Stage.INTERVIEWED)
        for n, band in enumerate(AGES)
    ]


def one_more(access: Access, band: str) -> ScreeningEntry:
    """A seventh person who takes part."""
    age = frames_of(access).get(name="Age")
    site = access.study.sites.get(organisation="Norfolk Trust")
    return come_to(access, put_forward(access, site, on=date(2026, 2, 10), bands={age.pk: band}), Stage.INTERVIEWED,
                   from_day=date(2026, 2, 10))  # fmt: skip
