"""How the approvals say a day, and several things in one phrase."""

from collections.abc import Sequence
from datetime import date


def said(day: date) -> str:
    """A day in words: "6 February 2026"."""
    return f"{day.day} {day:%B %Y}"


def listed(parts: Sequence[str]) -> str:
    """Things one after another: "the REC, the HRA and the sponsor"; empty where there is none."""
    *others, last = parts or [""]
    return f"{', '.join(others)} and {last}" if others else last
