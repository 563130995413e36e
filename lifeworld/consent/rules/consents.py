"""The life of a consent: in force, then superseded by a re-consent or taken back. Neither comes back to life.

Source: HRA, "Consent and participant information": consent goes on for as long as somebody takes part, is given anew
where what they were told has changed, and may be taken back at any time without a reason.
"""

IN_FORCE, SUPERSEDED, TAKEN_BACK = "in force", "superseded", "taken back"
STATES = (IN_FORCE, SUPERSEDED, TAKEN_BACK)

TRANSITIONS: dict[tuple[str, str], str] = {
    (IN_FORCE, "re-consent"): SUPERSEDED,
    (IN_FORCE, "take back"): TAKEN_BACK,
}


def next_state(state: str, act: str) -> str | None:
    """The state after an act, or None where that act does not apply."""
    return TRANSITIONS.get((state, act))


def state_of(*, latest: bool, withdrawn: bool) -> str:
    """How a consent stands, from whether it is the person's latest and whether they took it back."""
    if withdrawn:
        return TAKEN_BACK
    return IN_FORCE if latest else SUPERSEDED
