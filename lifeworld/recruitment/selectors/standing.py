"""What stands against taking somebody on, on a day."""

from datetime import date

from lifeworld.approvals.selectors.course import why_not_recruiting
from lifeworld.recruitment.models import ScreeningEntry
from lifeworld.recruitment.rules.eligibility import why_not_eligible
from lifeworld.recruitment.rules.stages import CONSENTED, CONTACT, INTERVIEWED, SCREENED, Step, furthest
from lifeworld.recruitment.selectors.entries import asked_of, has_left, hours_of, reached_by
from lifeworld.study.selectors import Access

_ENDING = frozenset({"interview", "data"})
_AHEAD = ("planned", "under-way", "paused")
LEFT = "left"


def last_of(entry: ScreeningEntry) -> str:
    """What was written down last of somebody: `LEFT`, or the furthest stage."""
    return LEFT if has_left(entry) else furthest(reached_by(entry))


def rests_on_contact(entry: ScreeningEntry) -> bool:
    """Whether their having agreed to contact was written down last, and a room above keeps their name because of it."""
    return last_of(entry) == CONTACT and hasattr(entry, "identity")


def is_to_be_met(entry: ScreeningEntry) -> bool:
    """Whether a room above has a meeting with them ahead."""
    return entry.meetings.filter(state__in=_AHEAD).exists()


def why_not_take_back(entry: ScreeningEntry) -> str:
    """Why the last thing written down of somebody stays, in one sentence; empty where it can be taken back."""
    if has_left(entry):
        # The room above keeps what they took back; some of it ended their taking part, and that is their word.
        ended = any(not _ENDING.isdisjoint(one.levels) for one in entry.withdrawals.all())
        return "They withdrew: that is their word, and is not taken back here." if ended else ""
    last = furthest(reached_by(entry))
    if last == SCREENED:
        return "An entry stays in the log: a mistake in it is corrected, and that is kept."
    if last == CONSENTED and (entry.case_id is not None or entry.consents.exists()):
        return "They consented: that is not taken back here, and ends only by their withdrawing."
    if last == INTERVIEWED and entry.case is not None and entry.case.opened_at is not None:
        return "Their interview is under analysis."
    return ""


def step_of(access: Access, entry: ScreeningEntry, on: date, today: date) -> Step:
    """What the rules on stages look at, for one person and a day."""
    not_recruiting = [sentence[:1].upper() + sentence[1:] for sentence in why_not_recruiting(access, on)]
    return Step(
        before=reached_by(entry), on=on, today=today, opens_on=entry.site.green_light, left=has_left(entry),
        not_recruiting=not_recruiting, not_eligible=why_not_eligible(asked_of(entry), hours_of(entry)),
    )  # fmt: skip
