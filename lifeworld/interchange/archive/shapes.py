"""The shapes of what is kept as JSON, so that a page which reads it meets nothing that it cannot read."""

from collections.abc import Callable
from typing import Any


def _line(one: Any) -> bool:
    return type(one) is list and len(one) == 3 and all(type(part) is int and part >= 0 for part in one)


def _sentence(one: Any) -> bool:
    return type(one) is dict and all(type(part) is str for part in one.values())


def _named(one: Any) -> bool:
    return type(one) is dict and type(one.get("type")) is str and isinstance(one.get("id"), int)


# By the field's name, what each entry of its list must be.
ENTRIES: dict[str, Callable[[Any], bool]] = {
    "lines": _line,
    "notices": _sentence,
    "summary_warnings": _sentence,
    "about": _named,
    "changes": lambda one: type(one) is dict,
}


def fits(name: str, value: Any) -> bool:
    """Whether a value has the shape that the program writes in this field; of other fields, a list or an object."""
    entry = ENTRIES.get(name)
    if entry is None:
        return type(value) in {list, dict}
    return type(value) is list and all(entry(one) for one in value)
