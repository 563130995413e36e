"""Readings of waiting files are let go from memory once a case is forgotten."""

from lifeworld.interchange.readings import forget_all
from lifeworld.safekeeping.hooks import once_forgotten


def register() -> None:
    """Called when the program starts."""
    once_forgotten("readings of waiting files", forget_all)
