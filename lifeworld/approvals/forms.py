"""What the forms of this room send, as the values its services take."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date

from lifeworld.common.errors import InvalidInputError

_DAYS = frozenset({"opinion_on", "started_on", "planned_end", "ended_on"})
_SITE_DAYS = frozenset({"permission_on", "capacity_on", "green_light"})
_YES_OR_NO = frozenset({"proportionate", "ended_early"})


def course_from(typed: Mapping[str, str]) -> dict[str, Any]:
    """The course's values, from what was typed. Raises `InvalidInputError` where a date is none."""
    return {name: _value(name, text) for name, text in typed.items()}


def site_from(typed: Mapping[str, str]) -> dict[str, Any]:
    """A site's values, from what was typed. Raises `InvalidInputError` where a date is none."""
    return {name: _day(text) if name in _SITE_DAYS else text for name, text in typed.items()}


def condition_from(typed: Mapping[str, str]) -> dict[str, Any]:
    """A condition's values, from what was typed. Raises `InvalidInputError` where the date is none."""
    return {**typed, "before_start": typed["before_start"] != "False", "due": _day(typed["due"])}


def day_from(typed: str) -> date:
    """A day that must be given. Raises `InvalidInputError` where it is none."""
    found = _day(typed)
    if found is None:
        raise InvalidInputError(
            "No day is given.", "Nothing was changed, and your words are still here.", "Give the day."
        )
    return found


def number_from(typed: str) -> int:
    """A site's number as its list sends it. Raises `InvalidInputError` where it is none."""
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10):
        raise InvalidInputError("No site is chosen.", "Nothing was changed.", "Choose one from the list.")
    return int(typed)


def day_or_none(typed: str) -> date | None:
    """A day that may be left out. Raises `InvalidInputError` where it is none."""
    return _day(typed)


def _value(name: str, text: str) -> Any:
    if name in _DAYS:
        return _day(text)
    return text == "True" if name in _YES_OR_NO else text


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        found = parse_date(text.strip())
    except ValueError:
        found = None
    if found is None or not 1990 <= found.year <= 2100:
        raise InvalidInputError(
            "One of the dates is none, or lies too far off.",
            "Nothing was changed, and what you typed is still here.",
            "Write it as 15/03/2016 in the date’s own boxes.",
        )
    return found
