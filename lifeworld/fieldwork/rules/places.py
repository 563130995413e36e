"""How long an address is kept: until the day of the meeting is over.

Source: governance.md, 22 ("visit address expires after the visit"); UK GDPR, article 5(1)(e): no longer than the
purpose needs.
"""

from datetime import date, timedelta


def expires_on(day: date) -> date:
    """The first day on which the address of a meeting held on `day` is no longer kept."""
    return day + timedelta(days=1)


def expired(expires: date, today: date) -> bool:
    """Whether an address is past its day."""
    return today >= expires
