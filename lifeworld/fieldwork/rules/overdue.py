"""When there should have been word from somebody who is out alone.

Source: governance.md, 22 ("buddy, expected end, check-in/overdue prompt"); Social Research Association, *A Code of
Practice for the Safety of Social Researchers*: somebody knows where, until when, and what to do if there is no word.
What is shown is a reminder on a screen. It is not an alarm: the software calls and tells nobody.
"""

from datetime import datetime, timedelta

from lifeworld.fieldwork.rules.meetings import NOT_ENDED

NOT_AN_ALARM = "This is a reminder on a screen. It is not an alarm: the software calls and tells nobody."
LONGEST_GRACE = 120


def overdue(state: str, ends_at: datetime, grace_minutes: int, now: datetime) -> bool:
    """Whether a meeting that has not ended, begun or not, is past its expected end and the grace agreed."""
    return state in NOT_ENDED and now > ends_at + timedelta(minutes=grace_minutes)


def check_in_missed(due_at: datetime | None, made_at: datetime | None, now: datetime) -> bool:
    """Whether a check-in was due and nothing was heard."""
    return due_at is not None and made_at is None and now > due_at
