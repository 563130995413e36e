"""What rests on an approval and so keeps it from being moved: each answer is one sentence, empty where nothing does.

Sources: issue 4, item 3 (no consent may predate a site's green light); governance requirements 4, 12 and 17: opinion,
then green light, then consent, on the versions in use at that site on that day. Such an order is kept after the consent
as well as before: a day put right later must not turn somebody's consent into one that was never allowed.
"""

from datetime import date

from lifeworld.approvals.rules.saying import said

WHAT_NEXT = "Look at the consents first. If one of them has the wrong day, tell your supervisor and write a deviation."


def wrong_with_moving(what: str, day: date | None, first: date | None) -> str:
    """Why `what` (the green light, say) cannot come to lie on a day, or on none, once somebody consented on `first`."""
    if first is None or (day is not None and day <= first):
        return ""
    return f"Somebody consented on {said(first)}, so {what} cannot come later than that, or be taken away."


def wrong_with_opinion(day: date | None, first: date | None) -> str:
    """Why the favourable opinion cannot come to lie on a day, once a site has its green light on `first`."""
    if first is None or day is None or day <= first:
        return ""
    return f"A site has its green light on {said(first)}, and the favourable opinion cannot come later than that."


def wrong_with_taking_out(first: date | None, *, put_forward: bool) -> str:
    """Why a site cannot be taken out: the day of the first consent there, or that somebody was put forward there."""
    if first is not None:
        return f"Somebody consented at this site on {said(first)}, so it stays among the sites."
    return "Somebody was put forward at this site, so it stays among the sites." if put_forward else ""


def wrong_with_ending(label: str, first: date | None) -> str:
    """Why a version cannot have ended at a site: `first` is the first consent there on it from that day on."""
    return f"Somebody consented at this site on version {label} on {said(first)}, when it was in use." if first else ""


def wrong_with_approving(label: str, first: date | None, on: date) -> str:
    """Why a version's approval cannot be moved to a day after the first consent on it."""
    if first is None or on <= first:
        return ""
    return f"Somebody consented on version {label} on {said(first)}, so its approval cannot come later than that."
