"""The life of one meeting, and what must hold of its times.

Sources: governance.md, 3 ("opinion <= site green light <= first consent <= interview <= end"): no interview begins
before consent is in force; 22 (lone-worker plan); HRA, "Consent and participant information": consent comes before any
research procedure. A person may stop at any time and gives no reason, so neither calling off nor stopping asks for one.
"""

from datetime import datetime, timedelta

TRANSITIONS: dict[tuple[str, str], str] = {
    ("planned", "begin"): "under-way",
    ("planned", "cancel"): "cancelled",
    ("planned", "not attended"): "not-attended",
    ("under-way", "pause"): "paused",
    ("paused", "go on"): "under-way",
    ("under-way", "end"): "held",
    ("paused", "end"): "held",
    ("held", "write field note"): "noted",
    ("noted", "write field note"): "noted",
}

STATES = ("planned", "under-way", "paused", "held", "noted", "cancelled", "not-attended")
# Somebody is, or may be, alone with somebody else.
NOT_ENDED = frozenset({"planned", "under-way", "paused"})
BEGUN = frozenset({"under-way", "paused", "held", "noted"})
HELD = frozenset({"held", "noted"})
LONGEST = timedelta(hours=8)


def next_state(state: str, act: str) -> str | None:
    """The state after an act, or None where that act does not apply."""
    return TRANSITIONS.get((state, act))


def wrong_with_plan(starts_at: datetime, ends_at: datetime) -> str:
    """What cannot be about the planned times, in one sentence; empty where nothing is wrong."""
    if ends_at <= starts_at:
        return "A meeting is expected to end after it starts."
    if ends_at - starts_at > LONGEST:
        return "A meeting is planned for eight hours at most, travel left out."
    return ""


def wrong_with_check_ins(due: list[datetime], starts_at: datetime, ends_at: datetime) -> str:
    """What cannot be about the times of check-ins, in one sentence; empty where nothing is wrong."""
    if any(not starts_at - timedelta(hours=2) <= one <= ends_at + timedelta(hours=2) for one in due):
        return "A check-in lies within two hours of the meeting, before, during or after it."
    if len(set(due)) != len(due):
        return "Two check-ins are at the same time."
    return ""


def minutes_between(began_at: datetime, ended_at: datetime) -> int:
    """Whole minutes, rounded to the nearest, one at least."""
    return max(1, round((ended_at - began_at) / timedelta(minutes=1)))
