"""One act of the trail in full: the sentence with who and about whom, and what stood before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# How the pseudonym joins the sentence, by what the act was about.
_ABOUT = {"note": "on", "statement": "on", "transcript": "of", "diary entry": "about"}
_OF_CASE = {"wrote first impressions", "wrote case summary"}

_FIELDS = {
    "body": "Note", "text": "Text", "kind": "Kind", "name": "Name", "connection": "Connection",
    "rationale": "How it hangs together", "set_aside_reason": "Set aside because", "stance": "Stance",
    "comment": "Comment", "description": "Description", "absence": "Absence", "first_impressions": "First impressions",
    "summary": "Case summary", "step": "Step", "short_title": "Title", "research_question": "Research question",
}  # fmt: skip
_SILENT = {"x", "y", "position", "squared_up"}


@dataclass(frozen=True)
class Difference:
    """One thing that an act changed: what it is, what stood there before, and after."""

    name: str
    before: str
    after: str


def sentence_of(actor: str, words: str, verb: str, object_type: str, pseudonym: str) -> str:
    """`Alice wrote a note on Maeve`; without a pseudonym, the act alone. `words` is what the act was."""
    if not pseudonym:
        return f"{actor} {words}"
    if object_type == "case" and verb not in _OF_CASE:
        return f"{actor} {words}: {pseudonym}"
    joint = "of" if verb in _OF_CASE else _ABOUT.get(object_type, "for")
    return f"{actor} {words} {joint} {pseudonym}"


def differences(changes: Sequence[Mapping[str, Any]]) -> list[Difference]:
    """What an act's changes (`{"type", "id", "before", "after"}`) come to, places on the table left out."""
    return [found for change in changes for found in _of_object(change)]


def _of_object(change: Mapping[str, Any]) -> list[Difference]:
    before, after = change.get("before") or {}, change.get("after") or {}
    thing = str(change.get("type", "")).capitalize()
    if before.get("removed") and not after.get("removed"):
        return _whole(after, was=False)
    if after.get("removed") and not before.get("removed"):
        return _whole(before, was=True) or [Difference(thing, "there", "taken out")]
    found: list[Difference] = []
    for field in _in_order(after):
        old, new = before.get(field), after[field]
        if old == new or field in _SILENT or field == "removed":
            continue
        if field == "anchors":
            found.append(Difference(thing, "on other words", "on the words it has now"))
        elif field.endswith("_id") or field in {"notes", "about"}:
            found.append(Difference(f"{thing}: {_plain(field)}", _number(old), _number(new)))
        else:
            found.append(Difference(_FIELDS.get(field, _plain(field)), _said(old), _said(new)))
    return found


def _whole(state: Mapping[str, Any], *, was: bool) -> list[Difference]:
    """What was made or taken out, told by its words."""
    told = [(_FIELDS[name], _said(state[name])) for name in _FIELDS if state.get(name)]
    return [Difference(name, text if was else "", "" if was else text) for name, text in told]


def _in_order(state: Mapping[str, Any]) -> list[str]:
    # The order in which a state's fields were written is not kept by every database.
    return [*(name for name in _FIELDS if name in state), *sorted(set(state) - set(_FIELDS))]


def _plain(field: str) -> str:
    return field.removesuffix("_id").replace("_", " ").capitalize()


def _number(value: Any) -> str:
    if not value:
        return ""
    return (
        ", ".join(f"no. {one}" for one in value if isinstance(one, int)) if isinstance(value, list) else f"no. {value}"
    )


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
