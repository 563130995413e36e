"""The shapes of what is kept as JSON, so that a page which reads it meets nothing that it cannot read."""

from collections.abc import Callable
from datetime import date
from typing import Any

from lifeworld.safekeeping.rules.levels import Level

Shape = Callable[[Any], bool]


def _list_of(entry: Shape) -> Shape:
    return lambda value: type(value) is list and all(entry(one) for one in value)


def _text(one: Any) -> bool:
    return type(one) is str


def _count(one: Any) -> bool:
    return type(one) is int and one >= 0


def _line(one: Any) -> bool:
    return type(one) is list and len(one) == 3 and all(_count(part) for part in one)


def _sentence(one: Any) -> bool:
    return type(one) is dict and all(_text(part) for part in one.values())


def _named(one: Any) -> bool:
    return type(one) is dict and _text(one.get("type")) and isinstance(one.get("id"), int)


def _change(one: Any) -> bool:
    return type(one) is dict and _text(one.get("type")) and all(_state(one.get(side)) for side in ("before", "after"))


def _state(one: Any) -> bool:
    # The rows whose words were erased: reading a trail to its end follows them.
    return one is None or (type(one) is dict and _list_of(_count)(one.get("rows", [])))


def _counts(value: Any) -> bool:
    return type(value) is dict and all(what and _count(count) for what, count in value.items())


def _counted(one: Any) -> bool:
    return type(one) is dict and _text(one.get("what")) and one["what"] != "" and _count(one.get("count"))


def _backup(one: Any) -> bool:
    return type(one) is dict and _day(one.get("made")) and _day(one.get("until"))


def _day(one: Any) -> bool:
    try:
        return _text(one) and date.fromisoformat(one).isoformat() == one
    except ValueError:
        return False


# By the field's name. A test fails until a new field that holds JSON has its shape here.
SHAPES: dict[str, Shape] = {
    "lines": _list_of(_line),
    "notices": _list_of(_sentence),
    "summary_warnings": _list_of(_sentence),
    "about": _list_of(_named),
    "changes": _list_of(_change),
    "bands": _list_of(_text),
    "prompts": _list_of(_text),
    "ready": _list_of(_text),
    "levels": _list_of(lambda one: one in list(Level)),
    "stays": _list_of(_text),
    "gone": _counts,
    "serials": _list_of(_count),
    "items": _list_of(_counted),
    "done": _list_of(_counted),
    "backups": _list_of(_backup),
}
