"""What the forms of this room send, as the values its services take."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from lifeworld.approvals.forms import day_from, day_or_none
from lifeworld.common.errors import InvalidInputError
from lifeworld.safekeeping.rules.levels import Level, Results

__all__ = ["day_from", "day_or_none", "decisions_from", "levels_from", "results_from", "retention_from"]


def levels_from(sent: QueryDict) -> list[str]:
    """The levels that were ticked, in the order in which the page shows them."""
    ticked = set(sent.getlist("level"))
    return [level.value for level in Level if level.value in ticked]


def results_from(sent: QueryDict) -> str:
    """Whether they wish to hear the findings; "not asked" where nothing was chosen."""
    chosen = sent.get("results", "")
    return chosen if chosen in set(Results) else Results.NOT_ASKED.value


def decisions_from(sent: QueryDict) -> dict[str, str]:
    """What was decided on each text that speaks of somebody, by its name."""
    begin = "text-"
    return {name.removeprefix(begin): str(value) for name, value in sent.items() if name.startswith(begin)}


def retention_from(typed: Mapping[str, str], sheets: Mapping[str, int]) -> dict[str, Any]:
    """The values of a class; `sheets` are the keys that may be named, by how the form sends them.

    Raises `InvalidInputError` where a number or a day is none.
    """
    values: dict[str, Any] = {}
    for name, text in typed.items():
        if name in ("months", "promised_months"):
            values[name] = _months(text)
        elif name == "trigger_on":
            values[name] = day_or_none(text)
        elif name == "sheet_id":
            values[name] = sheets.get(text)
        else:
            values[name] = text.strip()
    return values


def _months(text: str) -> int | None:
    digits = text.strip()
    if not digits:
        return None
    if not (digits.isascii() and digits.isdigit() and len(digits) < 5):
        raise InvalidInputError(
            "A length is a number of months.",
            "Nothing was changed, and what you typed is still here.",
            "Write 0 for at once, or leave it empty where it is not known.",
        )
    return int(digits)
