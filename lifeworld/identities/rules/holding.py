"""What is kept of who somebody is, how long each part may be, and what cannot be.

Source: governance requirements 10 and 28; UK GDPR article 5(1)(c): what is needed to reach somebody, and no more. No
date of birth, no NHS number. Where somebody is met stands with the meeting, and goes with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from lifeworld.common.same_word import folded


@dataclass(frozen=True)
class Held:
    """One part: its name, its label, and how many characters it may have."""

    name: str
    label: str
    longest: int


HELD: dict[str, Held] = {
    one.name: one
    for one in (
        Held("name", "Name", 200),
        Held("called", "Likes to be called", 80),
        Held("phone", "Phone", 80),
        Held("email", "E-mail", 254),
        Held("address", "Address for letters", 500),
        Held("reach_by", "Best way and time to reach them", 200),
        Held("message", "May a message be left?", 10),
        Held("asked_for", "What they asked to be sent", 10),
        Held("gp", "GP or team", 200),
        Held("gp_contact", "How to reach the GP or team", 500),
        Held("access_needs", "Access needs", 1000),
    )
}

MESSAGE = {"": "Not asked", "yes": "Yes", "no": "No"}
ASKED_FOR = {"": "Not asked yet", "findings": "The findings", "transcript": "Their transcript",
             "both": "The findings and their transcript", "nothing": "Nothing"}  # fmt: skip
_CHOSEN: dict[str, Mapping[str, str]] = {"message": MESSAGE, "asked_for": ASKED_FOR}


def complete(values: Mapping[str, str]) -> dict[str, str]:
    """Every part in its order, space at its ends taken away, empty where nothing is given."""
    return {name: values.get(name, "").strip() for name in HELD}


def wrong_with(values: Mapping[str, str]) -> str:
    """What cannot be about these values, a sentence that repeats nothing of them; empty where nothing is wrong."""
    if not folded(values.get("name", "")):
        return "No name is given."
    for held in HELD.values():
        value = values.get(held.name, "")
        if len(value) > held.longest:
            return f"“{held.label}” holds more than {held.longest:,} characters."
        if held.name in _CHOSEN and value not in _CHOSEN[held.name]:
            return f"“{held.label}” has no such answer."
    email = values.get("email", "").strip()
    if email and ("@" not in email[1:-1] or len(email.split()) > 1):
        return "The e-mail address is not written as one."
    return ""


def to_send(values: Mapping[str, str]) -> str:
    """What somebody asked to be sent; empty where nothing, or not asked yet."""
    asked = values.get("asked_for", "")
    return "" if asked == "nothing" else asked
