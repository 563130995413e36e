"""What the forms of this room send, as the values its services take."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.utils.dateparse import parse_date

from lifeworld.approvals.rules.changes import affected_as_text, affected_in
from lifeworld.approvals.rules.dates import in_reach
from lifeworld.common.errors import InvalidInputError
from lifeworld.study.forms import levelled

_DAYS = frozenset({"opinion_on", "started_on", "planned_end", "ended_on"})
_SITE_DAYS = frozenset({"permission_on", "capacity_on", "green_light"})
_YES_OR_NO = frozenset({"proportionate", "ended_early"})
_CHANGE_TICKS = frozenset({"by_rec", "by_hra", "by_sponsor"})
_EVENT_DAYS = frozenset({"happened_on", "known_on"})
_EVENT_ANSWERS = frozenset({"serious", "related", "unexpected"})
_VERSION = "version-"


def course_from(typed: Mapping[str, str]) -> dict[str, Any]:
    """The course's values, from what was typed. Raises `InvalidInputError` where a date is none."""
    return {name: _value(name, text) for name, text in typed.items()}


def site_from(typed: Mapping[str, str]) -> dict[str, Any]:
    """A site's values, from what was typed. Raises `InvalidInputError` where a date is none."""
    return {name: _day(text) if name in _SITE_DAYS else text for name, text in typed.items()}


def condition_from(typed: Mapping[str, str]) -> dict[str, Any]:
    """A condition's values, from what was typed. Raises `InvalidInputError` where the date is none."""
    return {name: _of_condition(name, text) for name, text in typed.items()}


def ticked(sent: Mapping[str, str], names: Collection[str]) -> dict[str, str]:
    """A form's fields as text. A box that is not ticked sends nothing, and is read as "False"."""
    return {
        name: str(name in sent and sent[name] == "True") if name in _CHANGE_TICKS else levelled(sent.get(name, ""))
        for name in names
    }


def change_from(typed: Mapping[str, str]) -> tuple[dict[str, Any], dict[int, bool] | None]:
    """A change's values and the versions it touches, from what was typed; None for versions that were not.

    Raises `InvalidInputError` where its date is none.
    """
    values = {
        name: _day(text) if name == "submitted_on" else text == "True" if name in _CHANGE_TICKS else text
        for name, text in typed.items() if name != "versions"
    }  # fmt: skip
    return values, affected_in(typed["versions"]) if "versions" in typed else None


def versions_from(sent: Mapping[str, str]) -> str:
    """The versions a change touches, as text (`rules.changes.affected_in`). Raises `InvalidInputError` for no key."""
    found = {}
    for name, text in sent.items():
        if name.startswith(_VERSION) and text in ("new", "old"):
            key = key_or_none(name.removeprefix(_VERSION))
            if key is None:
                raise InvalidInputError("That is no version.", "Nothing was changed.", "Choose from the list.")
            found[key] = text == "new"
    return affected_as_text(found)


def event_from(typed: Mapping[str, str]) -> dict[str, Any]:
    """An event's values, from what was typed: an answer left open is None. Raises `InvalidInputError` for no date."""
    return {name: _of_event(name, text) for name, text in typed.items()}


def day_from(typed: str) -> date:
    """A day that must be given. Raises `InvalidInputError` where it is none."""
    found = _day(typed)
    if found is None:
        raise InvalidInputError(
            "No day is given.", "Nothing was changed, and your words are still here.", "Give the day."
        )
    return found


def number_from(typed: str, what: str = "site") -> int:
    """The number of a site, or of `what`, as its list sends it. Raises `InvalidInputError` where it is none."""
    if len(typed) < 10 and (number := key_or_none(typed)) is not None:
        return number
    raise InvalidInputError(f"No {what} is chosen.", "Nothing was changed.", "Choose one from the list.")


def key_or_none(typed: str) -> int | None:
    """The key of an object as its list sends it (`common.id_blocks`: 53 bits, 16 figures); None where it is none."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 17 else None


def day_or_none(typed: str) -> date | None:
    """A day that may be left out. Raises `InvalidInputError` where it is none."""
    return _day(typed)


def _value(name: str, text: str) -> Any:
    if name in _DAYS:
        return _day(text)
    return text == "True" if name in _YES_OR_NO else text


def _of_condition(name: str, text: str) -> Any:
    if name == "due":
        return _day(text)
    return text != "False" if name == "before_start" else text


def _of_event(name: str, text: str) -> Any:
    if name in _EVENT_DAYS:
        return _day(text)
    return {"True": True, "False": False}.get(text) if name in _EVENT_ANSWERS else text


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        found = in_reach(parse_date(text.strip()))
    except ValueError:
        found = None
    if found is None:
        raise InvalidInputError(
            "One of the dates is none, or lies too far off.",
            "Nothing was changed, and what you typed is still here.",
            "Write it as 15/03/2016 in the date’s own boxes.",
        )
    return found
