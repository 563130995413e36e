"""The life of a case: opened, signed off, reopened. Going back is normal and recorded, never blocked.

Source: idiography, "finish each case on its own terms" (Smith, Flowers & Larkin 2009, 2022); the hermeneutic
circle, which is why a signed-off case can always be opened again.
"""

TRANSITIONS: dict[tuple[str, str], str] = {
    ("prepared", "open"): "open",
    ("open", "sign off"): "signed_off",
    ("signed_off", "reopen"): "open",
}

STATES = ("prepared", "open", "signed_off")


def next_state(state: str, act: str) -> str | None:
    """The state after an act, or None where that act does not apply."""
    return TRANSITIONS.get((state, act))
